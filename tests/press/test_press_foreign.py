"""Pages as other programs leave them: packed, upside down, locked, out of balance."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf
from PIL import Image
from pressed import BLEED, PALETTE, TRIM, content, job, make
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from printkit.model.finding import Problems
from printkit.press.pdfx import press

RED = (200, 30, 30)


def _file(kind: str, mode: str, colour: tuple[int, ...]) -> bytes:
    out = BytesIO()
    Image.new(mode, (16, 16), colour).save(out, kind)
    return out.getvalue()


def _placed(data: bytes, packing: str, **entries: object) -> bytes:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        image = pdf.make_stream(b"")
        image.write(data, filter=Name(packing))
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width = image.Height = 16
        image.BitsPerComponent = 8
        for key, value in entries.items():
            image[f"/{key}"] = value
        resources.XObject = Dictionary(I=image)

    return make("q 50 0 0 50 20 20 cm /I Do Q", add)


@contextmanager
def _image(pdf: bytes) -> Iterator[Object]:
    with Pdf.open(BytesIO(pdf)) as read:
        drawings = read.pages[0].Resources.XObject
        yield next(obj for obj in drawings.values() if obj.get("/Subtype") == Name.Image)


def _centre(pdf: bytes) -> tuple[int, ...]:
    with _image(pdf) as image:
        picture = Image.open(BytesIO(image.read_raw_bytes()))
    pixel = picture.getpixel((8, 8))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_photograph_that_reportlab_wrote_as_text_becomes_inks() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=tuple(TRIM.grown(BLEED)), invariant=1)
    canvas.drawImage(ImageReader(BytesIO(_file("JPEG", "RGB", RED))), 10, 10, 50, 50)
    canvas.showPage()
    canvas.save()
    pdf, findings = press(out.getvalue(), job())
    assert findings == []
    with _image(pdf) as image:
        assert image.ColorSpace == Name.DeviceCMYK


def test_a_photograph_stored_upside_down_shows_the_same_colour() -> None:
    plain = _placed(_file("JPEG", "RGB", RED), "/DCTDecode", ColorSpace=Name.DeviceRGB)
    other = tuple(255 - part for part in RED)
    turned = _placed(
        _file("JPEG", "RGB", other), "/DCTDecode",
        ColorSpace=Name.DeviceRGB, Decode=Array([1, 0] * 3),
    )  # fmt: skip
    one, two = (_centre(press(pages, job())[0]) for pages in (plain, turned))
    assert max(abs(x - y) for x, y in zip(one, two, strict=True)) <= 3


def test_what_a_jpeg_2000_leaves_open_stays_open() -> None:
    data = _file("JPEG2000", "RGBA", (*RED, 64))
    pdf, findings = press(_placed(data, "/JPXDecode", SMaskInData=1), job())
    assert findings == []
    with _image(pdf) as image:
        assert set(image.SMask.read_bytes()) == {64}


def test_a_locked_file_is_named() -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(make("0 g"))) as pdf:
        pdf.save(out, encryption=Encryption(owner="owner", user="user"))
    with pytest.raises(Problems, match="pdf/encrypted"):
        press(out.getvalue(), job())


@pytest.mark.parametrize("loose", ["q q 9 0 0 9 5 5 cm", "Q Q q", "BT 0 g", "q BT /F 9 Tf"])
def test_a_page_left_open_ends_before_the_marks(loose: str) -> None:
    code = content(press(make(loose), job())[0]).split()
    assert code.count("q") == code.count("Q")
    assert code.count("BT") == code.count("ET")


def test_a_colour_beyond_its_range_stops_at_the_end_of_it() -> None:
    assert "0 0 0 0 k" in content(press(make("5 g 0 0 9 9 re f"), job())[0])
    assert "1 0 0 0.5 k" in content(press(make("3 -1 0 0.5 k 0 0 9 9 re f"), job())[0])


def test_a_form_carries_what_it_draws_with() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        form = pdf.make_stream(b"/Half gs 0 0 9 9 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))
        resources.XObject = Dictionary(F=form)

    pdf, _ = press(make("/F Do", add), job(palette=PALETTE))
    with Pdf.open(BytesIO(pdf)) as read:
        assert "/Half" in read.pages[0].Resources.XObject.F.Resources.ExtGState


def _spot(function: dict[str, object]) -> bytes:
    def add(_: Pdf, resources: Dictionary) -> None:
        space = Array([Name.Separation, Name("/Foil"), Name.DeviceRGB, Dictionary(function)])
        resources.ColorSpace = Dictionary(S=space)

    return make("/S cs 0.5 scn 20 20 50 50 re f", add)


_STRAIGHT: dict[str, object] = {
    "/FunctionType": 2, "/Domain": Array([0, 1]), "/N": 1,
    "/C0": Array([1, 1, 1]), "/C1": Array([0.54, 0.11, 0.11]),
}  # fmt: skip


def test_an_ink_that_the_page_brings_is_proofed_in_process_inks() -> None:
    pdf, findings = press(_spot(_STRAIGHT), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        _, name, alternate, tint = read.pages[0].Resources.ColorSpace.S
        assert (name, alternate) == (Name("/Foil"), Name.DeviceCMYK)
        assert [float(x) for x in tint.C0] == [0, 0, 0, 0]
        assert len(tint.C1) == 4


def test_an_ink_that_the_page_brings_is_on_the_colour_bar() -> None:
    with Pdf.open(BytesIO(press(_spot(_STRAIGHT), job())[0])) as read:
        spaces = read.pages[0].Resources.XObject.PressMarks.Resources.ColorSpace
        inks = {str(obj[1]) for obj in spaces.values()}
    assert inks == {"/All", "/Foil"}


def _foil(program: bytes, shown: Object = Name.DeviceRGB) -> bytes:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        tint = pdf.make_stream(program)
        tint.FunctionType = 4
        tint.Domain, tint.Range = Array([0, 1]), Array([0, 1] * 3)
        if shown != Name.DeviceRGB:
            tint.Range = Array([0, 100, -100, 100, -100, 100])
        space = Array([Name.Separation, Name("/Foil"), shown, tint])
        resources.ColorSpace = Dictionary(S=space)

    return make("/S cs 1 scn 20 20 50 50 re f", add)


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        (b"{ 1 exch sub dup dup }", Name.DeviceRGB),
        (
            b"{ 100 mul 100 exch sub 0 0 }",
            Array([Name.Lab, Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]))]),
        ),
    ],
)
def test_an_ink_whose_proof_colour_is_a_program_keeps_its_plate(
    program: bytes, shown: Object
) -> None:
    pdf, findings = press(_foil(program, shown), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        kind, name, proof, tint = read.pages[0].obj.Resources.ColorSpace.S
        assert (kind, name, proof) == (Name.Separation, Name("/Foil"), Name.DeviceCMYK)
        data = tint.read_bytes()
        assert max(data[:4]) <= 3
        assert data[-1] > 200


def test_inks_that_come_together_are_each_declared() -> None:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        tint = pdf.make_stream(b"{ 0 0 4 2 roll }")
        tint.FunctionType, tint.Domain = 4, Array([0, 1] * 2)
        tint.Range = Array([0, 1] * 4)
        names = Array([Name("/Foil"), Name.Black])
        resources.ColorSpace = Dictionary(S=Array([Name.DeviceN, names, Name.DeviceCMYK, tint]))

    pdf, findings = press(make("/S cs 1 0 scn 20 20 50 50 re f", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        more = read.pages[0].obj.Resources.ColorSpace.S[4]
        assert set(more.Colorants.keys()) == {"/Foil"}
        assert [float(x) for x in more.Colorants.Foil[3].C1] == [0, 0, 1, 0]


def test_an_ink_whose_proof_colour_cannot_be_worked_out_is_refused() -> None:
    _, findings = press(_foil(b"{dup sprint}"), job())
    assert [finding.code for finding in findings] == ["colour/spot"]
    assert "Foil" in findings[0].message


@pytest.mark.parametrize(
    ("code", "kind", "broken"),
    [
        ("/X Do", "XObject", Dictionary(Subtype=Name.Form)),
        ("BT /X 9 Tf (a) Tj ET", "Font", Dictionary(Subtype=Name.Type0)),
        ("/Pattern cs /X scn 0 0 9 9 re f", "Pattern", Dictionary()),
        ("/X sh", "Shading", Dictionary()),
        ("/X cs 1 scn", "ColorSpace", Array([Name.Separation])),
        ("/X cs 1 scn", "ColorSpace", Array([Name.ICCBased, 5])),
        ("gs Tf cs scn rg", "XObject", Dictionary()),
    ],
)
def test_a_damaged_object_is_a_finding(code: str, kind: str, broken: Object) -> None:
    def add(_: Pdf, resources: Dictionary) -> None:
        resources[f"/{kind}"] = Dictionary(X=broken)

    _, findings = press(make(code, add), job())
    assert findings
