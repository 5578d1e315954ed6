"""What an imposed sheet is made of: options, lattices of cells, leaves with two faces."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from printkit.model.measure import Box, Size


@dataclass(frozen=True)
class Options:
    """How a scheme is carried out. Lengths are points.

    ``gathering``: pages on one folded sheet: 4, 8, 16, 32; 2 for loose leaves. ``nested``: sheets
    in one another in a gathering of a perfect bound book. ``grind``: what the binder mills off
    the spine of every page. ``creep``: how far the pages of the innermost leaf move towards the
    spine; negative moves them away. ``duplex``: the edge about which the printer turns the sheet;
    default: the one that keeps backs upright. ``gap``: between pieces that are cut apart;
    default: twice the bleed. ``blanks``: the page (from 0) before which blank pages are put;
    default: before the last one. ``feet``: loose leaves turn head to foot. ``offset``: how far
    backs are moved to the right and up, for a printer that does not hit them.
    """

    gathering: int = 4
    nested: int = 1
    grind: float = 0
    creep: float = 0
    rtl: bool = False
    duplex: Literal["long", "short"] | None = None
    sides: Literal[1, 2] = 2
    gap: float | None = None
    bleed: float = 0
    blanks: int | None = None
    feet: bool = False
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A leaf on the front of a sheet: cell, pages on its two faces, how it lies."""

    column: int
    row: int
    front: int | None
    back: int | None = None
    turned: bool = False
    shift: float = 0


@dataclass(frozen=True)
class Lattice:
    """A grid of cells in the middle of a sheet: widths, heights and the gaps between them.

    Rows count from the top. ``bleed`` is what a cell may print beyond its edges.
    """

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    across: tuple[float, ...]
    down: tuple[float, ...]
    bleed: float = 0

    @property
    def size(self) -> Size:
        """The size of the whole block, without bleed."""
        return Size(
            sum(self.widths) + sum(self.across),
            sum(self.heights) + sum(self.down),
        )

    @lru_cache(maxsize=1024)  # noqa: B019
    def cell(self, column: int, row: int, sheet: Size) -> Box:
        """Return a cell of the block when it lies in the middle of ``sheet``."""
        x0 = (sheet.width - self.size.width) / 2
        x0 += sum(self.widths[:column]) + sum(self.across[:column])
        y1 = (sheet.height + self.size.height) / 2
        y1 -= sum(self.heights[:row]) + sum(self.down[:row])
        return Box(x0, y1 - self.heights[row], x0 + self.widths[column], y1)

    @lru_cache(maxsize=1024)  # noqa: B019
    def clip(self, column: int, row: int, sheet: Size) -> Box:
        """Return the cell with its bleed, as far as it does not reach a neighbour."""
        left, right = _room(self.across, column, self.bleed)
        above, below = _room(self.down, row, self.bleed)
        box = self.cell(column, row, sheet)
        return Box(box.x0 - left, box.y0 - below, box.x1 + right, box.y1 + above)


def _room(gaps: tuple[float, ...], at: int, bleed: float) -> tuple[float, float]:
    edges = (2 * bleed, *gaps, 2 * bleed)
    return min(bleed, edges[at] / 2), min(bleed, edges[at + 1] / 2)


@dataclass(frozen=True)
class Form:
    """A sheet before it is looked at: its lattice, its leaves, its creases.

    A crease is named by the column at its left or the row above it.
    """

    lattice: Lattice
    spots: tuple[Spot, ...]
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()

    def block(self, sheet: Size) -> Box:
        """Return the area of all cells in the middle of ``sheet``."""
        size = self.lattice.size
        x0, y0 = (sheet.width - size.width) / 2, (sheet.height - size.height) / 2
        return Box(x0, y0, x0 + size.width, y0 + size.height)

    def creases(self, sheet: Size) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return x of the vertical and y of the horizontal creases on the front, in points."""
        xs = (self.lattice.cell(c, 0, sheet).x1 + self.lattice.across[c] / 2 for c in self.across)
        ys = (self.lattice.cell(0, r, sheet).y0 - self.lattice.down[r] / 2 for r in self.down)
        return tuple(xs), tuple(ys)
