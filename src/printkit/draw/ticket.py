"""The job ticket: one page that tells a printer what is to be made."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from printkit.draw import pictures
from printkit.draw.canvas import Sheet
from printkit.draw.fitting import draw, draw_fitted, fit
from printkit.draw.letters import Style
from printkit.draw.look import Look
from printkit.model.measure import MM, PAPERS, Box

SIZE = PAPERS["A4"]
_MARGIN, _GAP = 18 * MM, 7 * MM
_LABEL, _LEFT = 29 * MM, 100 * MM
_TITLE = Style("display", 600)
_OTHER = Style("display", 400, role="muted")
_KICKER = Style("display", 600, role="accent", tracking=0.12)
_HEAD = Style("display", 600, role="accent")
_NAME = Style("display", 400, role="muted", leading=1.3)
_VALUE = Style("text", 400, leading=1.25)
_SMALL = Style("display", 400, role="muted", leading=1.35)

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class TicketText:
    """The words of a ticket. ``groups`` are headings with rows of a name and what it is.

    ``files`` are the names of files with their checksums; ``remarks`` what differs from the order;
    ``caption`` stands below the picture.
    """

    kicker: str
    title: str
    other_title: str
    quantity: str
    groups: Sequence[tuple[str, Rows]]
    files: Rows
    remarks: Sequence[str]
    caption: str
    foot: str


def ticket(text: TicketText, look: Look, picture: Image.Image) -> bytes:
    """Draw the ticket on one A4 page.

    Raises Problems: ``text/does-not-fit``, ``glyph/missing``.
    """
    sheet = Sheet(SIZE, look)
    page = Box(_MARGIN, _MARGIN, SIZE.width - _MARGIN, SIZE.height - _MARGIN)
    top = _head(sheet, page, text)
    foot = _files(sheet, page, text)
    body = Box(page.x0, foot + _GAP, page.x1, top - _GAP)
    _groups(sheet, Box(body.x0, body.y0, body.x0 + _LEFT, body.y1), text)
    _picture(sheet, Box(body.x0 + _LEFT + _GAP, body.y0, body.x1, body.y1), picture, text.caption)
    return sheet.pdf()


def _head(sheet: Sheet, page: Box, text: TicketText) -> float:
    """Write the head and return the y of the rule below it."""
    sheet.write((page.x0, page.y1 - 7), text.kicker, _KICKER, 8.5)
    sheet.write((page.x1, page.y1 - 7), text.quantity, _HEAD, 8.5, align=1)
    y = page.y1 - 18
    y = draw_fitted(sheet, text.title, _TITLE, Box(page.x0, y - 64, page.x1, y), (26, 13), "title")
    if text.other_title:
        room = Box(page.x0, y - 46, page.x1, y - 5)
        y = draw_fitted(sheet, text.other_title, _OTHER, room, (15, 8), "other title")
    y -= 12
    sheet.rule((page.x0, y), (page.x1, y), "accent", 1)
    return y


def _groups(sheet: Sheet, box: Box, text: TicketText) -> None:
    y = box.y1
    for heading, rows in text.groups:
        sheet.write((box.x0, y - 10), heading, _HEAD, 11.5)
        y -= 21
        for name, value in rows:
            y = _row(sheet, Box(box.x0, box.y0, box.x1, y), name, value)
        y -= 16


def _row(sheet: Sheet, room: Box, name: str, value: str) -> float:
    """Write a name and its value from the top of the room; return where the next row begins."""
    width = room.size.width - _LABEL
    block = fit(value, sheet.look, _VALUE, (width, room.size.height), (11.5, 7), name)
    foot = draw(sheet, block, room.x0 + _LABEL, room.y1)
    sheet.write((room.x0, room.y1 - 0.8 * block.size), name, _NAME, 9.5)
    return foot - 7


def _picture(sheet: Sheet, room: Box, picture: Image.Image, caption: str) -> None:
    scale = min(room.size.width / picture.width, room.size.height / 2 / picture.height)
    x1, y0 = room.x0 + picture.width * scale, room.y1 - picture.height * scale
    frame = Box(room.x0, y0, x1, room.y1)
    pictures.contain(sheet, picture, frame)
    sheet.frame(frame, "muted", 0.4)
    draw_fitted(sheet, caption, _SMALL, Box(room.x0, y0 - 40, room.x1, y0 - 5), (9, 6), "caption")


def _files(sheet: Sheet, page: Box, text: TicketText) -> float:
    """Write files, remarks and foot from the bottom of the page up; return where they begin."""
    lines = [*text.files]
    high = 22.0 * len(lines) + 12 * len(text.remarks) + 34
    y = page.y0 + high
    sheet.rule((page.x0, y), (page.x1, y), "accent", 0.5)
    for remark in text.remarks:
        room = Box(page.x0, y - 24, page.x1, y - 6)
        draw_fitted(sheet, remark, _HEAD, room, (9, 5), "remark")
        y -= 12
    y -= 4
    for name, checksum in lines:
        sheet.write((page.x0, y - 10), name, _VALUE, 9)
        sheet.write((page.x0, y - 19), checksum, _SMALL, 7)
        y -= 22
    sheet.write((page.x0, page.y0), text.foot, _SMALL, 7)
    return page.y0 + high
