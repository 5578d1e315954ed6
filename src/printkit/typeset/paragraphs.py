"""Where to break a paragraph into lines: the optimum over all of its lines at once.

The method and its figures are those of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into
Lines", Software: Practice and Experience 11 (1981), as TeX has them. Lengths are in one unit of the
caller's choice.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

INFINITE = 10_000.0
"""A penalty that forbids a break; the same below zero forces one. Also the worst badness."""

TIGHT = 1.15
"""How far a line shrinks where no setting is within the tolerance, before it is too wide."""
HARD = 2_000.0
"""The badness that is tried then, before any is taken."""
WORST = 20_000.0
"""The badness of a line that is too wide, where it has no place to break."""
BARE = 5.0
"""How far a line without a space is stretched, where it is full; twice as far where it is empty."""

SHORT = 1 / 8
"""Of the measure: a last line under it looks like a mistake."""

FILL = 1e7
"""Stretch of the space that fills a last line."""


@dataclass(frozen=True)
class Box:
    """Letters that stay together."""

    width: float


@dataclass(frozen=True)
class Glue:
    """A space, which a line stretches or shrinks; a line may end at it when it follows a box."""

    width: float
    stretch: float
    shrink: float

    def __post_init__(self) -> None:
        if min(self.width - self.shrink, self.stretch, self.shrink) < 0:
            raise ValueError("a space shrinks to nothing at most, and by no less than nothing")


@dataclass(frozen=True)
class Penalty:
    """A place where a line may end, at a cost; ``width`` is set if it does, such as a hyphen.

    ``hang`` is how much of what then stands at the end is out of the measure.
    """

    width: float
    cost: float
    hyphen: bool = False
    hang: float = 0


Item = Box | Glue | Penalty

ENDING: tuple[Item, ...] = (
    Penalty(0, INFINITE),
    Glue(0, FILL, 0),
    Penalty(0, -INFINITE),
)
"""What ends a paragraph, so that its last line may be short."""


@dataclass(frozen=True)
class Taste:
    """What is thought ugly; the defaults are those of plain TeX, and our own for ``short``.

    ``short`` are the demerits of a last line under `SHORT` of the measure; ``ragged`` is how far
    the edge of a ragged paragraph may be from its measure, where a justified one has no room.
    """

    tolerance: float = 200
    line: float = 10
    stacked: float = 10_000
    final: float = 5_000
    uneven: float = 10_000
    short: float = 20_000
    ragged: float = 0


@dataclass(frozen=True)
class Setting:
    """A paragraph broken: the item that ends each line, how far its spaces are set, the demerits.

    A ratio of 1 uses all of the stretch of a line, -1 all of its shrink.
    """

    breaks: tuple[int, ...]
    ratios: tuple[float, ...]
    demerits: float


@dataclass(slots=True)
class _Node:
    """The best way to end line ``line`` at ``at``."""

    at: int
    line: int
    fitness: int
    demerits: float
    ratio: float
    before: "_Node | None"


def badness(ratio: float) -> float:
    """Return how bad a line is: 100 r^3, and 10,000 at most or where it cannot shrink enough."""
    return INFINITE if ratio < -1 else min(100 * abs(ratio) ** 3, INFINITE)


def _any_badness(ratio: float, lacking: float) -> float:
    """Return how bad a line is where no setting is good; ``lacking`` is a part of its measure.

    With the worst cut off at `INFINITE`, a line of one word would be as good as any bad one.
    """
    if ratio < -TIGHT:
        return WORST
    return 100 * min(abs(ratio), BARE * (1 + lacking)) ** 3


def break_lines(items: Sequence[Item], widths: Sequence[float], taste: Taste = Taste()) -> Setting:
    """Return the breaks of the fewest demerits; the last of ``widths`` holds for all lines after.

    ``items`` end with `ENDING`. Where no setting is within the tolerance, the least bad of all is
    returned; a line runs over its width only where there is nowhere to break it.
    """
    if not widths or not items or not _forced(items[-1]):
        raise ValueError("a paragraph has a measure, and ends with a forced break")
    sums = _Sums(items)
    found = _search(sums, widths, taste)
    for tolerance in (HARD, inf) if found is None else ():
        found = found or _search(sums, widths, replace(taste, tolerance=tolerance), anyhow=True)
    assert found, "a paragraph can be broken wherever it may be"
    return _setting(found)


def demerits(
    items: Sequence[Item], widths: Sequence[float], breaks: Iterable[int], taste: Taste = Taste()
) -> float:
    """Return the demerits of given breaks, infinite where a line is too wide or beyond tolerance.

    It is what `break_lines` makes least.
    """
    sums = _Sums(items)
    node = _Node(-1, 0, 1, 0, 0, None)
    for at in breaks:
        width = widths[min(node.line, len(widths) - 1)]
        line = sums.line(node.at, at)
        look = _look(sums, taste, (node.at, at), line, width, anyhow=False)
        if look is None:
            return inf
        total = _demerits(taste, node, look)
        node = _Node(at, node.line + 1, look.fitness, total, look.ratio, node)
    return node.demerits


class _Sums:
    """The items with their widths added up, so that a line is measured in one step."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.legal = [n for n in range(len(items)) if _legal(items, n)]
        boxes = [0 if isinstance(item, Penalty) else item.width for item in items]
        self.width = [0.0, *accumulate(boxes)]
        self.stretch = [0.0, *accumulate(getattr(item, "stretch", 0.0) for item in items)]
        self.shrink = [0.0, *accumulate(getattr(item, "shrink", 0.0) for item in items)]
        self._starts = self._box_after(items)

    def _box_after(self, items: Sequence[Item]) -> list[int]:
        """Return where a line begins after each item: space at its beginning is dropped."""
        starts, start = [], len(items)
        for n in range(len(items) - 1, -1, -1):
            starts.append(start)
            if isinstance(items[n], Box) or _forced(items[n]):
                start = n
        return [*reversed(starts)]

    def start(self, after: int) -> int:
        return 0 if after < 0 else self._starts[after]

    def line(self, after: int, at: int) -> "_Line":
        """Return the line between two breaks."""
        start, end = min(self.start(after), at), self.items[at]
        return _Line(
            self.width[at] - self.width[start],
            end.width - end.hang if isinstance(end, Penalty) else 0.0,
            self.stretch[at] - self.stretch[start],
            self.shrink[at] - self.shrink[start],
        )


