"""Lines of plain text found from one measurement of their paragraph.

WeasyPrint shapes a line several times until it fits: a draft, a word more, each hyphenation. Here
a text is measured once, and lines are found in its sums; only what is set is shaped. The lines are
the same: where a sum comes near to the measure, and where a text is not plain, WeasyPrint decides.
Lengths are its pixels, places are bytes of UTF-8.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import accumulate
from struct import Struct
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import (
    Layout,
    create_layout,
    get_next_word_boundaries,
    line_size,
)

from printkit.typeset.glyphs import sleeping
from printkit.typeset.lean import MANY, as_set, glyphs_of, model_of, runs_of
from printkit.typeset.words import is_even, is_spaced, vocabulary_of

_PLAIN = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u1e00-\u1fff"
    "\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20c0]+"
)
"""Letters that stand one after the other from left to right, and their marks."""
_NEAR = 0.15
"""Of the em: more than a face moves a letter at the end of a line, where its neighbour is gone."""
_ROUND = 0.01
"""Pixels that a sum may be wrong by."""
_DENSE = 2.0
"""Characters in each em of a line, of which most texts have more."""
_KEPT = 4
_PARAGRAPHS = 200
"""Measurements that are kept: those of a few articles, and a few MiB."""
_MARK = Struct("=I")
Line = tuple[Any, int, int | None, float, float, float]
Ending = Callable[..., Line]
"""Returns the line that ends at a place, before a text that resumes at another."""


class _Unsure(Exception):  # noqa: N818 - it leaves the line to WeasyPrint
    """A line that only WeasyPrint can tell."""


class _Full(_Unsure):
    """A line that is too long."""


@dataclass(frozen=True)
class _Measured:
    """A text: places between glyphs and their distance from its start, and where lines may end.

    ``ends`` and ``reach`` are the end of each such line without its space, and its distance;
    ``starts`` is where the next begins.
    """

    data: bytes
    style: Any
    places: list[int]
    sums: list[float]
    starts: list[int]
    ends: list[int]
    reach: list[float]

    def distance(self, place: int) -> float:
        at = bisect_left(self.places, place)
        if self.places[at] != place:
            raise _Unsure
        return self.sums[at]


def install() -> None:
    """Let WeasyPrint find lines this way."""

    plain = inline.split_first_line
    if getattr(plain, "measures", False):
        return

    def split(
        text: str, style: Any, context: Any, room: float | None, extra: float,
        is_line_start: bool = True, minimum: bool = False,
    ) -> Line:  # fmt: skip
        short = room is None or len(text) * style["font_size"] <= _DENSE * room
        if room is not None and not minimum:
            try:
                return (
                    _set(text, style, room, extra, None)
                    if short
                    else _line(text, style, context, room, extra)
                )
            except _Unsure:
                pass
        other: Line = plain(text, style, context, room, extra, is_line_start, minimum)
        return other

    least = inline.inline_min_content_width

    def width(context: Any, box: Any, *rest: Any, **how: Any) -> float:
        # WeasyPrint asks how narrow a line can be that may stand beside what floats.
        beside = (shape for shape in context.excluded_shapes if not _is_above(shape, box))
        if (
            how.get("first_line")
            and box.style["direction"] == "ltr"
            and not any(True for _ in beside)
        ):
            return 0
        return float(least(context, box, *rest, **how))

    split.measures = True  # type: ignore[attr-defined]
    inline.split_first_line, inline.inline_min_content_width = split, width


def _is_above(shape: Any, line: Any) -> bool:
    top = shape.position_y
    return bool(top < line.position_y and top + shape.margin_height() <= line.position_y)


def _line(text: str, style: Any, context: Any, room: float, extra: float) -> Line:
    """Return the first line of a text. Raises _Unsure where it may be another."""
    measured = _measured(text, style, context)
    start = len(measured.data) - len(text.encode())
    limit, near = measured.distance(start) + room, _NEAR * style["font_size"]
    if measured.sums[-1] <= limit - near:
        return _set(text, style, room, extra, None)
    after = bisect_right(measured.reach, limit - near)
    first = bisect_right(measured.ends, start)
    # The first words are left out: what a line may end after depends on what it begins with.
    if after - first < 2 or after >= len(measured.ends):
        raise _Unsure

    def ending(end: int, resume: int, mark: str = "") -> Line:
        cut = measured.data[start:end].decode() + mark
        return _set(cut, style, room, extra, resume - start)

    close = measured.reach[after] <= limit + near
    if close and (line := _with_word(measured, after, limit, context, ending)):
        return line
    return _hyphenated(measured, after, limit, context, ending) or ending(
        measured.ends[after - 1], measured.starts[after - 1]
    )


def _set(text: str, style: Any, room: float, extra: float, resume: int | None) -> Line:
    """Return a line that ends with a text. Raises _Full where it is wider than there is room.

    Lines are kept, as numbers and names are set again and again, and most lines of a text that is
    laid out anew. Where nothing ``resumes`` it is the last of its paragraph.
    """
    known: dict[tuple[Any, ...], _Shape] = vars(style.font_config).setdefault("lines", {})
    key = as_set(text, style)
    shape = known.get(key)
    if shape is None:
        shape = _shaped(text, style, last=resume is None)
        if len(known) >= MANY:
            known.clear()
        known[key] = shape
    if shape.width > room:
        raise _Full
    layout = sleeping(shape.text, style, room, extra)
    layout.first_line_direction = shape.direction
    length = shape.length if resume is None else min(shape.length, resume)
    return layout, length, resume, shape.width, shape.height, shape.baseline


class _Shape(NamedTuple):
    """What Pango tells of a line: its text and bytes, the level of its direction, its measures."""

    text: str
    length: int
    direction: int
    width: float
    height: float
    baseline: float


def _shaped(text: str, style: Any, last: bool) -> _Shape:
    """Shape a line. The ``last`` of a paragraph is most often drawn as it is. Raises _Full."""
    desk = _desk(text, style)
    line, following = desk.get_first_line()
    if following is not None:
        raise _Full
    if last and is_even(text, style):
        vocabulary_of(style).learn(text, desk)
    baseline = pango.pango_layout_get_baseline(desk.layout) * FROM_UNITS
    width, height = line_size(line, style)
    direction = desk.first_line_direction
    return _Shape(desk.text, line.length, direction, width, height, baseline)


def _desk(text: str, style: Any) -> Layout:
    """Return a text set to be measured: in the layout that this is done in, where it is plain."""
    if "\t" in text or is_spaced(style) or style["overflow_wrap"] != "normal":
        desk = Layout(style)  # what it sets for this text would stay for the next
    else:
        known: dict[int, Layout] = vars(style.font_config).setdefault("desks", {})
        model = id(model_of(style))
        desk = known.get(model) or known.setdefault(model, Layout(style))
        desk.style = style
    desk.set_text(text)
    return desk


def _with_word(
    measured: _Measured, after: int, limit: float, context: Any, ending: Ending
) -> Line | None:
    """Return the line that ends with a word whose end is near to the measure, None if it does not.

    Pango lets it in by its width within the paragraph, and WeasyPrint by that at a line's end.
    """
    known = abs(measured.reach[after] - limit) > _ROUND and after + 1 < len(measured.ends)
    if not known or _hyphen(measured.style, context) <= _NEAR * measured.style["font_size"]:
        raise _Unsure
    try:
        return ending(measured.ends[after], measured.starts[after])
    except _Full:
        if measured.reach[after] < limit:
            raise
        return None


def _hyphenated(
    measured: _Measured, after: int, limit: float, context: Any, ending: Ending
) -> Line | None:
    """Return the line that ends with what fits of the word after it, None where nothing does."""
    style, near = measured.style, _NEAR * measured.style["font_size"]
    at = measured.starts[after - 1]
    chunk = measured.data[at : measured.starts[after]].decode()
    if len(chunk) < 2:
        raise _Unsure
    for word, before in _words(chunk if after + 1 == len(measured.ends) else chunk[:-1], style):
        if len(word) < style["hyphenate_limit_chars"][0]:
            continue
        space = limit - measured.reach[after - 1] - _zone(style)
        if abs(space) < near:
            raise _Unsure
        if space > 0:
            for part in _parts(word, style, context):
                cut = at + len((before + part).encode())
                over = measured.distance(cut) + _hyphen(style, context) - limit
                if over < near:
                    with suppress(_Full):
                        return ending(cut, cut, style["hyphenate_character"])
            return None
    return None


def _zone(style: Any) -> float:
    zone = style["hyphenate_limit_zone"]
    if getattr(zone, "unit", None) != "px":
        raise _Unsure
    return float(zone.value)


def _words(text: str, style: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of a text that may be hyphenated, and what is before each."""

    lang = style["lang"] and line_break.pyphen.language_fallback(style["lang"])
    before, rest = "", text
    while style["hyphens"] == "auto" and lang and rest:
        bounds = get_next_word_boundaries(rest, lang)
        if not bounds:
            return
        start, stop = bounds
        yield rest[start:stop], before + rest[:start]
        before, rest = before + rest[:stop], rest[stop:]


