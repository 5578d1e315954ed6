"""Words drawn as outlines: labels on sheets need no font in the file."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

_FACE = "files/SourceSans3[wght].ttf"


class _Outline(BasePen):  # type: ignore[misc]
    """Collects an outline as PDF path operators, in thousandths of the size."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.path: list[str] = []

    def _moveTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(f"{at[0]:.0f} {at[1]:.0f} m")

    def _lineTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(f"{at[0]:.0f} {at[1]:.0f} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in points) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.path.append("h")


@cache
def glyph(character: str) -> tuple[str, float]:
    """Return path and advance of a character, in thousandths of the size."""
    glyphs, names = _face()
    name = names.get(ord(character), ".notdef")
    pen = _Outline(glyphs)
    glyphs[name].draw(pen)
    return "\n".join(pen.path), glyphs[name].width


@cache
def _face():  # type: ignore[no-untyped-def]
    data = (files("fontpkg_source_sans_3") / _FACE).read_bytes()
    font = TTFont(BytesIO(data), lazy=True)
    return font.getGlyphSet(location={"wght": 500}), font.getBestCmap()


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
    return all(ord(character) in _face()[1] for character in text)