class _Line(NamedTuple):
    """A line: its width, what its end adds to it, and how far it stretches and shrinks."""

    width: float
    hyphen: float
    stretch: float
    shrink: float

    def ratio(self, width: float, ragged: float) -> float:
        """Return how far the room of a line is stretched or, below zero, shrunk."""
        lacking = width - self.width - self.hyphen
        room = self.stretch + ragged if lacking > 0 else self.shrink
        if abs(lacking) < 1e-9:
            return 0.0
        return lacking / room if room > 0 else (inf if lacking > 0 else -inf)


def _legal(items: Sequence[Item], n: int) -> bool:
    item = items[n]
    if isinstance(item, Glue):
        return n > 0 and isinstance(items[n - 1], Box)
    return isinstance(item, Penalty) and item.cost < INFINITE


def _forced(item: Item) -> bool:
    return isinstance(item, Penalty) and item.cost <= -INFINITE


def _hyphen(items: Sequence[Item], at: int) -> bool:
    item = items[at] if at >= 0 else None
    return isinstance(item, Penalty) and item.hyphen


def _fitness(ratio: float) -> int:
    """Return the class of a line: tight, decent, loose, very loose."""
    if ratio > 0.5:
        return 3 if ratio > 1.0 else 2
    return 1 if ratio > -0.5 else 0


class _Look(NamedTuple):
    """What a line is like in a room: its ratio and fitness, and its cost without its neighbours."""

    ratio: float
    fitness: int
    cost: float
    short: bool


def _look(
    sums: _Sums, taste: Taste, ends: tuple[int, int], line: _Line, width: float, anyhow: bool
) -> _Look | None:
    """Return what the line between two ends is like, or None where it is not acceptable."""
    after, at = ends
    ratio = line.ratio(width, taste.ragged)
    bad = _any_badness(ratio, (width - line.width) / width) if anyhow else badness(ratio)
    if bad > taste.tolerance or (ratio < -1 and not anyhow):
        return None
    if ratio < -TIGHT and _breaks_between(sums, after, at):
        return None
    item, cost = sums.items[at], (taste.line + bad) ** 2
    if isinstance(item, Penalty) and item.cost > -INFINITE:
        cost += item.cost * abs(item.cost)
    final = at == len(sums.items) - 1
    if _hyphen(sums.items, after):
        cost += taste.stacked if _hyphen(sums.items, at) else 0
        cost += taste.final if final else 0
    return _Look(ratio, _fitness(ratio), cost, final and line.width < SHORT * width)


def _demerits(taste: Taste, node: _Node, look: _Look) -> float:
    """Return the demerits of all lines up to one that follows a node."""
    total = node.demerits + look.cost
    if look.short and node.line:
        total += taste.short
    return total + (taste.uneven if abs(look.fitness - node.fitness) > 1 else 0)


def _breaks_between(sums: _Sums, after: int, at: int) -> bool:
    """Tell whether a line could be broken earlier; a break before its first box is none."""
    first = bisect_left(sums.legal, max(sums.start(after), after + 1))
    return first < len(sums.legal) and sums.legal[first] < at


def _search(
    sums: _Sums, widths: Sequence[float], taste: Taste, anyhow: bool = False
) -> _Node | None:
    """Return the end of the best setting."""
    last, widest, narrowest = len(widths) - 1, max(widths) + 1e-6, min(widths)
    any_ = anyhow or taste.tolerance >= INFINITE
    loosest = inf if any_ else (taste.tolerance / 100) ** (1 / 3) + 1e-6
    nodes: dict[int, list[_Node]] = {-1: [_Node(-1, 0, 1, 0, 0, None)]}
    places = [-1]  # where a line may end so that all before it is acceptable
    for at in sums.legal:
        best: dict[tuple[int, int], _Node] = {}
        for after in reversed(places):
            line = sums.line(after, at)
            if narrowest - line.width - line.hyphen > loosest * (line.stretch + taste.ragged):
                continue
            looks: dict[int, _Look | None] = {}
            for node in nodes[after]:
                room = min(node.line, last)
                if room not in looks:
                    ends = (after, at)
                    looks[room] = _look(sums, taste, ends, line, widths[room], anyhow)
                if (look := looks[room]) is None:
                    continue
                key, total = (min(node.line + 1, last), look.fitness), _demerits(taste, node, look)
                if key not in best or total < best[key].demerits:
                    best[key] = _Node(at, node.line + 1, look.fitness, total, look.ratio, node)
            if (after >= 0 and _forced(sums.items[after])) or line.width - line.shrink > widest:
                break
        if best or _forced(sums.items[at]):
            nodes[at] = list(best.values())
            places.append(at)
    return min(nodes.get(sums.legal[-1], ()), key=lambda node: node.demerits, default=None)


def _setting(node: _Node) -> Setting:
    line: list[_Node] = []
    at: _Node | None = node
    while at:
        line.append(at)
        at = at.before
    ends = [after for _, after in pairwise(reversed(line))]
    return Setting(tuple(end.at for end in ends), tuple(end.ratio for end in ends), node.demerits)
