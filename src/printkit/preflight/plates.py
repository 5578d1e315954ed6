"""Plates of a page: its content repainted so that a drawing program shows inks, not colours.

PDFium draws in red, green and blue alone. So a copy of the page is painted for up to three plates
at a time, each of them as one of these channels: where a plate prints nothing, its channel is
full. Shapes, clips, faces, masks and blend modes stay as they are, for separable blend modes work
on subtractive inks by their complements (ISO 32000-1, 11.3.5.2). A mark that overprints is painted
with Darken, in white, on the plates that it leaves alone; where it prints on some of three plates
only, these are painted one at a time.

Left out are inline images, and glyphs of Type 3 fonts that set colours of their own.
"""

import io
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator
from PIL import Image

from printkit.preflight.channels import Channels, Plates
from printkit.preflight.content.reader import MAX_DEPTH
from printkit.preflight.document import PageFacts, inherited
from printkit.preflight.marks import Content, Fill, Stroke, Text
from printkit.preflight.paint import (
    BLACK,
    CMYK,
    GREY,
    PROCESS,
    RGB,
    Paint,
    Space,
    initial,
    paint_of,
    space_of,
)
from printkit.preflight.raster import Raster

_TOGETHER = ("Cyan", "Magenta", "Yellow")
_DEVICE = {"g": GREY, "G": GREY, "rg": RGB, "RG": RGB, "k": CMYK, "K": CMYK}
_FILLED = ("f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"')
_STROKED = ("S", "s")
_PATHS = ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s")
_PLAIN_BLENDS = ("Normal", "Compatible")
_OVER, _PLAIN, _PATTERN = Name("/PlatesOver"), Name("/PlatesPlain"), Name("/PlatesPattern")


def plates(page: PageFacts, spots: tuple[str, ...], ppi: float) -> list[Image.Image]:
    """Draw the trimmed paper of a page: a grey picture for each ink (255 is full ink)."""
    together = () if _overprints_in_part(page.content) else (_TOGETHER,)
    single = PROCESS if not together else ("Black",)
    groups: list[Plates] = [*together, *((name,) for name in (*single, *spots))]
    drawn: list[Image.Image] = []
    for names in groups:
        with pikepdf.new() as pdf:
            pdf.pages.append(pikepdf.Page(page.obj))
            copy = pdf.pages[0].obj
            for key in ("/Annots", "/Group"):
                if key in copy:
                    del copy[key]
            _Repainter(pdf, names).repaint_page(copy)
            stream = io.BytesIO()
            pdf.save(stream, compress_streams=False)
        raster = Raster(stream.getvalue())
        picture = raster.picture(1, page.trim, ppi, unit=page.unit).convert("RGB")
        raster.close()
        drawn += [band.point(lambda v: 255 - v) for band in picture.split()[: len(names)]]
    return drawn


def _overprints_in_part(content: Content) -> bool:
    """Whether a mark may overprint some of cyan, magenta and yellow and print on the others."""
    marks: list[Text | Fill | Stroke] = [*content.texts, *content.fills, *content.strokes]
    over = [mark for mark in marks if mark.look.overprint]
    named = bool(over) and not content.spots.keys().isdisjoint(_TOGETHER)
    return named or any(0 < sum(i > 0 for i in (mark.paint.inks or ())[:3]) < 3 for mark in over)


@dataclass(frozen=True)
class _Ink:
    """What decides how marks of one sort print: fills (and text), or strokes."""

    space: Space = GREY
    paint: Paint = BLACK
    overprint: bool = False


@dataclass(frozen=True)
class _State:
    fill: _Ink = _Ink()
    stroke: _Ink = _Ink()
    mode: int = 0
    blend: str = "Normal"
    darkened: bool = False


class _Repainter:
    """Rewrites one page, its forms, patterns, shadings and images, for some plates."""

    def __init__(self, pdf: pikepdf.Pdf, names: Plates) -> None:
        self.pdf = pdf
        self.names = names
        self.process = names[0] in PROCESS
        self.channels = Channels(pdf, names)
        self.done: set[tuple[int, int]] = set()
        self.depth = 0

    def repaint_page(self, page: Any) -> None:
        """Rewrite a page in place."""
        resources = inherited(page, "/Resources")
        page.Contents = self.pdf.make_stream(self._content(page, resources, _State(), fresh=True))

    def _content(self, stream: Any, resources: Any, state: _State, *, fresh: bool) -> bytes:
        resources = Dictionary() if resources is None else resources
        self._prepare(resources)
        out: list[Any] = []
        if fresh:
            black = self.channels.of(BLACK)
            out += [(black, Operator("rg")), (black, Operator("RG"))]
        stack: list[_State] = []
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                continue
            operator = str(instruction.operator)
            if operator == "q":
                stack.append(state)
            elif operator == "Q" and stack:
                state = stack.pop()
            state = self._step(out, operator, instruction, resources, state)
        return pikepdf.unparse_content_stream(out)

    def _step(
        self, out: list[Any], operator: str, instruction: Any, resources: Any, state: _State
    ) -> _State:
        ops = instruction.operands
        if operator in _DEVICE or operator.lower() in ("cs", "sc", "scn"):
            return self._colour(out, operator, instruction, resources, state)
        if operator == "gs":
            state = _with(state, _entry(resources, "/ExtGState", ops[0]))
        elif operator in _PATHS and self._vanishes(operator, state):
            out.append(([], Operator("n")))
            return state
        elif operator in _FILLED:
            state = self._lay(out, state, self._over(state.fill, state.mode))
        elif operator in _STROKED:
            state = self._lay(out, state, self._over(state.stroke, state.mode))
        elif operator == "sh":
            state = self._lay(out, state, state.fill.overprint and not self.process)
        elif operator == "Do":
            return self._object(out, instruction, resources, state)
        out.append(instruction)
        return state

    def _over(self, ink: _Ink, mode: int) -> bool:
        """Whether a mark leaves plates as they are (ISO 32000-1, 8.6.7)."""
        return ink.overprint and any(_leaves(ink, mode, name) for name in self.names)

    def _vanishes(self, operator: str, state: _State) -> bool:
        """Whether a path leaves every plate of this drawing as it is: to blend it would be slow."""
        inks = [state.fill] if operator in _FILLED else []
        inks += [state.stroke] if operator in _STROKED or operator[0] in "Bb" else []
        return state.blend in _PLAIN_BLENDS and all(
            ink.overprint and _leaves(ink, state.mode, name) for ink in inks for name in self.names
        )

    def _lay(self, out: list[Any], state: _State, over: bool) -> _State:
        if state.blend not in _PLAIN_BLENDS or over == state.darkened:
            return state
        out.append(([_OVER if over else _PLAIN], Operator("gs")))
        return replace(state, darkened=over)

    def _colour(
        self, out: list[Any], operator: str, instruction: Any, resources: Any, state: _State
    ) -> _State:
        stroke = operator.isupper()
        ink = state.stroke if stroke else state.fill
        ops = list(instruction.operands)
        if operator in _DEVICE:
            space = _DEVICE[operator]
            ink = replace(ink, space=space, paint=paint_of(space, [float(v) for v in ops]))
        elif operator.lower() == "cs":
            space = space_of(ops[0], resources)
            ink = replace(ink, space=space, paint=initial(space))
        elif not (ops and isinstance(ops[-1], Name)):
            ink = replace(ink, paint=paint_of(ink.space, [float(v) for v in ops]))
        if ink.space.kind == "pattern" and ink.space.base and len(ops) > 1:
            under = self.channels.of(paint_of(ink.space.base, [float(v) for v in ops[:-1]]))
            out.append(([_PATTERN], Operator("CS" if stroke else "cs")))
            out.append(([*under, ops[-1]], Operator("SCN" if stroke else "scn")))
        elif ink.space.kind == "pattern":
            out.append(instruction)
        else:
            out.append((self.channels.of(ink.paint), Operator("RG" if stroke else "rg")))
        return replace(state, stroke=ink) if stroke else replace(state, fill=ink)

    def _object(self, out: list[Any], instruction: Any, resources: Any, state: _State) -> _State:
        found = _entry(resources, "/XObject", instruction.operands[0])
        if not isinstance(found, pikepdf.Stream):
            return state
        if found.get("/Subtype") == Name.Image:
            if found.get("/ImageMask", False):
                state = self._lay(out, state, self._over(state.fill, state.mode))
            else:
                state = self._lay(out, state, state.fill.overprint and not self.process)
        else:
            state = self._lay(out, state, False)
            self._form(found, resources, state)
        out.append(instruction)
        return state

    def _form(self, form: Any, resources: Any, state: _State, *, fresh: bool = False) -> None:
        if form.objgen in self.done or self.depth >= MAX_DEPTH:
            return
        self.done.add(form.objgen)
        self.depth += 1
        form.write(self._content(form, form.get("/Resources", resources), state, fresh=fresh))
        self.depth -= 1

    def _prepare(self, resources: Any) -> None:
        """Give resources the states for overprint, and their images and shadings new spaces."""
        states = resources.get("/ExtGState")
        if not isinstance(states, Dictionary):
            resources.ExtGState = states = Dictionary()
        spaces = resources.get("/ColorSpace")
        if not isinstance(spaces, Dictionary):
            resources.ColorSpace = spaces = Dictionary()
        spaces[_PATTERN] = Array([Name.Pattern, Name.DeviceRGB])
        states[_OVER], states[_PLAIN] = Dictionary(BM=Name.Darken), Dictionary(BM=Name.Normal)
        for image in _entries(resources, "/XObject"):
            if image.get("/Subtype") == Name.Image and not image.get("/ImageMask", False):
                self.channels.picture(image, resources)
        for shading in _entries(resources, "/Shading"):
            self.channels.respace(shading, resources)
        for pattern in _entries(resources, "/Pattern"):
            if "/Shading" in pattern:
                self.channels.respace(pattern.Shading, resources)
            elif isinstance(pattern, pikepdf.Stream):
                self._form(pattern, resources, _State(), fresh=True)


def _leaves(ink: _Ink, mode: int, plate: str) -> bool:
    """Whether what overprints leaves a plate as it is."""
    if ink.space.kind == "spot":
        return ink.space.names != ("All",) and plate not in ink.space.names
    if plate in PROCESS:
        inks = ink.paint.inks or (1.0,) * 4
        return mode == 1 and ink.space == CMYK and inks[PROCESS[plate]] == 0
    return True


def _entry(resources: Any, group: str, name: Any) -> Any:
    held = resources.get(group)
    return held.get(name) if isinstance(held, Dictionary) else None


def _entries(resources: Any, group: str) -> list[Any]:
    held = resources.get(group)
    if not isinstance(held, Dictionary):
        return []
    return [item for item in held.values() if isinstance(item, Dictionary | pikepdf.Stream)]


def _with(state: _State, found: Any) -> _State:
    """Return the state after an ExtGState dictionary."""
    if not isinstance(found, Dictionary):
        return state
    fill, stroke = state.fill, state.stroke
    if "/OP" in found:
        both = bool(found.OP)
        fill, stroke = replace(fill, overprint=both), replace(stroke, overprint=both)
    if "/op" in found:
        fill = replace(fill, overprint=bool(found["/op"]))
    mode = int(found.OPM) if "/OPM" in found else state.mode
    state = replace(state, fill=fill, stroke=stroke, mode=mode)
    if "/BM" not in found:
        return state
    modes = found.BM
    first = modes[0] if isinstance(modes, Array) and len(modes) else modes
    return replace(state, blend=str(first).removeprefix("/"), darkened=False)
