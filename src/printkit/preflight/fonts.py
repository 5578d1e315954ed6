"""The fonts of a document: how they are embedded, which codes are used, how wide they run."""

import io
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from printkit.preflight.names import spelt

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_BLANK = (0x20, 0xA0)


@dataclass
class Font:
    """One font dictionary and the codes shown with it."""

    obj: Any
    name: str
    subtype: str
    codes: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    @property
    def composite(self) -> bool:
        """Whether codes have two bytes (a Type 0 font)."""
        return self.subtype == "Type0"

    @cached_property
    def inner(self) -> Any:
        """The dictionary that holds widths and descriptor: the descendant of a Type 0 font."""
        if self.composite:
            kids = self.obj.get("/DescendantFonts")
            return kids[0] if isinstance(kids, pikepdf.Array) and len(kids) else self.obj
        return self.obj

    @cached_property
    def descriptor(self) -> Any:
        """The font descriptor, or None."""
        found = self.inner.get("/FontDescriptor")
        return found if isinstance(found, pikepdf.Dictionary) else None

    @cached_property
    def program(self) -> Any:
        """The stream of the embedded font program, or None."""
        for key in PROGRAMS if self.descriptor is not None else ():
            found = self.descriptor.get(key)
            if isinstance(found, pikepdf.Stream):
                return found
        return None

    @cached_property
    def sfnt(self) -> TTFont | None:
        """The embedded TrueType or OpenType program; None for other kinds.

        Raises whatever fontTools raises on a broken program.
        """
        if self.program is None:
            return None
        data = self.program.read_bytes()
        is_sfnt = data[:4] in (b"\0\1\0\0", b"true", b"OTTO")
        if not is_sfnt and "/FontFile2" not in self.descriptor:
            return None
        return TTFont(io.BytesIO(data), lazy=True)

    @property
    def symbolic(self) -> bool:
        """Whether the descriptor calls the font symbolic: codes go straight to its cmap."""
        return self.descriptor is not None and bool(int(self.descriptor.get("/Flags", 0)) & 4)

    @cached_property
    def widths(self) -> defaultdict[int, float]:
        """Advance of each code in thousandths of the size."""
        if self.composite:
            return _cid_widths(self.inner)
        first = int(self.obj.get("/FirstChar", 0))
        listed = self.obj.get("/Widths", ())
        scale = 1.0
        if self.subtype == "Type3":
            scale = 1000 * abs(float(self.obj.get("/FontMatrix", [0.001])[0]))
        widths: defaultdict[int, float] = defaultdict(lambda: 500.0 if not len(listed) else 0.0)
        widths.update({first + n: float(width) * scale for n, width in enumerate(listed)})
        return widths

    def decode(self, text: bytes) -> tuple[int, ...]:
        """Split a shown string into codes."""
        if not self.composite:
            return tuple(text)
        return struct.unpack(f">{len(text) // 2}H", text[: len(text) // 2 * 2])

    def blank(self, codes: tuple[int, ...]) -> bool:
        """Whether the codes are only spaces (known for simple fonts alone)."""
        return not codes or (not self.composite and all(code in _BLANK for code in codes))


def font_of(obj: Any) -> Font:
    """Read a font dictionary."""
    base = spelt(obj.get("/BaseFont", obj.get("/Name", "/unnamed")))
    return Font(obj, base, str(obj.get("/Subtype", "")).removeprefix("/"))


def _cid_widths(inner: Any) -> defaultdict[int, float]:
    default = float(inner.get("/DW", 1000))
    widths: defaultdict[int, float] = defaultdict(lambda: default)
    items = list(inner.get("/W", ()))
    at = 0
    while at + 1 < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], pikepdf.Array):
            widths.update({first + n: float(w) for n, w in enumerate(items[at + 1])})
            at += 2
        elif at + 2 < len(items):
            last = min(int(items[at + 1]), first + 65535)
            widths.update(dict.fromkeys(range(first, last + 1), float(items[at + 2])))
            at += 3
        else:
            break
    return widths
