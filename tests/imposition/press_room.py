"""Imposed files printed on sheets of paper, folded, put into one another and trimmed as books."""

from collections.abc import Sequence

from folded_pictures import Art, Layer, Pile, alike, fold, nested, painted, pictures, read, sheet
from PIL import Image

from printkit.model.measure import Size
from printkit.press.imposition import Options
from printkit.press.placing import impose

BLEED = 6
ROOM = Size(800, 1000)
PORTRAIT, LANDSCAPE, SQUARE = Size(60, 84), Size(84, 60), Size(72, 72)


class Press:
    """A printed job: its sheets as paper, and the art that was sent to it."""

    def __init__(
        self,
        scheme: str,
        pages: int,
        options: Options | None = None,
        *,
        trim: Size = PORTRAIT,
        bleed: int = BLEED,
        room: Size = ROOM,
    ) -> None:
        self.options = options or Options()
        source = painted(pages, trim, bleed)
        data, _ = impose(source, scheme, room, self.options, marks=False)
        self.art, self.sides = Art.of(source, trim, bleed), pictures(data)
        width, height = self.sides[0].size
        self.middle = width // 2, height // 2
        self.upright = self.options.duplex is None or (self.options.duplex == "long") == (
            height >= width
        )
        self.cut = int(2 * bleed if self.options.gap is None else self.options.gap)

    def sheets(self) -> list[Layer]:
        """Return the sheets as they leave a duplex printer."""
        pairs = zip(self.sides[::2], self.sides[1::2], strict=True)
        return [sheet(front, back, self.upright) for front, back in pairs]

    def folded(self, paper: Layer, order: str) -> tuple[Pile, int, int]:
        """Fold a sheet with its pages in its middle; say where its spine and its head are.

        The left half goes behind the right, with the spine at the right the right behind the left;
        the upper half goes behind the lower.
        """
        width, height = int(self.art.trim.width), int(self.art.trim.height)
        spine = int(2 * self.options.grind)
        pile = [paper]
        columns, rows = 2 ** order.count("v"), 2 ** order.count("h")
        x = paper.upper.width // 2 - self._span(columns, width, spine) // 2
        y = paper.upper.height // 2 - (rows * height + (rows - 1) * self.cut) // 2
        for crease in order:
            if crease == "v":
                gap = spine if columns == 2 else self.cut
                columns //= 2
                half = self._span(columns, width, spine)
                at = x + half + gap // 2
                pile = fold(pile, "v", at, keep_high=not self.options.rtl)
                wide = pile[0].upper.width
                x = wide - at + x if self.options.rtl else gap // 2
                x = x if not self.options.rtl else wide - gap // 2 - half
            else:
                rows //= 2
                at = y + rows * height + (rows - 1) * self.cut + self.cut // 2
                pile, y = fold(pile, "h", at, keep_high=True), self.cut // 2
        return pile, x, y

    def _span(self, columns: int, width: int, spine: int) -> int:
        """Return how wide columns are with the gaps between them: at spines and at cuts in turn."""
        return columns * width + columns // 2 * spine + max(columns // 2 - 1, 0) * self.cut

    def book(self, papers: Sequence[Layer], orders: Sequence[str]) -> list[Image.Image]:
        """Fold sheets, put them into one another, trim them, and turn the pages."""
        piles = []
        for paper, order in zip(papers, orders, strict=True):
            pile, x, y = self.folded(paper, order)
            piles.append([layer.cut(self._trimmed(x, y)) for layer in pile])
        return read(nested(piles), (0, 0, *piles[0][0].upper.size))

    def _trimmed(self, x: int, y: int) -> tuple[int, int, int, int]:
        """Return the page with the bleed it has at head, foot and fore-edge."""
        bleed, (width, height) = self.art.bleed, (int(side) for side in self.art.trim)
        left, right = (bleed, 0) if self.options.rtl else (0, bleed)
        return x - left, y - bleed, x + width + right, y + height + bleed

    def halves(self, paper: Layer, order: str, crease: str) -> tuple[Layer, Layer]:
        """Cut a sheet in the middle into two copies, and trim them so that each is in its middle.

        The first is the left or the lower one.
        """
        (width, height), (x, y) = paper.upper.size, (side // 2 for side in paper.upper.size)
        columns, rows = 2 ** order.count("v"), 2 ** order.count("h")
        if crease == "v":
            size = self._span(columns, int(self.art.trim.width), int(2 * self.options.grind))
            size += self.cut
            return paper.cut((x - size, 0, x, height)), paper.cut((x, 0, x + size, height))
        size = rows * (int(self.art.trim.height) + self.cut)
        return paper.cut((0, y, width, y + size)), paper.cut((0, y - size, width, y))

    def same(self, found: Sequence[Image.Image], order: Sequence[int], step: int = 0) -> bool:
        """Tell whether the pages of a book are those of the source in order, with their bleed.

        Every leaf further inside must have moved ``step`` further to the spine.
        """
        leaves = len(order) // 2
        return len(found) == len(order) and all(
            self._page_is(picture, number, at, step * min(at // 2, leaves - 1 - at // 2))
            for at, (picture, number) in enumerate(zip(found, order, strict=True))
        )

    def _page_is(self, found: Image.Image, number: int, at: int, moved: int) -> bool:
        bleed, (width, height) = self.art.bleed, found.size
        fore = bleed - max(moved, 0)  # what has moved inwards leaves paper at the fore-edge
        if (at % 2 == 0) != self.options.rtl:
            seen, edges = (0, 0, width - bleed + fore, height), (0, bleed, fore, bleed)
            return alike(found.crop(seen), self.art.page(number, -moved, edges))
        seen, edges = (bleed - fore, 0, width, height), (fore, bleed, 0, bleed)
        return alike(found.crop(seen), self.art.page(number, moved, edges))
