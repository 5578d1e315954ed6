"""Optimal line breaks in WeasyPrint: paragraphs of the style ``--paragraphs: optimal``.

Before WeasyPrint sets a line it is told a width that ends the line where `break_lines` wants it to
end; WeasyPrint still splits, hyphenates and justifies by itself. A line that must shrink is given
more width than there is, and its spaces are narrowed. What cannot be planned (floats, pictures in
the line, scripts that break without spaces) is left to WeasyPrint. Lengths are WeasyPrint's pixels.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
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
_BORDERS = ["border_left_width", "border_right_width"]


@dataclass
class _Plan:
    """The items of a paragraph and where each begins, and the widths of lines by their start."""

    items: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    measure: float = 0.0

    def add(self, item: Item, place: int) -> None:
        self.items.append(item)
        self.places.append(place)

    def width(self, start: int, first: float, measure: float) -> float:
        """Return the width of the line that begins at ``start``, planning from there if needed."""
        if start not in self.widths or measure != self.measure:
            self.measure = measure
            self._plan(start, first)
        return self.widths[start]

    def _plan(self, start: int, first: float) -> None:
        index = bisect_left(self.places, start)
        while index < len(self.items) and not isinstance(self.items[index], Box):
            index += 1
        items = [*self.items[index:], *ENDING]
        self.widths, place = {start: first}, start
        begin, width = 0, first
        for end in break_lines(items, [first, self.measure]).breaks:
            self.widths[place] = self._natural(items, begin, end) if end < len(items) - 1 else width
            if end == len(items) - 1:
                self.widths[place] = max(width, self._natural(items, begin, end))
                return
            begin, width = end + 1, self.measure
            while not isinstance(items[begin], Box):
                begin += 1
            place = self.places[index + begin]

    @staticmethod
    def _natural(items: list[Item], begin: int, end: int) -> float:
        inside = (item.width for item in items[begin:end] if not isinstance(item, Penalty))
        last = items[end]
        return sum(inside) + (last.width if isinstance(last, Penalty) else 0)


def install() -> None:
    """Let WeasyPrint ask for the widths of lines."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    if getattr(inline.split_inline_box, "planned", False):
        return
    split, align = inline.split_inline_box, inline.text_align

    def planned(context: Any, box: Any, x: float, max_x: float, *rest: Any) -> Any:
        if isinstance(box, boxes.LineBox) and _wanted(context, box, rest):
            plan = _plan_of(context, box)
            if plan:
                width = plan.width(_place(box, rest[1]), max_x - x, max_x - x + box.text_indent)
                max_x = x + width + SLACK * box.style["font_size"]
        return split(context, box, x, max_x, *rest)

    def aligned(context: Any, line: Any, available: float, last: bool) -> Any:
        excess = line.width - available
        if getattr(line, "plan", None) and excess > 0:
            # WeasyPrint itself narrows no space.
            if excess <= inline.count_expandable_spaces(line) * _NARROW * line.style["font_size"]:
                inline.justify_line(context, line, -excess)
            return 0
        return align(context, line, available, last)

    planned.planned = True  # type: ignore[attr-defined]
    inline.split_inline_box, inline.text_align = planned, aligned


def space_of(style: Any) -> float:
    """Return the width of a space in a style, in pixels."""
    from weasyprint.text.line_break import create_layout, line_size

    def width(text: str) -> float:
        layout = create_layout(text, style, None, None, 0)
        return float(line_size(layout.get_first_line()[0], style)[0])

    return width("x x") - width("xx")


def _wanted(context: Any, box: Any, rest: tuple[Any, ...]) -> bool:
    style = box.style
    asked = "".join(token.serialize() for token in style["__paragraphs"] or ()).strip()
    first_letter, first_line = rest[-2:]
    plain = not (context.excluded_shapes or first_letter or first_line)
    wanted = asked == "optimal" and style["text_align_all"] == "justify"
    return plain and wanted and style["direction"] == "ltr"


def _plan_of(context: Any, box: Any) -> _Plan | None:
    if "plan" not in vars(box):
        box.plan = _planned(context, box)
    plan: _Plan | None = box.plan
    return plan


def _planned(context: Any, box: Any) -> _Plan | None:
    texts = list(_texts(box))
    if any(text is None or _UNPLANNED.search(text.text) for text in texts):
        return None
    plan, place = _Plan(), 0
    for text in texts:
        _add(plan, context, text, place)
        place += len(text.text.encode())
    return plan if any(isinstance(item, Box) for item in plan.items) else None


def _texts(box: Any) -> Iterator[Any]:
    """Yield the text boxes of a line in order, and None for what cannot be planned."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child if child.style["white_space"] == "normal" else None
        elif isinstance(child, boxes.InlineBox) and _is_bare(child.style):
            yield from _texts(child)
        else:
            yield None


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
        inner = piece.start() > 0 and piece.end() < len(box.text)
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
