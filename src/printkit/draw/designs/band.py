"""A modernist cover: a field of colour, a strong left axis, a big title flush left."""

from printkit.draw import pictures
from printkit.draw.fitting import Block, draw, draw_fitted, fit
from printkit.draw.letters import Style
from printkit.draw.panel import Panel, codes, fill_flap, letter_spine
from printkit.model.measure import MM, Box

_TITLE = Style("display", 700, role="paper", leading=1.04, tracking=-0.012)
_OTHER = Style("display", 400, role="paper", leading=1.25)
_KICKER = Style("display", 600, role="paper", tracking=0.02)
_SUB = Style("display", 400, leading=1.28)
_EVENT = Style("display", 400, role="muted", leading=1.4)
_LEAD = Style("display", 700, role="accent", leading=1.3)
_BLURB = Style("display", 400, leading=1.45)
LEAST_FOR_TWO = 110 * MM


def front(panel: Panel) -> None:
    """The field holds series, title and its translation; subtitle and event stand below."""
    sheet, text, unit, trim = panel.sheet, panel.text, panel.unit, panel.trim
    sheet.fill([panel.full], "paper")
    edge = panel.at(0, 0.36)[1]
    top = panel.at(0, 0.68)[1] if panel.image else panel.full.y1
    if panel.image:
        pictures.cover(sheet, panel.image, Box(panel.full.x0, top, panel.full.x1, panel.full.y1))
    sheet.fill([Box(panel.full.x0, edge, panel.full.x1, top)], "accent")
    room = Box(trim.x0 + unit, edge + 0.9 * unit, trim.x1 - unit, min(top, trim.y1 - 0.25 * unit))
    y = room.y1 - 0.85 * unit
    if text.kicker:
        box = Box(room.x0, y - 2 * unit, room.x1, y)
        y = draw_fitted(sheet, text.kicker, _KICKER, box, (unit * 0.37, 7), "kicker") - 0.35 * unit
        sheet.rule((room.x0, y), (room.x1, y), "paper", 0.75)
    foot = room.y0
    if text.other_title:
        wide = (room.size.width, 3 * unit)
        other = fit(text.other_title, sheet.look, _OTHER, wide, (unit * 0.62, 9), "other title")
        foot = draw(sheet, other, room.x0, foot + other.height) + other.height + 0.55 * unit
    most = min(trim.size.width / 7.2, 84)
    title = fit(
        text.title,
        sheet.look,
        _TITLE,
        (room.size.width, y - foot - 0.4 * unit),
        (most, panel.least_title),
        "title",
    )
    draw(sheet, title, room.x0, foot + title.height)
    _below(panel, edge)


def back(panel: Panel) -> None:
    """The blurb on paper above a field of colour that carries the codes."""
    sheet, text, unit = panel.sheet, panel.text, panel.unit
    sheet.fill([panel.full], "paper")
    edge = panel.at(0, 0.36)[1]
    sheet.fill([Box(panel.full.x0, panel.full.y0, panel.full.x1, edge)], "accent")
    codes(panel, panel.trim.y0 + unit, "left")
    room = panel.inner(0.36, 1)
    y = room.y1 - unit
    if text.kicker:
        box = Box(room.x0, y - 2 * unit, room.x1, y)
        y = draw_fitted(sheet, text.kicker, _LEAD, box, (unit * 0.4, 7.5), "kicker") - 0.5 * unit
    box = Box(room.x0, room.y0 + unit, room.x1 - unit, y)
    draw_fitted(sheet, text.blurb, _BLURB, box, (10.5, 7.5), "text on the back")


def spine(panel: Panel) -> None:
    """The title in paper on the colour of the field."""
    panel.sheet.fill([panel.full], "accent")
    letter_spine(panel, Style("display", 600, role="paper", tracking=0.01))


def flap(panel: Panel) -> None:
    """Text on paper."""
    panel.sheet.fill([panel.full], "paper")
    fill_flap(panel, _LEAD, _BLURB, _EVENT)


def _below(panel: Panel, edge: float) -> None:
    sheet, text, unit = panel.sheet, panel.text, panel.unit
    room = Box(panel.trim.x0 + unit, panel.trim.y0 + unit, panel.trim.x1 - unit, edge - 0.7 * unit)
    columns = _columns(panel, room)
    tall = max((sum(block.height + 2 for block in column) for column in columns), default=0)
    line = room.y0 + tall + 0.25 * unit
    box = Box(room.x0, line + 0.5 * unit, room.x1, room.y1)
    draw_fitted(sheet, text.subtitle, _SUB, box, (unit * 0.56, 8.5), "subtitle")
    width = (room.size.width - unit * (len(columns) - 1)) / max(len(columns), 1)
    for i, column in enumerate(columns):
        x = room.x0 + i * (width + unit)
        sheet.rule((x, line), (x + width, line), "accent", 0.75)
        y = line - 0.25 * unit
        for block in column:
            y = draw(sheet, block, x, y) - 2


def _columns(panel: Panel, room: Box) -> list[list[Block]]:
    """Set event and publisher side by side, or below one another where the trim is narrow."""
    text, unit, look = panel.text, panel.unit, panel.sheet.look
    side_by_side = room.size.width > LEAST_FOR_TWO and text.event and text.publisher
    width = (room.size.width - unit) / 2 if side_by_side else room.size.width
    small = max(8.5, 0.24 * unit)
    lead, rest = "\n".join(text.event[:1]), text.event[1:]
    parts = [(lead, _LEAD, small * 1.06), ("\n".join(rest), _EVENT, small)]
    publisher = (text.publisher, _EVENT, small)
    given = [parts, [publisher]] if side_by_side else [[*parts, publisher]]
    space = (width, room.size.height * 0.6)
    columns = [
        [fit(words, look, style, space, (size, 6.5), "event or publisher")
         for words, style, size in column if words]
        for column in given
    ]  # fmt: skip
    return [column for column in columns if column]
