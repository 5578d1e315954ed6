"""Colour operators become inks; black text overprints; nothing else does."""

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from pressed import content, everything, job, make

from printkit.press.pdfx import press

BRAND = "0.541176 0.109804 0.109804"


def _codes(findings: list[Any]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{BRAND} rg 0 0 9 9 re f", "0.2 0.95 0.9 0.3 k"),
        (f"{BRAND} RG 0 0 9 9 re S", "0.2 0.95 0.9 0.3 K"),
        (f"/DeviceRGB cs {BRAND} sc 0 0 9 9 re f", "0.2 0.95 0.9 0.3 k"),
        (f"/DeviceRGB CS {BRAND} SCN 0 0 9 9 re S", "0.2 0.95 0.9 0.3 K"),
        ("0.25 g 0 0 9 9 re f", "0 0 0 0.75 k"),
        ("1 1 1 rg 0 0 9 9 re f", "0 0 0 0 k"),
        ("0.1 0.2 0.3 0.4 k 0 0 9 9 re f", "0.1 0.2 0.3 0.4 k"),
    ],
)
def test_a_colour_becomes_inks(before: str, after: str) -> None:
    pdf, findings = press(make(before), job())
    assert findings == []
    assert after in content(pdf)
    assert " rg" not in everything(pdf)


def test_a_colour_space_is_remembered_over_q() -> None:
    code = f"/DeviceRGB cs {BRAND} sc q 0.5 g 0 0 1 1 re f Q {BRAND} sc 0 0 9 9 re f"
    pdf, findings = press(make(code), job())
    assert findings == []
    assert content(pdf).count("0.2 0.95 0.9 0.3 k") == 2


def test_a_string_that_looks_like_a_colour_is_left_alone() -> None:
    pdf, _ = press(make("/Span <</ActualText (1 0 0 rg \\( Q)>> BDC EMC"), job())
    assert "1 0 0 rg" in content(pdf)


def test_a_spot_colour_goes_to_its_own_plate() -> None:
    pdf, findings = press(make("0 0.447059 0.807843 rg 0 0 9 9 re f"), job())
    assert findings == []
    assert "/PressSpot0 cs\n1 scn" in content(pdf)
    with Pdf.open(BytesIO(pdf)) as read:
        space = read.pages[0].Resources.ColorSpace["/PressSpot0"]
        assert space[0] == Name.Separation
        assert str(space[1]) == "/PANTONE 300 C"
        assert [float(x) for x in space[3].C1] == [0.9, 0.5, 0, 0]


def test_only_black_text_overprints() -> None:
    code = f"0 g BT (a) Tj 1 g (b) Tj 0 0 0 rg (c) Tj ET 0 0 9 9 re f BT {BRAND} rg (d) Tj ET"
    lines = content(press(make(code), job())[0]).splitlines()
    on = False
    seen = {}
    for line in lines:
        if line.endswith(" gs"):
            on = line == "/PressOver gs"
        if line.endswith(("Tj", " f")) or line == "f":
            seen[line] = on
    assert seen == {"(a) Tj": True, "(b) Tj": False, "(c) Tj": True, "f": False, "(d) Tj": False}


def test_a_form_used_twice_is_turned_once() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        form = pdf.make_stream(f"{BRAND} rg 0 0 9 9 re f".encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        resources.XObject = Dictionary({"/A": form, "/B": form})

    pdf, findings = press(make("/A Do /B Do", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        form = read.pages[0].Resources.XObject["/A"]
        assert form.read_bytes() == b"0.2 0.95 0.9 0.3 k\n0 0 9 9 re\nf"
        assert Name.DeviceCMYK == form.Group.CS


def test_a_luminosity_mask_becomes_grey() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        form = pdf.make_stream(b"1 1 1 rg 0 0 9 9 re f 1 0 0 rg 0 0 5 5 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        mask = Dictionary(S=Name.Luminosity, G=form, BC=Array([0, 0, 0]))
        resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))

    pdf, findings = press(make("/M gs 0 0 9 9 re f", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        mask = read.pages[0].Resources.ExtGState.M.SMask
        assert Name.DeviceGray == mask.G.Group.CS
        assert mask.G.read_bytes() == b"1 g\n0 0 9 9 re\nf\n0.3 g\n0 0 5 5 re\nf"
        assert [float(x) for x in mask.BC] == [0]


def test_patterns_and_type_3_glyphs_are_turned() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        tile = pdf.make_stream(f"{BRAND} rg 0 0 4 4 re f".encode())
        tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 8, 8]), 8, 8
        tile.Resources = Dictionary()
        resources.Pattern = Dictionary(P=tile)
        glyph = pdf.make_stream(f"9 0 d0 {BRAND} rg 0 0 4 4 re f".encode())
        resources.Font = Dictionary(
            T=Dictionary(
                Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph),
                FontBBox=Array([0, 0, 9, 9]), FontMatrix=Array([1, 0, 0, 1, 0, 0]),
                FirstChar=97, LastChar=97, Widths=Array([9]),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name("/a")])),
            )
        )  # fmt: skip

    code = "/Pattern cs /P scn 0 0 9 9 re f BT /T 1 Tf (a) Tj ET"
    pdf, findings = press(make(code, add), job())
    assert findings == []
    assert everything(pdf).count("0.2 0.95 0.9 0.3 k") == 2


def test_an_inline_image_in_colour_becomes_inks() -> None:
    code = "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x8a\x1c\x1d EI Q"
    pdf, findings = press(make(code), job())
    assert findings == []
    assert "/PressInline0 Do" in content(pdf)


def test_too_much_ink_in_a_colour_is_a_warning() -> None:
    _, findings = press(make("1 1 1 1 k 0 0 9 9 re f"), job())
    assert _codes(findings) == ["colour/ink-limit"]
    assert str(findings[0].severity) == "warning"


def test_an_unknown_space_is_refused_by_name() -> None:
    pdf, findings = press(make("/Odd cs 0 sc 0 0 9 9 re f"), job())
    assert "colour/space" in _codes(findings)
    assert "/Odd" in findings[0].message
    assert b"GTS_PDFXVersion" not in pdf
