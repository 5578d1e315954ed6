"""Panels of folders: their widths and the order in which they are read.

A folder is a strip of panels, seen from the outside with the cover at the right. A panel that
lies inside others must be narrower, or it buckles in the fold.
"""

from dataclasses import dataclass

from printkit.model.measure import MM


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
