"""The operators of the graphics state: save, restore, matrix, line width, ExtGState."""

from typing import Any

import pikepdf

from printkit.preflight.content.reader import Operands, Operators, Reader, matrix
from printkit.preflight.content.text import font_at
from printkit.preflight.marks import times
from printkit.preflight.paint import space_of


def _save(reader: Reader, _: Operands) -> None:
    if len(reader.stack) < 512:
        reader.stack.append(reader.state)
        reader.state = reader.state.copy()


def _restore(reader: Reader, _: Operands) -> None:
    if reader.stack:
        reader.state = reader.stack.pop()
    else:
        reader.out.unbalanced = True


def _concat(reader: Reader, ops: Operands) -> None:
    reader.state.ctm = times(matrix(ops), reader.state.ctm)


def _width(reader: Reader, ops: Operands) -> None:
    reader.state.line_width = abs(float(ops[0]))


def _gstate(reader: Reader, ops: Operands) -> None:
    found = reader.resource("/ExtGState", ops[0])
    if not isinstance(found, pikepdf.Dictionary):
        return
    state = reader.state
    keys = {str(key) for key in found.keys()}  # noqa: SIM118
    common_changes: dict[str, Any] = {}
    if "/BM" in keys:
        modes = found["/BM"]
        first = modes[0] if isinstance(modes, pikepdf.Array) and len(modes) else modes
        common_changes["blend"] = str(first).removeprefix("/")
    if "/SMask" in keys:
        common_changes["masked"] = isinstance(found["/SMask"], pikepdf.Dictionary)
        _mask(reader, found["/SMask"])
    if "/OPM" in keys:
        common_changes["mode"] = int(found["/OPM"])
    fill, stroke = dict(common_changes), dict(common_changes)
    if "/ca" in keys:
        fill["alpha"] = float(found["/ca"])
    if "/CA" in keys:
        stroke["alpha"] = float(found["/CA"])
    if "/OP" in keys:
        fill["overprint"] = stroke["overprint"] = bool(found["/OP"])
    if "/op" in keys:
        fill["overprint"] = bool(found["/op"])
    state.fill_look = state.fill_look._replace(**fill)
    state.stroke_look = state.stroke_look._replace(**stroke)
    if "/LW" in keys:
        state.line_width = abs(float(found["/LW"]))
    if "/Font" in keys:
        state.font, state.size = font_at(reader, found["/Font"][0]), float(found["/Font"][1])


def _mask(reader: Reader, mask: Any) -> None:
    if isinstance(mask, pikepdf.Dictionary) and str(mask.get("/S")) == "/Luminosity":
        group = mask.get("/G")
        if isinstance(group, pikepdf.Stream) and "/Group" in group:
            kind = space_of(group.Group.get("/CS"), group.get("/Resources")).kind
            reader.out.group_spaces.add(f"mask {kind}")


OPERATORS: Operators = {
    "q": _save,
    "Q": _restore,
    "cm": _concat,
    "w": _width,
    "gs": _gstate,
}
