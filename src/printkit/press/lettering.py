"""Words drawn as outlines: labels on sheets need no font in the file."""

from functools import cache
from importlib.resources import files

import uharfbuzz

_FACE = "files/SourceSans3[wght].ttf"
_WEIGHT = 500.0
Point = tuple[float, float]


class _Outline:
    """Collects an outline as PDF path operators, in thousandths of the size."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self._at: Point = (0.0, 0.0)
        self.draw = uharfbuzz.DrawFuncs()
        self.draw.set_move_to_func(lambda x, y, _: self._add("m", (x, y)))
        self.draw.set_line_to_func(lambda x, y, _: self._add("l", (x, y)))
        self.draw.set_quadratic_to_func(lambda a, b, x, y, _: self._bend((a, b), (x, y)))
        self.draw.set_cubic_to_func(
            lambda a, b, c, d, x, y, _: self._add("c", (a, b), (c, d), (x, y))
        )
        self.draw.set_close_path_func(lambda _: self.path.append("h"))

    def _add(self, operator: str, *points: Point) -> None:
        self._at = points[-1]
        self.path.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in points) + f" {operator}")

    def _bend(self, handle: Point, end: Point) -> None:
        """Add a curve with one handle as one with two, which is all that PDF knows."""
        one, two = (
            (a[0] + (handle[0] - a[0]) * 2 / 3, a[1] + (handle[1] - a[1]) * 2 / 3)
            for a in (self._at, end)
        )
        self._add("c", one, two, end)


@cache
def glyph(character: str) -> tuple[str, float]:
    """Return path and advance of a character, in thousandths of the size."""
    font, pen = _face(), _Outline()
    number = font.get_nominal_glyph(ord(character)) or 0
    font.draw_glyph(number, pen.draw, None)
    return "\n".join(pen.path), font.get_glyph_h_advance(number)


@cache
def _face() -> uharfbuzz.Font:
    data = (files("fontpkg_source_sans_3") / _FACE).read_bytes()
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))
    font.set_variations({"wght": _WEIGHT})
    return font


def width(text: str, size: float) -> float:
    """Return how wide ``text`` is at ``size`` points."""
    return sum(glyph(character)[1] for character in text) * size / 1000


def letters(text: str, x: float, y: float, size: float) -> bytes:
    """Return operators that fill ``text`` from ``x``, ``y`` on in the current colour."""
    parts, scale = [], size / 1000
    for character in text:
        path, advance = glyph(character)
        if path:
            parts.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm\n{path} f Q\n")
        x += advance * scale
    return "".join(parts).encode()


def known(text: str) -> bool:
    """Tell whether every character of ``text`` can be drawn."""
    return all(_face().get_nominal_glyph(ord(character)) for character in text)
