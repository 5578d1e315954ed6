"""Fonts in a finished PDF: embedded, allowed to be, and readable by every interpreter."""

from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pikepdf import Array, Name, Object, Stream

from printkit.model.finding import Finding, Place

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def embedded(font: Object) -> bool:
    """Tell whether a font carries its outlines; a Type 3 font always does."""
    return font.get("/Subtype") == Name.Type3 or _file(font) is not None


def unembedded(font: Object, page: int) -> Finding:
    """Return the finding for text set in a font that is not in the file."""
    name = str(font.get("/BaseFont", "/?"))[1:]
    hint = "embed the font where the page is made; a press has no fonts of its own"
    return Finding("font/not-embedded", f"the font {name} is not embedded", Place(page=page), hint)


def mend(font: Object, page: int) -> list[Finding]:
    """Mend an embedded font in place and return what cannot be mended.

    A CID-keyed CFF subset whose codes are glyph numbers gets the charset that says so: without
    it Ghostscript and MuPDF show other glyphs or none.
    """
    file, name = _file(font), str(font.get("/BaseFont", "/?"))[1:]
    if file is None:
        return []
    data = file.read_bytes()
    place = Place(page=page)
    is_sfnt = data[:4] in {b"OTTO", b"\x00\x01\x00\x00", b"true"}
    if is_sfnt and (refusal := _refusal(data, name, place)):
        return [refusal]
    if font.get("/Subtype") == Name.Type0 and str(file.get("/Subtype")) in _CFF:
        _identity(font, file, data)
    return []


_CFF = {"/CIDFontType0C", "/OpenType"}


def _file(font: Object) -> Stream | None:
    inner = font
    if font.get("/Subtype") == Name.Type0:
        below = font.get("/DescendantFonts")
        if not isinstance(below, Array) or not len(below):
            return None
        inner = below[0]
    descriptor = inner.get("/FontDescriptor")
    if descriptor is None:
        return None
    found = (descriptor.get(key) for key in _FILES)
    return next((file for file in found if isinstance(file, Stream)), None)


def _refusal(data: bytes, name: str, place: Place) -> Finding | None:
    try:
        tables = TTFont(BytesIO(data), lazy=True)
        if "CFF2" in tables:
            hint = "use a static OpenType or a TrueType version of the face"
            return Finding("font/cff2", f"the font {name} has CFF2 outlines", place, hint)
        if not {"glyf", "CFF "} & set(tables.keys()):
            return Finding("font/damaged", f"the font {name} has no outlines", place)
        licence = tables["OS/2"].fsType if "OS/2" in tables else 0
    except Exception as error:  # fontTools raises many kinds for a damaged font
        return Finding("font/damaged", f"the font {name} cannot be read ({error})", place)
    if licence & 0xF == 2:
        hint = "its licence forbids embedding (OS/2 fsType 2): choose another face"
        return Finding("font/licence", f"the font {name} may not be embedded", place, hint)
    return None


def _identity(font: Object, file: Stream, data: bytes) -> None:
    wrapper = TTFont(BytesIO(data)) if data[:4] == b"OTTO" else None
    if wrapper is not None and "CFF " not in wrapper:
        return
    fontset: Any = wrapper["CFF "].cff if wrapper is not None else CFFFontSet()
    if wrapper is None:
        fontset.decompile(BytesIO(data), None)
    top = fontset.topDictIndex[0]
    if not hasattr(top, "ROS") or not _codes_are_glyphs(font, top):
        return
    _renumber(top)
    out = BytesIO()
    if wrapper is not None:
        wrapper.save(out)
    else:
        fontset.compile(out, TTFont(recalcBBoxes=False))
    file.write(out.getvalue())


def _codes_are_glyphs(font: Object, top: Any) -> bool:
    """Tell whether the codes of the text are glyph numbers and the charset says otherwise.

    Where a glyph has outlines shows which: a subset keeps only the outlines that are used.
    """
    codes, charset = _codes(font), list(top.charset)
    index = {name: number for number, name in enumerate(charset)}
    if all(index.get(f"cid{code:05d}") == code for code in codes):
        return False
    strings = top.CharStrings.charStringsIndex
    drawn = [len(strings[number].bytecode or b"") > 2 for number in range(len(charset))]
    as_glyphs = sum(code < len(drawn) and drawn[code] for code in codes)
    named = (index.get(f"cid{code:05d}") for code in codes)
    as_charset = sum(number is not None and drawn[number] for number in named)
    return as_glyphs > as_charset


def _codes(font: Object) -> list[int]:
    """Return the codes that have a width of their own: those the text uses."""
    codes: list[int] = []
    widths = list(font.DescendantFonts[0].get("/W", []))
    at = 0
    while at + 1 < len(widths):
        first, second = int(widths[at]), widths[at + 1]
        if isinstance(second, int | float):
            codes += range(first, int(second) + 1)
            at += 3
        else:
            codes += range(first, first + len(second))
            at += 2
    return [code for code in codes if code]


def _renumber(top: Any) -> None:
    strings = top.CharStrings
    names = [".notdef", *(f"cid{number:05d}" for number in range(1, len(top.charset)))]
    numbers = dict(strings.charStrings)
    strings.charStrings = {new: numbers[old] for old, new in zip(top.charset, names, strict=True)}
    top.charset = names
