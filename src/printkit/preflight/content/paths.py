"""The operators that build, clip and paint paths, and paint shadings."""

import math
from collections.abc import Sequence

from printkit.model.measure import Box
from printkit.preflight.content.instructions import name_of
from printkit.preflight.content.reader import Operators, Reader, numbers
from printkit.preflight.marks import Fill, Matrix, Shade, Stroke, Tile, box_under, common
from printkit.preflight.paint import Space, space_of

_BUILDING = ("m", "l", "c", "v", "y", "h")
_NUMBERS_ALONE = str.maketrans("", "", "".join(_BUILDING))


def _points(reader: Reader, text: str) -> None:
    reader.path.append(text)


def _rectangle(reader: Reader, values: Sequence[float]) -> None:
    x, y, w, h = values
    reader.path.append(f"{x} {y} {x + w} {y + h}")


def _clip(reader: Reader, _: str) -> None:
    reader.clipping = True


def _box(reader: Reader) -> Box | None:
    path = list(map(float, " ".join(reader.path).translate(_NUMBERS_ALONE).split()))
    if len(path) < 2:
        return None
    xs, ys = path[0::2], path[1::2]
    return box_under(reader.state.ctm, min(xs), min(ys), max(xs), max(ys))


def _end(reader: Reader, _: str = "") -> None:
    if reader.clipping:
        box = _box(reader)
        seen = common(reader.state.clip, box) if box else None
        reader.state.clip = seen or Box(0, 0, -1, -1)
    reader.path, reader.clipping = [], False


def _paint_stroke(reader: Reader, _: str) -> None:
    _stroke(reader)
    _end(reader)


def _paint_fill(reader: Reader, _: str) -> None:
    _fill(reader)
    _end(reader)


def _paint_both(reader: Reader, _: str) -> None:
    _fill(reader)
    _stroke(reader)
    _end(reader)


def _stroke(reader: Reader) -> None:
    state, box = reader.state, _box(reader)
    if box is None:
        return
    width = state.line_width * _scale(state.ctm)
    seen = common(box.grown(width / 2), state.clip)
    if seen is not None:
        reader.out.strokes.append(Stroke(seen, width, state.stroke, state.stroke_look))


def _fill(reader: Reader) -> None:
    state, box = reader.state, _box(reader)
    seen = common(box, state.clip) if box else None
    if seen is None:
        return
    spot = state.fill.spots[0][0] if state.fill.kind == "pattern" and state.fill.spots else ""
    if spot.startswith("shading "):
        reader.out.shades.append(Shade(seen, Space(spot[8:], 0), state.fill_look))
    elif state.fill.kind == "pattern" and state.tile:
        _tiled(reader, seen, state.tile)
    else:
        reader.out.fills.append(Fill(seen, state.fill, state.fill_look))


def _tiled(reader: Reader, seen: Box, tile: Tile) -> None:
    """Note the marks of a pattern where it is seen, each colour once."""
    out, inner = reader.out, tile.content
    width, height = seen.size
    out.cells += width * height / tile.area * inner.effort if tile.area else math.inf
    reader.budget.left -= len(tile.looks) + len(inner.pictures) + len(inner.shades)
    out.fills += [Fill(seen, *look) for look in tile.looks]
    out.spots = inner.spots | out.spots
    out.pictures += [picture._replace(box=seen) for picture in inner.pictures]
    out.shades += [shade._replace(box=seen) for shade in inner.shades]


def _shade(reader: Reader, text: str) -> None:
    found = reader.resource("/Shading", name_of(text))
    if found is not None:
        space = space_of(found.get("/ColorSpace"), reader.resources)
        reader.out.shades.append(Shade(reader.state.clip, space, reader.state.fill_look))


def _scale(matrix: Matrix) -> float:
    """How much a line is widened: the square root of the change of area."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


OPERATORS: Operators = {
    **dict.fromkeys(_BUILDING, _points),
    "re": numbers(_rectangle),
    "W": _clip,
    "W*": _clip,
    "n": _end,
    "S": _paint_stroke,
    "s": _paint_stroke,
    "f": _paint_fill,
    "F": _paint_fill,
    "f*": _paint_fill,
    **dict.fromkeys(("B", "B*", "b", "b*"), _paint_both),
    "sh": _shade,
}
