"""Covers from a publication's data: front, back, and both around a spine."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printkit.draw.barcode import checked_ean, place_qr
from printkit.draw.canvas import Look, Sheet, Type, bars
from printkit.draw.fit import fit
from printkit.model.measure import MM, Box, Size

SPINE_TEXT = 5 * MM
"""A narrower spine carries no text: it would run over the edge when the fold is out by 1 mm."""


@dataclass(frozen=True)
class CoverText:
    """The words of a cover; ``event`` are lines such as name, days and city, theme."""

    title: str
    other_title: str = ""
    subtitle: str = ""
    kicker: str = ""
    event: tuple[str, ...] = ()
    publisher: str = ""
    blurb: str = ""
    link: str = ""
    isbn: str = ""


@dataclass(frozen=True)
class Panel:
    """One side of a cover: the sheet, its trim box, and the bleed around it."""

    sheet: Sheet
    trim: Box
    bleed: float
    text: CoverText
    look: Look
    image: Path | None = None

    @property
    def art(self) -> Box:
        """The trim with the bleed, to be covered by anything that runs off the page."""
        return self.trim.grown(self.bleed)


def front(
    size: Size, bleed: float, text: CoverText, look: Look, design: str, image: Path | None = None
) -> bytes:
    """Draw a front cover on a page of the trim ``size`` grown by ``bleed``."""
    sheet = Sheet(size.grown(bleed), look)
    trim = Box(bleed, bleed, bleed + size.width, bleed + size.height)
    _design(design).front(Panel(sheet, trim, bleed, text, look, image))
    return sheet.pdf()


def back(size: Size, bleed: float, text: CoverText, look: Look, design: str) -> bytes:
    """Draw a back cover on a page of the trim ``size`` grown by ``bleed``."""
    sheet = Sheet(size.grown(bleed), look)
    trim = Box(bleed, bleed, bleed + size.width, bleed + size.height)
    _design(design).back(Panel(sheet, trim, bleed, text, look))
    return sheet.pdf()


def spread(
    size: Size, bleed: float, spine: float, text: CoverText, look: Look, design: str,
    image: Path | None = None,
) -> bytes:  # fmt: skip
    """Draw back, spine and front as one page; ``spine`` is the width of the spine in points."""
    whole = Size(2 * size.width + spine, size.height)
    sheet = Sheet(whole.grown(bleed), look)
    left = Box(bleed, bleed, bleed + size.width, bleed + size.height)
    _design(design).back(Panel(sheet, left, bleed, text, look))
    _design(design).front(Panel(sheet, left.moved(size.width + spine, 0), bleed, text, look, image))
    _spine(sheet, Box(left.x1, left.y0, left.x1 + spine, left.y1), bleed, text, look)
    return sheet.pdf()


def _spine(sheet: Sheet, box: Box, bleed: float, text: CoverText, look: Look) -> None:
    sheet.rect(box.x0, box.y0 - bleed, box.size.width, box.size.height + 2 * bleed, "accent")
    if box.size.width < SPINE_TEXT:
        return
    kind = Type(look.display, min(box.size.width * 0.55, 12), weight=700, colour="paper")
    room = Size(box.size.height - 30 * MM, kind.size * 1.2)
    lines, kind = fit(text.title, room, kind, look, smallest=6)
    x = (box.x0 + box.x1) / 2 - kind.size * 0.35
    sheet.turned_text(x, box.y1 - 15 * MM, lines[0], kind)


def _plain_front(panel: Panel) -> None:
    """Classic: centred serif between two rules on white."""
    sheet, trim, text, look = panel.sheet, panel.trim, panel.text, panel.look
    sheet.rect(panel.art.x0, panel.art.y0, *panel.art.size, "paper")
    middle, width = (trim.x0 + trim.x1) / 2, trim.size.width - 36 * MM
    inner = trim.grown(-9 * MM)
    _frame(sheet, inner, "accent", 0.75)
    _frame(sheet, trim.grown(-10.5 * MM), "accent", 0.3)
    if text.kicker:
        _centred(
            sheet,
            look,
            text.kicker,
            middle,
            trim.y1 - 27 * MM,
            width,
            Type(look.text, 11, colour="accent"),
        )
    kind = Type(look.text, 34, colour="ink")
    lines, kind = fit(text.title, Size(width, 50 * MM), kind, look, smallest=16)
    y = trim.y0 + trim.size.height * 0.68
    for line in lines:
        sheet.text(middle, y, line, kind, align=0.5)
        y -= kind.size * 1.15
    if text.other_title:
        y = _centred(sheet, look, text.other_title, middle, y - 4, width, Type(look.text, 17)) - 8
    sheet.line(middle - 9 * MM, y, middle + 9 * MM, y, "accent", 0.75)
    y -= 20
    if text.subtitle:
        y = (
            _centred(sheet, look, text.subtitle, middle, y, width, Type(look.text, 12, italic=True))
            - 8
        )
    if panel.image:
        area = Size(width, y - trim.y0 - 52 * MM)
        sheet.image(panel.image, middle - width / 2, trim.y0 + 48 * MM, area)
    y = trim.y0 + 40 * MM
    for line in text.event:
        y = _centred(sheet, look, line, middle, y, width, Type(look.text, 9.5, colour="ink")) - 2
    if text.publisher:
        _centred(
            sheet,
            look,
            text.publisher,
            middle,
            trim.y0 + 16 * MM,
            width,
            Type(look.text, 9, colour="muted"),
        )


def _plain_back(panel: Panel) -> None:
    panel.sheet.rect(panel.art.x0, panel.art.y0, *panel.art.size, "paper")
    _frame(panel.sheet, panel.trim.grown(-9 * MM), "accent", 0.75)
    _back_matter(panel, "ink", "muted", panel.look.text)


def _band_front(panel: Panel) -> None:
    """Modern: a field of colour above, a big title flush left, a white foot."""
    sheet, trim, art, text, look = panel.sheet, panel.trim, panel.art, panel.text, panel.look
    sheet.rect(art.x0, art.y0, *art.size, "paper")
    split = trim.y0 + trim.size.height * 0.36
    sheet.rect(art.x0, split, art.size.width, art.y1 - split, "accent")
    left, width = trim.x0 + 13 * MM, trim.size.width - 24 * MM
    if panel.image:
        area = Size(art.size.width, (art.y1 - split) * 0.42)
        sheet.image(panel.image, art.x0, art.y1 - area.height, area, cover=True)
    elif text.kicker:
        sheet.text(
            left, trim.y1 - 18 * MM, text.kicker, Type(look.display, 10, 600, colour="paper")
        )
        sheet.line(left, trim.y1 - 21.5 * MM, trim.x1 - 11 * MM, trim.y1 - 21.5 * MM, "paper", 0.5)
    kind = Type(look.display, 40, 700, colour="paper")
    lines, kind = fit(text.title, Size(width, 62 * MM), kind, look, smallest=18, leading=1.05)
    y = split + 13 * MM + (len(lines) - 1) * kind.size * 1.05 + (10 * MM if text.other_title else 0)
    for line in lines:
        sheet.text(left, y, line, kind)
        y -= kind.size * 1.05
    if text.other_title:
        _flush(
            sheet,
            look,
            text.other_title,
            left,
            split + 9 * MM,
            width,
            Type(look.display, 17, 400, colour="paper"),
        )
    y = split - 11 * MM
    if text.subtitle:
        y = (
            _flush(
                sheet,
                look,
                text.subtitle,
                left,
                y,
                width,
                Type(look.display, 13, 300, colour="ink"),
            )
            - 8
        )
    for number, line in enumerate(text.event):
        y = (
            _flush(
                sheet,
                look,
                line,
                left,
                y,
                width,
                Type(look.display, 9, 600 if number == 0 else 400),
            )
            - 1.5
        )
    if text.publisher:
        sheet.rect(left, trim.y0 + 16 * MM, 9 * MM, 1.2, "accent")
        _flush(
            sheet,
            look,
            text.publisher,
            left,
            trim.y0 + 11 * MM,
            width,
            Type(look.display, 8.5, colour="muted"),
        )


def _band_back(panel: Panel) -> None:
    art = panel.art
    panel.sheet.rect(art.x0, art.y0, *art.size, "accent")
    _back_matter(panel, "paper", "paper", panel.look.display)


def _rings_front(panel: Panel) -> None:
    """Generative: arcs around one point, their lengths drawn from the title."""
    sheet, trim, art, text, look = panel.sheet, panel.trim, panel.art, panel.text, panel.look
    sheet.rect(art.x0, art.y0, *art.size, "soft")
    _arcs(panel, trim.x1 - 22 * MM, trim.y0 + 62 * MM)
    left, width = trim.x0 + 14 * MM, trim.size.width - 28 * MM
    if text.kicker:
        sheet.text(
            left, trim.y1 - 19 * MM, text.kicker, Type(look.display, 9.5, 600, colour="accent")
        )
    kind = Type(look.text, 38, 500, colour="ink")
    lines, kind = fit(text.title, Size(width, 46 * MM), kind, look, smallest=16, leading=1.08)
    y = trim.y1 - 27 * MM - kind.size * 0.8
    for line in lines:
        sheet.text(left, y, line, kind)
        y -= kind.size * 1.08
    if text.other_title:
        y = (
            _flush(
                sheet,
                look,
                text.other_title,
                left,
                y - 3,
                width,
                Type(look.text, 17, colour="accent"),
            )
            - 5
        )
    if text.subtitle:
        _flush(
            sheet,
            look,
            text.subtitle,
            left,
            y - 3,
            width * 0.8,
            Type(look.text, 12.5, italic=True),
        )
    if text.publisher:
        sheet.text(left, trim.y0 + 10 * MM, text.publisher, Type(look.display, 8, colour="ink"))
    room, base = trim.size.width * 0.62, trim.y0 + 18 * MM
    for number, line in enumerate(reversed(text.event)):
        kind = Type(look.display, 8.5, 600 if number == len(text.event) - 1 else 400)
        lines, kind = fit(line, Size(room, 40), kind, look, smallest=7)
        for part in reversed(lines):
            sheet.text(left, base, part, kind)
            base += kind.size * 1.25
        base += 3


def _rings_back(panel: Panel) -> None:
    art, trim = panel.art, panel.trim
    panel.sheet.rect(art.x0, art.y0, *art.size, "soft")
    _arcs(panel, trim.x0 - 4 * MM, trim.y0 + 62 * MM, few=True)
    _back_matter(panel, "ink", "ink", panel.look.text)


def _arcs(panel: Panel, x: float, y: float, few: bool = False) -> None:
    digest = hashlib.sha256(panel.text.title.encode()).digest()
    for number, byte in enumerate(digest[:7] if few else digest[:14]):
        radius = (8 + 6.2 * number) * MM
        start, length = byte * 360 / 256, 70 + digest[31 - number] * 200 / 256
        colour = "accent" if byte % 3 else "muted"
        width = (0.8, 2.4, 5.2)[digest[number + 14] % 3]
        panel.sheet.arc(x, y, radius, (start, length), colour=colour, width=width)
    if not few:
        panel.sheet.disc(x, y, 3.4 * MM, "accent")


@dataclass(frozen=True)
class Design:
    """How the two sides of a cover are drawn."""

    front: Callable[[Panel], None]
    back: Callable[[Panel], None]


_DESIGNS = {
    "plain": Design(_plain_front, _plain_back),
    "band": Design(_band_front, _band_back),
    "rings": Design(_rings_front, _rings_back),
}


def _design(name: str) -> Design:
    return _DESIGNS[name]


def _frame(sheet: Sheet, box: Box, colour: str, width: float) -> None:
    for x0, y0, x1, y1 in (
        (box.x0, box.y0, box.x1, box.y0), (box.x0, box.y1, box.x1, box.y1),
        (box.x0, box.y0, box.x0, box.y1), (box.x1, box.y0, box.x1, box.y1),
    ):  # fmt: skip
        sheet.line(x0, y0, x1, y1, colour, width)


def _centred(
    sheet: Sheet, look: Look, text: str, x: float, y: float, width: float, kind: Type
) -> float:
    lines, kind = fit(text, Size(width, kind.size * 4), kind, look, smallest=min(7, kind.size))
    for line in lines:
        sheet.text(x, y, line, kind, align=0.5)
        y -= kind.size * 1.3
    return y


def _flush(
    sheet: Sheet, look: Look, text: str, x: float, y: float, width: float, kind: Type
) -> float:
    lines, kind = fit(text, Size(width, kind.size * 5), kind, look, smallest=min(7, kind.size))
    for line in lines:
        sheet.text(x, y, line, kind)
        y -= kind.size * 1.28
    return y


def _back_matter(panel: Panel, colour: str, quiet: str, stack: tuple[str, ...]) -> None:
    sheet, trim, text, look = panel.sheet, panel.trim, panel.text, panel.look
    left, width = trim.x0 + 18 * MM, trim.size.width - 36 * MM
    if text.blurb:
        kind = Type(stack, 11.5, colour=colour)
        room = Size(width, trim.size.height * 0.5)
        lines, kind = fit(text.blurb, room, kind, look, smallest=8, leading=1.4)
        y = trim.y1 - 32 * MM
        for line in lines:
            sheet.text(left, y, line, kind)
            y -= kind.size * 1.4
    if text.publisher:
        sheet.text(left, trim.y0 + 18 * MM, text.publisher, Type(look.display, 8.5, colour=quiet))
    if text.link:
        place_qr(sheet, Box(left, trim.y0 + 26 * MM, left + 24 * MM, trim.y0 + 50 * MM), text.link)
    if text.isbn:
        _isbn(panel, trim.x1 - 18 * MM - 37 * MM, trim.y0 + 18 * MM)


def _isbn(panel: Panel, x: float, y: float) -> None:
    plain = checked_ean(panel.text.isbn)
    module, height = 37 * MM / 113, 20 * MM
    panel.sheet.rect(x, y, 37 * MM, height + 11, "paper")
    for start, width in bars("EAN13", plain[:12]):
        panel.sheet.rect(
            x + (11 + start * 95) * module, y + 9, width * 95 * module, height - 9, "ink"
        )
    kind = Type(panel.look.display, 7.5)
    panel.sheet.text(x + 11 * module, y + 1.8, plain, kind)
    panel.sheet.text(x + 11 * module, y + height + 2, f"ISBN {panel.text.isbn}", kind.at(6.5))
