"""Optimal line breaks in WeasyPrint: paragraphs of the style ``--paragraphs: optimal``.

Before WeasyPrint sets a line it is told a width that ends the line where `break_lines` wants it to
end; WeasyPrint still splits, hyphenates and justifies by itself. A line that must shrink is given
more width than there is, and its spaces are narrowed. Beside a float the lines are as wide as it
leaves them. What cannot be planned (pictures in the line, the line that a float begins in, scripts
that break without spaces) is left to WeasyPrint. Lengths are WeasyPrint's pixels.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from printkit.typeset.paragraphs import (
    ENDING,
    INFINITE,
    Box,
    Glue,
    Item,
    Penalty,
    break_lines,
)

HYPHEN_COST = 50.0
"""Plain TeX's penalty for a hyphen."""
STRETCH, SHRINK = 1 / 2, 1 / 3
"""Of a space: the proportions of Computer Modern Roman."""
SLACK = 0.1
"""Of the em, added to a planned width against rounding; no letter with a hyphen is so narrow."""
_NARROW = 0.2
"""Of the em: the most that a space is narrowed by, whatever the plan."""
_PIECES = re.compile(r"[ \xa0]|[^ \xa0]+")
_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"(?<=\w[-‐–])(?=\w)")
_UNPLANNED = re.compile(r"[\n\t\xad\u200b\u0590-\u1dff\u2e80-\uffff\U00010000-\U0010ffff]")
_FONT = (
    "font_family font_size font_style font_weight font_stretch letter_spacing word_spacing "
    "font_kerning font_variant_ligatures font_variant_caps font_variant_numeric lang "
    "font_variant_position font_variant_alternates font_variant_east_asian font_feature_settings"
).split()
_EDGES = [f"{edge}_{side}" for edge in ("padding", "margin") for side in ("left", "right")]
_FLOATS = ("left", "right")
_SAME = 0.01
"""Pixels by which a room may differ from the one that was planned for."""
_BESIDE = 60
"""Lines beside a float that are planned with it, at most."""
_BORDERS = ["border_left_width", "border_right_width"]


@dataclass
class _Plan:
    """The items of a paragraph and where each begins, and the widths of lines by their start.

    ``rooms`` are those that each line and the lines below it were planned for, ``floats`` where
    floats begin.
    """

    items: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    rooms: dict[int, tuple[float, ...]] = field(default_factory=dict)
    floats: list[int] = field(default_factory=list)

    def add(self, item: Item, place: int) -> None:
        self.items.append(item)
        self.places.append(place)

    def width(self, start: int, rooms: Sequence[float]) -> float:
        """Return the width of the line that begins at ``start``, planning from there if needed.

        ``rooms`` are the widths of that line and those below it; the last holds for all others.
        """
        if not _alike(self.rooms.get(start, ()), rooms):
            self._plan(start, rooms)
        return self.widths[start]

    def _plan(self, start: int, rooms: Sequence[float]) -> None:
        index = bisect_left(self.places, start)
        while index < len(self.items) and not isinstance(self.items[index], Box):
            index += 1
        items = [*self.items[index:], *ENDING]
        self.widths, self.rooms, place, begin = {}, {}, start, 0
        for number, end in enumerate(break_lines(items, rooms).breaks):
            self.rooms[place] = tuple(rooms[min(number, len(rooms) - 1) :])
            room, self.widths[place] = self.rooms[place][0], self._natural(items, begin, end)
            if end == len(items) - 1:
                self.widths[place] = max(room, self.widths[place])
                return
            begin = end + 1
            while not isinstance(items[begin], Box):
                begin += 1
            place = self.places[index + begin]

    @staticmethod
    def _natural(items: list[Item], begin: int, end: int) -> float:
        inside = (item.width for item in items[begin:end] if not isinstance(item, Penalty))
        last = items[end]
        return sum(inside) + (last.width if isinstance(last, Penalty) else 0)


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
            if plan and not any(begin >= place for begin in plan.floats):
                room = max_x - x
                width = plan.width(place, [room, *_rooms(context, box, rest[2])])
                max_x = x + width + SLACK * box.style["font_size"]
                return _fitted(split(context, box, x, max_x, *rest), room)
        return split(context, box, x, max_x, *rest)

    def aligned(context: Any, line: Any, available: float, last: bool) -> Any:
        line.width += vars(line).pop("over", 0.0)
        excess = line.width - available
        if getattr(line, "plan", None) and excess > 0:
            # WeasyPrint itself narrows no space.
            if excess <= inline.count_expandable_spaces(line) * _NARROW * line.style["font_size"]:
                inline.justify_line(context, line, -excess)
            return 0
        return align(context, line, available, last)

    planned.planned = True  # type: ignore[attr-defined]
    inline.split_inline_box, inline.text_align = planned, aligned


def _fitted(made: tuple[Any, ...], room: float) -> tuple[Any, ...]:
    """Let a line that is to be narrowed be as wide as its room until it is aligned.

    Else WeasyPrint thinks that it does not fit beside a float.
    """
    line = made[0]
    line.over = max(line.width - room, 0.0)
    line.width -= line.over
    return made


