"""Gradients: their functions give inks instead of screen colours."""

from collections.abc import Callable, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

Convert = Callable[[Sequence[float]], Sequence[float]]
"""Turns one colour of the old space into one of the new."""


class Refused(Exception):  # noqa: N818 - it says what cannot be turned into inks
    """A gradient of a kind that is not converted; the message names the kind."""


def recolour(pdf: Pdf, shading: Object, target: Name, convert: Convert) -> None:
    """Turn a shading dictionary into the colour space ``target``, in place.

    Its functions are copied: another gradient, of another space, may share them.

    Types 1, 2 and 3 with functions 0, 2 and 3. Raises Refused for others.
    """
    kind = int(shading.ShadingType)
    if kind not in {1, 2, 3}:
        raise Refused(f"a gradient of type {kind} (a mesh)")
    function = shading.Function
    if isinstance(function, Array):
        function = _joined(list(function))
    shading.Function = _function(pdf, function, convert)
    shading.ColorSpace = target
    if "/Background" in shading:
        shading.Background = Array(convert(_floats(shading.Background)))


def tint(pdf: Pdf, function: Object, convert: Convert) -> Object:
    """Return the function of a spot ink's proof colours in another space.

    Functions 0, 2 and 3. Raises Refused for others.
    """
    return _function(pdf, function, convert)


def _floats(array: Object) -> list[float]:
    return [float(x) for x in array]


def _function(pdf: Pdf, function: Object, convert: Convert) -> Object:
    kind = int(function.FunctionType)
    if kind == 2:
        return _exponential(function, convert)
    if kind == 3:
        copy = _copy(function)
        copy.Functions = Array([_function(pdf, part, convert) for part in function.Functions])
        _drop_range(copy)
        return copy
    if kind == 0:
        return _sampled(pdf, function, convert)
    raise Refused(f"a function of type {kind}")


def _copy(function: Object) -> Object:
    return Dictionary(dict(function.items()))


def _drop_range(function: Object) -> None:
    if "/Range" in function:
        del function.Range


def _exponential(function: Object, convert: Convert) -> Object:
    copy = _copy(function)
    for key, default in (("/C0", [0.0]), ("/C1", [1.0])):
        ends = _floats(function[key]) if key in function else default
        copy[key] = Array(convert(ends))
    _drop_range(copy)
    return copy


def _joined(parts: Sequence[Object]) -> Object:
    """Return one function for the components that each had their own."""
    first = parts[0]
    kinds = {int(part.FunctionType) for part in parts}
    if kinds != {2} or len({float(part.N) for part in parts}) != 1:
        raise Refused("a gradient with one function for each component")
    copy = _copy(first)
    for key, default in (("/C0", [0.0]), ("/C1", [1.0])):
        copy[key] = Array(
            [x for part in parts for x in (_floats(part[key]) if key in part else default)]
        )
    return copy


def _sampled(pdf: Pdf, function: Object, convert: Convert) -> Object:
    assert isinstance(function, Stream)
    bits = int(function.BitsPerSample)
    if bits not in {8, 16}:
        raise Refused(f"a gradient with samples of {bits} bits")
    limits = _floats(function.Range)
    count, top = len(limits) // 2, (1 << bits) - 1
    decode = _floats(function.Decode) if "/Decode" in function else limits
    data, size = function.read_bytes(), bits // 8
    values = [int.from_bytes(data[i : i + size], "big") for i in range(0, len(data), size)]
    out: list[int] = []
    width = 0
    for i in range(0, len(values) - count + 1, count):
        colour = [
            decode[2 * j] + values[i + j] * (decode[2 * j + 1] - decode[2 * j]) / top
            for j in range(count)
        ]
        inks = convert(colour)
        width = len(inks)
        out += [round(min(max(part, 0), 1) * 255) for part in inks]
    copy = pdf.make_stream(bytes(out))
    for key in ("/FunctionType", "/Domain", "/Size", "/Encode", "/Order"):
        if key in function:
            copy[key] = function[key]
    copy.BitsPerSample, copy.Range = 8, Array([0, 1] * width)
    return copy
