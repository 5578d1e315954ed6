"""Optimal line breaks in WeasyPrint: paragraphs of the style ``--paragraphs: optimal``.

Headings are ``balanced``: their lines are about as long as one another.

Before WeasyPrint sets a line it is told a width that ends the line where `break_lines` wants it to
end; WeasyPrint still splits, hyphenates and justifies by itself. A line that must shrink is given
more width than there is, and its spaces are narrowed. Beside a float the lines are as wide as it
leaves them. What cannot be planned (pictures in the line, the line that a float begins in, other
scripts that break without spaces than Han and kana within Latin) is left to WeasyPrint. Lengths are
WeasyPrint's pixels.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from printkit.typeset import hanging
from printkit.typeset.asked import asked
from printkit.typeset.han import is_han
from printkit.typeset.paragraphs import ENDING, Box, Item, Penalty, Taste, break_lines
from printkit.typeset.pieces import Pieces, measured, pieces, size

OPTIMAL, BALANCED = "optimal", "balanced"
SLACK = 0.28
"""Of the em, added to a planned width: rounding is less, and the next place to break is further."""
RAGGED = 4.0
"""Of the em: a ragged line that ends so far before its measure has the badness of 100."""
_PLANNED = ("justify", "left", "start")
_NARROW = 0.2
"""Of the em: the most that a space is narrowed by, whatever the plan."""
_HALVINGS = 8
"""Of the measure, to find how narrow the lines of a heading can be."""
_KEPT = 16
"""Paragraphs whose plans are kept: more than one runs over the end of a page."""
_SAME = 0.01
"""Pixels by which a room may differ from the one that was planned for."""
_BESIDE = 60
"""Lines beside a float that are planned with it, at most."""


@dataclass
class _Plan:
    """What a paragraph is made of, and the widths of its lines by the place that each begins at.

    ``rooms`` are those that each line and the lines below it were planned for.
    """

    pieces: Pieces
    taste: Taste
    balanced: bool
    widths: dict[int, float] = field(default_factory=dict)
    rooms: dict[int, tuple[float, ...]] = field(default_factory=dict)

    def width(self, start: int, rooms: Sequence[float]) -> float:
        """Return the width of the line that begins at ``start``, planning from there if needed.

        ``rooms`` are the widths of that line and those below it; the last holds for all others.
        """
        if not _alike(self.rooms.get(start, ()), rooms):
            self._plan(start, rooms)
        return self.widths[start]

    def _plan(self, start: int, rooms: Sequence[float]) -> None:
        all_, places = self.pieces.items, self.pieces.places
        index = bisect_left(places, start)
        while index < len(all_) and not isinstance(all_[index], Box):
            index += 1
        items = [*all_[index:], *ENDING]
        self.widths, self.rooms, place, begin = {}, {}, start, 0
        for number, end in enumerate(self._breaks(items, rooms)):
            self.rooms[place] = tuple(rooms[min(number, len(rooms) - 1) :])
            room, self.widths[place] = self.rooms[place][0], self._natural(items, begin, end)
            if end == len(items) - 1:
                self.widths[place] = max(room, self.widths[place])
                return
            begin = end + 1
            while not isinstance(items[begin], Box):
                begin += 1
            place = places[index + begin]

    def _breaks(self, items: list[Item], rooms: Sequence[float]) -> tuple[int, ...]:
        """Return where lines end; where they are balanced, as narrow as so many lines can be."""
        found = _broken(tuple(items), tuple(rooms), self.taste)
        narrow, wide = 0.0, rooms[0]
        if not self.balanced or len(found) == 1 or max(rooms) - min(rooms) > _SAME:
            return found
        for _ in range(_HALVINGS):
            middle = (narrow + wide) / 2
            tried = break_lines(items, [middle], self.taste)
            if len(tried.breaks) == len(found) and min(tried.ratios) >= -1:
                wide, found = middle, tried.breaks
            else:
                narrow = middle
        return found

    @staticmethod
    def _natural(items: list[Item], begin: int, end: int) -> float:
        inside = (item.width for item in items[begin:end] if not isinstance(item, Penalty))
        last = items[end]
        return sum(inside) + (last.width if isinstance(last, Penalty) else 0)


@lru_cache(maxsize=256)
def _broken(items: tuple[Item, ...], rooms: tuple[float, ...], taste: Taste) -> tuple[int, ...]:
    """Return where lines end: paragraphs at the end of a page are set twice."""
    return break_lines(items, rooms, taste).breaks


def _alike(known: Sequence[float], rooms: Sequence[float]) -> bool:
    """Tell whether two runs of rooms are one; the last of each holds for all lines after it."""
    if not known:
        return False
    pairs = zip_longest(known, rooms)
    ends = (
        (a if a is not None else known[-1], b if b is not None else rooms[-1]) for a, b in pairs
    )
    return all(abs(a - b) <= _SAME for a, b in ends)


def install() -> None:
    """Let WeasyPrint ask for the widths of lines."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    if getattr(inline.split_inline_box, "planned", False):
        return
    split, align = inline.split_inline_box, inline.text_align

    def planned(context: Any, box: Any, x: float, max_x: float, *rest: Any) -> Any:
        if isinstance(box, boxes.LineBox) and _wanted(box, rest):
            plan, place = _plan_of(context, box), _place(box, rest[1])
            # What a float takes of the line that it begins in is known when it is laid out.
            if plan and not any(begin >= place for begin in plan.pieces.floats):
                room = max_x - x
                width = plan.width(place, [room, *_rooms(context, box, rest[2])])
                max_x = x + width + SLACK * box.style["font_size"]
                return _fitted(split(context, box, x, max_x, *rest), room)
        return split(context, box, x, max_x, *rest)

    def aligned(context: Any, line: Any, available: float, last: bool) -> Any:
        line.width += vars(line).pop("over", 0.0)
        planned = getattr(line, "planned", False)
        out = _out(line) if planned and not last and hanging.wanted(line.style) else 0.0
        line.hangs, available = out, available + out
        excess = line.width - available
        if planned and excess > 0:
            # WeasyPrint itself narrows no space.
            if excess <= inline.count_expandable_spaces(line) * _NARROW * line.style["font_size"]:
                inline.justify_line(context, line, -excess)
            return 0
        return align(context, line, available, last)

    planned.planned = True  # type: ignore[attr-defined]
    inline.split_inline_box, inline.text_align = planned, aligned


