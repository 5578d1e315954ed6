"""Fonts and glyphs."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.fonts import Font
from printkit.preflight.names import spelt
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRINT, SCREEN, Hit, check


def _hit(font: Font, said: str) -> Hit:
    return Hit(f"{font.name or 'a font'} {said}", min(font.pages, default=None))


@check(
    "font/not-embedded",
    "A font is not embedded",
    why="The printer's computer puts another font in its place, and text runs differently.",
    cure="export with all fonts embedded; the licence of the font must allow it",
    purposes=ANY,
)
def not_embedded(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report fonts in use without a program."""
    for font in facts.fonts:
        if font.subtype != "Type3" and font.program is None:
            yield _hit(font, "is not embedded")


@check(
    "font/type3",
    "A Type 3 font is used",
    why="Its letters are drawings or bitmaps: no hinting, and often too coarse for print.",
    cure="set the text in a TrueType or OpenType font",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def type3(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report Type 3 fonts in use."""
    for font in facts.fonts:
        if font.subtype == "Type3":
            yield _hit(font, "is a Type 3 font")


@check(
    "font/multiple-master",
    "A multiple master instance is used",
    why="Few interpreters still support them; the instance may be replaced.",
    cure="set the text in a TrueType or OpenType font",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def multiple_master(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report MMType1 fonts in use."""
    for font in facts.fonts:
        if font.subtype == "MMType1":
            yield _hit(font, "is a multiple master font")


@check(
    "font/damaged",
    "An embedded font program is damaged",
    why="Each interpreter does something else with it, up to printing nothing.",
    cure="export again, if need be with another cut of the font",
    purposes=ANY,
)
def damaged(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report programs whose tables cannot be read."""
    for font in facts.fonts:
        trouble = _trouble(font)
        if trouble:
            yield _hit(font, f"has a damaged program: {trouble}")


def _trouble(font: Font) -> str:
    try:
        if font.program is not None and not font.program.read_bytes():
            return "it is empty"
        if font.sfnt is not None:
            font.sfnt["head"], font.sfnt["maxp"]
    except Exception as error:
        return str(error) or type(error).__name__
    return ""


@check(
    "font/restricted",
    "The font's licence bits forbid embedding",
    why="OS/2 fsType 2 (restricted) means that the foundry does not allow embedding.",
    cure="get a licence that allows it, or use another font",
    severity=Severity.WARNING,
    purposes=ANY,
)
def restricted(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report embedded fonts of fsType 2."""
    for font in facts.fonts:
        sfnt = None if _trouble(font) else font.sfnt
        if sfnt is not None and "OS/2" in sfnt and sfnt["OS/2"].fsType & 0xF == 2:
            yield _hit(font, "does not allow embedding")


@check(
    "font/no-unicode",
    "Text cannot be searched or read aloud",
    why="The font has no ToUnicode map, so its codes mean nothing to a reader.",
    cure="export as tagged PDF, or with Unicode maps",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def no_unicode(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report composite and symbolic fonts without ToUnicode."""
    for font in facts.fonts:
        if "/ToUnicode" not in font.obj and (font.composite or font.symbolic):
            yield _hit(font, "has no Unicode map")


@check(
    "font/not-subset",
    "A large font is embedded whole",
    why="The file is larger than it need be; some licences allow subsets only.",
    cure="export with subsets",
    severity=Severity.INFO,
    purposes=ANY,
)
def not_subset(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report programs over 1 MB without a subset tag."""
    for font in facts.fonts:
        if font.program is None or font.name[6:7] == "+":
            continue
        size = len(font.program.read_bytes())
        if size > 1_000_000:
            yield _hit(font, f"is embedded whole ({size / 1e6:.1f} MB)")


@check(
    "glyph/notdef",
    "Characters are missing from the font",
    why="They print as empty boxes or not at all.",
    cure="use a font that has these characters, and export again",
    purposes=ANY,
)
def notdef(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report codes in use that lead to glyph 0."""
    for font in facts.fonts:
        missing = _undefined(font)
        if missing:
            codes = ", ".join(f"{code:#06x}" for code in sorted(missing)[:5])
            yield _hit(font, f"shows characters that it does not have (codes {codes})")


def _undefined(font: Font) -> set[int]:
    if font.composite:
        return _undefined_cids(font)
    named = _differences(font.obj.get("/Encoding"))
    missing = {code for code in font.codes if named.get(code) == "/.notdef"}
    sfnt = font.sfnt if font.symbolic and not named and not _trouble(font) else None
    if sfnt is not None and "cmap" in sfnt and sfnt["cmap"].tables:
        known = {code & 0xFF for table in sfnt["cmap"].tables for code in table.cmap}
        missing |= font.codes - known - {0x20, 0xA0}
    return missing


def _undefined_cids(font: Font) -> set[int]:
    if not str(font.obj.get("/Encoding", "")).startswith("/Identity"):
        return set()
    table = font.inner.get("/CIDToGIDMap")
    if isinstance(table, pikepdf.Stream):
        data = table.read_bytes()
        return {code for code in font.codes if not any(data[2 * code : 2 * code + 2])}
    return {0} & font.codes


def _differences(encoding: Any) -> dict[int, str]:
    named: dict[int, str] = {}
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for item in encoding.get("/Differences", ()):
            if isinstance(item, pikepdf.Name):
                named[code] = f"/{spelt(item)}"
                code += 1
            else:
                code = int(item)
    return named


@check(
    "glyph/outside-font",
    "Text uses glyphs that the embedded font does not have",
    why="The subset was made wrongly: the text prints with gaps or other letters.",
    cure="export again",
    purposes=ANY,
)
def outside(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report glyph numbers beyond the program's count (TrueType under Identity)."""
    for font in facts.fonts:
        identity = str(font.inner.get("/CIDToGIDMap", "/Identity")) == "/Identity"
        direct = font.composite and str(font.obj.get("/Encoding", "")).startswith("/Identity")
        if not (direct and identity) or _trouble(font) or font.sfnt is None:
            continue
        if "glyf" in font.sfnt and max(font.codes) >= font.sfnt["maxp"].numGlyphs:
            yield _hit(font, f"has no glyph {max(font.codes)}")
