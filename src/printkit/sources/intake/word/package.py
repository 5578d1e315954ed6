"""The zip file that a Word file is: its parts and how they refer to one another, within limits."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from printkit.model.finding import Place, problem
from printkit.sources.intake import xml
from printkit.sources.intake.xml import Element

LIMIT = 300_000_000
"""Bytes a packed manuscript may have, its pictures included."""
_UNPACKED = 1_000_000_000
_XML = 64_000_000
_MOST_PARTS = 20_000
_RATIO = 150
"""XML of real manuscripts packs to a tenth or a twentieth."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError,
)  # fmt: skip
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT = b"http://purl.oclc.org/ooxml/"
# The strict variant of the format has other names for the same things (ISO/IEC 29500-1).
_NAMES = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"officeDocument/relationships": _OFFICE.encode() + b"relationships",
    b"drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True)
class Relation:
    """What one part says of another: ``kind`` is the last word of its type."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """A zip file whose sizes have been checked."""

    path: str
    file: zipfile.ZipFile

    @property
    def names(self) -> list[str]:
        """Return the names of all parts."""
        return self.file.namelist()

    def data(self, name: str) -> bytes:
        """Return the bytes of a part. Raises Problems when it is broken or missing."""
        try:
            return self.file.read(name)
        except KeyError:
            message = f"has no part {name!r}"
        except _BROKEN as error:
            message = f"the part {name!r} is broken: {error}"
        raise problem("import/broken", message, Place(self.path), "ask for the file again")

    def xml(self, name: str) -> Element | None:
        """Return the root of a part, or None when there is none."""
        if name not in self.file.NameToInfo:
            return None
        if self.file.getinfo(name).file_size > _XML:
            message = f"the part {name!r} is longer than {_XML:,} bytes"
            hint = "send one file for each article"
            raise problem("import/too-long", message, Place(self.path), hint)
        data = self.data(name)
        if _STRICT in data[:20_000]:
            for word, same in _NAMES.items():
                data = data.replace(_STRICT + word, same)
        return xml.parse(data, Place(self.path))

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", name + ".rels"))
        found = {}
        for one in root.iter(_RELATIONS + "Relationship") if root is not None else ():
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, target if external else inside, external)
        return found

    def main(self) -> str:
        """Return the name of the part that holds the text."""
        relations = self.relations("").values()
        return next(
            (r.target for r in relations if r.kind == "officeDocument"), "word/document.xml"
        )


def unpack(data: bytes, path: str) -> Package:
    """Return the parts of a zip file. Raises Problems when it is broken, locked or a bomb."""
    place = Place(path)
    try:
        file = zipfile.ZipFile(BytesIO(data))
        infos = file.infolist()
    except _BROKEN as error:
        hint = "it may have been cut off on its way: ask for it again"
        raise problem("import/broken", f"is a broken zip file: {error}", place, hint) from None
    if any(info.flag_bits & 1 for info in infos):
        raise problem("import/password", "has a password", place, "save it without one")
    if len({info.filename for info in infos}) < len(infos) or len(infos) > _MOST_PARTS:
        message = "holds too many parts, or two of one name"
        raise problem("import/broken", message, place, "save it again from Word")
    total = sum(info.file_size for info in infos)
    steep = [
        i for i in infos
        if i.file_size > 10_000_000 and i.file_size > _RATIO * max(1, i.compress_size)
    ]  # fmt: skip
    if total > _UNPACKED or steep:
        what = f"{total:,} bytes" if not steep else f"{steep[0].filename!r}, {_RATIO} times as long"
        message = f"is a zip bomb, or as good as one: it unpacks to {what}"
        raise problem("import/bomb", message, place, "ask who sent it")
    return Package(path, file)
