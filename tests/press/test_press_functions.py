"""Functions are worked out as Ghostscript does, and meshes keep their shape."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops
from pressed import BLEED, TRIM, job, make

from printkit.press.boxes import crop_to_trim
from printkit.press.calculator import program
from printkit.press.functions import evaluator
from printkit.press.pdfx import press

PROGRAMS = [
    "dup mul exch dup mul add sqrt",
    "add 2 div 360 mul sin abs 0.25",
    "2 copy 4 1 roll 3 copy pop pop",
    "2 copy gt { exch } if pop",
    "dup 0.5 ge { pop 1 } { 2 mul } ifelse exch 10 mul cvi 3 mod 3 div",
    "100 mul cvi 7 and 15 xor 1 bitshift cvr exch 100 mul cvi 3 idiv 2 exp",
    "1 index 0.3 sub neg round exch truncate 2 index ceiling -9 4 idiv",
    "0.1 add ln exch 0.1 add log atan",
    "0.5 lt exch 0.5 le and not { 1 } { 0 } ifelse",
    "1 2 3 5 -2 roll",
    "cos exch 10 mul cvr 3.7 ne 1 index 2 eq or true xor { 4 } { 5 } ifelse -2 bitshift",
]
POINTS = [(0.05, 1.0), (0.25, 0.75), (0.6, 0.1), (1.0, 0.5)]


@pytest.mark.skipif(not shutil.which("gs"), reason="needs gs")
def test_programs_give_what_ghostscript_gives() -> None:
    cases = [(text, at) for text in PROGRAMS for at in POINTS]
    lines = [f"mark {x} {y} {text} counttomark array astore == pop" for text, (x, y) in cases]
    order = ["gs", "-q", "-dNODISPLAY", "-dBATCH", "-"]
    told = subprocess.run(
        order, check=True, capture_output=True, text=True, input="\n".join(lines)
    ).stdout
    expected = [[float(x) for x in line.strip("[] ").split()] for line in told.splitlines()]
    assert len(expected) == len(cases)
    for (text, at), wanted in zip(cases, expected, strict=True):
        assert program(f"{{{text}}}")(at) == pytest.approx(wanted, abs=1e-4), (text, at)


def _samples(pdf: Pdf, bits: int, sizes: list[int]) -> Stream:
    count = 1
    for size in sizes:
        count *= size
    top = (1 << bits) - 1
    values = [(i * 7) % (top + 1) for i in range(count)]
    whole = 0
    for value in values:
        whole = (whole << bits) | value
    spare = -count * bits % 8
    function = pdf.make_stream((whole << spare).to_bytes((count * bits + spare) // 8, "big"))
    function.FunctionType, function.BitsPerSample, function.Size = 0, bits, Array(sizes)
    function.Domain, function.Range = Array([0, 1] * len(sizes)), Array([0, 1])
    return function


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 12, 16, 24])
def test_samples_of_any_depth_are_read(bits: int) -> None:
    with Pdf.new() as pdf:
        value = evaluator(_samples(pdf, bits, [4, 3]))
        top = (1 << bits) - 1
        for row in range(3):
            for column in range(4):
                wanted = ((row * 4 + column) * 7) % (top + 1) / top
                assert value([column / 3, row / 2]) == pytest.approx([wanted])


@given(st.floats(0, 1), st.floats(0.1, 0.9))
def test_stitched_functions_meet_their_parts(at: float, edge: float) -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    back = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=2)
    whole = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=Array([ramp, back]), Bounds=Array([edge]),
        Encode=Array([0, 1, 0, 1]),
    )  # fmt: skip
    wanted = at / edge if at < edge else 1 - ((at - edge) / (1 - edge)) ** 2
    assert evaluator(whole)([at]) == pytest.approx([wanted], abs=1e-3)


def _mesh(kind: int, data: bytes, **more: object) -> Callable[[Pdf, Dictionary], None]:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        mesh = pdf.make_stream(data)
        mesh.ShadingType, mesh.ColorSpace = kind, Name.DeviceRGB
        mesh.BitsPerCoordinate, mesh.BitsPerComponent, mesh.BitsPerFlag = 8, 8, 8
        mesh.Decode = Array([0, 255, 0, 255, 0, 1, 0, 1, 0, 1])
        for key, value in more.items():
            mesh[f"/{key}"] = value
        resources.Shading = Dictionary(S=mesh)

    return add


def _grey(value: int) -> list[int]:
    return [value] * 3


TRIANGLES = bytes([
    *(0, 20, 20), *_grey(0), *(0, 200, 30), *_grey(128), *(0, 110, 220), *_grey(255),
    *(1, 230, 230), *_grey(40),
])  # fmt: skip
LATTICE = bytes([
    *(20, 20), *_grey(0), *(200, 20), *_grey(255), *(20, 200), *_grey(90), *(200, 200), *_grey(10),
])  # fmt: skip
EDGE = [20, 20, 20, 80, 20, 140, 20, 200, 80, 220, 140, 180, 200, 200, 200, 140, 200, 80, 200, 20,
        140, 40, 80, 10]  # fmt: skip
COONS = bytes([0, *EDGE, *_grey(0), *_grey(255), *_grey(60), *_grey(190)])
TENSOR = bytes([0, *EDGE, 80, 80, 80, 140, 140, 140, 140, 80, *_grey(0), *_grey(255), *_grey(60),
                *_grey(190)])  # fmt: skip
KINDS = {4: TRIANGLES, 5: LATTICE, 6: COONS, 7: TENSOR}


def _picture(folder: Path, name: str, pdf: bytes) -> Image.Image:
    (folder / name).write_bytes(crop_to_trim(pdf, BLEED))
    order = ["pdftoppm", "-r", "72", "-png", "-singlefile", "-gray", name, name]
    subprocess.run(order, check=True, cwd=folder)
    with Image.open(folder / f"{name}.png") as image:
        return image.convert("L")


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm")
@pytest.mark.parametrize("kind", KINDS)
def test_a_mesh_of_greys_looks_the_same_and_is_black_ink_alone(kind: int, tmp_path: Path) -> None:
    more = {"VerticesPerRow": 2} if kind == 5 else {}
    plain = make("/S sh", _mesh(kind, KINDS[kind], **more))
    pressed, findings = press(plain, job(marks=False))
    assert findings == []
    before, after = _picture(tmp_path, "a.pdf", plain), _picture(tmp_path, "b.pdf", pressed)
    assert before.getextrema() != (255, 255)
    assert ImageChops.difference(before, after).getextrema()[1] <= 6
    with Pdf.open(BytesIO(pressed)) as pdf:
        mesh = pdf.pages[0].Resources.Shading.S
        assert [float(x) for x in mesh.Decode[4:]] == [0, 1] * 4
        assert mesh.ColorSpace == Name.DeviceCMYK


def test_a_mesh_of_few_bits_keeps_its_colours() -> None:
    # Two bits a coordinate and four a colour, each vertex filled up to whole bytes.
    corner = (0 << 16 | 1 << 14 | 2 << 12 | 0xF << 8 | 0x0 << 4 | 0xF).to_bytes(3, "big")
    add = _mesh(4, corner * 3, BitsPerCoordinate=2, BitsPerComponent=4)
    pressed, findings = press(make("/S sh", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pressed)) as pdf:
        mesh = pdf.pages[0].Resources.Shading.S
        data = mesh.read_bytes()
        assert int(mesh.BitsPerComponent) == 8
        assert len(data) == 3 * 6
        word = int.from_bytes(data[:6], "big")
        assert (word >> 40, word >> 38 & 3, word >> 36 & 3) == (0, 1, 2)
        magenta = word >> 20 & 0xFF
        assert magenta > 150


def test_the_places_of_a_mesh_in_a_function_stay_as_they_are() -> None:
    ramp = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 3), C1=Array([1] * 3), N=1
    )
    data = bytes([0, 20, 20, 0, 0, 200, 30, 128, 0, 110, 220, 255])
    add = _mesh(4, data, Function=ramp, Decode=Array([0, 255, 0, 255, 0, 1]))
    pressed, findings = press(make("/S sh", add), job())
    assert findings == []
    with Pdf.open(BytesIO(pressed)) as pdf:
        mesh = pdf.pages[0].Resources.Shading.S
        assert mesh.read_bytes() == data
        assert [float(x) for x in mesh.Function.C0] == [0, 0, 0, 1]
        assert [float(x) for x in mesh.Function.C1] == [0, 0, 0, 0]


def _stencil(base: Object) -> Callable[[Pdf, Dictionary], None]:
    def add(pdf: Pdf, resources: Dictionary) -> None:
        tile = pdf.make_stream(b"0 0 4 4 re f")
        tile.PatternType, tile.PaintType, tile.TilingType = 1, 2, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 8, 8]), 8, 8
        tile.Resources = Dictionary()
        resources.Pattern = Dictionary(P=tile)
        resources.ColorSpace = Dictionary(C=Array([Name.Pattern, base]))

    return add


@pytest.mark.parametrize(
    ("colour", "space", "operands"),
    [
        ("0.541 0.11 0.11", "/DeviceCMYK", "0.2 0.95 0.9 0.3"),
        ("0 0.447 0.808", "PANTONE 300 C", "1"),
        ("0.5 0.5 0.5", "/DeviceCMYK", "0 0 0 0.5"),
    ],
)
def test_a_pattern_without_colours_gets_inks(colour: str, space: str, operands: str) -> None:
    code = f"/C cs {colour} /P scn 0 0 99 99 re f"
    pressed, findings = press(make(code, _stencil(Name.DeviceRGB)), job())
    assert findings == []
    with Pdf.open(BytesIO(pressed)) as pdf:
        page = pdf.pages[0].obj
        text = page.Contents[1].read_bytes().decode()
        name = next(word for word in text.split() if word.startswith("/PressStencil"))
        assert f"{name} cs\n{operands} /P scn" in text
        assert space in repr(page.Resources.ColorSpace[name])
        assert "RGB" not in repr(page.Resources.ColorSpace)


def test_the_trim_of_these_tests_is_larger_than_the_meshes() -> None:
    assert min(TRIM) > 255
