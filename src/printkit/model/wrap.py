"""Covers and dust jackets as flat sheets: panels side by side around a book, seen from outside."""

from dataclasses import dataclass
from itertools import accumulate

from printkit.model.measure import MM, Size

SQUARE = 3 * MM
"""How far the boards of a case-bound book stand out at head, foot and fore-edge (an eighth of an
inch in the trade)."""


@dataclass(frozen=True)
class Wrap:
    """A sheet around a book: back, spine and front, with flaps if ``flap`` is given.

    ``panel`` is the size of front and back; lengths are points. ``hinge`` is the distance of the
    scores beside the spine at which a stiff cover opens; 0 is none. Without a ``spine`` the sheet
    is folded in the middle, for staples. ``rtl`` books are bound at the
    right: their front lies at the left.
    """

    panel: Size
    spine: float
    flap: float = 0
    hinge: float = 0
    rtl: bool = False

    @property
    def size(self) -> Size:
        """The size of the flat sheet."""
        return Size(sum(width for _, width in self.strips), self.panel.height)

    @property
    def strips(self) -> list[tuple[str, float]]:
        """The panels from left to right, with their widths."""
        panels = [("back", self.panel.width), ("spine", self.spine), ("front", self.panel.width)]
        if self.flap:
            panels = [("back-flap", self.flap), *panels, ("front-flap", self.flap)]
        return panels[::-1] if self.rtl else panels

    @property
    def round(self) -> float:
        """How far the colour of front and back goes round the fore-edge, for an untrue fold."""
        return 3 * MM if self.flap else 0.0

    @property
    def creases(self) -> tuple[float, ...]:
        """Where the sheet is folded or scored, from its left edge: folds, then hinges."""
        ends = list(accumulate(width for _, width in self.strips if width))[:-1]
        first = ends[1 if self.flap else 0]
        hinges = (first - self.hinge, first + self.spine + self.hinge) if self.hinge else ()
        return (*ends, *hinges)


def jacket(trim: Size, spine: float, flap: float, boards: float, rtl: bool) -> Wrap:
    """Return the jacket of a book of a trim and a spine, the thickness of its block.

    ``boards`` is the thickness of the boards of a case-bound book, 0 for a paperback: they make the
    spine thicker by two of them, stand out by SQUARE, and the flaps go around their edges.
    """
    if not boards:
        return Wrap(trim, spine, flap, rtl=rtl)
    panel = Size(trim.width + SQUARE + boards, trim.height + 2 * SQUARE)
    return Wrap(panel, spine + 2 * boards, flap, rtl=rtl)
