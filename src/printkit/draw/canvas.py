"""One-page drawings. The only importer of ReportLab.

Colours are the palette's screen values; the press pass turns them into inks. Text is shaped and
set in embedded TrueType faces; a character without a glyph is an error.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import uharfbuzz
from PIL import Image
from reportlab.graphics.barcode import createBarcodeDrawing
from reportlab.graphics.shapes import Group, Rect
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas as reportlab
from reportlab.pdfgen.textobject import bidiShapedText

from printkit.model.face import Face, nearest
from printkit.model.finding import Place, problem
from printkit.model.measure import Size
from printkit.model.palette import Palette, rgb


@dataclass(frozen=True)
class Look:
    """Colours and fonts of a drawing; ``text`` and ``display`` are families in order."""

    palette: Palette
    faces: tuple[Face, ...]
    text: tuple[str, ...]
    display: tuple[str, ...]


@dataclass(frozen=True)
class Type:
    """How a text is set: a stack of families, size in points, weight, colour by name."""

    stack: tuple[str, ...]
    size: float
    weight: int = 400
    italic: bool = False
    colour: str = "ink"

    def at(self, size: float) -> "Type":
        """Return the same type at another size."""
        return Type(self.stack, size, self.weight, self.italic, self.colour)


class Sheet:
    """One page of ``size`` points to draw on; ``pdf()`` ends it."""

    def __init__(self, size: Size, look: Look) -> None:
        self.look = look
        self._out = BytesIO()
        # Without a font of ours ReportLab puts unembedded Helvetica on every page.
        first = _font(nearest(look.faces, look.text[0]))
        self._page = reportlab.Canvas(
            self._out, pagesize=tuple(size), invariant=1, pageCompression=1, initialFontName=first
        )

    def pdf(self) -> bytes:
        """Return the page as PDF."""
        self._page.showPage()
        self._page.save()
        return self._out.getvalue()

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self._page.setFillColorRGB(*rgb(self.look.palette[colour]))
        self._page.rect(x, y, width, height, stroke=0, fill=1)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str = "ink", width: float = 0.5
    ) -> None:
        """Draw a straight rule."""
        self._page.setStrokeColorRGB(*rgb(self.look.palette[colour]))
        self._page.setLineWidth(width)
        self._page.line(x0, y0, x1, y1)

    def ring(
        self, x: float, y: float, radius: float, colour: str, width: float, dash: float = 0
    ) -> None:
        """Draw a circle."""
        self._page.setStrokeColorRGB(*rgb(self.look.palette[colour]))
        self._page.setLineWidth(width)
        self._page.setDash([dash, dash] if dash else [])
        self._page.circle(x, y, radius, stroke=1, fill=0)
        self._page.setDash([])

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self._page.setFillColorRGB(*rgb(self.look.palette[colour]))
        self._page.circle(x, y, radius, stroke=0, fill=1)

    def arc(
        self, x: float, y: float, radius: float, span: tuple[float, float], **stroke: float | str
    ) -> None:
        """Draw an arc from ``span[0]`` over ``span[1]`` degrees, with ``colour`` and ``width``."""
        self._page.setStrokeColorRGB(*rgb(self.look.palette[str(stroke["colour"])]))
        self._page.setLineWidth(stroke["width"])
        path = self._page.beginPath()
        path.arc(x - radius, y - radius, x + radius, y + radius, *span)
        self._page.drawPath(path, stroke=1, fill=0)

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Draw inside this rectangle only, from here on."""
        path = self._page.beginPath()
        path.rect(x, y, width, height)
        self._page.clipPath(path, stroke=0, fill=0)

    def text(self, x: float, y: float, text: str, kind: Type, align: float = 0) -> float:
        """Set one line with its base line at ``y`` and return its width.

        ``align`` is the part of the width left of ``x``: 0 flush left, 0.5 centred, 1 flush right.
        """
        start = x - align * width_of(text, kind, self.look)
        self._page.setFillColorRGB(*rgb(self.look.palette[kind.colour]))
        at = start
        for run, face in runs(text, kind, self.look):
            self._page.setFont(_font(face), kind.size)
            self._page.drawString(at, y, run, shaping=True)
            at += _width(run, face, kind.size)
        return at - start

    def turned_text(self, x: float, y: float, text: str, kind: Type) -> None:
        """Set one line that reads downwards from ``x``, ``y``."""
        self._page.saveState()
        self._page.translate(x, y)
        self._page.rotate(-90)
        self.text(0, 0, text, kind)
        self._page.restoreState()

    def image(self, path: Path, x: float, y: float, size: Size, cover: bool = False) -> None:
        """Place an image inside a rectangle, whole or (``cover``) filling and cropped by it."""
        image = _readable(path)
        width, height = image.size
        scales = (size.width / width, size.height / height)
        scale = max(scales) if cover else min(scales)
        left, low = x + (size.width - width * scale) / 2, y + (size.height - height * scale) / 2
        self._page.saveState()
        if cover:
            self.clip(x, y, *size)
        self._page.drawImage(
            ImageReader(image), left, low, width * scale, height * scale, mask="auto"
        )
        self._page.restoreState()


