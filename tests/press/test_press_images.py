"""Images of every kind become grey, CMYK or an ink palette."""

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageCms
from pressed import job, make

from printkit.press.pdfx import press

RED = (138, 28, 28)


def pressed_image(data: bytes, **entries: Any) -> tuple[Dictionary, bytes, list[Any]]:
    """Return the dictionary and the samples of an image after the pass, and the findings."""

    def add(pdf: Pdf, resources: Dictionary) -> None:
        image = pdf.make_stream(data)
        values = {"Width": 2, "Height": 1, "BitsPerComponent": 8} | entries
        values = {key: pdf.make_stream(v) if isinstance(v, bytes) else v
                  for key, v in values.items()}  # fmt: skip
        image.Type, image.Subtype = Name.XObject, Name.Image
        for key, value in values.items():
            image[f"/{key}"] = value
        resources.XObject = Dictionary(I=image)

    pdf, findings = press(make("q 50 0 0 50 20 20 cm /I Do Q", add), job())
    with Pdf.open(BytesIO(pdf)) as read:
        image = read.pages[0].Resources.XObject.I
        lossy = image.get("/Filter") in {Name.DCTDecode, Name.JPXDecode}
        found = image.read_raw_bytes() if lossy else image.read_bytes()
        plain = {key: repr(value) for key, value in image.items()}
        return plain, found, findings


def _inks(data: bytes) -> list[list[int]]:
    return [list(data[i : i + 4]) for i in range(0, len(data), 4)]


def test_an_rgb_image_becomes_cmyk() -> None:
    image, data, findings = pressed_image(bytes([*RED, 255, 255, 255]), ColorSpace=Name.DeviceRGB)
    assert findings == []
    assert image["/ColorSpace"] == repr(Name.DeviceCMYK)
    red, white = _inks(data)
    assert white == [0, 0, 0, 0]
    assert red[1] > 200 > red[0]


def test_sixteen_bits_become_eight() -> None:
    wide = bytes(x for part in (*RED, 255, 255, 255) for x in (part, 0))
    deep = pressed_image(wide, ColorSpace=Name.DeviceRGB, BitsPerComponent=16)
    flat = pressed_image(bytes([*RED, 255, 255, 255]), ColorSpace=Name.DeviceRGB)
    assert deep[0]["/BitsPerComponent"] == "8"
    assert deep[1] == flat[1]


def test_an_upside_down_image_is_turned_over() -> None:
    turned = bytes(255 - part for part in (*RED, 255, 255, 255))
    image, data, _ = pressed_image(
        turned, ColorSpace=Name.DeviceRGB, Decode=Array([1, 0, 1, 0, 1, 0])
    )
    plain = pressed_image(bytes([*RED, 255, 255, 255]), ColorSpace=Name.DeviceRGB)
    assert data == plain[1]
    assert "/Decode" not in image


def test_a_grey_image_stays_as_it_is() -> None:
    image, data, findings = pressed_image(b"\x10\xf0", ColorSpace=Name.DeviceGray)
    assert (image["/ColorSpace"], data, findings) == (repr(Name.DeviceGray), b"\x10\xf0", [])


def test_a_stencil_stays_as_it_is() -> None:
    _, data, findings = pressed_image(b"\x80", ImageMask=True, BitsPerComponent=1)
    assert (data, findings) == (b"\x80", [])


def test_a_palette_image_keeps_its_samples_and_exact_named_inks() -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes([*RED, 0, 0, 0]))])
    image, data, findings = pressed_image(b"\x00\x01", ColorSpace=space)
    assert (data, findings) == (b"\x00\x01", [])
    assert "DeviceCMYK" in image["/ColorSpace"]


@pytest.mark.parametrize(
    ("bits", "data"),
    [
        (4, bytes([0xF0, 0x00, 0x0F])),  # red, then blue
        (2, bytes([0b11000000, 0b00110000])),
        (1, bytes([0b10000100])),
    ],
)
def test_colour_samples_of_few_bits_are_spread(bits: int, data: bytes) -> None:
    _, few, findings = pressed_image(data, ColorSpace=Name.DeviceRGB, BitsPerComponent=bits)
    _, whole, _ = pressed_image(bytes([255, 0, 0, 0, 0, 255]), ColorSpace=Name.DeviceRGB)
    assert findings == []
    assert few == whole


