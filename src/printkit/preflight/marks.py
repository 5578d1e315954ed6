"""What stands on a page: text, strokes, fills, images and shadings as the content says them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from printkit.model.measure import Box
from printkit.preflight.fonts import Font
from printkit.preflight.paint import BLACK, Paint, Space
from printkit.sources.images import PIXEL_LIMIT

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


MAX_EFFORT = 2_000_000
"""Marks on a page; PDFium paints so many in about ten seconds."""
PIXELS_OF_A_MARK = 1000


class Tile(NamedTuple):
    """A tiling pattern: what stands in a cell, its colours, and the area of a cell (pt2)."""

    content: "Content"
    looks: tuple[tuple[Paint, "Look"], ...]
    area: float


class Look(NamedTuple):
    """The settings of the graphics state that decide how a mark prints."""

    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    overprint: bool = False
    mode: int = 0
    """Overprint mode (OPM)."""


class Text(NamedTuple):
    """One shown string: size in points as seen on the page, render mode as in PDF."""

    box: Box
    font: Font | None
    size: float
    render: int
    paint: Paint
    look: Look


class Stroke(NamedTuple):
    """One stroked path; width in points as seen on the page."""

    box: Box
    width: float
    paint: Paint
    look: Look


class Fill(NamedTuple):
    """One filled path."""

    box: Box
    paint: Paint
    look: Look


class Picture(NamedTuple):
    """One placed image: pixels, bits, colour space, and its resolution on the page."""

    box: Box
    obj: Any
    key: tuple[int, int] | None
    width: int
    height: int
    bits: int
    space: Space
    stencil: bool
    ppi: tuple[float, float]
    paint: Paint
    look: Look


class Shade(NamedTuple):
    """One smooth shading."""

    box: Box
    space: Space
    look: Look


@dataclass
class Content:
    """All marks of a page in one list per kind, and what went wrong while reading them."""

    texts: list[Text] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    spots: dict[str, Space] = field(default_factory=dict)
    group_spaces: set[str] = field(default_factory=set)
    layers: bool = False
    missing: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    postscript: bool = False
    reference: bool = False
    default_spaces: bool = False
    unbalanced: bool = False
    too_deep: bool = False
    cut_short: bool = False
    error: str = ""
    cells: float = 0.0
    """How often the marks of tiling patterns are painted."""
    mask: float = 0.0
    """The effort of the most laborious soft mask."""

    @cached_property
    def effort(self) -> float:
        """How many marks a program paints for this, roughly: an image counts by its pixels."""
        marks: list[Text | Stroke | Fill | Shade | Picture] = [*self.texts, *self.strokes]
        marks += [*self.fills, *self.shades, *self.pictures]
        masked = sum(mark.look.masked for mark in marks)
        pixels = sum(picture.width * picture.height for picture in self.pictures)
        return self.cells + len(marks) + masked * self.mask + pixels / PIXELS_OF_A_MARK

    def absorb(self, inner: "Content") -> None:
        """Take over what is wrong in a pattern or mask."""
        self.missing |= inner.missing
        self.unknown |= inner.unknown
        self.error = self.error or inner.error
        for flag in ("postscript", "reference", "too_deep", "cut_short"):
            setattr(self, flag, getattr(self, flag) or getattr(inner, flag))

    @property
    def laborious(self) -> bool:
        """Whether drawing the page would take minutes, or for ever."""
        huge = any(picture.width * picture.height > PIXEL_LIMIT for picture in self.pictures)
        return huge or self.effort > MAX_EFFORT

    @property
    def endless(self) -> bool:
        """Whether the page must not be drawn: it was not read whole, or drawing may not end."""
        return self.cut_short or self.too_deep or self.laborious


class State:
    """The graphics state, copied by ``q``."""

    def __init__(self, ctm: Matrix, clip: Box, grey: Space) -> None:
        self.ctm = ctm
        self.clip = clip
        self.fill = self.stroke = BLACK
        self.fill_space = self.stroke_space = grey
        self.fill_look = self.stroke_look = Look()
        self.line_width = 1.0
        self.font: Font | None = None
        self.size = self.spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.render = 0
        self.tile: Tile | None = None

    def copy(self) -> "State":
        """Return a state of its own with the same values."""
        new = State.__new__(State)
        new.__dict__.update(self.__dict__)
        return new


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def box_under(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """Return the upright box around a rectangle seen through a matrix."""
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        left, right, low, high = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return Box(min(left, right), min(low, high), max(left, right), max(low, high))
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def common(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, or None when they do not touch."""
    x0, y0 = max(one.x0, other.x0), max(one.y0, other.y0)
    x1, y1 = min(one.x1, other.x1), min(one.y1, other.y1)
    return Box(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None
