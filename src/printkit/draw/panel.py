"""What a cover design is given: a panel of the sheet, its words and its picture."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from printkit.draw import barcode
from printkit.draw.canvas import Sheet
from printkit.draw.fitting import draw, draw_fitted, fit
from printkit.draw.letters import Style, width_of
from printkit.draw.look import CoverText
from printkit.model.finding import problem
from printkit.model.measure import MM, Box, mm

CODE = 22 * MM
EAN = (113 * 0.33 * MM, 25.9 * MM)
"""The nominal size of an EAN-13 with its quiet zones (GS1 General Specifications)."""


@dataclass(frozen=True)
class Panel:
    """One side of a cover: where it is trimmed, how far colour runs, and what it shows."""

    sheet: Sheet
    trim: Box
    full: Box
    text: CoverText
    image: Image.Image | None

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the point at the given fractions of the trim, from the bottom left."""
        return (
            self.trim.x0 + x * self.trim.size.width,
            self.trim.y0 + y * self.trim.size.height,
        )

    @property
    def unit(self) -> float:
        """The margin that everything keeps: a twelfth of the shorter side, 6 mm at least."""
        return max(min(self.trim.size) / 12, 6 * MM)

    @property
    def least_title(self) -> float:
        """The smallest size of a title, in points: 19 on A5. Below it a cover is a text page."""
        return max(self.trim.size.width / 22, 12.0)

    def inner(self, bottom: float = 0, top: float = 1) -> Box:
        """Return the trim between two fractions of its height, inside the margins at the sides."""
        (x0, y0), (x1, y1) = self.at(0, bottom), self.at(1, top)
        return Box(x0 + self.unit, y0, x1 - self.unit, y1)


@dataclass(frozen=True)
class Design:
    """How a cover is drawn: its front, its back, its spine and the flaps of its jacket."""

    front: Callable[[Panel], None]
    back: Callable[[Panel], None]
    spine: Callable[[Panel], None]
    flap: Callable[[Panel], None]


def codes(panel: Panel, foot: float, align: str) -> float:
    """Draw the QR code and the EAN-13 of a back cover on plates; return the y of their top."""
    text, sheet = panel.text, panel.sheet
    room = panel.inner()
    plates: list[tuple[Box, Callable[[Sheet, Box, str], None], str]] = []
    if text.link:
        plates.append((Box(0, 0, CODE, CODE), barcode.draw_qr, text.link))
    if text.isbn:
        plates.append((Box(0, 0, *EAN), barcode.draw_ean13, text.isbn))
    if not plates:
        return foot
    gap = 4 * MM
    total = sum(box.size.width for box, _, _ in plates) + gap * (len(plates) - 1)
    if total > room.size.width:
        message = f"the bar codes need {mm(total):.0f} mm, the back has {mm(room.size.width):.0f}"
        raise problem("text/does-not-fit", message, hint="leave out the link or the ISBN")
    x = room.x0 if align == "left" else (room.x0 + room.x1 - total) / 2
    for box, drawing, value in plates:
        placed = box.moved(x, foot)
        plate = placed.grown(2) if drawing is barcode.draw_ean13 else placed
        sheet.fill([plate], "paper")
        drawing(sheet, placed, value)
        x += box.size.width + gap
    return foot + max(box.size.height for box, _, _ in plates)


def fill_flap(panel: Panel, lead: Style, style: Style, small: Style) -> None:
    """Write on the flap of a jacket: the title and its text from the top, the publisher below.

    Raises Problems when the text does not fit at 7 pt.
    """
    sheet, text, unit, room = panel.sheet, panel.text, panel.unit, panel.inner()
    y, foot = room.y1 - 1.5 * unit, room.y0 + 1.5 * unit
    box = Box(room.x0, foot, room.x1, foot + unit)
    if text.publisher:
        block = fit(text.publisher, sheet.look, small, box.size, (8, 6.5), "publisher")
        foot = draw(sheet, block, room.x0, foot + block.height) + block.height + unit
    if text.title and text.blurb:
        box = Box(room.x0, y - 3 * unit, room.x1, y)
        y = draw_fitted(sheet, text.title, lead, box, (11, 8), "title on the flap") - 0.6 * unit
    box = Box(room.x0, foot, room.x1, y)
    spaced = "\n\n".join(filter(None, text.blurb.split("\n")))
    draw_fitted(sheet, spaced, style, box, (9.5, 7), "text on the flap")


def letter_spine(panel: Panel, style: Style) -> None:
    """Letter the spine from top to bottom, the title first, the publisher at the foot.

    Raises Problems when the title does not fit at 5 pt.
    """
    text, trim, look = panel.text, panel.trim, panel.sheet.look
    title = text.spine or text.title
    if not title:
        return
    margin = trim.size.height / 18
    length = trim.size.height - 2 * margin
    most = min(0.62 * trim.size.width, 13.0)
    block = fit(title, look, style, (length, most), (most, 5), "title on the spine")
    with panel.sheet.turned(((trim.x0 + trim.x1) / 2, trim.y1 - margin), -90):
        # A third of the size below the middle puts the letters' bodies on the spine's axis.
        panel.sheet.write((0, -block.size / 3), block.lines[0], style, block.size)
        small = 0.75 * block.size
        left = length - block.size * width_of(title, look, style) - 2 * small
        if text.publisher and width_of(text.publisher, look, style) * small < left:
            panel.sheet.write((length, -small / 3), text.publisher, style, small, align=1)
