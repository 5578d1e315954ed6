"""Content streams: every colour operator becomes inks; black text overprints."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Name,
    Object,
    Operator,
)

from printkit.press.colour import Ink, Inks
from printkit.press.spaces import COUNT, Space, grey, ink, space

OVER, KNOCKOUT = Name("/PressOver"), Name("/PressKnockout")
_SHOW = {"Tj", "TJ", "'", '"'}
_DIRECT = {"g": "gray", "rg": "rgb", "k": "cmyk"}
_OPS = {
    name: Operator(name)
    for name in ("k", "K", "g", "G", "cs", "CS", "scn", "SCN", "gs", "Do", "Q", "ET")
}
_BLACK = Space("gray")
_PLAIN = Ink((0, 0, 0, 1))
_SMALL = 24.0


class Pen(NamedTuple):
    """The part of the graphics state that the pass follows."""

    fill: Space = _BLACK
    stroke: Space = _BLACK
    black: bool = False
    font: str = ""
    size: float = 0
    scale: float = 1
    ink: Ink | None = None
    overprint: bool = False


@dataclass
class Setting:
    """What a content stream is read with; ``mask`` for the inside of a luminosity mask."""

    inks: Inks
    resources: Object
    spot: Callable[[Ink], Name]
    stencil: Callable[[Ink], Name]
    inline: Callable[[ContentStreamInlineImage], Name | None]
    refuse: Callable[[str], None]
    heavy: Callable[[float], None]
    unembedded: frozenset[str] = frozenset()
    mask: bool = False
    plain_black: bool = False
    shown: set[str] = field(default_factory=set)
    over: bool = False


Out = list[Any]


def rewrite(stream: Object, setting: Setting, first: bool = False) -> bytes:
    """Return the content of a page or form with its colours as inks.

    ``first`` begins with black in process ink, as a page does. Fonts that show text are added
    to ``setting.shown``.
    """
    return _Writer(setting).run(pikepdf.parse_content_stream(stream), first)


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.s = setting
        self.out: Out = []
        self.pen = Pen()
        self.stack: list[Pen] = []
        self.text = self.on = False
        self.line = 1.0
        self.idle: list[tuple[int, str]] = []

    def run(
        self, code: Iterable[ContentStreamInstruction | ContentStreamInlineImage], first: bool
    ) -> bytes:
        if first and not self.s.mask:
            self._paint(_PLAIN, fill=True)
            self._paint(_PLAIN, fill=False)
        for step in code:
            if isinstance(step, ContentStreamInlineImage):
                self._inline(step)
                continue
            name = str(step.operator)
            if (own := _HANDLERS.get(name)) is None or not own(self, step, name):
                self.out.append(step)
        # What a page leaves open must not reach the marks, nor a form the page.
        if self.text:
            self.end(None, "ET")
            self.out.append(([], _OPS["ET"]))
        self.out += [([], _OPS["Q"])] * len(self.stack)
        dead = {at for at, font in self.idle if font not in self.s.shown}
        kept = [step for at, step in enumerate(self.out) if at not in dead]
        return pikepdf.unparse_content_stream(kept)

    def _inline(self, step: ContentStreamInlineImage) -> None:
        if name := self.s.inline(step):
            self.out.append(([name], _OPS["Do"]))
        else:
            self.out.append(step)

    def save(self, _step: Any, _name: str) -> bool:
        self.stack.append(self.pen)
        return False

    def restore(self, _step: Any, _name: str) -> bool:
        if not self.stack:
            return True
        self.pen = self.stack.pop()
        return False

    def begin(self, step: Any, _name: str) -> bool:
        self.out.append(step)
        self.text, self.line = True, 1.0
        self._overprint()
        return True

    def end(self, _step: Any, _name: str) -> bool:
        if self.on:
            self.out.append(([KNOCKOUT], _OPS["gs"]))
        self.text = self.on = False
        return False

    def font(self, step: Any, _name: str) -> bool:
        name = str(step.operands[0])
        self.pen = self.pen._replace(font=name, size=abs(float(step.operands[1])))
        if name in self.s.unembedded:
            self.idle.append((len(self.out), name))
        return False

    def show(self, step: Any, _name: str) -> bool:
        self.s.shown.add(self.pen.font)
        rich = self.pen.ink
        if not self.s.plain_black or rich is None or not _rich(rich):
            return False
        if self.pen.size * self.line * self.pen.scale > _SMALL:
            return False
        self._paint(_PLAIN, fill=True)
        self.out.append(step)
        self._paint(rich, fill=True)
        return True

    def matrix(self, step: Any, name: str) -> bool:
        a, b, c, d = (float(x) for x in list(step.operands)[:4])
        scale = abs(a * d - b * c) ** 0.5
        if name == "Tm":
            self.line = scale
        else:
            self.pen = self.pen._replace(scale=self.pen.scale * scale)
        return False

    def state(self, step: Any, _name: str) -> bool:
        states = self.s.resources.get("/ExtGState")
        own = states.get(str(step.operands[0])) if states is not None else None
        if own is not None and ("/op" in own or "/OP" in own):
            on = bool(own.get("/op", own.get("/OP", False)))
            self.pen = self.pen._replace(overprint=on)
        return False

    def direct(self, step: Any, name: str) -> bool:
        """``g rg k`` and their stroking twins: space and colour at once."""
        fill = name.islower()
        self._space(Space(_DIRECT[name.lower()]), fill)
        self._colour(step.operands, fill)
        return True

    def choose(self, step: Any, name: str) -> bool:
        """``cs`` and ``CS``: a space is chosen and its first colour with it."""
        fill = name == "cs"
        own = space(step.operands[0], self.s.resources)
        self._space(own, fill)
        if stencil(own):
            # The space is chosen anew with each colour, which may be a spot ink.
            return True
        if own.kind in COUNT:
            start = [0.0, 0.0, 0.0, 1.0] if own.kind == "cmyk" else [0.0] * COUNT[own.kind]
            self._colour(start, fill)
            return True
        self._black(fill, False)
        if own.kind in {"unknown", "indexed"}:
            self.s.refuse(f"a colour space that is not converted ({step.operands[0]})")
        return False

    def colour(self, step: Any, name: str) -> bool:
        """``sc scn`` and their stroking twins."""
        fill = name.islower()
        own = self.pen.fill if fill else self.pen.stroke
        if own.kind in COUNT:
            self._colour(step.operands, fill)
            return True
        self._black(fill, False)
        if base := stencil(own):
            self._tinted(base, step.operands, fill)
            return True
        return False

    def _tinted(self, base: Space, operands: Any, fill: bool) -> None:
        """Paint with a pattern that takes its colour from here."""
        *colour, pattern = operands
        parts = self._parts(base, colour)
        if parts is None:
            return
        own = ink(base, parts, self.s.inks)
        self.out.append(([self.s.stencil(own)], _OPS["cs" if fill else "CS"]))
        inks = [1] if own.spot else [_number(x) for x in own.cmyk]
        self.out.append(([*inks, pattern], _OPS["scn" if fill else "SCN"]))

    def _space(self, own: Space, fill: bool) -> None:
        self.pen = self.pen._replace(fill=own) if fill else self.pen._replace(stroke=own)

    def _parts(self, own: Space, operands: Iterable[Any]) -> list[float] | None:
        try:
            parts = [float(x) for x in operands]
            if own.kind != "lab":
                parts = [min(max(part, 0.0), 1.0) for part in parts]
            if len(parts) != COUNT[own.kind]:
                raise ValueError("another number of parts than the space has")
        except (TypeError, ValueError) as error:
            self.s.refuse(f"a colour that cannot be read ({error})")
            return None
        return parts

    def _colour(self, operands: Iterable[Any], fill: bool) -> None:
        own = self.pen.fill if fill else self.pen.stroke
        parts = self._parts(own, operands)
        if parts is None:
            return
        if self.s.mask:
            light = grey(own, parts, self.s.inks)
            self.out.append(([_number(light)], _OPS["g" if fill else "G"]))
            return
        self._paint(ink(own, parts, self.s.inks), fill)

    def _paint(self, own: Ink, fill: bool) -> None:
        if own.spot:
            spot = self.s.spot(own)
            self.out.append(([spot], _OPS["cs" if fill else "CS"]))
            self.out.append(([1], _OPS["scn" if fill else "SCN"]))
        else:
            self.s.heavy(sum(own.cmyk))
            self.out.append(([_number(x) for x in own.cmyk], _OPS["k" if fill else "K"]))
        if fill:
            self.pen = self.pen._replace(ink=own)
        self._black(fill, own == _PLAIN)

    def _black(self, fill: bool, black: bool) -> None:
        if fill:
            self.pen = self.pen._replace(black=black)
            self._overprint()

    def _overprint(self) -> None:
        """Let black text overprint, and nothing else: white that overprints is not there."""
        if not self.text or self.s.mask or self.pen.overprint:
            return
        if self.pen.black != self.on:
            self.on = self.pen.black
            self.s.over = True
            self.out.append(([OVER if self.on else KNOCKOUT], _OPS["gs"]))


def _rich(own: Ink) -> bool:
    """Tell whether an ink is black with other inks: made so, or black of the screen converted."""
    c, m, y, k = own.cmyk
    return not own.spot and c + m + y > 0 and (k >= 0.95 or (k >= 0.8 and min(c, m, y) >= 0.5))


def stencil(own: Space) -> Space | None:
    """Return the space of the colour that a pattern takes from where it is used, if it does."""
    if own.kind == "pattern" and isinstance(own.obj, Array) and len(own.obj) > 1:
        base = space(own.obj[1])
        return base if base.kind in COUNT else None
    return None


def _number(value: float) -> Decimal | int:
    whole = round(value)
    return whole if whole == value else Decimal(f"{value:.4f}".rstrip("0"))


_HANDLERS: dict[str, Callable[[_Writer, Any, str], bool]] = {
    "q": _Writer.save, "Q": _Writer.restore,
    "BT": _Writer.begin, "ET": _Writer.end, "Tf": _Writer.font, "gs": _Writer.state,
    **dict.fromkeys(_SHOW, _Writer.show), "cm": _Writer.matrix, "Tm": _Writer.matrix,
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _Writer.direct),
    **dict.fromkeys(("cs", "CS"), _Writer.choose),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), _Writer.colour),
}  # fmt: skip
