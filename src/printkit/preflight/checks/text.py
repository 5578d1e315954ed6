"""Text and lines: what prints badly although it looks well on the screen."""

from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.marks import Fill, Stroke, Text
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRINT, Hit, check, per_page

_INVISIBLE = 3
_ZERO = 0.01


def _dark(text: Text) -> bool:
    return text.paint.inks is not None and text.paint.inks[3] >= 0.95


@check(
    "text/rich-black",
    "Black text is made of several inks",
    why="The slightest misregister gives it coloured edges.",
    cure="set text in black alone (0/0/0/100)",
)
def rich_black(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report text up to 24 pt of full black and other inks."""
    yield from per_page(
        (page.number, text.box, "black text in several inks")
        for page, text in facts.marks("texts")
        if text.render != _INVISIBLE and text.size <= 24 and _dark(text) and text.paint.plates > 1
    )


@check(
    "text/multi-ink-tiny",
    "Small text is made of three or more inks",
    why="Under 9 pt the inks do not register well enough: the text is blurred.",
    cure="use at most two inks for small text, best black or a spot colour",
    severity=Severity.WARNING,
)
def multi_ink(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report small coloured text of three or more plates."""
    yield from per_page(
        (page.number, text.box, f"{text.size:.3g} pt text in {text.paint.plates} inks")
        for page, text in facts.marks("texts")
        if text.size < profile.small_text
        and text.paint.plates >= 3
        and not _dark(text)
        and text.render != _INVISIBLE
    )


@check(
    "text/reversed-tiny",
    "Small text is reversed out of a ground",
    why="Ink runs into the thin strokes of the letters and fills them.",
    cure="set it larger and bolder, or out of one ink only",
    severity=Severity.WARNING,
)
def reversed_tiny(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report white text smaller than 7 pt or than the profile's small text on several inks."""
    yield from per_page(
        (page.number, text.box, f"white text of {text.size:.3g} pt")
        for page, text in facts.marks("texts")
        if text.paint.is_white
        and text.render != _INVISIBLE
        and not text.look.overprint
        and text.size < min(7.0, profile.small_text)
    )


@check(
    "text/too-small",
    "Text is too small to read",
    why="Under 5 pt print and eyes fail.",
    cure="set it larger",
    severity=Severity.WARNING,
    purposes=ANY,
)
def too_small(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report text under the profile's least size."""
    yield from per_page(
        (page.number, text.box, f"text of {text.size:.2g} pt")
        for page, text in facts.marks("texts")
        if 0.05 < text.size < profile.min_text - 0.01 and text.render != _INVISIBLE
    )


@check(
    "text/screened-tiny",
    "Small text is printed in a tint",
    why="The dots of the screen are as large as the strokes of the letters: edges are ragged.",
    cure="set small text in a full tone",
    severity=Severity.WARNING,
)
def screened(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report text under 7 pt whose strongest ink is under 50 %."""
    for page, text in facts.marks("texts"):
        strongest = max(
            [*(text.paint.inks or (1.0,)), *(tint for _, tint in text.paint.spots)], default=1.0
        )
        if text.size < 7 and 0 < strongest < 0.5 and text.render != _INVISIBLE:
            yield Hit(f"{text.size:.3g} pt text in a tint", page.number, (text.box,))


@check(
    "text/invisible",
    "There is invisible text",
    why="It is left over from text recognition or a template: make sure nothing is meant to show.",
    cure="remove the layer, or set the text to be visible",
    severity=Severity.INFO,
    purposes=PRINT,
)
def invisible(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report text of render mode 3."""
    yield from per_page(
        (page.number, text.box, "invisible text")
        for page, text in facts.marks("texts")
        if text.render == _INVISIBLE
    )


@check(
    "text/faux-bold",
    "Text is made bold by an outline",
    why="The letters clog, for the font has no bold cut of its own.",
    cure="use the real bold of the family",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def faux_bold(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report text that is filled and stroked."""
    yield from per_page(
        (page.number, text.box, "text with an outline of its own colour")
        for page, text in facts.marks("texts")
        if text.render in (2, 6)
    )


def _lines(facts: Facts) -> Iterator[tuple[int, Stroke | Fill, float]]:
    for page, stroke in facts.marks("strokes"):
        yield page.number, stroke, stroke.width
    for page, fill in facts.marks("fills"):
        thin, long = sorted(fill.box.size)
        if long > 8 * thin and long > 8 and not fill.paint.is_white:
            yield page.number, fill, thin


@check(
    "line/zero-width",
    "A line has no width",
    why="It prints as thin as the device can, which is next to nothing on a platesetter.",
    cure="give the line a width of at least 0.25 pt",
    purposes=PRINT,
)
def zero_width(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report strokes of width 0."""
    yield from per_page(
        (page.number, stroke.box, "line of no width")
        for page, stroke in facts.marks("strokes")
        if stroke.width < _ZERO
    )


@check(
    "line/hairline",
    "A line is too thin",
    why="Under 0.25 pt it breaks up or vanishes on the press.",
    cure="make the line 0.25 pt or more",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def hairline(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report strokes and thin fills under the least rule of the profile."""
    yield from per_page(
        (number, line.box, f"line of {width:.2f} pt")
        for number, line, width in _lines(facts)
        if _ZERO <= width < profile.min_rule - 0.005
    )


@check(
    "line/multi-ink",
    "A thin line is made of three or more inks",
    why="It needs perfect register and shows coloured edges.",
    cure="use one or two inks for thin lines",
    severity=Severity.WARNING,
)
def multi_ink_line(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report lines under 0.75 pt of three or more plates."""
    yield from per_page(
        (number, line.box, f"line of {width:.2f} pt in {line.paint.plates} inks")
        for number, line, width in _lines(facts)
        if profile.min_rule <= width < 0.75 and line.paint.plates >= 3
    )


@check(
    "line/reversed-thin",
    "A thin line is reversed out of a ground",
    why="Ink from both sides closes it.",
    cure="make a white line 0.5 pt or more",
    severity=Severity.WARNING,
)
def reversed_thin(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report white strokes under 0.5 pt."""
    yield from per_page(
        (page.number, stroke.box, f"white line of {stroke.width:.2f} pt")
        for page, stroke in facts.marks("strokes")
        if stroke.paint.is_white and profile.min_rule <= stroke.width < 0.5
    )
