"""The sheet that everything is drawn on: the only place that knows ReportLab.

A drawing is a PDF of one page, as bytes, of exactly the given size and without a background.
Colours are the palette's screen values and nothing else, text is shaped and its faces embedded,
and the same drawing gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.graphics.barcode.code128 import Code128Auto
from reportlab.lib.abag import ABag
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeFragWord
from reportlab.pdfgen.canvas import Canvas

from printkit.draw.letters import Style, pieces, width_of
from printkit.draw.look import Look
from printkit.model.face import Face
from printkit.model.measure import Box, Size
from printkit.model.palette import rgb

__all__ = ["Look", "Sheet", "code128_widths"]


@dataclass(frozen=True)
class _Font:
    name: str
    face: Face


class Sheet:
    """One page to draw on; lengths in points, the origin at the bottom left, colours by role."""

    def __init__(self, size: Size, look: Look) -> None:
        self.size = size
        self.look = look
        self._fonts: dict[Face, str] = {}
        self._out = BytesIO()
        # Without a name of ours ReportLab puts an unembedded Helvetica on every page.
        first = self._font(look.faces[0])
        self._canvas = Canvas(self._out, pagesize=size, invariant=1, initialFontName=first)

    def pdf(self) -> bytes:
        """Return the finished page as a PDF."""
        self._canvas.save()
        return self._out.getvalue()

    def fill(self, boxes: Iterable[Box], role: str) -> None:
        """Fill rectangles as one shape, so that no seam shows where they touch."""
        path = self._canvas.beginPath()
        for box in boxes:
            path.rect(box.x0, box.y0, *box.size)
        self._canvas.setFillColorRGB(*rgb(self.look.palette[role]))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def rule(self, start: tuple[float, float], end: tuple[float, float], role: str,
             width: float) -> None:  # fmt: skip
        """Draw a straight line."""
        self._stroke(role, width)
        self._canvas.line(*start, *end)

    def frame(self, box: Box, role: str, width: float) -> None:
        """Draw the outline of a rectangle."""
        self._stroke(role, width)
        self._canvas.rect(box.x0, box.y0, *box.size, stroke=1, fill=0)

    def arc(self, centre: tuple[float, float], radius: float, turn: tuple[float, float],
            role: str, width: float) -> None:  # fmt: skip
        """Draw an arc; ``turn`` is where it starts and how far it goes, in degrees."""
        self._stroke(role, width)
        x, y = centre
        path = self._canvas.beginPath()
        path.arc(x - radius, y - radius, x + radius, y + radius, *turn)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def disc(self, centre: tuple[float, float], radius: float, role: str) -> None:
        """Fill a circle."""
        self._canvas.setFillColorRGB(*rgb(self.look.palette[role]))
        self._canvas.circle(*centre, radius, stroke=0, fill=1)

    def ring(self, centre: tuple[float, float], radius: float, role: str, width: float,
             dash: tuple[float, float] = (1, 0)) -> None:  # fmt: skip
        """Draw a circle, dashed when ``dash`` gives a length and a gap."""
        self._stroke(role, width)
        if dash[1]:
            self._canvas.setDash(*dash)
        self._canvas.circle(*centre, radius, stroke=1, fill=0)
        self._canvas.setDash()

    def picture(self, image: Image.Image, box: Box) -> None:
        """Place an RGB or RGBA image into a box that has its proportions, at full resolution."""
        self._canvas.drawImage(ImageReader(image), box.x0, box.y0, *box.size, mask="auto")

    def write(self, at: tuple[float, float], text: str, style: Style, size: float,
              align: float = 0) -> None:  # fmt: skip
        """Write one line on a baseline; ``align`` 0 starts at the point, 0.5 centres, 1 ends.

        Raises Problems for a character that no family of the style covers.
        """
        x, y = at
        x -= align * width_of(text, self.look, style) * size
        self._canvas.setFillColorRGB(*rgb(self.look.palette[style.role]))
        for piece in pieces(text, self.look, style):
            self._piece(x, y, piece.text, _Font(self._font(piece.face), piece.face), style, size)
            x += (piece.advance + style.tracking * len(piece.text)) * size

    @contextmanager
    def clipped(self, box: Box) -> Iterator[None]:
        """Draw inside a rectangle only."""
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(box.x0, box.y0, *box.size)
        self._canvas.clipPath(path, stroke=0, fill=0)
        yield
        self._canvas.restoreState()

    @contextmanager
    def clipped_round(self, centre: tuple[float, float], radius: float) -> Iterator[None]:
        """Draw inside a circle only."""
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.circle(*centre, radius)
        self._canvas.clipPath(path, stroke=0, fill=0)
        yield
        self._canvas.restoreState()

    @contextmanager
    def turned(self, at: tuple[float, float], degrees: float) -> Iterator[None]:
        """Draw with the origin moved to ``at`` and turned counter-clockwise."""
        self._canvas.saveState()
        self._canvas.translate(*at)
        self._canvas.rotate(degrees)
        yield
        self._canvas.restoreState()

    def _stroke(self, role: str, width: float) -> None:
        self._canvas.setStrokeColorRGB(*rgb(self.look.palette[role]))
        self._canvas.setLineWidth(width)

    def _piece(self, x: float, y: float, text: str, font: _Font, style: Style,
               size: float) -> None:  # fmt: skip
        word = [0, (ABag(fontName=font.name, fontSize=size), text)]
        shaped = shapeFragWord(word, style.features, force=True)[1][1]
        line = self._canvas.beginText(x, y)
        line.setFont(font.name, size)
        if style.tracking:
            line.setCharSpace(style.tracking * size)
        line.textOut(shaped)
        if style.tracking:
            line.setCharSpace(0)
        # A ligature or a small capital has no code of its own: say what it stands for.
        code: list[Any] = self._canvas._code
        if str(shaped) != text:
            spoken = text.encode("utf-16-be").hex().upper()
            code.append(f"/Span <</ActualText <FEFF{spoken}>>> BDC")
        self._canvas.drawText(line)
        if str(shaped) != text:
            code.append("EMC")

    def _font(self, face: Face) -> str:
        """Return ReportLab's name of a face, loaded anew for this sheet.

        ReportLab numbers ligatures within a loaded font in order of use: a font shared with an
        earlier drawing would change the bytes of this one.
        """
        if face not in self._fonts:
            slant = "Italic" if face.italic else ""
            name = f"{re.sub(r'[^A-Za-z0-9]', '', face.family)}-{face.weight}{slant}"
            font = TTFont(name, str(face.path), asciiReadable=False)
            # Faces pinned from one variable font share its name, and ReportLab tells them by it.
            font.face.name = name.encode("ascii")
            # ReportLab keeps the first font of a name, whatever glyphs the next one has.
            font.unregister()
            pdfmetrics.registerFont(font)
            self._fonts[face] = name
        return self._fonts[face]


def code128_widths(text: str) -> list[int]:
    """Return the widths of bars and spaces in turn, in modules, starting with a bar."""
    code = Code128Auto(text, quiet=False)
    code.validate()
    code.encode()
    return ["abcd".index(c.lower()) + 1 for c in code.decompose()]