def _parts(word: str, style: Any, context: Any) -> Iterator[str]:
    lang = line_break.pyphen.language_fallback(style["lang"])
    total, left, right = style["hyphenate_limit_chars"]
    dictionary = context.dictionaries.get((lang, left, right, total))
    if dictionary is None:
        raise _Unsure
    return (part for part, _ in dictionary.iterate(word))


def _hyphen(style: Any, context: Any) -> float:
    hyphen = style["hyphenate_character"]
    known = vars(context).setdefault("hyphens", {})
    key = (*_look(style), hyphen)
    if key not in known:
        layout = create_layout(hyphen, style, context, None, 0)
        known[key] = line_size(layout.get_first_line()[0], style)[0]
    return float(known[key])


def _look(style: Any) -> tuple[Any, ...]:
    return (line_break._font_style_cache_key(style), style["font_size"], style["font_kerning"])


def _measured(text: str, style: Any, context: Any) -> _Measured:
    """Return the measurement of the text that this is the end of, from its last line or anew."""
    known: list[_Measured] = vars(context).setdefault("measured", [])
    data = text.encode()
    for one in known:
        if one.style is style and one.data.endswith(data):
            return one
    measured = _once_measured(text, data, style)
    known.insert(0, measured)
    del known[_KEPT:]
    return measured


