"""Font files that must not, or cannot, be set with are told before anything is laid out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from printkit.compose import faces
from printkit.model.finding import Problems

FAMILY = "families: {Own: {licence: OFL-1.1, upright: own.ttf}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication with a font of its own that has no glyph but .notdef."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "fonts.yaml").write_text(FAMILY)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(fonts / "own.ttf")
    return tmp_path


def _restrict(font: TTFont) -> None:
    font["OS/2"].fsType = 2


def _pack(font: TTFont) -> None:
    font.flavor = "woff"


BROKEN: dict[str, Callable[[TTFont], None]] = {
    "font/restricted": _restrict,
    "font/web": _pack,
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_font_that_must_not_be_set_with_is_told(folder: Path, code: str) -> None:
    file = folder / "fonts" / "own.ttf"
    font = TTFont(file)
    BROKEN[code](font)
    font.save(file)
    with pytest.raises(Problems, match=code):
        faces.ready(["Own"], frozenset("a"), folder)


def test_a_file_that_is_no_font_is_told(folder: Path) -> None:
    (folder / "fonts" / "own.ttf").write_bytes(b"no font at all")
    with pytest.raises(Problems, match="font/broken"):
        faces.ready(["Own"], frozenset("a"), folder)


def test_a_sound_font_is_made_ready(folder: Path) -> None:
    (face,) = faces.ready(["Own"], frozenset("a"), folder)
    assert face.path.is_file()
