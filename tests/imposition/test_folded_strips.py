"""Folders imposed, printed as pictures and folded by hand: every panel is where it is read."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from folded_pictures import Layer, alike, fold
from PIL import ImageChops
from press_room import Press

from printkit.model import folders
from printkit.model.measure import Size
from printkit.press.imposition import Options

# How a hand folds a strip, seen from the outside with the cover at the right: how many allowances
# each panel is short, the creases at which what is left of them is moved, and whether it goes
# behind. Then the panels from the top: face, back, and how many allowances they lie off the fold.
STRIPS = {
    "half-fold": ([0, 0], [(0, True)], [(1, 2, 0), (3, 4, 0)]),
    "tri-fold": ([1, 0, 0], [(0, True), (1, True)], [(1, 2, 0), (5, 4, 1), (3, 6, 0)]),
    "roll-6": ([1, 0, 0], [(0, True), (1, True)], [(1, 2, 0), (5, 4, 1), (3, 6, 0)]),
    "z-fold": ([0, 0, 0], [(0, False), (1, True)], [(1, 2, 0), (3, 6, 0), (5, 4, 0)]),
    "roll-8": (
        [2, 1, 0, 0],
        [(0, True), (1, True), (2, True)],
        [(1, 2, 0), (7, 4, 1), (5, 6, 1), (3, 8, 0)],
    ),
}
ALLOWANCE = 4


@pytest.fixture
def whole_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let short panels be short by whole points."""
    whole = {n: replace(f, allowance=ALLOWANCE) for n, f in folders.FOLDERS.items()}
    monkeypatch.setattr(folders, "FOLDERS", whole)


def strip(scheme: str, short: Sequence[int], rtl: bool = False) -> tuple[Press, Layer, list[int]]:
    """Print a folder; return its flat sheet and the edges of its panels from the left."""
    width = 60
    room = Size(600 + sum(short) * ALLOWANCE % 2, 300)
    press = Press(scheme, 2 * len(short), Options(rtl=rtl), bleed=0, room=room)
    widths = [width - times * ALLOWANCE for times in (short[::-1] if rtl else short)]
    left = press.middle[0] - sum(widths) // 2
    y = press.middle[1] - int(press.art.trim.height) // 2
    paper = press.sheets()[0].cut((left, y, left + sum(widths), y + int(press.art.trim.height)))
    return press, paper, [sum(widths[:at]) for at in range(1, len(widths))]


def shows(press: Press, layer: Layer, pages: tuple[int, int], x: int, width: int) -> bool:
    """Tell whether the panel at x shows the middles of two pages."""
    cut = layer.cut((x, 0, x + width, layer.upper.height))
    return all(
        alike(face, press.art.narrow(page, width))
        for face, page in zip(cut.faces, pages, strict=True)
    )


@pytest.mark.usefixtures("whole_points")
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("scheme", list(STRIPS))
def test_a_folded_strip_is_its_pages(scheme: str, rtl: bool) -> None:
    short, moves, wanted = STRIPS[scheme]
    press, paper, edges = strip(scheme, short, rtl)
    pile, start = [paper], 0
    for at, behind in moves:
        x = edges[len(edges) - 1 - at] if rtl else edges[at]
        pile = fold(pile, "v", x - start, keep_high=not rtl, behind=behind)
        start = start if rtl else x
    printed = [layer for layer in pile if ImageChops.invert(layer.upper).getbbox()]
    for layer, (face, back, off) in zip(printed, wanted, strict=True):
        panel = next(at for at, page in enumerate(_outside(scheme)) if page in (face, back))
        width = 60 - short[panel] * ALLOWANCE
        x = off * ALLOWANCE
        x = layer.upper.width - x - width if rtl else x
        assert shows(press, layer, (face, back), x, width), (face, back)


def _outside(scheme: str) -> list[int]:
    """Return the pages on the outside of a strip, left to right."""
    count = len(STRIPS[scheme][0])
    return [*range(count + 2, 2 * count + 1), 1]


@pytest.mark.usefixtures("whole_points")
def test_a_double_parallel_fold_is_its_pages() -> None:
    press, paper, edges = strip("double-parallel", [1, 1, 0, 0])
    outer, inner = fold([paper], "v", edges[1], keep_high=True)
    outside = fold([outer], "v", 60, keep_high=True)
    inside = fold([inner], "v", 60 - ALLOWANCE, keep_high=True)  # nestles in the outer fold
    for layer, pages in zip(outside, [(1, 2), (3, 8)], strict=True):
        assert shows(press, layer, pages, 0, 60)
    for layer, pages in zip(inside, [(5, 6), (7, 4)], strict=True):
        assert shows(press, layer, pages, 0, 60 - ALLOWANCE)


@pytest.mark.usefixtures("whole_points")
def test_the_doors_of_a_gate_fold_close_over_the_inside() -> None:
    press, paper, edges = strip("gate", [2, 0, 0, 2])
    wall, left_door = fold([paper], "v", edges[0], keep_high=True)
    wall, right_door = fold([wall], "v", edges[2] - edges[0], keep_high=False)
    door = 60 - 2 * ALLOWANCE
    assert shows(press, wall, (7, 5), 0, 60)
    assert shows(press, wall, (8, 4), 60, 60)
    assert shows(press, left_door, (6, 2), 0, door)
    assert shows(press, right_door, (3, 1), right_door.upper.width - door, door)
