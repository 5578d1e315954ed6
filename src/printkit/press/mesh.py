"""Gradients over a mesh: the colour of each corner becomes inks (ISO 32000-1, 8.7.4.5)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Stream

from printkit.press.functions import floats

Convert = Callable[[Sequence[float]], Sequence[float]]
_LATTICE = 5
# A patch alone, and one that shares an edge with the patch before: points and colours.
_PATCHES = {6: ((12, 4), (8, 2)), 7: ((16, 4), (12, 2))}


@dataclass
class _Bits:
    """A stream of whole numbers of any width, most significant bit first."""

    data: bytes
    at: int = 0

    def take(self, width: int) -> int:
        first, last = self.at // 8, (self.at + width + 7) // 8
        word = int.from_bytes(self.data[first:last], "big")
        self.at += width
        return (word >> (last * 8 - self.at)) & ((1 << width) - 1)

    def left(self, width: int) -> bool:
        return len(self.data) * 8 - self.at >= width

    def next_byte(self) -> None:
        self.at += -self.at % 8


class _Out:
    """Writes what `_Bits` reads."""

    def __init__(self) -> None:
        self.word, self.width = 0, 0
        self.data = bytearray()

    def put(self, value: int, width: int) -> None:
        self.word, self.width = (self.word << width) | value, self.width + width
        while self.width >= 8:
            self.width -= 8
            self.data.append(self.word >> self.width)
            self.word &= (1 << self.width) - 1

    def next_byte(self) -> None:
        if self.width:
            self.put(0, 8 - self.width)


def recolour(mesh: Stream, convert: Convert) -> None:
    """Turn the colours at the corners of a mesh without a function, in place.

    The new samples have at least eight bits.
    """
    kind, place = int(mesh.ShadingType), int(mesh.BitsPerCoordinate)
    depth = int(mesh.BitsPerComponent)
    decode = floats(mesh.Decode)
    limits, new_depth = decode[4:], max(depth, 8)
    flags = 0 if kind == _LATTICE else int(mesh.BitsPerFlag)
    bits, out = _Bits(mesh.read_bytes()), _Out()
    count, width = len(limits) // 2, len(convert(limits[::2]))
    for flag, points, corners in _parts(bits, kind, flags, place, depth * count):
        out.put(flag, flags)
        for _ in range(2 * points):
            out.put(bits.take(place), place)
        for _ in range(corners):
            for part in convert(_colour(bits, limits, depth)):
                out.put(round(min(max(part, 0), 1) * ((1 << new_depth) - 1)), new_depth)
        bits.next_byte()
        out.next_byte()
    mesh.write(bytes(out.data))
    mesh.BitsPerComponent = new_depth
    mesh.Decode = Array([*decode[:4], *[0, 1] * width])


def _parts(
    bits: _Bits, kind: int, flags: int, place: int, colour: int
) -> Iterator[tuple[int, int, int]]:
    """Yield the flag of each vertex or patch, and how many points and colours follow it."""
    while bits.left(flags + 2 * place + colour):
        flag = bits.take(flags) if flags else 0
        points, corners = _PATCHES[kind][min(flag & 3, 1)] if kind in _PATCHES else (1, 1)
        if not bits.left(points * 2 * place + corners * colour):
            return
        yield flag, points, corners


def _colour(bits: _Bits, limits: Sequence[float], depth: int) -> list[float]:
    top = (1 << depth) - 1
    pairs = zip(limits[::2], limits[1::2], strict=True)
    return [low + bits.take(depth) * (high - low) / top for low, high in pairs]
