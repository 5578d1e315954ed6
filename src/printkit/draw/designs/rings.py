"""A generative cover: concentric arcs that follow from the title, no two titles alike."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL.Image import Image

from printkit.draw import pictures
from printkit.draw.fitting import Block, draw, draw_fitted, fit
from printkit.draw.letters import Style
from printkit.draw.panel import Panel, codes, fill_flap, letter_spine
from printkit.model.finding import Problems
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
    """The rings rise above a horizon; the words stand on the left axis below it."""
    sheet, unit, trim = panel.sheet, panel.unit, panel.trim
    sheet.fill([panel.full], "soft")
    x, foot = trim.x0 + unit, trim.y0 + unit
    event = _event(panel)
    words = _words(panel, panel.at(0, 0.47)[1] - foot - event.height - 1.2 * unit)
    tall = sum(block.height + 0.4 * unit for block in words) + event.height
    horizon = max(panel.at(0, 0.47)[1], foot + tall + 0.8 * unit)
    # Arcs cross the edge at a right angle or not at all: one that ran along it would show every
    # error of the cut.
    across, part = (0.5, 0.44) if panel.image else (1.0, 0.86)
    centre = (panel.at(across, 0)[0], horizon)
    sky = Box(panel.full.x0, horizon, panel.full.x1, panel.full.y1)
    reach = min(part * trim.size.width, 0.9 * (trim.y1 - horizon))
    with sheet.clipped(sky):
        _draw_rings(panel, centre, reach)
        if panel.image:
            _sun(panel, panel.image, centre, 0.62 * reach)
    y = horizon - 0.6 * unit
    for block in words:
        y = draw(sheet, block, x, y) - 0.4 * unit
    draw(sheet, event, x, foot + event.height)


def _sun(panel: Panel, image: Image, centre: tuple[float, float], radius: float) -> None:
    """Set the image into a half circle on the horizon, with a rim of the ground."""
    x, y = centre
    panel.sheet.disc(centre, radius * 1.05, "soft")
    with panel.sheet.clipped_round(centre, radius):
        pictures.cover(panel.sheet, image, Box(x - radius, y, x + radius, y + radius))


def _event(panel: Panel) -> Block:
    lines = "\n".join((*panel.text.event, *filter(None, [panel.text.publisher])))
    room = (panel.inner().size.width, 3.4 * panel.unit)
    sizes = (max(panel.unit * 0.3, 7), 6.5)
    return fit(lines, panel.sheet.look, _EVENT, room, sizes, "lines about the event")


def _words(panel: Panel, height: float) -> list[Block]:
    """Set kicker, title, other title and subtitle; a long title raises the horizon."""
    text, unit, look = panel.text, panel.unit, panel.sheet.look
    width = panel.inner().size.width
    parts = [
        (text.kicker, _KICKER, 0.36, "kicker"),
        (text.other_title, _OTHER, 0.52, "other title"),
        (text.subtitle, _SUB, 0.5, "subtitle"),
    ]
    blocks = {
        what: fit(words, look, style, (width, 2.6 * unit), (scale * unit, 7.5), what)
        for words, style, scale, what in parts
        if words
    }
    height -= sum(block.height + 0.4 * unit for block in blocks.values())
    most = min(panel.trim.size.width / 8.6, 72)
    try:
        title = fit(text.title, look, _TITLE, (width, height), (most, 0.62 * most), "title")
    except Problems:
        higher = height + 0.22 * panel.trim.size.height
        title = fit(
            text.title, look, _TITLE, (width, higher), (0.75 * most, panel.least_title), "title"
        )
    order = ("kicker", "title", "other title", "subtitle")
    return [
        (blocks | {"title": title})[what] for what in order if what in blocks | {"title": title}
    ]


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


def flap(panel: Panel) -> None:
    """Text on the tint."""
    panel.sheet.fill([panel.full], "soft")
    fill_flap(panel, _KICKER, _BLURB, _EVENT)


def _draw_rings(panel: Panel, centre: tuple[float, float], reach: float) -> None:
    step = reach / (RINGS + 1)
    for arc in arcs(panel.text.title):
        radius = step * (arc.ring + 1.5)
        width = max(arc.weight * step, 0.75)
        panel.sheet.arc(centre, radius, (arc.start, arc.extent), arc.role, width)
    panel.sheet.disc(centre, 0.7 * step, "accent")
