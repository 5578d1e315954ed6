"""Gradients give inks; those that cannot are refused by name."""

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pressed import job, make

from printkit.press.pdfx import press

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


def _calculator(pdf: Pdf) -> Object:
    function = pdf.make_stream(b"{ dup dup }")
    function.FunctionType, function.Domain = 4, Array([0, 1])
    function.Range = Array([0, 1] * 3)
    return _axial(function)


def _mesh(pdf: Pdf) -> Object:
    mesh = pdf.make_stream(b"\0" * 12)
    mesh.ShadingType, mesh.ColorSpace = 4, Name.DeviceRGB
    mesh.BitsPerCoordinate = mesh.BitsPerComponent = mesh.BitsPerFlag = 8
    mesh.Decode = Array([0, 1] * 5)
    return mesh


@pytest.mark.parametrize(
    ("build", "word"), [(_calculator, "function of type 4"), (_mesh, "type 4 (a mesh)")]
)
def test_a_gradient_that_is_not_converted_is_refused_by_name(build: Any, word: str) -> None:
    _, findings = pressed_shading(build)
    assert [finding.code for finding in findings] == ["colour/gradient"]
    assert word in findings[0].message


def test_a_spot_ink_in_a_gradient_is_a_warning() -> None:
    _, findings = pressed_shading(lambda _: _axial(_ramp([0, 114 / 255, 206 / 255], [1, 1, 1])))
    assert [finding.code for finding in findings] == ["colour/spot-gradient"]
