"""PDF functions worked out: what a gradient or a tint is at any point (ISO 32000-1, 7.10)."""

from collections.abc import Callable, Sequence
from itertools import product

from pikepdf import Array, Object, Stream

from printkit.press.calculator import Unknown, program

Function = Callable[[Sequence[float]], list[float]]


def evaluator(obj: Object) -> Function:
    """Return a PDF function, or an array of them, as one of Python.

    Raises Unknown for a kind of function that PDF does not have, or a program that is none.
    """
    if isinstance(obj, Array):
        parts = [evaluator(part) for part in obj]
        return lambda at: [value for part in parts for value in part(at)]
    kind = int(obj.FunctionType)
    if kind not in _KINDS:
        raise Unknown(f"a function of type {kind}")
    inner, domain = _KINDS[kind](obj), floats(obj.Domain)
    limits = floats(obj.Range) if "/Range" in obj else None

    def function(at: Sequence[float]) -> list[float]:
        values = inner(_clipped(at, domain))
        return _clipped(values, limits) if limits else values

    return function


def floats(array: Object) -> list[float]:
    """Return the numbers of an array."""
    return [float(x) for x in array]


def samples(obj: Stream) -> tuple[list[int], int]:
    """Return the samples of a function of type 0 as whole numbers, and the greatest possible."""
    bits, data = int(obj.BitsPerSample), obj.read_bytes()
    if bits in {8, 16, 24, 32}:
        step = bits // 8
        values = [int.from_bytes(data[i : i + step], "big") for i in range(0, len(data), step)]
    else:
        whole = int.from_bytes(data, "big")
        count = len(data) * 8 // bits
        spare = len(data) * 8 - count * bits
        mask = (1 << bits) - 1
        values = [(whole >> (spare + (count - 1 - i) * bits)) & mask for i in range(count)]
    return values, (1 << bits) - 1


def _clipped(values: Sequence[float], limits: Sequence[float]) -> list[float]:
    pairs = zip(values, limits[::2], limits[1::2], strict=False)
    return [min(max(value, low), high) for value, low, high in pairs]


def _sampled(obj: Object) -> Function:
    if not isinstance(obj, Stream):
        raise Unknown("a function of samples without any")
    sizes, limits, domain = [int(x) for x in obj.Size], floats(obj.Range), floats(obj.Domain)
    values, top = samples(obj)
    count = len(limits) // 2
    encode = floats(obj.Encode) if "/Encode" in obj else [x for s in sizes for x in (0, s - 1)]
    decode = floats(obj.Decode) if "/Decode" in obj else limits

    def function(at: Sequence[float]) -> list[float]:
        below, part = [], []
        for i, size in enumerate(sizes):
            place = _between(at[i], domain[2 * i : 2 * i + 2], encode[2 * i : 2 * i + 2])
            place = min(max(place, 0.0), size - 1.0)
            below.append(min(int(place), max(size - 2, 0)))
            part.append(place - below[-1])
        out = [0.0] * count
        for corner in product((0, 1), repeat=len(sizes)):
            weight, index, step = 1.0, 0, 1
            for i, up in enumerate(corner):
                weight *= part[i] if up else 1 - part[i]
                index += min(below[i] + up, sizes[i] - 1) * step
                step *= sizes[i]
            if weight:
                for j in range(count):
                    out[j] += weight * values[index * count + j]
        return [_between(x, (0, top), decode[2 * j : 2 * j + 2]) for j, x in enumerate(out)]

    return function


def _between(value: float, old: Sequence[float], new: Sequence[float]) -> float:
    span = old[1] - old[0]
    return new[0] + (value - old[0]) * (new[1] - new[0]) / span if span else new[0]


def _exponential(obj: Object) -> Function:
    start = floats(obj.C0) if "/C0" in obj else [0.0]
    end = floats(obj.C1) if "/C1" in obj else [1.0]
    power = float(obj.N)
    return lambda at: [a + at[0] ** power * (b - a) for a, b in zip(start, end, strict=True)]


def _stitched(obj: Object) -> Function:
    parts = [evaluator(part) for part in obj.Functions]
    edges, encode = floats(obj.Bounds), floats(obj.Encode)
    domain = floats(obj.Domain)
    ends = [domain[0], *edges, domain[1]]

    def function(at: Sequence[float]) -> list[float]:
        which = sum(at[0] >= edge for edge in edges)
        inside = _between(at[0], ends[which : which + 2], encode[2 * which : 2 * which + 2])
        return parts[which]([inside])

    return function


def _calculated(obj: Object) -> Function:
    if not isinstance(obj, Stream):
        raise Unknown("a program without text")
    return program(obj.read_bytes().decode("latin-1"))


_KINDS: dict[int, Callable[[Object], Function]] = {
    0: _sampled, 2: _exponential, 3: _stitched, 4: _calculated,
}  # fmt: skip
