"""Colour spaces as PDF writes them, told apart by what the press pass does with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Name, Object, Stream

from printkit.press.colour import Ink, Inks

_SIMPLE = {
    "/DeviceGray": "gray", "/G": "gray", "/CalGray": "gray",
    "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk",
    "/Pattern": "pattern", "/Lab": "lab", "/Separation": "spot", "/DeviceN": "spot",
    "/Indexed": "indexed", "/I": "indexed",
}  # fmt: skip
_BY_COUNT = {1: "gray", 3: "rgb", 4: "cmyk"}
COUNT = {"gray": 1, "rgb": 3, "lab": 3, "cmyk": 4}


@dataclass(frozen=True)
class Space:
    """A colour space: its kind, its PDF object and the embedded profile, if it has one."""

    kind: str
    obj: Object | None = None
    icc: bytes | None = None


def space(obj: Object | None, resources: Object | None = None) -> Space:
    """Tell what a colour space is; a name is looked up in ``resources``."""
    if isinstance(obj, Name):
        if str(obj) in _SIMPLE:
            return Space(_SIMPLE[str(obj)], obj)
        named = resources.get("/ColorSpace") if resources is not None else None
        found = named.get(str(obj)) if named is not None else None
        return space(found) if found is not None else Space("unknown", obj)
    if isinstance(obj, Array) and len(obj):
        head = str(obj[0])
        if head == "/ICCBased" and len(obj) > 1 and isinstance(obj[1], Stream):
            stream = obj[1]
            return Space(_BY_COUNT.get(int(stream.N), "unknown"), obj, stream.read_bytes())
        return Space(_SIMPLE.get(head, "unknown"), obj)
    return Space("unknown", obj)


def ink(own: Space, parts: Sequence[float], inks: Inks) -> Ink:
    """Return the inks of a colour in a space of kind gray, rgb, lab or cmyk."""
    kind = own.kind
    if kind == "gray":
        return Ink((0, 0, 0, round(1 - parts[0], 4)))
    if kind == "rgb":
        return inks.of_rgb(parts, own.icc)
    if kind == "lab":
        return inks.of_lab(*parts)
    c, m, y, k = parts
    return Ink((c, m, y, k))


def grey(own: Space, parts: Sequence[float], inks: Inks) -> float:
    """Return how light a colour is, from 0 to 1, as a luminosity mask sees it."""
    if own.kind == "rgb":
        red, green, blue = parts
        return round(0.3 * red + 0.59 * green + 0.11 * blue, 6)
    c, m, y, k = ink(own, parts, inks).cmyk
    return round(1 - min(1.0, 0.3 * c + 0.59 * m + 0.11 * y + k), 6)


def spot_names(obj: Object) -> tuple[str, ...]:
    """Return the names of the inks of a Separation or DeviceN space."""
    names = obj[1]
    return tuple(str(name)[1:] for name in (names if isinstance(names, Array) else [names]))
