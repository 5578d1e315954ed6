"""The operators that choose a colour, for filling and for stroking."""

from collections.abc import Sequence
from typing import Any

import pikepdf

from printkit.preflight.content.instructions import name_of
from printkit.preflight.content.reader import Handler, Operators, Reader, matrix, numbers
from printkit.preflight.marks import IDENTITY, Fill, Stroke, Text, Tile
from printkit.preflight.names import spelt
from printkit.preflight.paint import CMYK, GREY, RGB, Paint, Space, initial, paint_of, space_of


def _named_space(reader: Reader, text: str) -> Space:
    name = name_of(text)
    space = space_of(name, reader.resources)
    if space.kind == "unknown":
        reader.out.missing.add(f"ColorSpace/{spelt(name)}")
    for spot in space.names:
        reader.out.spots.setdefault(spot, space)
    return space


def _space(reader: Reader, text: str) -> Space:
    space: Space = reader.once(text, _named_space)
    return space


def _fill_space(reader: Reader, text: str) -> None:
    reader.state.fill_space = space = _space(reader, text)
    reader.state.fill = initial(space)


def _stroke_space(reader: Reader, text: str) -> None:
    reader.state.stroke_space = space = _space(reader, text)
    reader.state.stroke = initial(space)


def _fill_colour(reader: Reader, text: str) -> None:
    reader.state.fill = _colour(reader, reader.state.fill_space, text)


def _stroke_colour(reader: Reader, text: str) -> None:
    reader.state.stroke = _colour(reader, reader.state.stroke_space, text)


def _colour(reader: Reader, space: Space, text: str) -> Paint:
    if "/" in text:
        paint, reader.state.tile = reader.once(text[text.rindex("/") :], _pattern)
        under = text[: text.rindex("/")].split()
        return paint_of(space.base, tuple(map(float, under))) if space.base and under else paint
    return paint_of(space, tuple(map(float, text.split())))


def _pattern(reader: Reader, text: str) -> tuple[Paint, Tile | None]:
    pattern = reader.resource("/Pattern", name_of(text))
    if pattern is None:
        return Paint("pattern"), None
    shading = pattern.get("/Shading")
    if shading is not None:
        space = space_of(shading.get("/ColorSpace"), reader.resources)
        return Paint("pattern", (), None, ((f"shading {space.kind}", 0.0),)), None
    if not isinstance(pattern, pikepdf.Stream):
        return Paint("pattern"), None
    return Paint("pattern"), _tile(reader, pattern)


def _tile(reader: Reader, pattern: Any) -> Tile:
    a, b, c, d, _, _ = matrix(pattern.get("/Matrix", IDENTITY))
    cell = float(pattern.get("/XStep", 0)) * float(pattern.get("/YStep", 0))
    inner = reader.apart(pattern)
    painted: list[Text | Stroke | Fill] = [*inner.texts, *inner.strokes, *inner.fills]
    looks = tuple(dict.fromkeys((mark.paint, mark.look) for mark in painted))
    return Tile(inner, looks, abs(cell * (a * d - b * c)) * reader.unit**2)


def _device(space: Space, *, stroke: bool) -> Handler:
    def put(reader: Reader, values: Sequence[float]) -> None:
        paint = paint_of(space, values)
        if stroke:
            reader.state.stroke_space, reader.state.stroke = space, paint
        else:
            reader.state.fill_space, reader.state.fill = space, paint

    return numbers(put)


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
