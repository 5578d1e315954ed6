"""The operators of the graphics state: save, restore, matrix, line width, ExtGState."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import pikepdf

from printkit.preflight.content.instructions import name_of
from printkit.preflight.content.reader import Operators, Reader, matrix, numbers
from printkit.preflight.content.text import font_at
from printkit.preflight.fonts import Font
from printkit.preflight.marks import Look, times
from printkit.preflight.paint import space_of


def _save(reader: Reader, _: str) -> None:
    if len(reader.stack) < 512:
        reader.stack.append(reader.state)
        reader.state = reader.state.copy()


def _restore(reader: Reader, _: str) -> None:
    if reader.stack:
        reader.state = reader.stack.pop()
    else:
        reader.out.unbalanced = True


def _concat(reader: Reader, values: Sequence[float]) -> None:
    reader.state.ctm = times(matrix(values), reader.state.ctm)


def _width(reader: Reader, values: Sequence[float]) -> None:
    reader.state.line_width = abs(values[0])


class _Changes(NamedTuple):
    """What an ExtGState dictionary changes."""

    fill: Callable[[Look], Look]
    stroke: Callable[[Look], Look]
    line_width: float | None = None
    font: tuple[Font, float] | None = None


def _gstate(reader: Reader, text: str) -> None:
    changes: _Changes = reader.once(text, _changes)
    state = reader.state
    state.fill_look = changes.fill(state.fill_look)
    state.stroke_look = changes.stroke(state.stroke_look)
    if changes.line_width is not None:
        state.line_width = changes.line_width
    if changes.font is not None:
        state.font, state.size = changes.font


def _changes(reader: Reader, text: str) -> _Changes:
    found = reader.resource("/ExtGState", name_of(text))
    if not isinstance(found, pikepdf.Dictionary):
        return _Changes(_to({}), _to({}))
    keys = {str(key) for key in found.keys()}  # noqa: SIM118
    both: dict[str, Any] = {}
    if "/BM" in keys:
        modes = found["/BM"]
        first = modes[0] if isinstance(modes, pikepdf.Array) and len(modes) else modes
        both["blend"] = str(first).removeprefix("/")
    if "/SMask" in keys:
        both["masked"] = isinstance(found["/SMask"], pikepdf.Dictionary)
        _mask(reader, found["/SMask"])
    if "/OPM" in keys:
        both["mode"] = int(found["/OPM"])
    fill, stroke = dict(both), dict(both)
    if "/ca" in keys:
        fill["alpha"] = float(found["/ca"])
    if "/CA" in keys:
        stroke["alpha"] = float(found["/CA"])
    if "/OP" in keys:
        fill["overprint"] = stroke["overprint"] = bool(found["/OP"])
    if "/op" in keys:
        fill["overprint"] = bool(found["/op"])
    width = abs(float(found["/LW"])) if "/LW" in keys else None
    if "/Font" not in keys:
        return _Changes(_to(fill), _to(stroke), width)
    font = font_at(reader, found["/Font"][0])
    return _Changes(_to(fill), _to(stroke), width, (font, float(found["/Font"][1])))


def _to(changes: dict[str, Any]) -> Callable[[Look], Look]:
    return cache(lambda look: look._replace(**changes))


def _mask(reader: Reader, mask: Any) -> None:
    group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
    if not isinstance(group, pikepdf.Stream):
        return
    reader.out.mask = max(reader.out.mask, reader.apart(group).effort)
    if str(mask.get("/S")) == "/Luminosity" and "/Group" in group:
        kind = space_of(group.Group.get("/CS"), group.get("/Resources")).kind
        reader.out.group_spaces.add(f"mask {kind}")


OPERATORS: Operators = {
    "q": _save,
    "Q": _restore,
    "cm": numbers(_concat),
    "w": numbers(_width),
    "gs": _gstate,
}