def _readable(path: Path) -> Image.Image:
    try:
        image = Image.open(path)
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        hint = "save it as PNG or JPEG"
        raise problem(
            "image/unreadable", f"cannot be drawn: {error}", Place(str(path)), hint
        ) from None
    return image if image.mode in ("RGB", "L", "RGBA", "CMYK") else image.convert("RGBA")


def _font(face: Face) -> str:
    """Return the name under which ReportLab knows a face."""
    name = f"{face.family}-{hashlib.sha256(str(face.path).encode()).hexdigest()[:8]}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(face.path)))
    return name


_COVERED: dict[Path, frozenset[int]] = {}


def _covers(face: Face, character: str) -> bool:
    if face.path not in _COVERED:
        blob = uharfbuzz.Blob.from_file_path(str(face.path))
        _COVERED[face.path] = frozenset(uharfbuzz.Face(blob).unicodes)
    return ord(character) in _COVERED[face.path]


def runs(text: str, kind: Type, look: Look) -> list[tuple[str, Face]]:
    """Split a text into runs of one face. Raises Problems for a character that none has."""
    faces = [nearest(look.faces, name, kind.weight, kind.italic) for name in kind.stack]
    result: list[tuple[str, Face]] = []
    for character in text:
        face = next((face for face in faces if _covers(face, character)), None)
        if face is None:
            name = unicodedata.name(character, "unnamed")
            message = f"no font has the character {character} U+{ord(character):04X} {name}"
            hint = f"it stands in {text!r}; add a family that has it to the layout's fonts"
            raise problem("glyph/missing", message, hint=hint)
        if result and result[-1][1] == face:
            result[-1] = (result[-1][0] + character, face)
        else:
            result.append((character, face))
    return result


def _width(run: str, face: Face, size: float) -> float:
    _, width = bidiShapedText(run, None, fontName=_font(face), fontSize=size, shaping=True)
    return float(width)


def width_of(text: str, kind: Type, look: Look) -> float:
    """Return the width of a line in points."""
    return sum(_width(run, face, kind.size) for run, face in runs(text, kind, look))


def bars(kind: str, value: str) -> list[tuple[float, float]]:
    """Return left edge and width of each bar of a bar code, in parts of its whole width."""
    options = {"humanReadable": False, "quiet": False}
    widget = createBarcodeDrawing(kind, value=value, **options).contents[0]
    rects = sorted((r.x, r.width) for r in _rects(widget.draw()) if r.width > 0 and _dark(r))
    start, end = rects[0][0], rects[-1][0] + rects[-1][1]
    return [((x - start) / (end - start), width / (end - start)) for x, width in rects]


def _dark(rect: Rect) -> bool:
    return rect.fillColor is not None and rect.fillColor.hexval() == "0x000000"


def _rects(group: Group) -> list[Rect]:
    found: list[Rect] = []
    for item in group.getContents():
        if isinstance(item, Rect):
            found.append(item)
        elif hasattr(item, "getContents"):
            found += _rects(item)
    return found
