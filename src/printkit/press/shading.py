"""Gradients: their functions give inks instead of screen colours."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from printkit.press import mesh
from printkit.press.calculator import Unknown
from printkit.press.functions import evaluator, floats, samples

Convert = Callable[[Sequence[float]], Sequence[float]]
"""Turns one colour of the old space into one of the new."""

_GRIDS = {1: 256, 2: 33, 3: 17, 4: 9}


class Refused(Exception):  # noqa: N818 - it says what cannot be turned into inks
    """A gradient of a kind that is not converted; the message names the kind."""


def recolour(pdf: Pdf, shading: Object, target: Object, convert: Convert) -> None:
    """Turn a shading dictionary into the colour space ``target``, in place.

    Its functions are copied: another gradient, of another space, may share them. Raises Refused
    for what PDF does not have.
    """
    kind = int(shading.ShadingType)
    if kind not in range(1, 8):
        raise Refused(f"a gradient of type {kind}")
    function = shading.get("/Function")
    if isinstance(function, Array):
        shading.Function = _joined(pdf, function, convert)
    elif function is not None:
        shading.Function = _function(pdf, function, convert)
    elif isinstance(shading, Stream):
        mesh.recolour(shading, convert)
    shading.ColorSpace = target
    if "/Background" in shading:
        shading.Background = Array(convert(floats(shading.Background)))


def ends(shading: Object) -> Iterator[list[float]]:
    """Yield the colours that a gradient names: its background and the ends of its parts."""
    if "/Background" in shading:
        yield floats(shading.Background)
    function = shading.get("/Function")
    if isinstance(function, Dictionary | Stream):
        yield from _named(function)


def _named(function: Object) -> Iterator[list[float]]:
    kind = int(function.FunctionType)
    if kind == 2:
        yield from (floats(function[key]) for key in ("/C0", "/C1") if key in function)
    elif kind == 3:
        for part in function.Functions:
            yield from _named(part)


def tint(pdf: Pdf, function: Object, convert: Convert) -> Object:
    """Return the function of a spot ink's proof colours in another space.

    Raises Refused for what PDF does not have.
    """
    return _function(pdf, function, convert)


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
    return _resampled(pdf, function, floats(function.Domain), convert)


def _copy(function: Object) -> Object:
    return Dictionary(dict(function.items()))


def _drop_range(function: Object) -> None:
    if "/Range" in function:
        del function.Range


def _exponential(function: Object, convert: Convert) -> Object:
    copy = _copy(function)
    for key, default in (("/C0", [0.0]), ("/C1", [1.0])):
        colour = floats(function[key]) if key in function else default
        copy[key] = Array(convert(colour))
    _drop_range(copy)
    return copy


def _joined(pdf: Pdf, parts: Array, convert: Convert) -> Object:
    """Return one function for the components that each had their own."""
    functions = list(parts)
    kinds = {int(part.FunctionType) for part in functions}
    if kinds != {2} or len({float(part.N) for part in functions}) != 1:
        return _resampled(pdf, parts, floats(functions[0].Domain), convert)
    copy = _copy(functions[0])
    for key, default in (("/C0", [0.0]), ("/C1", [1.0])):
        copy[key] = Array(
            [x for part in functions for x in (floats(part[key]) if key in part else default)]
        )
    return _exponential(copy, convert)


def _sampled(pdf: Pdf, function: Object, convert: Convert) -> Object:
    assert isinstance(function, Stream)
    limits = floats(function.Range)
    decode = floats(function.Decode) if "/Decode" in function else limits
    values, top = samples(function)
    count = len(limits) // 2
    colours = [
        [
            decode[2 * j] + values[i + j] * (decode[2 * j + 1] - decode[2 * j]) / top
            for j in range(count)
        ]
        for i in range(0, len(values) - count + 1, count)
    ]
    copy = _table(pdf, [convert(colour) for colour in colours])
    for key in ("/Domain", "/Size", "/Encode", "/Order"):
        if key in function:
            copy[key] = function[key]
    return copy


def _resampled(pdf: Pdf, function: Object, domain: list[float], convert: Convert) -> Object:
    """Return a table of a function that has no colours to turn, such as a program."""
    inputs = len(domain) // 2
    if inputs not in _GRIDS:
        raise Refused(f"a function of {inputs} values")
    size = _GRIDS[inputs]
    steps = [
        [low + (high - low) * i / (size - 1) for i in range(size)]
        for low, high in zip(domain[::2], domain[1::2], strict=True)
    ]
    try:
        value = evaluator(function)
        # In the table the first input runs fastest, with product the last one.
        colours = [convert(value(at[::-1])) for at in product(*steps[::-1])]
    except Unknown as error:
        raise Refused(str(error)) from None
    table = _table(pdf, colours)
    table.Domain, table.Size = Array(domain), Array([size] * inputs)
    return table


def _table(pdf: Pdf, colours: Sequence[Sequence[float]]) -> Object:
    """Return a function of samples, eight bits each, without its domain and size."""
    data = bytes(round(min(max(part, 0), 1) * 255) for colour in colours for part in colour)
    table = pdf.make_stream(data)
    table.FunctionType, table.BitsPerSample = 0, 8
    table.Range = Array([0, 1] * (len(colours[0]) if colours else 0))
    return table
