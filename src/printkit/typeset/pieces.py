"""What the lines of a paragraph are made of: its letters, spaces and places to break, as items.

Reads the boxes of a line as WeasyPrint has them before it breaks it. Lengths are its pixels.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from printkit.typeset import hanging
from printkit.typeset.han import holds_han
from printkit.typeset.paragraphs import INFINITE, Box, Glue, Item, Penalty

HYPHEN_COST = 50.0
"""Plain TeX's penalty for a hyphen."""
RAGGED_COST = 200.0
"""That of a hyphen in ragged text, where a line may end before it."""
STRETCH, SHRINK = 1 / 2, 1 / 3
"""Of a space: the proportions of Computer Modern Roman."""
_PIECES = re.compile(r"[ \xa0]|[^ \xa0]+")
_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"(?<=\w[-‐–])(?=\w)")
_UNPLANNED = re.compile(r"[\n\t\xad\u200b\u0590-\u1dff\ua000-\uf8ff\ufb00-\ufeff]|[^\0-\uffff]")
_SET = (
    "font_family font_size font_style font_weight font_stretch letter_spacing word_spacing "
    "font_kerning font_variant_ligatures font_variant_caps font_variant_numeric lang "
    "font_variant_position font_variant_alternates font_variant_east_asian font_feature_settings "
    "hyphens hyphenate_limit_chars hyphenate_character"
).split()
_EDGES = ("margin_{}", "border_{}_width", "padding_{}")
FLOATS = ("left", "right")
Words = dict[tuple[str, bool, bool, bool], list[tuple[Item, int]]]
"""The items of words, and where they begin in them, by what tells how they are broken."""


@dataclass
class Pieces:
    """The items of a paragraph, the place where each begins, and those where floats begin.

    A place is the number of bytes of text before it. Where lines are ``ragged`` spaces are as they
    are, and hyphens rare; where signs are ``hanging`` they stand out of the measure.
    """

    ragged: bool
    hanging: bool
    items: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    floats: list[int] = field(default_factory=list)

    def add(self, item: Item, place: int) -> None:
        """Add an item that begins at a place."""
        self.items.append(item)
        self.places.append(place)


@dataclass(frozen=True)
class _Edge:
    """What stands beside the letters of an inline box: margin, border and padding."""

    width: float


def pieces(context: Any, box: Any) -> Pieces | None:
    """Return what a line box is made of, None where its breaks cannot be planned."""
    texts = list(_texts(box))
    if any(text is None or _UNPLANNED.search(getattr(text, "text", "")) for text in texts):
        return None
    style = box.style
    found = Pieces(style["text_align_all"] != "justify", hanging.wanted(style))
    place, before = 0, ""
    for text in texts:
        if isinstance(text, _Edge):
            found.add(Box(text.width), place)
            continue
        if text.style["float"] in FLOATS:
            found.floats.append(place)
        elif text.text:
            if _parts(before, text):
                found.add(Penalty(0, 0), place)
            _add(found, context, text, place, before)
            before = text.text[-1]
        place += size(text)
    return found if any(isinstance(item, Box) for item in found.items) else None


