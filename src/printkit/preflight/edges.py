"""Is the bleed covered? Look at the drawn edge, just inside and well outside the trim."""

from itertools import groupby

from PIL import Image

from printkit.model.measure import MM, Box
from printkit.preflight.document import PageFacts
from printkit.preflight.marks import Fill, Stroke
from printkit.preflight.raster import Raster
from printkit.preflight.technical import technical

PPI = 144
WHITE = 250
SHORTEST = 2 * MM
"""A bare stretch shorter than this is a stroke or letter that ends at the edge, not a ground."""


def reaches_edge(page: PageFacts) -> bool:
    """Whether a fill, picture or shading touches the trim, so that it ought to bleed."""
    inner = page.trim.grown(-0.4)
    content = page.content
    return any(
        not inner.holds(mark.box, 0)
        and page.printed(mark.box)
        and not (isinstance(mark, Fill | Stroke) and technical(mark.paint))
        for marks in (content.fills, content.pictures, content.shades, content.strokes)
        for mark in marks
    )


def bare_edges(raster: Raster, page: PageFacts, depth: float) -> list[tuple[str, Box]]:
    """Return side and place of every stretch that is inked inside the trim and bare outside.

    ``depth`` is the bleed looked at, in points.
    """
    picture = raster.picture(page.number, page.trim.grown(depth), PPI, grey=True, unit=page.unit)
    scale = picture.width / (page.trim.size.width + 2 * depth)
    bare = []
    for side, turn in (("left", 0), ("top", 90), ("right", 180), ("bottom", 270)):
        turned = picture.rotate(turn, expand=True)
        for start, end in _stretches(turned, depth * scale, SHORTEST * scale):
            bare.append((side, _place(side, page.trim, depth, start / scale, end / scale)))
    return bare


def _stretches(picture: Image.Image, depth: float, shortest: float) -> list[tuple[int, int]]:
    """Rows, from the top, that are inked right of the trim at the left and bare left of it."""
    at = round(depth)
    inside = _darkest(picture.crop((at, 0, at + 2, picture.height)))
    outside = _darkest(picture.crop((0, 0, max(1, round(depth * 0.6)), picture.height)))
    first, last = at + 1, picture.height - at - 1
    rows = [inside[n] < WHITE <= outside[n] for n in range(first, last)]
    found, row = [], first
    for bare, run in groupby(rows):
        length = len(list(run))
        if bare and length >= shortest:
            found.append((row, row + length))
        row += length
    return found


def _darkest(strip: Image.Image) -> list[int]:
    """The darkest value of every row of a grey strip."""
    data, width = strip.tobytes(), strip.width
    return [min(data[n : n + width]) for n in range(0, len(data), width)]


def _place(side: str, trim: Box, depth: float, start: float, end: float) -> Box:
    """Turn a stretch counted along a turned picture back into a box on the page."""
    left, right, low, high = trim.x0, trim.x1, trim.y0, trim.y1
    if side == "left":
        return Box(left - depth, high + depth - end, left, high + depth - start)
    if side == "right":
        return Box(right, low - depth + start, right + depth, low - depth + end)
    if side == "top":
        return Box(right + depth - end, high, right + depth - start, high + depth)
    return Box(left - depth + start, low - depth, left - depth + end, low)
