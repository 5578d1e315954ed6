"""A printed seal: a rosette of circles with a legend around it, as on deeds and banknotes."""

import math

from printkit.draw.canvas import Sheet
from printkit.draw.fitting import draw, fit
from printkit.draw.letters import Style, width_of
from printkit.draw.look import Look
from printkit.model.measure import Size

PETALS = 40
"""Circles of the rosette: enough to weave, few enough to stay open at 30 mm."""
LINE = 0.3
_LEGEND = Style("text", 600, role="accent", tracking=0.12)
_CENTRE = Style("text", 600, role="accent")


def seal(size: Size, look: Look, legend: str, centre: str = "") -> bytes:
    """Draw a seal as large as ``size`` allows, in the colour ``accent``.

    ``legend`` runs around it, as often as it has room; ``centre`` stands in the middle, such as a
    year. Raises Problems where the legend would be smaller than 5 pt.
    """
    sheet = Sheet(size, look)
    radius = min(size) / 2 - 1
    middle = (size.width / 2, size.height / 2)
    sheet.ring(middle, radius, "accent", 1.2)
    sheet.ring(middle, 0.95 * radius, "accent", LINE)
    sheet.ring(middle, 0.72 * radius, "accent", LINE)
    _rosette(sheet, middle, 0.68 * radius, 0.34 * radius)
    _around(sheet, middle, 0.79 * radius, legend)
    sheet.ring(middle, 0.33 * radius, "accent", LINE)
    if centre:
        side = 0.55 * radius
        block = fit(centre, look, _CENTRE, (side, side), (0.3 * radius, 5), "centre of the seal")
        draw(sheet, block, middle[0], middle[1] + block.height / 2, align=0.5)
    return sheet.pdf()


def _rosette(sheet: Sheet, middle: tuple[float, float], outer: float, inner: float) -> None:
    """Draw circles that all touch two rings: their envelope is the weave of a guilloche."""
    reach, radius = (outer + inner) / 2, (outer - inner) / 2
    for petal in range(PETALS):
        angle = 2 * math.pi * petal / PETALS
        place = (middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle))
        sheet.ring(place, radius, "accent", LINE)


def _around(sheet: Sheet, middle: tuple[float, float], radius: float, legend: str) -> None:
    """Letter a circle clockwise from the left, as often as the legend has room."""
    look, length = sheet.look, 2 * math.pi * radius
    most = 0.15 * radius
    size = fit(legend, look, _LEGEND, (0.9 * length, most), (most, 5), "legend of the seal").size
    once = [(sign, width_of(sign, look, _LEGEND) + _LEGEND.tracking) for sign in f"{legend} · "]
    turns = max(int(length / (size * sum(ems for _, ems in once))), 1)
    letters = once * turns
    # What is left of the ring goes between the letters.
    loose = (length / size - sum(ems for _, ems in letters)) / len(letters)
    start = 0.0
    for letter, ems in letters:
        wide = (ems + loose) * size
        angle = 180 - 360 * (start + wide / 2) / length
        place = (
            middle[0] + radius * math.cos(math.radians(angle)),
            middle[1] + radius * math.sin(math.radians(angle)),
        )
        with sheet.turned(place, angle - 90):
            sheet.write((0, 0), letter, _LEGEND, size, align=0.5)
        start += wide
