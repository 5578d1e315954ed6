"""Colour, ink and spot plates."""

from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.model.measure import Box
from printkit.preflight.document import Facts
from printkit.preflight.ink import heavy, share_over
from printkit.preflight.paint import Paint, Space
from printkit.preflight.profile import Profile
from printkit.preflight.registry import MAX_BOXES, Hit, check, per_page
from printkit.preflight.technical import is_technical

_MARKS = {"texts": "text", "strokes": "rules", "fills": "fills"}
_MIN_IMAGE_SHARE = 0.005


def _painted(facts: Facts) -> Iterator[tuple[int, Box, str, Paint]]:
    for kind, word in _MARKS.items():
        for page, mark in facts.marks(kind):
            if kind != "texts" or mark.render != 3:
                yield page.number, mark.box, word, mark.paint
    for page, picture in facts.marks("pictures"):
        if picture.stencil:
            yield page.number, picture.box, "stencils", picture.paint


def _of_kinds(facts: Facts, kinds: tuple[str, ...], name: str) -> Iterator[Hit]:
    yield from per_page(
        (number, box, f"{name} {word}")
        for number, box, word, paint in _painted(facts)
        if paint.kind in kinds
    )


@check(
    "colour/rgb",
    "Text, rules or fills are RGB",
    why="The printer converts them with settings of its own; black text turns into four inks.",
    cure="set the colours in CMYK, or let printkit's press target convert them",
)
def rgb(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report RGB marks."""
    yield from _of_kinds(facts, ("rgb", "icc-rgb"), "RGB")


@check(
    "colour/rgb-gradient",
    "A gradient is RGB",
    why="It is converted step by step and may band or shift.",
    cure="define the gradient between CMYK colours",
)
def gradient(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report RGB shadings."""
    yield from per_page(
        (page.number, mark.box, "RGB gradient")
        for page, mark in facts.marks("shades")
        if mark.space.kind in ("rgb", "icc-rgb", "cal")
    )


@check(
    "colour/calibrated",
    "A calibrated colour space is used",
    why="CalRGB and CalGray are converted at the printer's: black text becomes four inks.",
    cure="use DeviceCMYK or DeviceGray",
    severity=Severity.WARNING,
)
def calibrated(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report CalRGB and CalGray."""
    yield from _of_kinds(facts, ("cal",), "calibrated colour in")


@check(
    "colour/lab",
    "Lab colours are used",
    why="They are allowed, but converted at the printer's.",
    cure="use CMYK or a spot colour",
    severity=Severity.WARNING,
)
def lab(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report Lab marks."""
    yield from _of_kinds(facts, ("lab",), "Lab")


@check(
    "colour/icc-cmyk",
    "CMYK or grey carries a profile of its own",
    why="It is converted again: pure black text comes out in four inks.",
    cure="export with profiles in the output intent only, colours as DeviceCMYK",
    severity=Severity.WARNING,
)
def icc(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report marks in ICC-based CMYK and grey."""
    yield from _of_kinds(facts, ("icc-cmyk", "icc-grey"), "ICC-based colour in")


@check(
    "colour/default-space",
    "Device colours are redefined",
    why="DefaultGray, DefaultRGB or DefaultCMYK convert colours that look like device colours.",
    cure="export without default colour spaces",
    severity=Severity.WARNING,
)
def default_space(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report default colour spaces in the resources."""
    for page, content in facts.contents:
        if content.default_spaces:
            yield Hit("default colour spaces are set", page.number)


@check(
    "colour/registration",
    "Registration colour is used on the page",
    why="/All prints on every plate: 400 % ink, which does not dry.",
    cure="use black; registration colour is for the printer's marks alone",
)
def registration(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report marks in /All on the trimmed paper."""
    yield from per_page(
        (number, box, f"registration colour in {word}")
        for number, box, word, paint in _painted(facts)
        if any(name == "All" for name, _ in paint.spots) and (paint.total or 0) > 0
    )


@check(
    "ink/over-limit",
    "Too much ink",
    why="Above the limit of the paper ink does not dry, sets off and smears.",
    cure="choose lighter colours, or convert with a profile for this paper",
)
def ink(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report text, rules and fills over the ink limit."""
    limit = profile.ink_limit
    yield from per_page(
        (number, box, f"{paint.total:.0f} % ink in {word}; the limit is {limit:.0f} %")
        for number, box, word, paint in _painted(facts)
        if (paint.total or 0) > limit + 0.5 and not any(name == "All" for name, _ in paint.spots)
    )


@check(
    "ink/image-over-limit",
    "An image holds too much ink",
    why="Shadows above the limit do not dry, set off and smear.",
    cure="convert the image again with the profile of the print condition",
    severity=Severity.WARNING,
)
def image_ink(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report CMYK images with more than half a percent of their area over the limit."""
    for page, picture in facts.marks("pictures"):
        image = facts.samples.of(picture)
        share = share_over(image, profile.ink_limit) if image else 0
        if share > _MIN_IMAGE_SHARE:
            said = f"{100 * share:.0f} % of the image is over {profile.ink_limit:.0f} % ink"
            yield Hit(said, page.number, (picture.box,))


@check(
    "ink/overlap-over-limit",
    "Overlapping marks add up to too much ink",
    why="Overprint and blending add inks: where two colours within the limit meet, it is exceeded.",
    cure="let the upper one knock out, or choose lighter colours where they overlap",
    severity=Severity.WARNING,
)
def overlap(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Add up the painted plates of each page, and report stretches of more than 1 mm2."""
    for page in facts.pages:
        found = heavy(page, facts.samples, profile.ink_limit)
        if found:
            area, most = sum(one.area for one in found), max(one.most for one in found)
            said = f"up to {most:.0f} % ink, over {profile.ink_limit:.0f} % on {area:,.0f} mm2"
            yield Hit(said, page.number, tuple(one.box for one in found[:MAX_BOXES]))


def _spots(facts: Facts) -> dict[str, list[tuple[int, Space]]]:
    found: dict[str, list[tuple[int, Space]]] = {}
    for page, content in facts.contents:
        for name, space in content.spots.items():
            if name not in ("All", "None", "Cyan", "Magenta", "Yellow", "Black"):
                found.setdefault(name, []).append((page.number, space))
    return found


@check(
    "spot/unexpected",
    "There is a spot plate that was not ordered",
    why="Each spot colour is a plate of its own, made and paid for.",
    cure="convert it to CMYK, or order the colour",
)
def unexpected(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report spots that the profile does not name; technical plates print nothing."""
    if profile.spots is None:
        return
    for name, uses in _spots(facts).items():
        if name not in profile.spots and not is_technical(name):
            yield Hit(f"spot colour {name}", uses[0][0])


@check(
    "spot/unused",
    "An ordered spot colour is not used",
    why="The plate would stay empty: the colour has another name, or was converted.",
    cure="use the colour by exactly this name, or do not order it",
    severity=Severity.WARNING,
)
def unused(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report spots of the profile that the file does not have."""
    held = _spots(facts)
    for name in profile.spots or ():
        if name not in held:
            yield Hit(f"spot colour {name} is nowhere in the file")


@check(
    "spot/similar-names",
    "Two spot colours differ only in the writing of their names",
    why="They become two plates where one was meant.",
    cure="give the colour one name in all artwork",
    severity=Severity.WARNING,
)
def similar(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report names that agree but for case, spaces and punctuation."""
    first: dict[str, str] = {}
    for name, uses in _spots(facts).items():
        plain = "".join(char for char in name.lower() if char.isalnum())
        if first.setdefault(plain, name) != name:
            yield Hit(f"spot colours {first[plain]} and {name}", uses[0][0])


@check(
    "spot/rgb-alternate",
    "A spot colour is defined by an RGB alternate",
    why="Where it is converted or proofed, RGB comes out.",
    cure="define the spot colour by CMYK or Lab values",
    severity=Severity.WARNING,
)
def rgb_alternate(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report spots whose alternate space is RGB."""
    for name, uses in _spots(facts).items():
        base = uses[0][1].base
        if base is not None and base.kind in ("rgb", "icc-rgb", "cal"):
            yield Hit(f"spot colour {name} has an RGB alternate", uses[0][0])


@check(
    "spot/alternates-differ",
    "One spot colour is defined in two ways",
    why="Proofs show it in two colours, and which one is meant is unclear.",
    cure="take the colour from one library in all artwork",
    severity=Severity.WARNING,
)
def differ(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report spots with alternates of different kinds."""
    for name, uses in _spots(facts).items():
        kinds = {space.base.kind for _, space in uses if space.base and len(space.names) == 1}
        if len(kinds) > 1:
            yield Hit(f"spot colour {name} is defined as {' and as '.join(sorted(kinds))}")
