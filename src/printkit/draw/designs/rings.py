"""A generative cover: concentric arcs that follow from the title, no two titles alike."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from printkit.draw import pictures
from printkit.draw.fitting import draw, draw_fitted, fit
from printkit.draw.letters import Style
from printkit.draw.panel import Panel, codes, letter_spine
from printkit.model.measure import Box

_TITLE = Style("text", 500, leading=1.06)
_OTHER = Style("display", 400, role="accent", tracking=0.04, leading=1.25)
_KICKER = Style("display", 600, role="accent", tracking=0.03)
_SUB = Style("text", 400, italic=True, leading=1.25)
_EVENT = Style("display", 400, role="muted", leading=1.4)
_BLURB = Style("text", 400, leading=1.42)
RINGS = 15


class Arc(NamedTuple):
    """One arc: its place among the rings, start and extent in degrees, weight and colour role."""

    ring: int
    start: float
    extent: float
    weight: float
    role: str


def arcs(title: str) -> Iterator[Arc]:
    """Return the arcs of a title, from the inside out: the same for the same title, everywhere."""
    seed = b"".join(hashlib.sha256(f"{title}/{i}".encode()).digest() for i in range(4))
    roles = ("accent", "accent", "paper", "accent", "muted", "paper", "accent", "ink")
    for ring in range(RINGS):
        a, b, c, d, e, f = seed[6 * ring : 6 * ring + 6]
        role = roles[c % len(roles)]
        start, extent = a / 256 * 360, 70 + b / 256 * 200
        weight = (0.12, 0.3, 0.62, 0.45)[d % 4]
        yield Arc(ring, start, extent, weight, role)
        if e % 3:
            other = roles[(c + 1 + f % 5) % len(roles)]
            left = 360 - extent - 24
            yield Arc(ring, start + extent + 12, left * (0.35 + f / 512), weight, other)


def front(panel: Panel) -> None:
    """The rings rise behind the upper right; words stand on the left axis below them."""
    sheet, text, unit, trim = panel.sheet, panel.text, panel.unit, panel.trim
    sheet.fill([panel.full], "soft")
    line = panel.at(0, 0.47)[1]
    with sheet.clipped(Box(panel.full.x0, line, panel.full.x1, panel.full.y1)):
        _draw_rings(panel, panel.at(0.62, 0.47), 0.62 * trim.size.width)
    if panel.image:
        side = 3.6 * unit
        x, y = panel.at(0.62, 0.47)
        pictures.cover(sheet, panel.image, Box(x - side / 2, y, x + side / 2, y + side))
    room = Box(trim.x0 + unit, trim.y0 + unit, trim.x1 - unit, line - 0.6 * unit)
    foot = room.y0
    entries = "\n".join((*text.event, *filter(None, [text.publisher])))
    if entries:
        event = fit(
            entries, sheet.look, _EVENT, (room.size.width, 2.8 * unit), (unit * 0.3, 6.5), "event"
        )
        foot = draw(sheet, event, room.x0, foot + event.height) + event.height + 0.6 * unit
    y = room.y1
    box = Box(room.x0, foot, room.x1, y)
    if text.kicker:
        y = draw_fitted(sheet, text.kicker, _KICKER, box, (unit * 0.36, 7), "kicker") - 0.35 * unit
    after = [
        (text.other_title, _OTHER, 0.52, "other title"),
        (text.subtitle, _SUB, 0.5, "subtitle"),
    ]
    blocks = [
        fit(words, sheet.look, style, (room.size.width, 2.4 * unit), (scale * unit, 8.5), what)
        for words, style, scale, what in after
        if words
    ]
    below = sum(block.height + 0.4 * unit for block in blocks)
    most = min(trim.size.width / 8.6, 72)
    space = (room.size.width, y - foot - below)
    y = draw(sheet, fit(text.title, sheet.look, _TITLE, space, (most, 14), "title"), room.x0, y)
    for block in blocks:
        y = draw(sheet, block, room.x0, y - 0.4 * unit)


def back(panel: Panel) -> None:
    """The blurb above; the innermost rings again, small, beside the codes."""
    sheet, unit = panel.sheet, panel.unit
    sheet.fill([panel.full], "soft")
    top = codes(panel, panel.trim.y0 + unit, "left")
    room = panel.inner(0, 1)
    y = room.y1 - unit
    centre = (room.x0 + 1.2 * unit, y - 1.2 * unit)
    _draw_rings(panel, centre, 1.2 * unit)
    box = Box(room.x0, top + unit, room.x1 - unit, y - 3.2 * unit)
    draw_fitted(sheet, panel.text.blurb, _BLURB, box, (11, 8), "text on the back")


def spine(panel: Panel) -> None:
    """The title in ink on the tint."""
    panel.sheet.fill([panel.full], "soft")
    letter_spine(panel, Style("text", 600))


def _draw_rings(panel: Panel, centre: tuple[float, float], reach: float) -> None:
    step = reach / (RINGS + 1)
    for arc in arcs(panel.text.title):
        radius = step * (arc.ring + 1.5)
        width = max(arc.weight * step, 0.3)
        panel.sheet.arc(centre, radius, (arc.start, arc.extent), arc.role, width)
    panel.sheet.disc(centre, 0.7 * step, "accent")