def test_a_colour_key_of_few_bits_masks_the_same_samples() -> None:
    rows = []
    few = (4, bytes([0xF0, 0x00, 0x0F]), [15, 15, 0, 0, 0, 0])
    for bits, data, key in (few, (8, bytes([255, 0, 0, 0, 0, 255]), [255, 255, 0, 0, 0, 0])):
        entries = {"BitsPerComponent": bits, "ColorSpace": Name.DeviceRGB, "Mask": Array(key)}
        image, _, findings = pressed_image(data, **entries)
        assert findings == []
        rows.append(image["/Mask"])
    assert "/ImageMask" in rows[0]
    assert rows[0] == rows[1]


def test_samples_in_lab_become_inks() -> None:
    white = Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]), Range=Array([-128, 127, -128, 127]))
    red, grey = (122, 196, 176), (128, 128, 128)
    image, data, findings = pressed_image(bytes([*red, *grey]), ColorSpace=Array([Name.Lab, white]))
    assert findings == []
    assert image["/ColorSpace"] == repr(Name.DeviceCMYK)
    first, second = _inks(data)
    assert first[0] < 40
    assert min(first[1:3]) > 190
    assert max(second[:3]) - min(second[:3]) < 60


def test_an_own_profile_is_honoured() -> None:
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    embedded = _stream_space(xyz)
    assert embedded == pytest.approx(_stream_space(None), abs=3)


def _stream_space(profile: bytes | None) -> list[int]:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        image = pdf.make_stream(bytes(RED))
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width = image.Height = 1
        image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceRGB
        if profile:
            stream = pdf.make_stream(profile)
            stream.N = 3
            image.ColorSpace = Array([Name.ICCBased, stream])
        resources.XObject = Dictionary(I=image)

    pdf, findings = press(make("/I Do", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        return list(read.pages[0].Resources.XObject.I.read_bytes())


def _jpeg(mode: str, kind: str = "JPEG") -> bytes:
    colour = {"RGB": RED, "CMYK": (40, 220, 200, 10)}[mode]
    out = BytesIO()
    Image.new(mode, (16, 16), colour).save(out, kind)
    return out.getvalue()


def test_an_rgb_jpeg_becomes_a_cmyk_jpeg() -> None:
    image, data, findings = pressed_image(
        _jpeg("RGB"), Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB, Width=16, Height=16
    )
    assert findings == []
    with Image.open(BytesIO(data)) as picture:
        assert picture.mode == "CMYK"
        assert "icc_profile" not in picture.info
        assert picture.getpixel((4, 4))[1] > 200  # Pillow turns the Adobe inversion back
    assert "1, 0, 1, 0" in image["/Decode"]


def test_a_cmyk_jpeg_is_kept_with_its_inversion() -> None:
    before = _jpeg("CMYK")
    image, data, findings = pressed_image(
        before, Filter=Name.DCTDecode, ColorSpace=Name.DeviceCMYK, Width=16, Height=16,
        Decode=Array([1, 0] * 4),
    )  # fmt: skip
    assert (data, findings) == (before, [])
    assert "1, 0, 1, 0" in image["/Decode"]


def test_a_jpeg_2000_image_is_converted() -> None:
    image, _, findings = pressed_image(
        _jpeg("RGB", "JPEG2000"), Filter=Name.JPXDecode, Width=16, Height=16
    )
    assert findings == []
    assert image["/ColorSpace"] == repr(Name.DeviceCMYK)
    assert image["/Filter"] == repr(Name.DCTDecode)


def test_a_colour_key_becomes_a_stencil() -> None:
    image, _, findings = pressed_image(
        bytes([*RED, 255, 255, 255]), ColorSpace=Name.DeviceRGB,
        Mask=Array([250, 255, 250, 255, 250, 255]),
    )  # fmt: skip
    assert findings == []
    assert "/ImageMask" in image["/Mask"]
    assert "Array" not in image["/Mask"]


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (b"\x00", {"ColorSpace": Name.DeviceRGB}),
        (b"no jpeg", {"ColorSpace": Name.DeviceRGB, "Filter": Name.DCTDecode}),
        (b"\x00\x00", {"ColorSpace": Name("/Odd")}),
    ],
)
def test_an_image_that_cannot_be_read_is_an_error(data: bytes, entries: dict[str, Any]) -> None:
    _, _, findings = pressed_image(data, **entries)
    assert [finding.code for finding in findings] == ["image/colour"]
    assert findings[0].place.page == 1
