"""Sheets of paper as pictures: printed, cut, folded and opened again, pixel by pixel.

One point is one pixel. Nothing here knows how the sheets were planned: a sheet is what was printed
on its two sides, and a fold turns what lies on one side of a crease over.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageOps
from reportlab.pdfgen.canvas import Canvas

from printkit.model.measure import Size

Area = tuple[int, int, int, int]
"""Left, top, right, bottom of a part of a picture."""
BLANK = 0
WHITE = (255, 255, 255)


def painted(pages: int, trim: Size, bleed: int) -> bytes:
    """Make pages no two of which look alike, nor any one like itself turned or seen in a mirror.

    The colour of a page runs to the edge of its bleed, and changes where the trim is.
    """
    stream = io.BytesIO()
    width, height = trim.grown(bleed)
    canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    for page in range(1, pages + 1):
        canvas.setFillColorRGB(page % 8 / 9, page // 8 % 8 / 9, page // 64 / 9)
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(0.9, 0.9, 0.5)
        canvas.rect(bleed, bleed, trim.width, trim.height, stroke=0, fill=1)
        canvas.setFillColorRGB(0.1, 0.5, 0.1)
        for x, y, wide, high in ((0, 0, 9, 30), (9, 0, 20, 5), (bleed + 8, height - 9, 5, 9)):
            canvas.rect(x, y, wide, high, stroke=0, fill=1)
        canvas.setFillColorRGB(0.2, 0.2, 0.8)
        for bit in range(10):
            if page >> bit & 1:
                canvas.rect(bleed + 12 + 3 * bit, bleed + 20 + 2 * bit, 3, 6, stroke=0, fill=1)
        canvas.setTrimBox((bleed, bleed, bleed + trim.width, bleed + trim.height))
        canvas.setBleedBox((0, 0, width, height))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pictures(data: bytes) -> list[Image.Image]:
    """Render every page at a pixel a point."""
    with pdfium.PdfDocument(data) as pdf:
        return [page.render(scale=1).to_pil().convert("RGB") for page in pdf]


@dataclass(frozen=True)
class Layer:
    """A piece of paper as it lies: its upper side, and its lower side seen through it."""

    upper: Image.Image
    lower: Image.Image

    def cut(self, area: Area) -> "Layer":
        """Cut a piece out."""
        return Layer(self.upper.crop(area), self.lower.crop(area))

    def over(self, upright: bool) -> "Layer":
        """Turn the piece over about an upright or a level axis in its middle."""
        turn = ImageOps.mirror if upright else ImageOps.flip
        return Layer(turn(self.lower), turn(self.upper))

    def on_its_head(self) -> "Layer":
        """Turn the piece by half a turn where it lies."""
        return self.over(True).over(False)

    @property
    def faces(self) -> tuple[Image.Image, Image.Image]:
        """What a reader sees of a leaf of a book: its front, and its back when it is turned."""
        return self.upper, ImageOps.mirror(self.lower)


def sheet(front: Image.Image, back: Image.Image | None, upright: bool = True) -> Layer:
    """Print a sheet that is turned about its upright or its level axis for its back."""
    if back is None:
        return Layer(front, Image.new("RGB", front.size, WHITE))
    return Layer(front, ImageOps.mirror(back) if upright else ImageOps.flip(back))


Pile = list[Layer]


def fold(pile: Pile, crease: str, at: int, keep_high: bool, behind: bool = True) -> Pile:
    """Fold a pile at a crease, ``v`` at x or ``h`` at y, and lay the moved part behind or before.

    ``keep_high``: the right or lower part stays. The parts grow to the same size.
    """
    width, height = pile[0].upper.size
    upright = crease == "v"
    if upright:
        low, high = (0, 0, at, height), (at, 0, width, height)
    else:
        low, high = (0, 0, width, at), (0, at, width, height)
    stay, move = (high, low) if keep_high else (low, high)
    moved = [layer.cut(move).over(upright) for layer in reversed(pile)]
    kept = [layer.cut(stay) for layer in pile]
    size = (max(at, width - at), height) if upright else (width, max(at, height - at))
    grown = [_grown(layer, size, keep_high) for layer in (*kept, *moved)]
    count = len(kept)
    return grown if behind else grown[count:] + grown[:count]


def _grown(layer: Layer, size: tuple[int, int], keep_high: bool) -> Layer:
    """Give a piece nothing around it, on the side that is away from the crease."""
    wide, high = (new - old for new, old in zip(size, layer.upper.size, strict=True))
    border = (0, 0, wide, high) if keep_high else (wide, high, 0, 0)
    return Layer(*(ImageOps.expand(p, border, WHITE) for p in (layer.upper, layer.lower)))


def nested(sheets: Sequence[Pile]) -> Pile:
    """Put folded sheets into one another, the first outermost."""
    book: Pile = []
    for pile in reversed(sheets):
        half = len(pile) // 2
        book = [*pile[:half], *book, *pile[half:]]
    return book


def read(pile: Iterable[Layer], area: Area) -> list[Image.Image]:
    """Turn the leaves of a pile, trimmed to an area, and return what is seen, page by page."""
    return [face for leaf in pile for face in leaf.cut(area).faces]


def alike(found: Image.Image, wanted: Image.Image) -> bool:
    """Tell whether two pictures show the same at every pixel."""
    if found.size != wanted.size:
        return False
    return max(high for _, high in ImageChops.difference(found, wanted).getextrema()) < 3


@dataclass(frozen=True)
class Art:
    """The pages that were imposed, as a reader must see them again."""

    trim: Size
    bleed: int
    pages: list[Image.Image]

    @classmethod
    def of(cls, data: bytes, trim: Size, bleed: int) -> "Art":
        """Render the pages of a source."""
        return cls(trim, bleed, pictures(data))

    def page(self, number: int, shift: int = 0, edges: Area = (0, 0, 0, 0)) -> Image.Image:
        """Return a page from 1, BLANK is white paper, moved right by ``shift``.

        ``edges``: how much of the bleed is seen at the left, top, right and bottom.
        """
        left, top, right, bottom = edges
        width, height = int(self.trim.width), int(self.trim.height)
        if number == BLANK:
            return Image.new("RGB", (width + left + right, height + top + bottom), WHITE)
        x, y = self.bleed - shift, self.bleed
        area = (x - left, y - top, x + width + right, y + height + bottom)
        return self.pages[number - 1].crop(area)

    def narrow(self, number: int, width: int) -> Image.Image:
        """Return the middle of a page, as it is seen on a short panel."""
        page = self.page(number)
        lost = (page.width - width) // 2
        return page.crop((lost, 0, lost + width, page.height))