def _out(line: Any) -> float:
    """Return how far the sign at the end of a line hangs."""
    texts = [box for box in line.descendants() if getattr(box, "text", "")]
    if not texts:
        return 0.0
    sign = texts[-1].text.rstrip(" ")[-1:]
    return hanging.hang(sign, measured(texts[-1].style)[0]) if sign in hanging.SHARES else 0.0


def _fitted(made: tuple[Any, ...], room: float) -> tuple[Any, ...]:
    """Let a line that is to be narrowed be as wide as its room until it is aligned.

    Else WeasyPrint thinks that it does not fit beside a float.
    """
    line = made[0]
    line.planned = True
    line.over = max(line.width - room, 0.0)
    line.width -= line.over
    return made


def _wanted(box: Any, rest: tuple[Any, ...]) -> bool:
    style = box.style
    way = asked(style, "paragraphs")
    first_letter, first_line = rest[-2:]
    plain = not (first_letter or first_line)
    # Where a line is spaced between its characters there is nothing to plan.
    latin = not is_han(style)
    planned = way == OPTIMAL and style["text_align_all"] in _PLANNED
    return plain and latin and (planned or way == BALANCED) and style["direction"] == "ltr"


def _plan_of(context: Any, box: Any) -> _Plan | None:
    """Return the plan of a paragraph; the last few are kept."""
    known: dict[int, tuple[Any, _Plan | None]] = vars(context).setdefault("plans", {})
    if id(box) not in known or known[id(box)][0] is not box:
        while len(known) >= _KEPT:
            del known[next(iter(known))]
        known[id(box)] = box, _planned(context, box)
    return known[id(box)][1]


def _planned(context: Any, box: Any) -> _Plan | None:
    found = pieces(context, box)
    if found is None:
        return None
    ragged = RAGGED * box.style["font_size"] if found.ragged else 0
    return _Plan(found, Taste(ragged=ragged), asked(box.style, "paragraphs") == BALANCED)


def _rooms(context: Any, box: Any, block: Any) -> list[float]:
    """Return how wide the lines after one are: narrower beside floats, then the block's width."""
    from weasyprint.layout.inline import strut

    floats = [(one, one.position_y + one.margin_height()) for one in context.excluded_shapes]
    foot, height = max((foot for _, foot in floats), default=0.0), strut(box.style)[0]
    rooms, y = list[float](), box.position_y + height
    while height > 0 and y < foot and len(rooms) < _BESIDE:
        beside = [one for one, end in floats if one.position_y < y + height and end > y]
        rooms.append(_room(block, beside))
        y += height
    return [*rooms, block.width]


def _room(block: Any, beside: Sequence[Any]) -> float:
    """Return the width that floats leave of a block."""
    left = block.content_box_x()
    right = left + block.width
    for one in beside:
        if one.style["float"] == "left":
            left = max(left, one.position_x + one.margin_width())
        else:
            right = min(right, one.position_x)
    return float(right - left)


def _place(box: Any, skip: Any) -> int:
    """Return how many bytes of text are before a place in a line box."""
    from weasyprint.formatting_structure import boxes

    if not skip:
        return 0
    ((index, inside),) = skip.items()
    if isinstance(box, boxes.TextBox):
        return int(index)
    before = sum(size(child) for child in box.children[:index])
    return before + (_place(box.children[index], inside) if index < len(box.children) else 0)
