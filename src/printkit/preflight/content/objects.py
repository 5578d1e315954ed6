"""The operators that place images and forms, and open marked content."""

import math
from typing import Any

import pikepdf

from printkit.model.measure import Box
from printkit.preflight.content.instructions import name_of
from printkit.preflight.content.reader import Operators, Reader, matrix
from printkit.preflight.marks import IDENTITY, Picture, box_under, common, times
from printkit.preflight.paint import GREY, Space, space_of


def _do(reader: Reader, text: str) -> None:
    found = reader.resource("/XObject", name_of(text))
    if not isinstance(found, pikepdf.Stream):
        return
    reader.out.layers |= "/OC" in found
    kind = str(found.get("/Subtype"))
    if kind == "/Image":
        _picture(reader, found, found.objgen)
    elif kind == "/Form":
        _form(reader, found)
    elif kind == "/PS":
        reader.out.postscript = True


def _form(reader: Reader, form: Any) -> None:
    reader.out.reference |= "/Ref" in form
    state = reader.state.copy()
    state.ctm = times(matrix(form.get("/Matrix", IDENTITY)), state.ctm)
    bounds = form.get("/BBox")
    if bounds is not None:
        box = box_under(state.ctm, *map(float, bounds))
        state.clip = common(state.clip, box) or Box(0, 0, -1, -1)
    if "/Group" in form and "/CS" in form.Group:
        reader.out.group_spaces.add(space_of(form.Group.CS, reader.resources).kind)
    reader.enter(form, state)


def _inline(reader: Reader, text: str) -> None:
    _picture(reader, pikepdf.Object.parse(text.encode("latin-1")), None)


def _picture(reader: Reader, obj: Any, key: tuple[int, int] | None) -> None:
    state = reader.state
    box = common(box_under(state.ctm, 0, 0, 1, 1), state.clip)
    if box is None:
        return
    a, b, c, d, _, _ = state.ctm
    across, up = math.hypot(a, b), math.hypot(c, d)
    width, height = int(obj.get("/Width", 0)), int(obj.get("/Height", 0))
    ppi = (72 * width / across if across else 0, 72 * height / up if up else 0)
    stencil = bool(obj.get("/ImageMask", False))
    space = GREY if stencil else _image_space(reader, obj.get("/ColorSpace"))
    bits = 1 if stencil else int(obj.get("/BitsPerComponent", 8))
    reader.out.pictures.append(
        Picture(
            box, obj, key, width, height, bits, space, stencil, ppi, state.fill,
            state.fill_look,
        )
    )  # fmt: skip


def _image_space(reader: Reader, value: Any) -> Space:
    space = space_of(value, reader.resources)
    for owner in (space, space.base):
        for spot in owner.names if owner else ():
            reader.out.spots.setdefault(spot, owner or space)
    return space


def _marked(reader: Reader, text: str) -> None:
    reader.out.layers |= text.replace("/", " /").split()[:1] == ["/OC"]


OPERATORS: Operators = {
    "Do": _do,
    "BDC": _marked,
    "BI": _inline,
}
