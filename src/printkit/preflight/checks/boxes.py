"""Page boxes, bleed and the safety zone."""

from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.model.measure import Box, mm
from printkit.preflight.document import Facts, PageFacts
from printkit.preflight.edges import bare_edges, reaches_edge
from printkit.preflight.profile import Profile
from printkit.preflight.registry import PRESS, PRINT, Hit, check, per_page

_SLACK = 0.15
_SIDES = ("left", "top", "right", "bottom")


@check(
    "boxes/no-trim",
    "The TrimBox is missing",
    why="Without it nobody knows where the page is cut; PDF/X requires it.",
    cure="export with crop information, or run printkit preflight --fix",
)
def no_trim(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages without TrimBox and ArtBox."""
    for page in facts.pages:
        if not page.box("/TrimBox") and not page.box("/ArtBox"):
            yield Hit("the page has no TrimBox", page.number)


@check(
    "boxes/trim-and-art",
    "TrimBox and ArtBox are both present",
    why="PDF/X allows only one of them, because they would contradict each other.",
    cure="remove the ArtBox",
)
def trim_and_art(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages with both boxes."""
    for page in facts.pages:
        if page.box("/TrimBox") and page.box("/ArtBox"):
            yield Hit("the page has a TrimBox and an ArtBox", page.number)


@check(
    "boxes/empty",
    "A page box has no area",
    why="Programs fall back to another box, each to a different one.",
    cure="export the page again",
    purposes=PRINT,
)
def empty(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report boxes with a width or height of less than a point."""
    for page in facts.pages:
        for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            box = page.box(name)
            if box and min(box.size) < 1:
                yield Hit(f"the {name[1:]} has no area", page.number)


def _nested(page: PageFacts, inner: str, outer: str) -> str:
    small, large = page.box(inner), page.box(outer)
    if small and large and min(small.size) >= 1 and not large.holds(small, _SLACK):
        return f"the {inner[1:]} reaches outside the {outer[1:]}"
    return ""


@check(
    "boxes/trim-outside-bleed",
    "The TrimBox reaches outside the BleedBox or MediaBox",
    why="The boxes must lie one inside the other: trim in bleed in media (ISO 15930-7, 6.11).",
    cure="correct the boxes in the export settings",
)
def trim_outside(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a trim that leaves the bleed or the medium."""
    for page in facts.pages:
        said = _nested(page, "/TrimBox", "/BleedBox") or _nested(page, "/TrimBox", "/MediaBox")
        if said:
            yield Hit(said, page.number)


@check(
    "boxes/bleed-outside-media",
    "The BleedBox reaches outside the MediaBox",
    why="There is no paper for the bleed that is promised.",
    cure="make the page as large as trim and bleed together",
)
def bleed_outside(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a bleed that leaves the medium."""
    for page in facts.pages:
        said = _nested(page, "/BleedBox", "/MediaBox")
        if said:
            yield Hit(said, page.number)


@check(
    "boxes/crop-cuts-bleed",
    "The CropBox cuts off bleed",
    why="Programs that place a page by its CropBox lose the bleed.",
    cure="remove the CropBox, or make it as large as the MediaBox",
    severity=Severity.WARNING,
)
def crop_cuts(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a CropBox smaller than trim or bleed."""
    for page in facts.pages:
        if page.box("/CropBox") and page.box("/TrimBox"):
            wanted = page.bleed if page.media.holds(page.bleed, _SLACK) else page.trim
            if not page.crop.holds(wanted, _SLACK):
                yield Hit("the CropBox is smaller than the bleed", page.number)


def _margins(page: PageFacts) -> tuple[float, float, float, float]:
    bleed, trim = page.bleed, page.trim
    return trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1


def _has_trim(page: PageFacts) -> bool:
    return bool(page.box("/TrimBox") or page.box("/ArtBox"))


@check(
    "bleed/missing",
    "There is no bleed",
    why="Sheets are cut a millimetre off; without bleed a white edge shows.",
    cure="give the page a bleed in its layout and export with it",
)
def bleed_missing(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report pages with art at the edge and no room for bleed at all."""
    for page in facts.pages:
        if profile.bleed and _has_trim(page) and max(_margins(page)) < _SLACK:
            yield Hit("the page has no bleed around its trim", page.number)


@check(
    "bleed/too-small",
    "The bleed is smaller than the printer asks",
    why="The cutter's tolerance is larger than this bleed.",
    cure="enlarge the bleed in the layout and export again",
)
def bleed_small(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report pages with some bleed, but less than the profile's."""
    for page in facts.pages:
        least = min(_margins(page))
        if _has_trim(page) and max(_margins(page)) >= _SLACK and least < profile.bleed - _SLACK:
            said = f"the bleed is {mm(max(least, 0)):.1f} mm; {mm(profile.bleed):.1f} mm are asked"
            yield Hit(said, page.number)


@check(
    "bleed/not-covered",
    "Art ends at the trim instead of running into the bleed",
    why="The bleed is there but empty: a white edge shows where the cut is off.",
    cure="pull the picture or ground out over the trim to the edge of the bleed",
)
def bleed_covered(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Look at the picture of the edge wherever something touches the trim."""
    for page in facts.pages:
        depth = min(*_margins(page), profile.bleed)
        if (
            page.content.endless
            or depth < 1
            or not page.media.holds(page.bleed, _SLACK)
            or not reaches_edge(page)
        ):
            continue
        bare = bare_edges(facts.raster, page, depth)
        if bare:
            sides = ", ".join(sorted({_as_seen(side, page.rotate) for side, _ in bare}))
            boxes = tuple(box for _, box in bare)
            yield Hit(f"art stops at the trim without bleed: {sides}", page.number, boxes)


def _as_seen(side: str, rotate: int) -> str:
    """The side of a page as it is seen, turned clockwise by ``rotate`` degrees."""
    return _SIDES[(_SIDES.index(side) + rotate // 90) % 4]


def _inside(page: PageFacts, margin: float) -> Box:
    return page.trim.grown(-margin)


@check(
    "safety/text",
    "Text stands too near the edge",
    why="The cut may go through it, and in a bound book it looks crooked.",
    cure="move the text further in",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def safety_text(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report text on the paper that leaves the safety zone."""
    said = f"text within {mm(profile.safety):.0f} mm of the edge"
    yield from per_page(
        (page.number, mark.box, said)
        for page, mark in facts.marks("texts")
        if mark.render != 3 and not _inside(page, profile.safety).holds(mark.box, 0.5)
    )


@check(
    "safety/frame",
    "A frame or rule runs along the edge",
    why="Cutting tolerance makes the margin beside it visibly uneven.",
    cure="move it further in, or let it run off as bleed",
    severity=Severity.WARNING,
    purposes=PRESS,
)
def safety_frame(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report strokes that run inside the trim, nearer to it than the safety zone."""
    for page, mark in facts.marks("strokes"):
        within = page.trim.holds(mark.box, 0.0)
        long = max(mark.box.size) > max(page.trim.size) / 3
        if within and long and not _inside(page, profile.safety / 2).holds(mark.box, 0):
            yield Hit("a rule runs along the edge of the paper", page.number, (mark.box,))