def space_of(style: Any) -> float:
    """Return the width of a space in a style, in pixels."""
    from weasyprint.text.line_break import create_layout, line_size

    def width(text: str) -> float:
        layout = create_layout(text, style, None, None, 0)
        return float(line_size(layout.get_first_line()[0], style)[0])

    return width("x x") - width("xx")


def _wanted(box: Any, rest: tuple[Any, ...]) -> bool:
    style = box.style
    asked = "".join(token.serialize() for token in style["__paragraphs"] or ()).strip()
    first_letter, first_line = rest[-2:]
    plain = not (first_letter or first_line)
    wanted = asked == "optimal" and style["text_align_all"] == "justify"
    return plain and wanted and style["direction"] == "ltr"


def _plan_of(context: Any, box: Any) -> _Plan | None:
    if "plan" not in vars(box):
        box.plan = _planned(context, box)
    plan: _Plan | None = box.plan
    return plan


def _planned(context: Any, box: Any) -> _Plan | None:
    texts = list(_texts(box))
    if any(text is None or _UNPLANNED.search(getattr(text, "text", "")) for text in texts):
        return None
    plan, place = _Plan(), 0
    for text in texts:
        if text.style["float"] in _FLOATS:
            plan.floats.append(place)
        else:
            _add(plan, context, text, place)
        place += _bytes(text)
    return plan if any(isinstance(item, Box) for item in plan.items) else None


def _texts(box: Any) -> Iterator[Any]:
    """Yield the text boxes of a line and its floats in order, None for what cannot be planned."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if child.style["float"] in _FLOATS:
            yield child
        elif isinstance(child, boxes.TextBox):
            yield child if child.style["white_space"] == "normal" else None
        elif isinstance(child, boxes.InlineBox) and _is_bare(child.style):
            yield from _texts(child)
        else:
            yield None


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


def _is_bare(style: Any) -> bool:
    edges = all(getattr(style[edge], "value", style[edge]) == 0 for edge in _EDGES)
    flows = style["float"] == "none" and style["position"] == "static"
    return flows and edges and not any(style[border] for border in _BORDERS)


def _add(plan: _Plan, context: Any, box: Any, place: int) -> None:
    """Add the items of a text box that begins at a place."""
    width = _measure(context, box.style)
    space = width("x x") - width("xx")
    for piece in _PIECES.finditer(box.text):
        text, at = piece[0], place + len(box.text[: piece.start()].encode())
        if text in " \xa0":
            if text == "\xa0":
                plan.add(Penalty(0, INFINITE), at)
            plan.add(Glue(space, space * STRETCH, space * SHRINK), at)
            continue
        inner = piece.start() > 0
        done, before = 0, 0.0
        for cut, mark in _cuts(context, box.style, text, inner):
            now = width(text[:cut])
            plan.add(Box(now - before), at + len(text[:done].encode()))
            hyphen = width(text[:cut] + mark) - now if mark else 0.0
            plan.add(Penalty(hyphen, HYPHEN_COST, hyphen=True), at + len(text[:cut].encode()))
            done, before = cut, now
        plan.add(Box(width(text) - before), at + len(text[:done].encode()))


def _measure(context: Any, style: Any) -> Any:
    """Return a function from a text to its width."""
    from weasyprint.text.line_break import create_layout, line_size

    known = vars(context).setdefault("planned_widths", {})
    font = repr([style[name] for name in _FONT])
    widths = known.setdefault(font, {})

    def width(text: str) -> float:
        if text not in widths:
            layout = create_layout(text, style, context, None, 0)
            widths[text] = line_size(layout.get_first_line()[0], style)[0]
        return float(widths[text])

    return width


def _cuts(context: Any, style: Any, text: str, inner: bool) -> list[tuple[int, str]]:
    """Return where a word may be broken, in order, and what is set there."""
    cuts = [(match.start(), "") for match in _DASH.finditer(text)]
    dictionary = _dictionary(context, style) if inner else None
    for word in _WORD.finditer(text):
        if dictionary and len(word[0]) >= style["hyphenate_limit_chars"][0]:
            mark = style["hyphenate_character"]
            cuts += [(word.start() + n, mark) for n in dictionary.positions(word[0])]
    return sorted(cuts)


def _dictionary(context: Any, style: Any) -> Any:
    from weasyprint.text.line_break import pyphen

    lang = style["lang"] and pyphen.language_fallback(style["lang"])
    if style["hyphens"] != "auto" or not lang:
        return None
    total, left, right = style["hyphenate_limit_chars"]
    key = (lang, left, right, total)
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=lang, left=left, right=right)
    return context.dictionaries[key]


def _place(box: Any, skip: Any) -> int:
    """Return how many bytes of text are before a place in a line box."""
    from weasyprint.formatting_structure import boxes

    if not skip:
        return 0
    ((index, inside),) = skip.items()
    if isinstance(box, boxes.TextBox):
        return int(index)
    before = sum(_bytes(child) for child in box.children[:index])
    return before + (_place(box.children[index], inside) if index < len(box.children) else 0)


def _bytes(box: Any) -> int:
    text = getattr(box, "text", None)
    if text is not None:
        return len(text.encode())
    return sum(_bytes(child) for child in getattr(box, "children", ()))
