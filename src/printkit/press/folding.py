"""Pages numbered by folding a blank sheet. Pure arithmetic.

A sheet is a grid of leaves. A fold lays one half of it, turned over, behind the other; after the
last fold the stack read from top to bottom is pages 1, 2, 3 and so on.
"""

from dataclasses import dataclass, replace
from functools import cache

FOLDS = {2: "", 4: "v", 8: "hv", 16: "vhv", 32: "hvhv"}
"""The usual fold order for a number of pages on one sheet: ``v`` halves the width at a vertical
crease, ``h`` the height at a horizontal one. The last crease is the spine."""


@dataclass(frozen=True)
class Leaf:
    """A leaf of a folded sheet, as it lies on the flat sheet seen from the front.

    ``row`` 0 is the top. ``up`` tells that the front of the sheet shows the leaf's odd page;
    ``turned`` that its pages stand on their heads.
    """

    column: int
    row: int
    up: bool = True
    turned: bool = False


Stack = tuple[Leaf, ...]


def grid(order: str) -> tuple[int, int]:
    """Return columns and rows of a sheet that is folded in ``order``."""
    return 2 ** order.count("v"), 2 ** order.count("h")


@cache
def fold(order: str) -> Stack:
    """Fold a blank sheet and return its leaves from top to bottom.

    Leaf ``k`` carries pages ``2k`` and ``2k + 1`` (from 0). The left half goes behind the right,
    the upper half behind the lower, so that the spine is at the left.
    """
    columns, rows = grid(order)
    sheet: dict[tuple[int, int], Stack] = {
        (c, r): (Leaf(c, r),) for c in range(columns) for r in range(rows)
    }
    for crease in order:
        if crease == "v":
            columns //= 2
            sheet = {
                (c, r): sheet[c + columns, r] + _turned_over(sheet[columns - 1 - c, r], "v")
                for c in range(columns)
                for r in range(rows)
            }
        else:
            rows //= 2
            sheet = {
                (c, r): sheet[c, r + rows] + _turned_over(sheet[c, rows - 1 - r], "h")
                for c in range(columns)
                for r in range(rows)
            }
    return sheet[0, 0]


def _turned_over(stack: Stack, crease: str) -> Stack:
    """Turn a stack over: at a horizontal crease its pages come to stand on their heads."""
    return tuple(
        replace(leaf, up=not leaf.up, turned=leaf.turned ^ (crease == "h"))
        for leaf in reversed(stack)
    )


def sheets(pages: int, per_sheet: int) -> list[int]:
    """Return how many pages each sheet of a gathering carries, the outermost first.

    A rest that does not fill a sheet goes on smaller ones inside. ``pages`` is a multiple of 4.
    """
    whole, rest = divmod(pages, per_sheet)
    smaller = [
        size for size in sorted(FOLDS, reverse=True) if 4 <= size < per_sheet and rest & size
    ]
    return [per_sheet] * whole + smaller


def nest(sizes: list[int]) -> list[list[int]]:
    """Lay sheets into one another: return the pages (from 0) of each, outermost first."""
    total, start, nested = sum(sizes), 0, []
    for size in sizes:
        half = size // 2
        head = range(start, start + half)
        nested.append([*head, *(total - 1 - page for page in reversed(head))])
        start += half
    return nested
