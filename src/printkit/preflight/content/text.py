"""The operators that set and show text."""

import math
import re
from collections.abc import Sequence
from typing import Any

from pikepdf import Dictionary

from printkit.preflight.content.instructions import name_of
from printkit.preflight.content.reader import (
    Handler,
    Operators,
    Reader,
    matrix,
    numbers,
)
from printkit.preflight.fonts import Font, font_of
from printkit.preflight.marks import IDENTITY, Text, box_under, common, times
from printkit.preflight.names import spelt

_STRING = re.compile(r"<([0-9A-Fa-f]*)>|\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)")
_BRACKETS = str.maketrans("[]\0", "   ")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _begin_text(reader: Reader, _: str) -> None:
    reader.tm = reader.line = IDENTITY


def _set_font(reader: Reader, text: str) -> None:
    reader.state.size = float(text.rsplit(maxsplit=1)[-1])
    reader.state.font = reader.once(text, _named_font)


def _named_font(reader: Reader, text: str) -> Font | None:
    found = reader.resource("/Font", name_of(text))
    return font_at(reader, found) if isinstance(found, Dictionary) else None


def font_at(reader: Reader, obj: Any) -> Font:
    """Return the font of a font dictionary, read once, and note that the page uses it."""
    here = (reader.page, id(reader.resources), spelt(obj.get("/BaseFont")))
    key = obj.objgen if obj.is_indirect else here
    if key not in reader.fonts:
        reader.held.append(reader.resources)
        reader.fonts[key] = font_of(obj)
    font = reader.fonts[key]
    font.pages.add(reader.page)
    return font


def _move(reader: Reader, values: Sequence[float]) -> None:
    reader.line = reader.tm = times((1, 0, 0, 1, values[0], values[1]), reader.line)


def _move_leading(reader: Reader, values: Sequence[float]) -> None:
    reader.state.leading = -values[1]
    _move(reader, values)


def _text_matrix(reader: Reader, values: Sequence[float]) -> None:
    reader.line = reader.tm = matrix(values)


def _next_line(reader: Reader, _: str) -> None:
    _move(reader, (0, -reader.state.leading))


def _show(reader: Reader, text: str) -> None:
    shown, shifts = _parts(text)
    _shown(reader, shown, sum(shifts))


def _show_line(reader: Reader, text: str) -> None:
    _next_line(reader, text)
    _shown(reader, _parts(text)[0], 0.0)


def _show_line_spaced(reader: Reader, text: str) -> None:
    reader.state.word_spacing, reader.state.spacing = _parts(text)[1]
    _show_line(reader, text)


def _parts(text: str) -> tuple[bytes, list[float]]:
    """Return what the strings of a line hold and the numbers between them; their order is lost.

    They are written plainly: parentheses escaped, no escaped line ends, whole bytes in hexadecimal.
    """
    parts = _STRING.split(text)
    shown = bytes.fromhex("".join(filter(None, parts[1::3])))
    literal = "".join(filter(None, parts[2::3]))
    if "\\" in literal:
        literal = _ESCAPE.sub(_unescaped, literal)
    numbers = " ".join(parts[0::3]).translate(_BRACKETS).split()
    return literal.encode("latin-1") + shown, [*map(float, numbers)]


def _unescaped(match: re.Match[str]) -> str:
    said = match[1]
    return chr(int(said, 8) & 255) if said.isdigit() else _ESCAPED.get(said, said)


def _shown(reader: Reader, shown: bytes, shift: float) -> None:
    state, font = reader.state, reader.state.font
    if font is None or not shown:
        return
    codes = font.decode(shown)
    thousandths = sum(map(font.widths.__getitem__, codes)) - shift
    advance = thousandths * state.size / 1000 + state.spacing * len(codes)
    if state.word_spacing and not font.composite:
        advance += state.word_spacing * codes.count(32)
    advance *= state.stretch
    font.codes.update(codes)
    _text(reader, font, advance, font.blank(codes))
    reader.tm = times((1, 0, 0, 1, advance, 0), reader.tm)


def _text(reader: Reader, font: Font, advance: float, blank: bool) -> None:
    state = reader.state
    under = times(reader.tm, state.ctm)
    size = state.size
    rise = state.rise
    box = box_under(under, 0, rise - 0.2 * size, advance, rise + 0.72 * size)
    seen = common(box, state.clip)
    if seen is None or blank:
        return
    height = abs(size) * math.hypot(under[2], under[3])
    stroked = state.render in (1, 5)
    paint = state.stroke if stroked else state.fill
    look = state.stroke_look if stroked else state.fill_look
    reader.out.texts.append(Text(seen, font, height, state.render, paint, look))


def _setter(name: str, scale: float = 1.0) -> Handler:
    def put(reader: Reader, values: Sequence[float]) -> None:
        setattr(reader.state, name, values[0] * scale)

    return numbers(put)


def _render_mode(reader: Reader, values: Sequence[float]) -> None:
    reader.state.render = int(values[0])


OPERATORS: Operators = {
    "BT": _begin_text,
    "Tf": _set_font,
    "Td": numbers(_move),
    "TD": numbers(_move_leading),
    "Tm": numbers(_text_matrix),
    "T*": _next_line,
    "Tj": _show,
    "TJ": _show,
    "'": _show_line,
    '"': _show_line_spaced,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tz": _setter("stretch", 0.01),
    "Tr": numbers(_render_mode),
}
