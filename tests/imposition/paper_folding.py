"""Sheets of paper folded and cut by their geometry alone, from the numbers found on a PDF.

Nothing here knows how the sheets were planned: a leaf is two numbers that lie back to back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numbered_pdf import Word

from printkit.model.measure import Size


@dataclass(frozen=True)
class Paper:
    """A leaf of a sheet, seen from its front: two faces, and how it lies now."""

    x: float
    y: float
    faces: tuple[int, int]
    upright: tuple[bool, bool]

    def over(self, crease: str, at: float) -> "Paper":
        """Return the leaf turned over about a crease."""
        heads = self.upright if crease == "v" else (not self.upright[0], not self.upright[1])
        x, y = (2 * at - self.x, self.y) if crease == "v" else (self.x, 2 * at - self.y)
        return Paper(x, y, self.faces[::-1], heads[::-1])


def papers(
    front: Sequence[Word],
    back: Sequence[Word],
    sheet: Size,
    vertical: bool,
    blank_fronts: bool = False,
) -> list[Paper]:
    """Find for each number on the front the one that is printed behind it.

    ``vertical``: the printer turns the sheet about its vertical axis. A face without a number is
    0; those on the front are looked for when there may be some.
    """
    leaves, alone = [], list(back)
    for word in front:
        behind = [
            other
            for other in back
            if abs((sheet.width - other.x if vertical else other.x) - word.x) < 40
            and abs((other.y if vertical else sheet.height - other.y) - word.y) < 90
        ]
        if not behind:
            leaves.append(Paper(word.x, word.y, (word.number, 0), (not word.turned,) * 2))
            continue
        assert len(behind) == 1, f"{word.number} is backed by {behind}"
        alone.remove(behind[0])
        # Seen through the paper, a sheet turned about its horizontal axis shows heads at the foot.
        head = (not behind[0].turned) if vertical else behind[0].turned
        faces = (word.number, behind[0].number)
        leaves.append(Paper(word.x, word.y, faces, (not word.turned, head)))
    for word in alone if blank_fronts else ():
        x, y = (sheet.width - word.x, word.y) if vertical else (word.x, sheet.height - word.y)
        leaves.append(Paper(x, y, (0, word.number), ((not word.turned) == vertical,) * 2))
    return leaves


def fold(
    leaves: Sequence[Paper], order: str, spine_left: bool = True, sheet: Size | None = None
) -> list[int]:
    """Fold a sheet and read it from top to bottom; check that every page stands upright.

    With a ``sheet`` its first creases lie in its middle, whichever of its leaves are printed, and
    blank leaves are no pages.
    """
    layers = [list(leaves)]
    places = {"v": [leaf.x for leaf in leaves], "h": [leaf.y for leaf in leaves]}
    if sheet is not None:
        places["v"] += [sheet.width - x for x in places["v"]]
        places["h"] += [sheet.height - y for y in places["h"]]
    for crease in order:
        middle = (min(places[crease]) + max(places[crease])) / 2
        right = crease == "v" and spine_left
        places[crease] = [at for at in places[crease] if (at > middle) == right]

        def kept(leaf: Paper, crease: str = crease, middle: float = middle) -> bool:
            if crease == "h":
                return leaf.y < middle
            return (leaf.x > middle) == spine_left

        stay = [[leaf for leaf in layer if kept(leaf)] for layer in layers]
        turn = [
            [leaf.over(crease, middle) for leaf in layer if not kept(leaf)]
            for layer in reversed(layers)
        ]
        layers = stay + turn
    assert all(len(layer) == 1 or (sheet and not layer) for layer in layers)
    stack = [layer[0] for layer in layers if layer]
    assert all(leaf.upright == (True, True) for leaf in stack)
    assert max(leaf.x for leaf in stack) - min(leaf.x for leaf in stack) < 40
    return [number for leaf in stack for number in leaf.faces]


def nested(sheets: Sequence[Sequence[int]]) -> list[int]:
    """Put folded sheets into one another, the first outermost, and read the book."""
    book: list[int] = []
    for pages in reversed(sheets):
        half = len(pages) // 2
        book = [*pages[:half], *book, *pages[half:]]
    return book


def halves(words: Sequence[Word], sheet: Size, vertical_cut: bool) -> list[list[Word]]:
    """Cut one side of a sheet in the middle: left and right, or lower and upper."""
    if vertical_cut:
        parts = [[w for w in words if (w.x > sheet.width / 2) == right] for right in (False, True)]
    else:
        parts = [[w for w in words if (w.y > sheet.height / 2) == up] for up in (False, True)]
    return parts


def on_its_head(words: Sequence[Word], sheet: Size) -> list[Word]:
    """Turn a side by half a turn."""
    return [
        replace(w, x=sheet.width - w.x, y=sheet.height - w.y, turned=not w.turned) for w in words
    ]
