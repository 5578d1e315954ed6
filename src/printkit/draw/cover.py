"""Covers: front, back, and the spread of back, spine and front, with or without flaps."""

from pathlib import Path

from printkit.draw import pictures
from printkit.draw.canvas import Sheet
from printkit.draw.designs import DESIGNS
from printkit.draw.look import CoverText, Look
from printkit.draw.panel import Design, Panel
from printkit.model.finding import did_you_mean, problem
from printkit.model.measure import MM, Box, Size
from printkit.model.wrap import Wrap

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


def spread(wrap: Wrap, bleed: float, text: CoverText, look: Look, design: str,
           image: Path | None = None) -> bytes:  # fmt: skip
    """Draw the panels of a cover or a jacket side by side on one page, grown by ``bleed``.

    The spine is lettered from LEAST_LETTERED_SPINE on, top to bottom (ISO 6357). Raises Problems
    as ``front``.
    """
    drawn = _design(design)
    sheet = Sheet(wrap.size.grown(bleed), look)
    picture = pictures.read(image) if image else None
    panels = _panels(wrap, bleed)
    for kind in sorted(panels, key=_ORDER.index):
        trim, full = panels[kind]
        shown = picture if kind == "front" else None
        draw = {"front": drawn.front, "back": drawn.back, "spine": drawn.spine}
        with sheet.clipped(full):
            draw.get(kind, drawn.flap)(Panel(sheet, trim, full, _words(kind, text, wrap), shown))
    return sheet.pdf()


# Front and back go round the fore-edge on to the flaps.
_ORDER = ("spine", "back-flap", "front-flap", "back", "front")


def _panels(wrap: Wrap, bleed: float) -> dict[str, tuple[Box, Box]]:
    """Return for each panel where it is trimmed or folded, and how far its colour runs."""
    page = Box(0, 0, *wrap.size.grown(bleed))
    found, x, last = {}, bleed, len(wrap.strips) - 1
    for at, (kind, width) in enumerate(wrap.strips):
        trim = Box(x, bleed, x + width, page.y1 - bleed)
        x = trim.x1
        left, right = _over(wrap, kind)
        x0 = page.x0 if at == 0 else trim.x0 - left
        x1 = page.x1 if at == last else trim.x1 + right
        if width:
            found[kind] = trim, Box(x0, page.y0, x1, page.y1)
    return found


def _over(wrap: Wrap, kind: str) -> tuple[float, float]:
    """Return how far the colour of a panel runs over its left and right neighbours.

    What is drawn first runs a point under what comes next: between two clipped edges the paper
    would shine through.
    """
    if kind == "spine" or (kind == "back" and not wrap.spine):
        return 1.0, 1.0
    if kind not in ("front", "back"):
        return 0.0, 0.0
    at_left = (kind == "back") != wrap.rtl
    return (wrap.round, 0.0) if at_left else (0.0, wrap.round)


def _words(kind: str, text: CoverText, wrap: Wrap) -> CoverText:
    """Return what a panel says."""
    if kind == "front-flap":
        return CoverText(title=text.title, blurb=text.front_flap)
    if kind == "back-flap":
        return CoverText(title="", blurb=text.back_flap, publisher=text.publisher)
    if kind == "spine" and wrap.spine < LEAST_LETTERED_SPINE:
        return CoverText(title="")
    return text


def _design(name: str) -> Design:
    if name not in DESIGNS:
        message = f"no cover design {name!r}"
        raise problem("cover/design", message, hint=did_you_mean(name, DESIGNS))
    return DESIGNS[name]
