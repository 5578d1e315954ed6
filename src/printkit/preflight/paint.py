"""Colours as inks: what a colour space and its numbers put on the plates."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

from printkit.preflight.names import spelt

PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
_DEVICE = {
    "/DeviceGray": "grey",
    "/G": "grey",
    "/DeviceRGB": "rgb",
    "/RGB": "rgb",
    "/DeviceCMYK": "cmyk",
    "/CMYK": "cmyk",
    "/Pattern": "pattern",
    "/CalGray": "cal",
    "/CalRGB": "cal",
    "/Lab": "lab",
}
_COUNT = {"grey": 1, "rgb": 3, "cmyk": 4, "cal": 3, "lab": 3, "pattern": 0}
_ICC = {1: "icc-grey", 3: "icc-rgb", 4: "icc-cmyk"}
DEPTH = 6


class Space(NamedTuple):
    """A colour space: its kind, number of components, colorant names and base."""

    kind: str
    channels: int
    names: tuple[str, ...] = ()
    base: "Space | None" = None
    lookup: bytes = b""


class Paint(NamedTuple):
    """A colour as set: kind of space, its numbers, and the inks (0 to 1) where they are known."""

    kind: str
    values: tuple[float, ...] = ()
    inks: tuple[float, float, float, float] | None = None
    spots: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float | None:
        """The sum of all inks in percent, or None for a colour that is not yet inks."""
        if self.inks is None:
            return None
        return 100 * (sum(self.inks) + sum(tint for _, tint in self.spots))

    @property
    def plates(self) -> int:
        """How many plates print this colour."""
        return sum(ink > 0 for ink in self.inks or ()) + sum(tint > 0 for _, tint in self.spots)

    @property
    def is_white(self) -> bool:
        """Whether nothing is printed: no ink, or full light."""
        if self.inks is not None:
            return self.total == 0
        return self.kind in ("rgb", "icc-rgb") and min(self.values, default=0) >= 1


BLACK = Paint("grey", (0.0,), (0.0, 0.0, 0.0, 1.0))
GREY = Space("grey", 1)
RGB = Space("rgb", 3)
CMYK = Space("cmyk", 4)
UNKNOWN = Space("unknown", 0)


def space_of(value: Any, resources: Any = None, depth: int = 0) -> Space:
    """Read a colour space, by name or as an array. Unreadable ones are of kind ``unknown``."""
    if depth > DEPTH or value is None:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        kind = _DEVICE.get(f"/{spelt(value)}")
        if kind:
            return Space(kind, _COUNT[kind])
        spaces = resources.get("/ColorSpace") if resources is not None else None
        found = spaces.get(value) if isinstance(spaces, pikepdf.Dictionary) else None
        return space_of(found, None, depth + 1)
    if not isinstance(value, pikepdf.Array) or len(value) == 0:
        return UNKNOWN
    return _array(str(value[0]), value, resources, depth)


def _array(family: str, value: Any, resources: Any, depth: int) -> Space:
    if family in _DEVICE:
        kind = _DEVICE[family]
        if kind == "pattern" and len(value) > 1:
            return Space(kind, 0, base=space_of(value[1], resources, depth + 1))
        return Space(kind, 1 if family == "/CalGray" else _COUNT[kind])
    if family == "/ICCBased":
        count = int(value[1].get("/N", 0))
        return Space(_ICC.get(count, "unknown"), count)
    if family in ("/Indexed", "/I"):
        table = value[3]
        lookup = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return Space("indexed", 1, base=space_of(value[1], resources, depth + 1), lookup=lookup)
    if family in ("/Separation", "/DeviceN"):
        named = [value[1]] if family == "/Separation" else list(value[1])
        names = tuple(map(spelt, named))
        base = space_of(value[2], resources, depth + 1)
        return Space("spot", len(names), names, base)
    return UNKNOWN


def paint_of(space: Space, values: Sequence[float]) -> Paint:
    """Return the colour of these numbers in that space."""
    numbers = tuple(values)
    kind = space.kind
    if kind in ("grey", "icc-grey") and len(numbers) == 1:
        return Paint(kind, numbers, (0.0, 0.0, 0.0, _unit(1 - numbers[0])))
    if kind in ("cmyk", "icc-cmyk") and len(numbers) == 4:
        c, m, y, k = map(_unit, numbers)
        return Paint(kind, numbers, (c, m, y, k))
    if kind == "spot" and len(numbers) == len(space.names):
        return _spot(space.names, numbers)
    if kind == "indexed" and space.base and numbers:
        return paint_of(space.base, _looked_up(space, int(numbers[0])))
    return Paint(kind, numbers)


def initial(space: Space) -> Paint:
    """Return the colour a space starts with (ISO 32000-1, 8.6.3)."""
    if space.kind in ("cmyk", "icc-cmyk"):
        return paint_of(space, (0.0, 0.0, 0.0, 1.0))
    return paint_of(space, (1.0 if space.kind == "spot" else 0.0,) * space.channels)


def _spot(names: tuple[str, ...], tints: tuple[float, ...]) -> Paint:
    inks = [0.0, 0.0, 0.0, 0.0]
    spots = []
    for name, tint in zip(names, map(_unit, tints), strict=True):
        if name in PROCESS:
            inks[PROCESS[name]] = tint
        elif name == "All":
            inks = [tint] * 4
            spots.append((name, 0.0))
        elif name != "None":
            spots.append((name, tint))
    c, m, y, k = inks
    return Paint("spot", tints, (c, m, y, k), tuple(spots))


def _looked_up(space: Space, index: int) -> tuple[float, ...]:
    count = space.base.channels if space.base else 0
    row = space.lookup[index * count : (index + 1) * count]
    return tuple(byte / 255 for byte in row)


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
