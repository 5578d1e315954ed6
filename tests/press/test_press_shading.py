"""Gradients give inks; those that cannot are refused by name."""

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pressed import job, make

from printkit.press.pdfx import press

PROGRAM = b"{ dup 0.5 lt { pop 1 1 1 } { 0 0 3 -1 roll } ifelse } % half paper, then blue"
BRAND = [138 / 255, 28 / 255, 28 / 255]


def pressed_shading(build: Any) -> tuple[Any, list[Any]]:
    """Return the shading after the pass as plain values, and the findings."""

    def add(pdf: Pdf, resources: Dictionary) -> None:
        resources.Shading = Dictionary(S=build(pdf))

    pdf, findings = press(make("/S sh", add), job())
    with Pdf.open(BytesIO(pdf)) as read:
        return _plain(read.pages[0].Resources.Shading.S), findings


def _plain(obj: Any) -> Any:
    if isinstance(obj, Array):
        return [_plain(x) for x in obj]
    if isinstance(obj, Name):
        return str(obj)
    if isinstance(obj, Dictionary | Stream):
        plain = {key[1:]: _plain(value) for key, value in obj.items()}
        return plain | ({"data": list(obj.read_bytes())} if isinstance(obj, Stream) else {})
    return float(obj)


def _ramp(start: list[float], end: list[float]) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(start), C1=Array(end), N=1)


def _axial(function: Object, **more: Any) -> Dictionary:
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 99, 0]), Function=function,
        **more,
    )  # fmt: skip


def test_the_ends_of_a_gradient_are_exact() -> None:
    shading, findings = pressed_shading(
        lambda _: _axial(_ramp(BRAND, [0.5] * 3), Background=Array([1, 1, 1]))
    )
    assert findings == []
    assert shading["ColorSpace"] == "/DeviceCMYK"
    assert shading["Function"]["C0"] == [0.2, 0.95, 0.9, 0.3]
    assert shading["Function"]["C1"] == [0, 0, 0, 0.5]
    assert shading["Background"] == [0, 0, 0, 0]


def test_stitched_gradients_are_turned_inside() -> None:
    parts = [_ramp([1, 1, 1], BRAND), _ramp(BRAND, [0, 0, 0])]
    shading, findings = pressed_shading(
        lambda _: _axial(Dictionary(
            FunctionType=3, Domain=Array([0, 1]), Functions=Array(parts), Bounds=Array([0.3]),
            Encode=Array([0, 1, 0, 1]),
        ))
    )  # fmt: skip
    assert findings == []
    assert [f["C1"] for f in shading["Function"]["Functions"]] == [
        [0.2, 0.95, 0.9, 0.3], [0, 0, 0, 1],
    ]  # fmt: skip


def test_sampled_gradients_are_turned_sample_by_sample() -> None:
    def build(pdf: Pdf) -> Object:
        function = pdf.make_stream(bytes([138, 28, 28, 0, 0, 0, 255, 255, 255]))
        function.FunctionType, function.BitsPerSample, function.Size = 0, 8, Array([3])
        function.Domain, function.Range = Array([0, 1]), Array([0, 1] * 3)
        return _axial(function)

    shading, findings = pressed_shading(build)
    assert findings == []
    assert shading["Function"]["data"] == [51, 242, 230, 76, 0, 0, 0, 255, 0, 0, 0, 0]
    assert len(shading["Function"]["Range"]) == 8


def test_functions_of_one_component_each_are_joined() -> None:
    ramps = [_ramp([x], [0]) for x in BRAND]
    shading, findings = pressed_shading(lambda _: _axial(Array(ramps)))
    assert findings == []
    assert shading["Function"]["C0"] == [0.2, 0.95, 0.9, 0.3]


def _program(text: bytes, inputs: int = 1) -> Any:
    def build(pdf: Pdf) -> Object:
        function = pdf.make_stream(text)
        function.FunctionType, function.Domain = 4, Array([0, 1] * inputs)
        function.Range = Array([0, 1] * 3)
        return _axial(function)

    return build


def test_a_gradient_worked_out_by_a_program_becomes_a_table() -> None:
    shading, findings = pressed_shading(_program(PROGRAM))
    assert findings == []
    table = shading["Function"]
    assert (table["Size"], table["Domain"]) == ([256], [0, 1])
    inks = [table["data"][i : i + 4] for i in range(0, 1024, 4)]
    assert inks[:128] == [[0, 0, 0, 0]] * 128
    assert inks[200][:2] != [0, 0]


def test_functions_of_other_kinds_for_each_component_are_joined() -> None:
    def build(pdf: Pdf) -> Object:
        steps = pdf.make_stream(bytes([0, 255]))
        steps.FunctionType, steps.BitsPerSample, steps.Size = 0, 8, Array([2])
        steps.Domain, steps.Range = Array([0, 1]), Array([0, 1])
        return _axial(Array([steps, _ramp([0], [1]), _ramp([0], [1])]))

    shading, findings = pressed_shading(build)
    assert findings == []
    data = shading["Function"]["data"]
    assert data[:4] == [0, 0, 0, 255]
    assert data[-4:] == [0, 0, 0, 0]
    assert data[4 * 128 : 4 * 128 + 3] == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"{ dup dup ", "without an end"),
        (b"{ jump }", "'jump'"),
        (b"{ pop pop }", "fails"),
        (b"{" * 99 + b"}" * 99, "too deep"),
    ],
)
def test_a_program_that_is_none_is_refused_with_its_reason(text: bytes, word: str) -> None:
    _, findings = pressed_shading(_program(text))
    assert [finding.code for finding in findings] == ["colour/gradient"]
    assert word in findings[0].message


def test_a_spot_ink_in_a_gradient_has_its_own_plate() -> None:
    special = [0, 114 / 255, 206 / 255]
    shading, findings = pressed_shading(lambda _: _axial(_ramp(special, BRAND)))
    assert findings == []
    kind, names, shown, tint, more = shading["ColorSpace"]
    assert (kind, shown) == ("/DeviceN", "/DeviceCMYK")
    assert names == ["/PANTONE 300 C", "/Cyan", "/Magenta", "/Yellow", "/Black"]
    assert shading["Function"]["C0"] == [1, 0, 0, 0, 0]
    assert shading["Function"]["C1"] == [0, 0.2, 0.95, 0.9, 0.3]
    assert list(more["Colorants"]) == ["PANTONE 300 C"]
    # The first entries of the tint: no ink, the spot ink alone, cyan alone, both.
    assert tint["data"][:16] == [0, 0, 0, 0, 230, 128, 0, 0, 255, 0, 0, 0, 255, 128, 0, 0]


def test_a_spot_ink_among_samples_is_a_warning() -> None:
    def build(pdf: Pdf) -> Object:
        function = pdf.make_stream(bytes([0, 114, 206, 255, 255, 255]))
        function.FunctionType, function.BitsPerSample, function.Size = 0, 8, Array([2])
        function.Domain, function.Range = Array([0, 1]), Array([0, 1] * 3)
        return _axial(function)

    _, findings = pressed_shading(build)
    assert [finding.code for finding in findings] == ["colour/spot-gradient"]
