"""The operators that set and show text."""

import math
from typing import Any

import pikepdf

from printkit.preflight.content.reader import Handler, Operands, Operators, Reader, matrix
from printkit.preflight.fonts import Font, font_of
from printkit.preflight.marks import IDENTITY, Text, box_under, common, times


def _begin_text(reader: Reader, _: Operands) -> None:
    reader.tm = reader.line = IDENTITY


def _set_font(reader: Reader, ops: Operands) -> None:
    found = reader.resource("/Font", ops[0])
    reader.state.size = float(ops[1])
    reader.state.font = font_at(reader, found) if found is not None else None


def font_at(reader: Reader, obj: Any) -> Font:
    """Return the font of a font dictionary, read once, and note that the page uses it."""
    here = (reader.page, id(reader.resources), str(obj.get("/BaseFont")))
    key = obj.objgen if obj.is_indirect else here
    if key not in reader.fonts:
        reader.held.append(reader.resources)
        reader.fonts[key] = font_of(obj)
    font = reader.fonts[key]
    font.pages.add(reader.page)
    return font


def _move(reader: Reader, ops: Operands) -> None:
    reader.line = reader.tm = times((1, 0, 0, 1, float(ops[0]), float(ops[1])), reader.line)


def _move_leading(reader: Reader, ops: Operands) -> None:
    reader.state.leading = -float(ops[1])
    _move(reader, ops)


def _text_matrix(reader: Reader, ops: Operands) -> None:
    reader.line = reader.tm = matrix(ops)


def _next_line(reader: Reader, _: Operands) -> None:
    _move(reader, (0, -reader.state.leading))


def _show_one(reader: Reader, ops: Operands) -> None:
    _show(reader, (ops[0],))


def _show_spaced(reader: Reader, ops: Operands) -> None:
    _show(reader, ops[0])


def _show_line(reader: Reader, ops: Operands) -> None:
    _next_line(reader, ops)
    _show(reader, (ops[-1],))


def _show_line_spaced(reader: Reader, ops: Operands) -> None:
    reader.state.word_spacing, reader.state.spacing = float(ops[0]), float(ops[1])
    _show_line(reader, ops)


def _show(reader: Reader, pieces: Any) -> None:
    state, font = reader.state, reader.state.font
    if font is None:
        return
    widths, shift = font.widths, 0.0
    codes: list[int] = []
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes += font.decode(bytes(piece))
        else:
            shift += float(piece)
    if not codes:
        return
    thousandths = sum(map(widths.__getitem__, codes)) - shift
    advance = thousandths * state.size / 1000 + state.spacing * len(codes)
    if state.word_spacing and not font.composite:
        advance += state.word_spacing * codes.count(32)
    advance *= state.stretch
    font.codes.update(codes)
    _text(reader, font, advance, font.blank(tuple(codes)))
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
    def put(reader: Reader, ops: Operands) -> None:
        setattr(reader.state, name, float(ops[0]) * scale)

    return put


def _render_mode(reader: Reader, ops: Operands) -> None:
    reader.state.render = int(ops[0])


OPERATORS: Operators = {
    "BT": _begin_text,
    "Tf": _set_font,
    "Td": _move,
    "TD": _move_leading,
    "Tm": _text_matrix,
    "T*": _next_line,
    "Tj": _show_one,
    "TJ": _show_spaced,
    "'": _show_line,
    '"': _show_line_spaced,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tz": _setter("stretch", 0.01),
    "Tr": _render_mode,
}
