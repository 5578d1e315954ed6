"""Panels of folders: their widths and the order in which they are read.

A folder is a strip of panels, seen from the outside with the cover at the right. A panel that
lies inside others must be narrower, or it buckles in the fold.
"""

from dataclasses import dataclass
from typing import Literal

from printkit.model.measure import MM, Size

Fold = Literal["half-fold", "tri-fold", "z-fold", "roll-6", "roll-8", "double-parallel", "gate"]
"""The names of FOLDERS, for settings."""


@dataclass(frozen=True)
class Folder:
    """A way to fold a strip.

    ``short`` says for each panel, left to right on the outside, how many times ``allowance``
    points it is narrower than the cover; ``outside`` and ``inside`` are its pages (from 1), each
    side as it is seen; ``folds`` the creases, by the panel at their left, from 0.
    """

    name: str
    title: str
    short: tuple[int, ...]
    allowance: float
    outside: tuple[int, ...]
    inside: tuple[int, ...]
    folds: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages the folder has: two a panel."""
        return 2 * len(self.short)


def _strip(name: str, title: str, short: tuple[int, ...], allowance: float) -> Folder:
    """Make a folder that is read flat: cover, inside from left to right, the rest outside."""
    count = len(short)
    inside = tuple(range(2, count + 2))
    outside = (*range(count + 2, 2 * count + 1), 1)
    return Folder(name, title, short, allowance * MM, outside, inside, tuple(range(count - 1)))


# Allowances from the folding guides of trade printers: 3 mm for an A4 in three, 1.6 mm a panel
# for a roll fold, 1 mm for the rest; a printer's own figure replaces them.
FOLDERS = {
    folder.name: folder
    for folder in (
        _strip("half-fold", "Half fold, 4 pages", (0, 0), 0),
        _strip("tri-fold", "Tri-fold, 6 pages, the flap short", (1, 0, 0), 3),
        _strip("z-fold", "Z-fold, 6 pages", (0, 0, 0), 0),
        _strip("roll-6", "Roll fold, 6 pages", (1, 0, 0), 1.6),
        _strip("roll-8", "Roll fold, 8 pages", (2, 1, 0, 0), 1.6),
        _strip("double-parallel", "Double parallel fold, 8 pages", (1, 1, 0, 0), 1),
        Folder(
            "gate",
            "Gate fold, 8 pages, two doors",
            (2, 0, 0, 2),
            MM,
            (2, 7, 8, 1),
            (3, 4, 5, 6),
            (0, 2),
        ),
    )
}


def panels(folder: Folder, width: float) -> tuple[float, ...]:
    """Return the widths of the panels, left to right on the outside, for a full panel's width."""
    return tuple(width - times * folder.allowance for times in folder.short)


def panel_width(folder: Folder, flat: float) -> float:
    """Return the width of a full panel for a flat width: 100 mm for a tri-fold of 297 mm."""
    return (flat + sum(folder.short) * folder.allowance) / len(folder.short)


def page_widths(folder: Folder, width: float) -> tuple[float, ...]:
    """Return the width of each page in reading order: the two pages of a panel share theirs."""
    widths = panels(folder, width)
    outside = dict(zip(folder.outside, widths, strict=True))
    inside = dict(zip(folder.inside, reversed(widths), strict=True))
    both = outside | inside
    return tuple(both[page] for page in range(1, folder.pages + 1))


def flat_size(folder: Folder, panel: Size) -> Size:
    """Return the size of the open sheet for the size of a full panel."""
    return Size(sum(panels(folder, panel.width)), panel.height)


def creases(folder: Folder, width: float) -> tuple[float, ...]:
    """Return how far each fold lies from the left edge of the outside, in points."""
    widths = panels(folder, width)
    return tuple(sum(widths[: fold + 1]) for fold in folder.folds)


def panel_names(folder: Folder) -> tuple[str, ...]:
    """Return the name of each page in reading order.

    ``front`` and ``back`` are the covers, ``inside-1`` and so on the inside from the left; what
    is folded in is a ``flap``, the rest of the outside ``outside``, numbered where there are more.
    """
    kinds = [_kind(folder, page) for page in range(1, folder.pages + 1)]
    names = []
    for at, kind in enumerate(kinds):
        many = kinds.count(kind) > 1 or kind == "inside"
        names.append(f"{kind}-{kinds[: at + 1].count(kind)}" if many else kind)
    return tuple(names)


def _kind(folder: Folder, page: int) -> str:
    if page in folder.inside:
        return "inside"
    if page in (1, folder.pages):
        return "front" if page == 1 else "back"
    return "flap" if folder.short[folder.outside.index(page)] else "outside"


def pages_of(folder: Folder, name: str) -> tuple[int, ...]:
    """Return the pages (from 0) that a name stands for: ``inside`` is all of the inside, in order.

    An unknown name has none.
    """
    names = panel_names(folder)
    return tuple(n for n, own in enumerate(names) if own == name or own.startswith(f"{name}-"))
