"""Read the content of a page once, following its graphics state, and list its marks."""

import math
from collections.abc import Callable
from typing import Any

import pikepdf

from printkit.model.measure import Box
from printkit.preflight.fonts import Font, font_of
from printkit.preflight.marks import (
    IDENTITY,
    Content,
    Fill,
    Matrix,
    Picture,
    Shade,
    State,
    Stroke,
    Text,
    box_under,
    common,
    times,
)
from printkit.preflight.paint import CMYK, GREY, RGB, Paint, Space, initial, paint_of, space_of

MAX_DEPTH = 12
MAX_CONTENT = 12 * 2**20
SILENT = ["J", "j", "M", "d", "ri", "i", "h", "BMC", "EMC", "BX", "EX", "MP", "DP", "d0", "d1"]
Operands = Any


class Budget:
    """How many operators may still be read, shared by all pages of a document."""

    def __init__(self, operators: int) -> None:
        self.left = operators


class Reader:
    """The interpreter of one page. Fonts and images are shared through the caches given."""

    def __init__(self, number: int, media: Box, budget: Budget, fonts: dict[Any, Font]) -> None:
        self.page = number
        self.out = Content()
        self.budget = budget
        self.fonts = fonts
        self.spaces: dict[Any, Space] = {}
        self.state = State(IDENTITY, media, GREY)
        self.stack: list[State] = []
        self.path: list[float] | None = None
        self.clipping = False
        self.tm = self.line = IDENTITY
        self.resources: Any = None
        self.depth = 0
        self.seen: set[tuple[int, int]] = set()

    def read(self, stream: Any, resources: Any) -> Content:
        """Read the page's content and return its marks. Raises nothing about the material."""
        self.resources = resources
        self._default_spaces(resources)
        try:
            self._run(stream)
        except (pikepdf.PdfError, ValueError, TypeError, OverflowError, KeyError) as error:
            self.out.error = str(error) or type(error).__name__
        self.out.unbalanced |= bool(self.stack)
        return self.out

    def _run(self, stream: Any) -> None:
        if _too_big(stream):
            self.out.cut_short = True
            return
        for instruction in pikepdf.parse_content_stream(stream):
            if self.budget.left <= 0:
                self.out.cut_short = True
                return
            self.budget.left -= 1
            operator = str(instruction.operator)
            handler = TABLE.get(operator)
            if handler is None:
                self.out.unknown.add(operator[:12])
                continue
            if operator == "INLINE IMAGE":
                self._inline(instruction)
                continue
            try:
                handler(self, instruction.operands)
            except (IndexError, ValueError, TypeError, OverflowError) as error:
                self.out.error = f"operator {operator}: {error}"

    def _resource(self, kind: str, name: Any) -> Any:
        group = self.resources.get(kind) if self.resources is not None else None
        found = group.get(name) if isinstance(group, pikepdf.Dictionary) else None
        if found is None:
            self.out.missing.add(f"{kind}{name}"[1:])
        return found

    def _default_spaces(self, resources: Any) -> None:
        spaces = resources.get("/ColorSpace") if resources is not None else None
        if isinstance(spaces, pikepdf.Dictionary):
            self.out.default_spaces |= any(
                str(key).startswith("/Default")
                for key in spaces.keys()  # noqa: SIM118
            )

    # graphics state
    def _save(self, _: Operands) -> None:
        if len(self.stack) < 512:
            self.stack.append(self.state)
            self.state = self.state.copy()

    def _restore(self, _: Operands) -> None:
        if self.stack:
            self.state = self.stack.pop()
        else:
            self.out.unbalanced = True

    def _concat(self, ops: Operands) -> None:
        self.state.ctm = times(_matrix(ops), self.state.ctm)

    def _width(self, ops: Operands) -> None:
        self.state.line_width = abs(float(ops[0]))

    def _gstate(self, ops: Operands) -> None:
        found = self._resource("/ExtGState", ops[0])
        if not isinstance(found, pikepdf.Dictionary):
            return
        state = self.state
        keys = {str(key) for key in found.keys()}  # noqa: SIM118
        common_changes: dict[str, Any] = {}
        if "/BM" in keys:
            modes = found["/BM"]
            first = modes[0] if isinstance(modes, pikepdf.Array) and len(modes) else modes
            common_changes["blend"] = str(first).removeprefix("/")
        if "/SMask" in keys:
            common_changes["masked"] = isinstance(found["/SMask"], pikepdf.Dictionary)
            self._mask(found["/SMask"])
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
            state.font, state.size = self._font(found["/Font"][0]), float(found["/Font"][1])

    def _mask(self, mask: Any) -> None:
        if isinstance(mask, pikepdf.Dictionary) and str(mask.get("/S")) == "/Luminosity":
            group = mask.get("/G")
            if isinstance(group, pikepdf.Stream) and "/Group" in group:
                kind = space_of(group.Group.get("/CS"), group.get("/Resources")).kind
                self.out.group_spaces.add(f"mask {kind}")

    # colour
    def _named_space(self, name: Any) -> Space:
        key = (id(self.resources), str(name))
        if key not in self.spaces:
            space = space_of(name, self.resources)
            if space.kind == "unknown":
                self.out.missing.add(f"ColorSpace{name}")
            for spot in space.names:
                self.out.spots.setdefault(spot, space)
            self.spaces[key] = space
        return self.spaces[key]

    def _fill_space(self, ops: Operands) -> None:
        self.state.fill_space = space = self._named_space(ops[0])
        self.state.fill = initial(space)

    def _stroke_space(self, ops: Operands) -> None:
        self.state.stroke_space = space = self._named_space(ops[0])
        self.state.stroke = initial(space)

    def _fill_colour(self, ops: Operands) -> None:
        self.state.fill = self._colour(self.state.fill_space, ops)

    def _stroke_colour(self, ops: Operands) -> None:
        self.state.stroke = self._colour(self.state.stroke_space, ops)

    def _colour(self, space: Space, ops: Operands) -> Paint:
        if len(ops) and isinstance(ops[-1], pikepdf.Name):
            pattern = self._resource("/Pattern", ops[-1])
            return self._pattern(pattern) if pattern is not None else Paint("pattern")
        return paint_of(space, [float(value) for value in ops])

    def _pattern(self, pattern: Any) -> Paint:
        shading = pattern.get("/Shading")
        if shading is not None:
            space = space_of(shading.get("/ColorSpace"), self.resources)
            return Paint("pattern", (), None, ((f"shading {space.kind}", 0.0),))
        return Paint("pattern")

    # paths
    def _points(self, ops: Operands) -> None:
        if self.path is None:
            self.path = []
        self.path.extend(map(float, ops))

    def _rectangle(self, ops: Operands) -> None:
        x, y, w, h = map(float, ops)
        if self.path is None:
            self.path = []
        self.path += (x, y, x + w, y + h)

    def _clip(self, _: Operands) -> None:
        self.clipping = True

    def _box(self) -> Box | None:
        path = self.path
        if not path or len(path) < 2:
            return None
        xs, ys = path[0::2], path[1::2]
        return box_under(self.state.ctm, min(xs), min(ys), max(xs), max(ys))

    def _end(self, _: Operands) -> None:
        if self.clipping:
            box = self._box()
            seen = common(self.state.clip, box) if box else None
            self.state.clip = seen or Box(0, 0, -1, -1)
        self.path, self.clipping = None, False

    def _paint_stroke(self, ops: Operands) -> None:
        self._stroke()
        self._end(ops)

    def _paint_fill(self, ops: Operands) -> None:
        self._fill()
        self._end(ops)

    def _paint_both(self, ops: Operands) -> None:
        self._fill()
        self._stroke()
        self._end(ops)

    def _stroke(self) -> None:
        state, box = self.state, self._box()
        if box is None:
            return
        width = state.line_width * _scale(state.ctm)
        seen = common(box.grown(width / 2), state.clip)
        if seen is not None:
            self.out.strokes.append(Stroke(seen, width, state.stroke, state.stroke_look))

    def _fill(self) -> None:
        state, box = self.state, self._box()
        seen = common(box, state.clip) if box else None
        if seen is None:
            return
        spot = state.fill.spots[0][0] if state.fill.kind == "pattern" and state.fill.spots else ""
        if spot.startswith("shading "):
            self.out.shades.append(Shade(seen, Space(spot[8:], 0), state.fill_look))
        else:
            self.out.fills.append(Fill(seen, state.fill, state.fill_look))

    def _shade(self, ops: Operands) -> None:
        found = self._resource("/Shading", ops[0])
        if found is not None:
            space = space_of(found.get("/ColorSpace"), self.resources)
            self.out.shades.append(Shade(self.state.clip, space, self.state.fill_look))

    # text
    def _begin_text(self, _: Operands) -> None:
        self.tm = self.line = IDENTITY

    def _set_font(self, ops: Operands) -> None:
        found = self._resource("/Font", ops[0])
        self.state.size = float(ops[1])
        self.state.font = self._font(found) if found is not None else None

    def _font(self, obj: Any) -> Font:
        key = obj.objgen if obj.is_indirect else (id(self.resources), str(obj.get("/BaseFont")))
        if key not in self.fonts:
            self.fonts[key] = font_of(obj)
        font = self.fonts[key]
        font.pages.add(self.page)
        return font

    def _move(self, ops: Operands) -> None:
        self.line = self.tm = times((1, 0, 0, 1, float(ops[0]), float(ops[1])), self.line)

    def _move_leading(self, ops: Operands) -> None:
        self.state.leading = -float(ops[1])
        self._move(ops)

    def _text_matrix(self, ops: Operands) -> None:
        self.line = self.tm = _matrix(ops)

    def _next_line(self, _: Operands) -> None:
        self._move((0, -self.state.leading))

    def _show_one(self, ops: Operands) -> None:
        self._show((ops[0],))

    def _show_spaced(self, ops: Operands) -> None:
        self._show(ops[0])

    def _show_line(self, ops: Operands) -> None:
        self._next_line(ops)
        self._show((ops[-1],))

    def _show_line_spaced(self, ops: Operands) -> None:
        self.state.word_spacing, self.state.spacing = float(ops[0]), float(ops[1])
        self._show_line(ops)

    def _show(self, pieces: Any) -> None:
        state, font = self.state, self.state.font
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
        self._text(font, advance, font.blank(tuple(codes)))
        self.tm = times((1, 0, 0, 1, advance, 0), self.tm)

    def _text(self, font: Font, advance: float, blank: bool) -> None:
        state = self.state
        matrix = times(self.tm, state.ctm)
        size = state.size
        rise = state.rise
        box = box_under(matrix, 0, rise - 0.2 * size, advance, rise + 0.72 * size)
        seen = common(box, state.clip)
        if seen is None or blank:
            return
        height = abs(size) * math.hypot(matrix[2], matrix[3])
        stroked = state.render in (1, 5)
        paint = state.stroke if stroked else state.fill
        look = state.stroke_look if stroked else state.fill_look
        self.out.texts.append(Text(seen, font, height, state.render, paint, look))

    # pictures and forms
    def _do(self, ops: Operands) -> None:
        found = self._resource("/XObject", ops[0])
        if not isinstance(found, pikepdf.Stream):
            return
        self.out.layers |= "/OC" in found
        kind = str(found.get("/Subtype"))
        if kind == "/Image":
            self._picture(found, found.objgen)
        elif kind == "/Form":
            self._form(found)
        elif kind == "/PS":
            self.out.postscript = True

    def _form(self, form: Any) -> None:
        if self.depth >= MAX_DEPTH or form.objgen in self.seen:
            self.out.too_deep = True
            return
        self.out.reference |= "/Ref" in form
        kept = (self.resources, self.state, self.stack, self.tm, self.line, self.path)
        self.state, self.stack, self.path = self.state.copy(), [], None
        self.state.ctm = times(_matrix(form.get("/Matrix", IDENTITY)), self.state.ctm)
        bounds = form.get("/BBox")
        if bounds is not None:
            box = box_under(self.state.ctm, *map(float, bounds))
            self.state.clip = common(self.state.clip, box) or Box(0, 0, -1, -1)
        self.resources = form.get("/Resources", self.resources)
        self._default_spaces(self.resources)
        if "/Group" in form and "/CS" in form.Group:
            self.out.group_spaces.add(space_of(form.Group.CS, self.resources).kind)
        self.depth += 1
        self.seen.add(form.objgen)
        self._run(form)
        self.seen.discard(form.objgen)
        self.depth -= 1
        self.resources, self.state, self.stack, self.tm, self.line, self.path = kept

    def _inline(self, instruction: Any) -> None:
        self._picture(instruction.iimage.obj if hasattr(instruction.iimage, "obj") else {}, None)

    def _picture(self, obj: Any, key: tuple[int, int] | None) -> None:
        state = self.state
        box = common(box_under(state.ctm, 0, 0, 1, 1), state.clip)
        if box is None:
            return
        a, b, c, d, _, _ = state.ctm
        across, up = math.hypot(a, b), math.hypot(c, d)
        width, height = int(obj.get("/Width", 0)), int(obj.get("/Height", 0))
        ppi = (72 * width / across if across else 0, 72 * height / up if up else 0)
        stencil = bool(obj.get("/ImageMask", False))
        space = GREY if stencil else self._image_space(obj.get("/ColorSpace"))
        bits = 1 if stencil else int(obj.get("/BitsPerComponent", 8))
        self.out.pictures.append(
            Picture(
                box, obj, key, width, height, bits, space, stencil, ppi, state.fill,
                state.fill_look,
            )
        )  # fmt: skip

    def _image_space(self, value: Any) -> Space:
        space = space_of(value, self.resources)
        for owner in (space, space.base):
            for spot in owner.names if owner else ():
                self.out.spots.setdefault(spot, owner or space)
        return space

    def _marked(self, ops: Operands) -> None:
        self.out.layers |= str(ops[0]) == "/OC"


