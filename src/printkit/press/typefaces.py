"""Faces that parts of a document share: one subset each, over the glyphs of all parts."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import uharfbuzz
from pikepdf import Array, Dictionary, Object, Pdf

from printkit.model.held import held

_CODE = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")
_DROP = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class Typefaces:
    """The fonts of a file whose parts name faces instead of having them.

    ``faces`` gives the file of each face by its name. Codes in the text are glyph numbers of that
    file, so that parts agree on them.
    """

    def __init__(self, pdf: Pdf, faces: Mapping[bytes, Path]) -> None:
        self._pdf, self._faces = pdf, faces
        self._fonts: dict[str, _Font] = {}

    def gather(self, resources: Object, part: bytes) -> None:
        """Replace the fonts of a part by shared ones."""
        fonts = resources.get("/Font", Dictionary())
        for key, own in list(fonts.items()):
            if key not in self._fonts:
                self._fonts[key] = _Font(own)
            widths, texts = held(("font", key, part), partial(_told, own))
            self._fonts[key].add(widths, texts)
            fonts[key] = self._fonts[key].obj

    def embed(self) -> None:
        """Put a subset of each face into the file, with widths and text of its glyphs."""
        glyphs: dict[bytes, set[int]] = {}
        for font in self._fonts.values():
            glyphs.setdefault(font.face, set()).update(font.widths)
        files = {}
        for name, used in sorted(glyphs.items()):
            path, glyphs_used = self._faces[name], frozenset(used)
            data = held(("subset", name, glyphs_used), partial(_subset, path, glyphs_used))
            files[name] = self._pdf.make_stream(data)
            files[name].Length1 = len(data)
        for font in self._fonts.values():
            font.write(self._pdf, files[font.face])


class _Font:
    def __init__(self, obj: Object) -> None:
        self.obj = obj
        self.face = obj.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        self.widths: dict[int, float] = {}
        self.texts: dict[int, str] = {}

    def add(self, widths: Mapping[int, float], texts: Mapping[int, str]) -> None:
        self.widths |= widths
        self.texts = {**texts, **self.texts}

    def write(self, pdf: Pdf, file: Object) -> None:
        below = self.obj.DescendantFonts[0]
        below.W = Array(_runs(self.widths))
        self.obj.ToUnicode = pdf.make_stream(_cmap(self.texts))
        descriptor = below.FontDescriptor
        descriptor.FontFile2 = file
        box = list(descriptor.FontBBox)
        descriptor.FontBBox = Array([*box[:2], max(self.widths.values(), default=0), box[3]])


def _told(font: Object) -> tuple[Mapping[int, float], Mapping[int, str]]:
    """Return the widths of the glyphs of a font, and what text they are, the first that is told."""
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}
    rows = list(font.DescendantFonts[0].get("/W", []))
    for first, row in zip(rows[::2], rows[1::2], strict=True):
        widths |= {number: float(width) for number, width in enumerate(row, int(first))}
    for code, text in _CODE.findall(font.ToUnicode.read_bytes()):
        texts.setdefault(int(code, 16), text.decode())
    return widths, texts


def _runs(widths: Mapping[int, float]) -> list[int | Array]:
    """Return widths as PDF has them: the first number of each run, and its widths."""
    runs: dict[int, list[float]] = {}
    first = None
    for number in sorted(widths):
        if first is None or number - 1 not in widths:
            first = number
        runs.setdefault(first, []).append(widths[number])
    return [part for first, row in runs.items() for part in (first, Array(row))]


def _cmap(texts: Mapping[int, str]) -> bytes:
    lines = [f"<{code:04x}> <{text}>" for code, text in sorted(texts.items())]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (_HEAD + body + _TAIL).encode("ascii")


def _subset(path: Path, glyphs: frozenset[int]) -> bytes:
    """Return a face with only some of its glyphs, each under its old number."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROP)
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