def _once_measured(text: str, data: bytes, style: Any) -> _Measured:
    """Measure a text. The last ones are kept, for one that is laid out anew after an edit."""
    known: dict[tuple[Any, ...], _Measured] = vars(style.font_config).setdefault("measured", {})
    key = as_set(text, style)
    if key in known:
        return replace(known[key], style=style)
    while len(known) >= _PARAGRAPHS:
        del known[next(iter(known))]
    measured = known[key] = _measure(text, data, style)
    return measured


def _measure(text: str, data: bytes, style: Any) -> _Measured:
    if not _is_plain(text, style):
        raise _Unsure
    layout = _desk(text, style)
    places: list[int] = []
    sums: list[float] = []
    total = 0
    for run in runs_of(layout):
        offset = run.item.offset
        clusters = ffi.unpack(run.glyphs.log_clusters, run.glyphs.num_glyphs)
        for cluster, glyph in zip(clusters, glyphs_of(run), strict=True):
            if not places or cluster + offset > places[-1]:
                places.append(cluster + offset)
                sums.append(total * FROM_UNITS)
            total += glyph[1]
    places.append(len(data))
    sums.append(total * FROM_UNITS)
    marks = ffi.buffer(
        pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL),
        (len(text) + 1) * _MARK.size,
    )
    starts = _bytes(text, [n for n, (mark,) in enumerate(_MARK.iter_unpack(marks)) if mark & 1])
    ends = [start - 1 if data[start - 1 : start] == b" " else start for start in starts]
    known = dict(zip(places, sums, strict=True))
    if any(end not in known for end in ends):
        raise _Unsure
    return _Measured(data, style, places, sums, starts, ends, [known[end] for end in ends])


def _bytes(text: str, characters: list[int]) -> list[int]:
    """Return the places in bytes of places in characters."""
    if text.isascii():
        return characters
    places = list(accumulate((len(character.encode()) for character in text), initial=0))
    return [places[at] for at in characters]


def _is_plain(text: str, style: Any) -> bool:
    wraps = style["white_space"] == "normal" and style["word_break"] == "normal"
    return wraps and not is_spaced(style) and "  " not in text and bool(_PLAIN.fullmatch(text))
