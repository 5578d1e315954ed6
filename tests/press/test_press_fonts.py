"""Fonts of foreign pages: mended where other interpreters would show other glyphs, or refused."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf
from PIL import Image
from pressed import BLEED, TRIM, job, make

from printkit.press.boxes import crop_to_trim
from printkit.press.pdfx import press

GLYPHS = [".notdef", "wide", "tall", "square"]
SHAPES = {"wide": (900, 200), "tall": (200, 900), "square": (800, 800)}


def _outlines() -> dict[str, Any]:
    strings = {}
    for name in GLYPHS:
        pen = T2CharStringPen(1000, None)
        if name in SHAPES:
            width, height = SHAPES[name]
            pen.moveTo((0, 0))
            for point in ((width, 0), (width, height), (0, height)):
                pen.lineTo(point)
            pen.closePath()
        strings[name] = pen.getCharString()
    return strings


def _built(kind: str = "glyf", **os2: int) -> TTFont:
    builder = FontBuilder(1000, isTTF=kind == "glyf")
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap({0x41: "wide", 0x42: "tall", 0x43: "square"})
    if kind == "glyf":
        glyphs = {}
        for name in GLYPHS:
            pen = TTGlyphPen(None)
            if name in SHAPES:
                width, height = SHAPES[name]
                pen.moveTo((0, 0))
                for point in ((0, height), (width, height), (width, 0)):
                    pen.lineTo(point)
                pen.closePath()
            glyphs[name] = pen.glyph()
        builder.setupGlyf(glyphs)
    elif kind == "CFF ":
        builder.setupCFF("Test", {}, _outlines(), {})
    else:
        builder.setupCFF2(_outlines())
    builder.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (1000, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, **os2)
    builder.setupPost()
    return builder.font


def _bytes(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _cid_keyed(cids: list[int]) -> bytes:
    """Return a CFF whose glyphs are named by ``cids``, as a subset of a Chinese face is."""
    font = _built("CFF ")
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    names = [".notdef", *(f"cid{cid:05d}" for cid in cids)]
    strings = dict(top.CharStrings.charStrings)
    top.CharStrings.charStrings = {
        new: strings[old] for old, new in zip(GLYPHS, names, strict=True)
    }
    top.charset = names
    inner = FontDict()
    inner.Private, inner.FontName = top.Private, "Test"
    inner.setCFF2(False)
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), 65535
    top.FDArray = FDArrayIndex()
    top.FDArray.append(inner)
    top.FDSelect = FDSelect()
    top.FDSelect.gidArray = [0] * len(names)
    top.FDSelect.format = 3
    top.CharStrings.fdSelect, top.CharStrings.fdArray = top.FDSelect, top.FDArray
    del top.Private
    out = BytesIO()
    cff.compile(out, font, isCFF2=False)
    return out.getvalue()


def _page(
    embed: Callable[[Pdf, Dictionary], None], subtype: str = "/CIDFontType2", first: int = 1
) -> bytes:
    """Return a page that shows three codes of a font, by default 1, 2 and 3."""

    def add(pdf: Pdf, resources: Dictionary) -> None:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Test, Flags=4,
            FontBBox=Array([0, 0, 1000, 1000]), ItalicAngle=0, Ascent=900,
            Descent=-100, CapHeight=900, StemV=80,
        )  # fmt: skip
        embed(pdf, descriptor)
        below = Dictionary(
            Type=Name.Font, Subtype=Name(subtype), BaseFont=Name.Test, DW=1000,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([first, Array([1000, 1000, 1000])]),
        )  # fmt: skip
        if subtype == "/CIDFontType2":
            below.CIDToGIDMap = Name.Identity
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Test, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
        )  # fmt: skip
        resources.Font = Dictionary(F=pdf.make_indirect(font))

    codes = "".join(f"{code:04x}" for code in range(first, first + 3))
    return make(f"BT /F 60 Tf 20 100 Td <{codes}> Tj ET", add)


def _file(key: str, data: bytes, subtype: str = "") -> Callable[[Pdf, Dictionary], None]:
    def embed(pdf: Pdf, descriptor: Dictionary) -> None:
        stream = pdf.make_stream(data)
        if subtype:
            stream.Subtype = Name(subtype)
        descriptor[key] = stream

    return embed


def _codes(pdf: bytes) -> list[str]:
    return [finding.code for finding in press(pdf, job())[1]]


def test_a_font_that_may_be_embedded_passes() -> None:
    assert _codes(_page(_file("/FontFile2", _bytes(_built(fsType=8))))) == []


def test_a_font_whose_licence_forbids_embedding_is_refused() -> None:
    assert _codes(_page(_file("/FontFile2", _bytes(_built(fsType=2))))) == ["font/licence"]


def test_cff2_outlines_are_refused_with_advice() -> None:
    data = _bytes(_built("CFF2"))
    pdf, findings = press(_page(_file("/FontFile3", data, "/OpenType"), "/CIDFontType0"), job())
    assert [finding.code for finding in findings] == ["font/cff2"]
    assert "TrueType" in findings[0].hint
    assert b"GTS_PDFXVersion" not in pdf


def test_a_damaged_font_is_a_finding() -> None:
    data = b"OTTO" + bytes(40)
    assert _codes(_page(_file("/FontFile3", data, "/OpenType"))) == ["font/damaged"]


def test_text_in_a_font_that_is_not_in_the_file_is_refused() -> None:
    pdf, findings = press(_page(lambda *_: None), job())
    assert [finding.code for finding in findings] == ["font/not-embedded"]
    assert "Test" in findings[0].message
    with Pdf.open(BytesIO(pdf)) as read:
        assert isinstance(read.pages[0].obj.Resources.Font.F, Object)


def test_a_font_that_is_named_and_not_used_is_taken_away() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        resources.Font = Dictionary(F=pdf.make_indirect(font))

    pdf, findings = press(make("BT /F 9 Tf ET 0 0 9 9 re f", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        page = read.pages[0].obj
        assert "/F" not in page.Resources.Font
        assert b"/F" not in page.Contents[1].read_bytes()


def _seen(folder: Path, program: str, pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of the ink in the three em squares of the text, by a judge."""
    (folder / "a.pdf").write_bytes(crop_to_trim(pdf, BLEED))
    orders = {
        "gs": ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pnggray", "-r72", "-oa.png",
               "a.pdf"],
        "mutool": ["mutool", "draw", "-q", "-r", "72", "-c", "gray", "-o", "a.png", "a.pdf"],
        "pdftoppm": ["pdftoppm", "-r", "72", "-png", "-gray", "-singlefile", "a.pdf", "a"],
    }  # fmt: skip
    subprocess.run(orders[program], check=True, cwd=folder, capture_output=True)
    sizes = []
    with Image.open(folder / "a.png") as picture:
        grey = picture.convert("L").point(lambda x: 255 if x < 128 else 0)
        left, top = 20 - BLEED, TRIM.height - (100 - BLEED) - 60
        for i in range(3):
            part = grey.crop(
                (round(left + 60 * i), round(top), round(left + 60 * i + 60), round(top + 63))
            )
            box = part.getbbox() or (0, 0, 0, 0)
            sizes.append((box[2] - box[0], box[3] - box[1]))
    return sizes


@pytest.mark.parametrize("program", ["gs", "mutool", "pdftoppm"])
@pytest.mark.parametrize("cids", [[1, 2, 3], [7, 8, 9], [9, 1, 2]])
def test_codes_that_are_glyph_numbers_show_the_same_glyphs_everywhere(
    program: str, cids: list[int], tmp_path: Path
) -> None:
    if not shutil.which(program):
        pytest.skip(f"needs {program}")
    embedded = _file("/FontFile3", _cid_keyed(cids), "/CIDFontType0C")
    pdf, findings = press(_page(embedded, "/CIDFontType0"), job(marks=False))
    assert findings == []
    wanted = [(60 * SHAPES[name][0] / 1000, 60 * SHAPES[name][1] / 1000) for name in GLYPHS[1:]]
    for found, size in zip(_seen(tmp_path, program, pdf), wanted, strict=True):
        assert found == pytest.approx(size, abs=2)


def test_codes_that_the_charset_names_are_left_alone() -> None:
    data = _cid_keyed([7, 8, 9])
    embedded = _file("/FontFile3", data, "/CIDFontType0C")
    pdf, findings = press(_page(embedded, "/CIDFontType0", first=7), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        below = read.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        assert below.FontDescriptor.FontFile3.read_bytes() == data
