"""Images: resolution, kind, and whether they can be decoded."""

from collections.abc import Iterator
from typing import Any

from printkit.model.finding import Severity
from printkit.preflight.document import Facts, PageFacts
from printkit.preflight.marks import Picture
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRINT, Hit, check, per_page
from printkit.sources.images import PIXEL_LIMIT

MAX_SIDE = 30_000
_TINY = 8
"""Sides of fewer pixels are a ground or a rule made as an image, whose resolution is moot."""


def _judged(facts: Facts, *, line_art: bool) -> Iterator[tuple[PageFacts, Picture, int]]:
    for page, picture in facts.marks("pictures"):
        is_line_art = picture.bits == 1 or picture.stencil
        if min(picture.width, picture.height) > _TINY and is_line_art == line_art:
            yield page, picture, round(min(picture.ppi))


@check(
    "image/low-resolution",
    "An image is too coarse",
    why="At this size its pixels show in print.",
    cure="place a larger original, or place it smaller",
    purposes=ANY,
)
def low(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report effective resolutions under the least of the profile."""
    yield from per_page(
        (page.number, picture.box, f"image of {ppi} ppi; at least {profile.min_ppi:g} are needed")
        for page, picture, ppi in _judged(facts, line_art=False)
        if ppi < profile.min_ppi
    )


@check(
    "image/soft",
    "An image is coarser than recommended",
    why="It prints softer than its neighbours: 300 ppi at size is the rule of the trade.",
    cure="place a larger original, or place it smaller",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def soft(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report effective resolutions between the least and the recommended."""
    yield from per_page(
        (page.number, picture.box, f"image of {ppi} ppi; {profile.warn_ppi:g} are recommended")
        for page, picture, ppi in _judged(facts, line_art=False)
        if profile.min_ppi <= ppi < profile.warn_ppi
    )


@check(
    "image/line-art-coarse",
    "Line art is too coarse",
    why="A 1-bit image has hard edges: under 550 ppi its steps show.",
    cure="scan or export it at 600 to 1200 ppi, or as vectors",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def line_art(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report 1-bit images and stencils under the profile's figure."""
    yield from per_page(
        (page.number, picture.box, f"line art of {ppi} ppi")
        for page, picture, ppi in _judged(facts, line_art=True)
        if ppi < profile.min_line_art_ppi
    )


@check(
    "image/excessive-resolution",
    "An image is far finer than print can show",
    why="It only makes the file larger and its processing slower.",
    cure="scale it down to 450 ppi at size",
    severity=Severity.INFO,
    purposes=ANY,
)
def excessive(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report more than 1200 ppi in images over a megapixel."""
    yield from per_page(
        (page.number, picture.box, f"image of {ppi} ppi")
        for page, picture, ppi in _judged(facts, line_art=False)
        if ppi > 1200 and picture.width * picture.height > 1_000_000
    )


@check(
    "image/distorted",
    "An image is stretched in one direction",
    why="It was probably scaled by accident: people look too broad or too thin.",
    cure="place it with its proportions kept",
    severity=Severity.WARNING,
    purposes=ANY,
)
def distorted(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report photographs whose resolutions across and up differ by more than 5 %."""
    for page, picture, _ in _judged(facts, line_art=False):
        across, up = picture.ppi
        if min(across, up) > 0 and min(picture.width, picture.height) >= 32:
            excess = max(across / up, up / across) - 1
            if excess > 0.05:
                said = f"image stretched by {100 * excess:.0f} %"
                yield Hit(said, page.number, (picture.box,))


@check(
    "image/rgb",
    "An image is RGB",
    why="The printer converts it with settings of its own: colours shift.",
    cure="convert it to the CMYK of the print condition; printkit's press target does",
)
def rgb(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report images whose colours are RGB."""
    yield from per_page(
        (page.number, picture.box, "RGB image")
        for page, picture in facts.marks("pictures")
        if _kind(picture) in ("rgb", "icc-rgb", "cal") or _jpeg2000(picture.obj, picture)
    )


def _kind(picture: Picture) -> str:
    space = picture.space
    return space.base.kind if space.kind == "indexed" and space.base else space.kind


def _names(obj: Any) -> list[str]:
    found = obj.get("/Filter")
    if found is None:
        return []
    return [str(found)] if str(found).startswith("/") else [str(item) for item in found]


def _jpeg2000(obj: Any, picture: Picture) -> bool:
    return "/JPXDecode" in _names(obj) and picture.space.kind == "unknown"


@check(
    "image/lab",
    "An image is in Lab",
    why="It is allowed, but converted at the printer's: see a proof.",
    cure="convert it to the CMYK of the print condition",
    severity=Severity.WARNING,
)
def lab(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report Lab images."""
    yield from per_page(
        (page.number, picture.box, "Lab image")
        for page, picture in facts.marks("pictures")
        if _kind(picture) == "lab"
    )


@check(
    "image/16-bit",
    "An image has 16 bits for each channel",
    why="Older interpreters refuse it, and print shows no difference.",
    cure="convert it to 8 bits",
    severity=Severity.WARNING,
)
def sixteen(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report 16-bit images."""
    yield from per_page(
        (page.number, picture.box, "16-bit image")
        for page, picture in facts.marks("pictures")
        if picture.bits == 16
    )


@check(
    "image/opi",
    "An image is a placeholder for a file elsewhere",
    why="The high-resolution file (OPI) is not in the PDF; PDF/X forbids it.",
    cure="export with the images embedded",
)
def opi(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report OPI images."""
    yield from per_page(
        (page.number, picture.box, "OPI placeholder")
        for page, picture in facts.marks("pictures")
        if "/OPI" in picture.obj
    )


@check(
    "image/alternates",
    "An image has alternates",
    why="Which one prints depends on the program; PDF/X forbids alternates for printing.",
    cure="export with one version of each image",
)
def alternates(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report images with Alternates."""
    yield from per_page(
        (page.number, picture.box, "image with alternates")
        for page, picture in facts.marks("pictures")
        if "/Alternates" in picture.obj
    )


@check(
    "image/too-many-pixels",
    "An image has more pixels than interpreters take",
    why="It can stop a printer's computer; it is often a sign of a damaged or hostile file.",
    cure="scale it down",
    purposes=ANY,
)
def too_many(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report sides of more than 30,000 pixels, and more pixels than a publication may place."""
    yield from per_page(
        (page.number, picture.box, f"image of {picture.width} x {picture.height} pixels")
        for page, picture in facts.marks("pictures")
        if max(picture.width, picture.height) > MAX_SIDE
        or picture.width * picture.height > PIXEL_LIMIT
    )


@check(
    "image/damaged",
    "An image is damaged",
    why="It prints cut off, grey or not at all.",
    cure="place the original again and export",
    purposes=ANY,
)
def damaged(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report images whose data are missing or too short for their size."""
    seen: set[tuple[int, int]] = set()
    for page, picture in facts.marks("pictures"):
        if picture.key is None or picture.key in seen:
            continue
        seen.add(picture.key)
        trouble = _trouble(picture)
        if trouble:
            yield Hit(f"image {trouble}", page.number, (picture.box,))


def _trouble(picture: Picture) -> str:
    if picture.width < 1 or picture.height < 1:
        return "has no size"
    filters = _names(picture.obj)
    if filters and filters[-1] == "/DCTDecode":
        return (
            ""
            if b"\xff\xd8" in picture.obj.read_raw_bytes()[:64] or len(filters) > 1
            else ("is not the JPEG that it is said to be")
        )
    count = picture.space.channels or 1
    needed = (picture.width * count * picture.bits + 7) // 8 * picture.height
    if set(filters) - {"/FlateDecode", "/LZWDecode"} or needed > 2**28:
        return ""
    try:
        held = len(picture.obj.read_bytes())
    except Exception as error:
        return f"cannot be decoded: {error}"
    return f"holds {held} of {needed} bytes" if held < needed else ""
