"""Covers: front, back, and the spread of back, spine and front on one sheet."""

from pathlib import Path

from printkit.draw import pictures
from printkit.draw.canvas import Sheet
from printkit.draw.designs import DESIGNS
from printkit.draw.look import Look
from printkit.draw.panel import CoverText, Design, Panel
from printkit.model.finding import did_you_mean, problem
from printkit.model.measure import MM, Box, Size

__all__ = ["DESIGNS", "CoverText", "back", "front", "spread"]

LEAST_LETTERED_SPINE = 5 * MM


def front(size: Size, bleed: float, text: CoverText, look: Look, design: str,
          image: Path | None = None) -> bytes:  # fmt: skip
    """Draw the front cover. ``size`` is the trim; the page is grown by ``bleed`` on every side.

    Raises Problems: ``cover/design``, ``text/does-not-fit``, ``glyph/missing`` and those of the
    image.
    """
    sheet = Sheet(size.grown(bleed), look)
    page = Box(0, 0, *size.grown(bleed))
    picture = pictures.read(image) if image else None
    _design(design).front(Panel(sheet, page.grown(-bleed), page, text, picture))
    return sheet.pdf()


def back(size: Size, bleed: float, text: CoverText, look: Look, design: str) -> bytes:
    """Draw the back cover: blurb, link as a QR code, ISBN as an EAN-13. As ``front``."""
    sheet = Sheet(size.grown(bleed), look)
    page = Box(0, 0, *size.grown(bleed))
    _design(design).back(Panel(sheet, page.grown(-bleed), page, text, None))
    return sheet.pdf()


def spread(size: Size, bleed: float, spine: float, text: CoverText, look: Look, design: str,
           image: Path | None = None) -> bytes:  # fmt: skip
    """Draw back, spine and front side by side, ``2 x width + spine`` wide, grown by ``bleed``.

    ``spine`` is its width in points; it is lettered from LEAST_LETTERED_SPINE on, top to bottom
    (ISO 6357). Raises Problems as ``front``.
    """
    drawn = _design(design)
    page = Box(0, 0, *Size(2 * size.width + spine, size.height).grown(bleed))
    sheet = Sheet(page.size, look)
    left, right = bleed + size.width, bleed + size.width + spine
    picture = pictures.read(image) if image else None
    behind = Box(bleed, bleed, left, page.y1 - bleed)
    before = Box(right, bleed, page.x1 - bleed, page.y1 - bleed)
    edges = (Box(0, 0, left, page.y1), Box(right, 0, page.x1, page.y1))
    if spine > 0:
        # Drawn first and a point wider: between two clipped edges the paper would shine through.
        lettered = text if spine >= LEAST_LETTERED_SPINE else CoverText(title="")
        full = Box(left - 1, 0, right + 1, page.y1)
        with sheet.clipped(full):
            drawn.spine(
                Panel(sheet, Box(left, bleed, right, page.y1 - bleed), full, lettered, None)
            )
    for trim, full, draw, shown in (
        (behind, edges[0], drawn.back, None),
        (before, edges[1], drawn.front, picture),
    ):
        with sheet.clipped(full):
            draw(Panel(sheet, trim, full, text, shown))
    return sheet.pdf()


def _design(name: str) -> Design:
    if name not in DESIGNS:
        message = f"no cover design {name!r}"
        raise problem("cover/design", message, hint=did_you_mean(name, DESIGNS))
    return DESIGNS[name]
