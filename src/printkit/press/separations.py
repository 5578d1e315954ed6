"""The separations a press file asks for, read back from the finished file."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream

from printkit.press.pdfx import MARKS
from printkit.press.spaces import Space, space, spot_names

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_COLOURS = "q Q cs CS sc SC scn SCN g G k K rg RG Do"
_DIRECT = {"g": "gray", "k": "cmyk", "rg": "rgb"}


def separations(pdf: Pdf) -> tuple[str, ...]:
    """Return the names of the inks that colours, images and gradients ask for.

    Process inks come first, in the order of printing; spot inks as they are met. The printer's
    marks of `press` do not count: a job in black alone has a colour bar, too. RGB, which no press
    file should have, counts as all four process inks.
    """
    found: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        found.update(dict.fromkeys(_content(page.obj, page.resources, seen)))
    process = [name for name in PROCESS if name in found]
    return (*process, *(name for name in found if name not in (*PROCESS, "All", "None")))


def _content(content: Object, resources: Object, seen: set[tuple[int, int]]) -> Iterator[str]:
    yield from _colours(content, resources)
    for name, drawing in resources.get("/XObject", Dictionary()).items():
        if name != MARKS and _new(drawing, seen):
            if isinstance(drawing, Stream) and drawing.get("/Subtype") == Name.Image:
                yield from _image(drawing, resources)
            else:
                yield from _content(drawing, drawing.get("/Resources", resources), seen)
    for pattern in resources.get("/Pattern", Dictionary()).values():
        if _new(pattern, seen):
            if isinstance(pattern, Stream):
                yield from _content(pattern, pattern.get("/Resources", resources), seen)
            else:
                yield from _gradient(pattern.Shading)
    for shading in resources.get("/Shading", Dictionary()).values():
        if _new(shading, seen):
            yield from _gradient(shading)


def _new(obj: Object, seen: set[tuple[int, int]]) -> bool:
    new = not obj.is_indirect or obj.objgen not in seen
    seen.add(obj.objgen)
    return new


def _colours(content: Object, resources: Object) -> Iterator[str]:
    """Return the inks of all colours that are set before the marks of the page."""
    gray = Space("gray")
    now, kept = {"fill": gray, "stroke": gray}, list[dict[str, Space]]()
    for instruction in pikepdf.parse_content_stream(content, _COLOURS):
        operands, word = list(instruction.operands), str(instruction.operator)
        side = "stroke" if word.isupper() else "fill"
        if word == "q":
            kept.append(dict(now))
        elif word == "Q" and kept:
            now = kept.pop()
        elif word == "Do" and operands[0] == MARKS:
            return
        elif word in ("cs", "CS"):
            now[side] = space(operands[0], resources)
        elif (kind := _DIRECT.get(word.lower())) is not None:
            now[side] = Space(kind)
            yield from _inks(now[side], operands)
        elif word.lower() in ("sc", "scn"):
            yield from _inks(now[side], operands)


def _inks(used: Space, parts: Sequence[object]) -> Iterator[str]:
    """Return the inks of one colour, given as numbers in a space."""
    values = [float(part) for part in parts if not isinstance(part, Name)]  # type: ignore[arg-type]
    if used.kind == "gray":
        yield from ["Black"] if values and values[0] < 1 else []
    elif used.kind in ("cmyk", "spot"):
        names = spot_names(used.obj) if used.kind == "spot" and used.obj is not None else PROCESS
        yield from (name for name, value in zip(names, values, strict=False) if value > 0)
    elif used.kind in ("rgb", "lab"):
        yield from PROCESS


def _all(used: Space) -> Iterator[str]:
    """Return every ink of a space."""
    if used.kind == "indexed" and used.obj is not None:
        yield from _all(space(used.obj[1]))
    elif used.kind == "spot" and used.obj is not None:
        yield from spot_names(used.obj)
    elif used.kind == "gray":
        yield "Black"
    elif used.kind != "pattern":
        yield from PROCESS


def _image(image: Stream, resources: Object) -> Iterator[str]:
    if image.get("/ImageMask", False):
        return
    used = space(image.get("/ColorSpace"), resources)
    if used.kind == "cmyk" and "/Decode" not in image:
        with suppress(Exception):  # what Pillow cannot read counts as all four inks
            bands = PdfImage(image).as_pil_image().split()
            yield from (n for n, band in zip(PROCESS, bands, strict=True) if band.getbbox())
            return
    yield from _all(used)


def _gradient(shading: Object) -> Iterator[str]:
    used = space(shading.get("/ColorSpace"))
    ends = [end for part in _parts(shading.get("/Function")) for end in _ends(part)]
    if used.kind in ("cmyk", "spot", "gray") and ends and all(ends):
        for end in ends:
            yield from _inks(used, end)
    else:
        yield from _all(used)


def _parts(function: Object | None) -> Iterator[Object]:
    """Return the functions that a stitched one is made of."""
    if isinstance(function, Array):
        return
    if function is not None and function.get("/FunctionType") == 3:
        for part in function.Functions:
            yield from _parts(part)
    elif function is not None:
        yield function


def _ends(function: Object) -> Iterator[list[float]]:
    """Return both colours of a simple gradient; an empty one where it is not simple."""
    if function.get("/FunctionType") != 2:
        yield []
        return
    for key in ("/C0", "/C1"):
        yield [float(value) for value in function.get(key, ())]
