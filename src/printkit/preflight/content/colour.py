"""The operators that choose a colour, for filling and for stroking."""

from typing import Any

import pikepdf

from printkit.preflight.content.reader import Handler, Operands, Operators, Reader
from printkit.preflight.paint import CMYK, GREY, RGB, Paint, Space, initial, paint_of, space_of


def _named_space(reader: Reader, name: Any) -> Space:
    key = (id(reader.resources), str(name))
    if key not in reader.spaces:
        reader.held.append(reader.resources)
        space = space_of(name, reader.resources)
        if space.kind == "unknown":
            reader.out.missing.add(f"ColorSpace{name}")
        for spot in space.names:
            reader.out.spots.setdefault(spot, space)
        reader.spaces[key] = space
    return reader.spaces[key]


def _fill_space(reader: Reader, ops: Operands) -> None:
    reader.state.fill_space = space = _named_space(reader, ops[0])
    reader.state.fill = initial(space)


def _stroke_space(reader: Reader, ops: Operands) -> None:
    reader.state.stroke_space = space = _named_space(reader, ops[0])
    reader.state.stroke = initial(space)


def _fill_colour(reader: Reader, ops: Operands) -> None:
    reader.state.fill = _colour(reader, reader.state.fill_space, ops)


def _stroke_colour(reader: Reader, ops: Operands) -> None:
    reader.state.stroke = _colour(reader, reader.state.stroke_space, ops)


def _colour(reader: Reader, space: Space, ops: Operands) -> Paint:
    if len(ops) and isinstance(ops[-1], pikepdf.Name):
        pattern = reader.resource("/Pattern", ops[-1])
        return _pattern(reader, pattern) if pattern is not None else Paint("pattern")
    return paint_of(space, [float(value) for value in ops])


def _pattern(reader: Reader, pattern: Any) -> Paint:
    shading = pattern.get("/Shading")
    if shading is not None:
        space = space_of(shading.get("/ColorSpace"), reader.resources)
        return Paint("pattern", (), None, ((f"shading {space.kind}", 0.0),))
    return Paint("pattern")


def _device(space: Space, *, stroke: bool) -> Handler:
    def put(reader: Reader, ops: Operands) -> None:
        paint = paint_of(space, [float(value) for value in ops])
        if stroke:
            reader.state.stroke_space, reader.state.stroke = space, paint
        else:
            reader.state.fill_space, reader.state.fill = space, paint

    return put


OPERATORS: Operators = {
    "g": _device(GREY, stroke=False),
    "G": _device(GREY, stroke=True),
    "rg": _device(RGB, stroke=False),
    "RG": _device(RGB, stroke=True),
    "k": _device(CMYK, stroke=False),
    "K": _device(CMYK, stroke=True),
    "cs": _fill_space,
    "CS": _stroke_space,
    "sc": _fill_colour,
    "scn": _fill_colour,
    "SC": _stroke_colour,
    "SCN": _stroke_colour,
}
