"""A classic title page: centred, letterspaced small capitals, a thick and a thin rule."""

from printkit.draw import pictures
from printkit.draw.fitting import draw_fitted
from printkit.draw.letters import Style
from printkit.draw.panel import Panel, codes, fill_flap, letter_spine
from printkit.model.measure import Box

_TITLE = Style("text", 400, leading=1.08)
_OTHER = Style("text", 400, role="accent", tracking=0.06, leading=1.3)
_SUB = Style("text", 400, italic=True, role="muted", leading=1.25)
_CAPS = Style("text", 500, role="accent", tracking=0.12, leading=1.35, small_caps=True)
_EVENT = Style("text", 400, leading=1.4)
_BLURB = Style("text", 400, leading=1.42)


def front(panel: Panel) -> None:
    """Series and rule above, the title on the optical centre, the event and publisher below."""
    sheet, text, unit = panel.sheet, panel.text, panel.unit
    sheet.fill([panel.full], "paper")
    _rules(panel)
    room = panel.inner(0.86, 1).moved(0, -1.75 * unit)
    draw_fitted(sheet, text.kicker, _CAPS, room, (unit * 0.42, 7), "kicker", 0.5)
    image = panel.image
    top = panel.at(0, 0.82 if image else 0.76)[1]
    middle = panel.inner(0.52 if image else 0.36)
    wide = panel.trim.size.width - 2.6 * unit
    x = (panel.trim.x0 + panel.trim.x1 - wide) / 2
    ends = min(panel.trim.size.width / (13 if image else 9.6), 60)
    y = draw_fitted(
        sheet,
        text.title,
        _TITLE,
        Box(x, middle.y0 + 2 * unit, x + wide, top),
        (ends, panel.least_title),
        "title",
        0.5,
    )
    if text.other_title:
        box = Box(x, middle.y0 + unit, x + wide, y - 0.5 * unit)
        y = draw_fitted(sheet, text.other_title, _OTHER, box, (ends * 0.46, 9), "other title", 0.5)
    centre = (panel.trim.x0 + panel.trim.x1) / 2
    sheet.rule((centre - unit, y - 0.7 * unit), (centre + unit, y - 0.7 * unit), "accent", 0.75)
    box = Box(x, middle.y0 - 0.5 * unit, x + wide, y - 1.15 * unit)
    y = draw_fitted(sheet, text.subtitle, _SUB, box, (ends * 0.4, 8.5), "subtitle", 0.5)
    foot = panel.at(0, 0.085)[1] + unit
    lines = "\n".join(text.event)
    event = Box(x, foot + 1.1 * unit, x + wide, foot + 1.1 * unit + len(text.event) * unit * 0.62)
    if image:
        pictures.contain(sheet, image, Box(x, event.y1 + 0.5 * unit, x + wide, y - 0.7 * unit))
    if lines:
        draw_fitted(sheet, lines, _EVENT, event, (unit * 0.4, 7.5), "lines about the event", 0.5)
    box = Box(x, foot - unit, x + wide, foot + 0.35 * unit)
    draw_fitted(sheet, text.publisher, _CAPS, box, (unit * 0.38, 7), "publisher", 0.5)


def back(panel: Panel) -> None:
    """The blurb between the same rules, the codes centred at the foot."""
    sheet, unit = panel.sheet, panel.unit
    sheet.fill([panel.full], "paper")
    _rules(panel)
    top = codes(panel, panel.trim.y0 + 1.8 * unit, "centre")
    room = panel.inner(0, 0.82)
    box = Box(room.x0 + unit, top + unit, room.x1 - unit, room.y1)
    draw_fitted(sheet, panel.text.blurb, _BLURB, box, (11.5, 8), "text on the back", 0.5)


def spine(panel: Panel) -> None:
    """The title in the text face on paper."""
    panel.sheet.fill([panel.full], "paper")
    letter_spine(panel, Style("text", 500, tracking=0.04))


def flap(panel: Panel) -> None:
    """Text on paper."""
    panel.sheet.fill([panel.full], "paper")
    fill_flap(panel, _CAPS, _BLURB, _EVENT)


def _rules(panel: Panel) -> None:
    """Draw a thick and a thin rule at head and foot, the thin one inside."""
    room, unit = panel.inner(), panel.unit
    for y, inward in ((room.y1 - unit, -3.2), (room.y0 + unit, 3.2)):
        panel.sheet.rule((room.x0, y), (room.x1, y), "accent", 1.8)
        panel.sheet.rule((room.x0, y + inward), (room.x1, y + inward), "accent", 0.75)