def _too_big(stream: Any) -> bool:
    """Whether the content unpacks to more than ``MAX_CONTENT``: it is then not read at all."""
    parts = stream if isinstance(stream, pikepdf.Stream) else stream.get("/Contents")
    total = 0
    for part in parts if isinstance(parts, pikepdf.Array) else [parts]:
        if isinstance(part, pikepdf.Stream):
            total += len(part.read_bytes())
            if total > MAX_CONTENT:
                return True
    return False


def _matrix(ops: Any) -> Matrix:
    a, b, c, d, e, f = map(float, ops)
    return (a, b, c, d, e, f)


def _scale(matrix: Matrix) -> float:
    """How much a line is widened: the square root of the change of area."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _setter(name: str, scale: float = 1.0) -> Callable[[Reader, Operands], None]:
    def put(reader: Reader, ops: Operands) -> None:
        setattr(reader.state, name, float(ops[0]) * scale)

    return put


def _render_mode(reader: Reader, ops: Operands) -> None:
    reader.state.render = int(ops[0])


def _device(space: Space, *, stroke: bool) -> Callable[[Reader, Operands], None]:
    def put(reader: Reader, ops: Operands) -> None:
        paint = paint_of(space, [float(value) for value in ops])
        if stroke:
            reader.state.stroke_space, reader.state.stroke = space, paint
        else:
            reader.state.fill_space, reader.state.fill = space, paint

    return put


def _nothing(reader: Reader, ops: Operands) -> None:
    """Leave the state as it is."""


TABLE: dict[str, Callable[[Reader, Operands], None]] = {
    **dict.fromkeys(SILENT, _nothing),
    "q": Reader._save,
    "Q": Reader._restore,
    "cm": Reader._concat,
    "w": Reader._width,
    "gs": Reader._gstate,
    "g": _device(GREY, stroke=False),
    "G": _device(GREY, stroke=True),
    "rg": _device(RGB, stroke=False),
    "RG": _device(RGB, stroke=True),
    "k": _device(CMYK, stroke=False),
    "K": _device(CMYK, stroke=True),
    "cs": Reader._fill_space,
    "CS": Reader._stroke_space,
    "sc": Reader._fill_colour,
    "scn": Reader._fill_colour,
    "SC": Reader._stroke_colour,
    "SCN": Reader._stroke_colour,
    **dict.fromkeys(("m", "l", "c", "v", "y"), Reader._points),
    "re": Reader._rectangle,
    "W": Reader._clip,
    "W*": Reader._clip,
    "n": Reader._end,
    "S": Reader._paint_stroke,
    "s": Reader._paint_stroke,
    "f": Reader._paint_fill,
    "F": Reader._paint_fill,
    "f*": Reader._paint_fill,
    **dict.fromkeys(("B", "B*", "b", "b*"), Reader._paint_both),
    "sh": Reader._shade,
    "BT": Reader._begin_text,
    "ET": _nothing,
    "Tf": Reader._set_font,
    "Td": Reader._move,
    "TD": Reader._move_leading,
    "Tm": Reader._text_matrix,
    "T*": Reader._next_line,
    "Tj": Reader._show_one,
    "TJ": Reader._show_spaced,
    "'": Reader._show_line,
    '"': Reader._show_line_spaced,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tz": _setter("stretch", 0.01),
    "Tr": _render_mode,
    "Do": Reader._do,
    "BDC": Reader._marked,
    "INLINE IMAGE": _nothing,
}