def _texts(box: Any) -> Iterator[Any]:
    """Yield the text boxes of a line, edges and floats, None for what cannot be planned."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if child.style["float"] in FLOATS:
            yield child
        elif isinstance(child, boxes.TextBox):
            yield child if child.style["white_space"] == "normal" else None
        elif isinstance(child, boxes.InlineBox) and _flows(child.style):
            yield from _edge(child.style, "left")
            yield from _texts(child)
            yield from _edge(child.style, "right")
        else:
            yield None


def _flows(style: Any) -> bool:
    return bool(style["float"] == "none" and style["position"] == "static")


def _edge(style: Any, side: str) -> Iterator[_Edge | None]:
    """Yield what stands at one side of an inline box, None where only layout tells how wide."""
    edges = [style[edge.format(side)] for edge in _EDGES]
    if any(edge == "auto" or getattr(edge, "unit", None) == "%" for edge in edges):
        yield None
    elif width := sum(getattr(edge, "value", edge) for edge in edges):
        yield _Edge(width)


def _parts(before: str, box: Any) -> bool:
    """Tell whether a line may end between a letter and a text box, one of which is Han."""
    from weasyprint.text.line_break import can_break_text

    pair = before + box.text[0]
    return len(pair) == 2 and holds_han(pair) and bool(can_break_text(pair, _lang(box.style)))


def _add(found: Pieces, context: Any, box: Any, place: int, before: str) -> None:
    """Add the items of a text box that begins at a place, and the letter ``before`` it."""
    width, words = measured(box.style)
    space = width("x x") - width("xx")
    give = (0, 0) if found.ragged else (space * STRETCH, space * SHRINK)
    glue = Glue(space, *give)
    for piece in _PIECES.finditer(box.text):
        text = piece[0]
        if text in " \xa0":
            if text == "\xa0":
                found.add(Penalty(0, INFINITE), place)
            elif found.hanging and (out := hanging.hang(before, width)):
                found.add(Penalty(0, 0, hang=out), place)
            found.add(glue, place)
        else:
            inner = piece.start() > 0
            key = text, inner, found.ragged, found.hanging
            if key not in words:
                words[key] = list(_word(context, box.style, text, inner, found))
            for item, at in words[key]:
                found.add(item, place + at)
        before = text[-1]
        place += len(text.encode())


def _word(
    context: Any, style: Any, text: str, inner: bool, of: Pieces
) -> Iterator[tuple[Item, int]]:
    """Yield the items of a word and where they begin in it; only an ``inner`` one is hyphenated."""
    width, _ = measured(style)
    done, before, cost = 0, 0.0, RAGGED_COST if of.ragged else HYPHEN_COST
    for cut, mark in _cuts(context, style, text, inner):
        now = width(text[:cut])
        yield Box(now - before), len(text[:done].encode())
        end = Penalty(0, 0)
        if mark is not None:
            hyphen = width(text[:cut] + mark) - now if mark else 0.0
            out = hanging.hang(mark or text[cut - 1], width) if of.hanging else 0.0
            end = Penalty(hyphen, cost, hyphen=True, hang=out)
        yield end, len(text[:cut].encode())
        done, before = cut, now
    yield Box(width(text) - before), len(text[:done].encode())


def measured(style: Any) -> tuple[Callable[[str], float], Words]:
    """Return a function from a text to its width, and the words of a style that are known."""
    from weasyprint.text.line_break import create_layout, line_size

    known = vars(style.font_config).setdefault("planned", {})
    widths, words = known.setdefault(repr([style[name] for name in _SET]), ({}, {}))

    def width(text: str) -> float:
        if text not in widths:
            layout = create_layout(text, style, None, None, 0)
            widths[text] = line_size(layout.get_first_line()[0], style)[0]
        return float(widths[text])

    return width, words


def space_of(style: Any) -> float:
    """Return the width of a space in a style, in pixels."""
    width, _ = measured(style)
    return width("x x") - width("xx")


def _cuts(context: Any, style: Any, text: str, inner: bool) -> list[tuple[int, str | None]]:
    """Return where a word may be broken, in order, and what is set there; None between Han."""
    cuts: list[tuple[int, str | None]] = [(match.start(), "") for match in _DASH.finditer(text)]
    if holds_han(text):
        return [(cut, None) for cut in _between_han(style, text)]
    dictionary = _dictionary(context, style) if inner else None
    for word in _WORD.finditer(text):
        if dictionary and len(word[0]) >= style["hyphenate_limit_chars"][0]:
            mark = style["hyphenate_character"]
            cuts += [(word.start() + n, mark) for n in dictionary.positions(word[0])]
    return sorted(cuts)


def _between_han(style: Any, text: str) -> list[int]:
    from weasyprint.text.line_break import get_log_attrs

    breaks = get_log_attrs(text, _lang(style))
    return [n for n in range(1, len(text)) if breaks[n].is_line_break]


def _lang(style: Any) -> str | None:
    return str(style["lang"]) if style["lang"] else None


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


def size(box: Any) -> int:
    """Return how many bytes of text a box holds."""
    text = getattr(box, "text", None)
    if text is not None:
        return len(text.encode())
    return sum(size(child) for child in getattr(box, "children", ()))
