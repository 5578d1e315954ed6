"""Zip files of XML from strangers: bounded, without entities, opened by nobody else before."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from printkit.model.finding import Place, problem

UNPACKED = 200_000_000
"""Bytes that all members may have together."""
RATIO = 300
"""Times that a member may grow: a sheet of equal cells grows about a hundredfold."""
MEMBERS = 5_000
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError
)  # fmt: skip
"""What the zip reader raises on a damaged or hostile file."""
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AGAIN = "save it again from a spreadsheet program, or as CSV"


def open_archive(data: bytes, path: str) -> zipfile.ZipFile:
    """Open a zip file after checking it.

    Raises Problems when it is broken, has a password, unpacks to more than is read, or declares
    a document type or entities in its XML.
    """
    place = Place(path)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
        for member in members:
            _check(member, place)
        if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
            message = f"unpacks to more than {UNPACKED:,} bytes"
            raise problem("table/too-big", message, place, _SAVE_AGAIN)
        for member in members:
            if member.filename.endswith((".xml", ".rels", ".vml")):
                _no_declaration(archive, member, place)
    except BROKEN:
        raise problem("table/broken", "is not a whole zip file", place, _SAVE_AGAIN) from None
    return archive


def _check(member: zipfile.ZipInfo, place: Place) -> None:
    if member.flag_bits & 1:
        hint = "take the password off"
        raise problem("table/password", "is protected by a password", place, hint)
    if member.file_size > _CHUNK and member.file_size > RATIO * max(member.compress_size, 1):
        message = f"{member.filename} unpacks to {member.file_size:,} bytes, as an attack would"
        raise problem("table/too-big", message, place, _SAVE_AGAIN)


def _no_declaration(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place) -> None:
    with archive.open(member) as file:
        tail = b""
        for chunk in _chunks(file):
            # Without NULs the declaration is found in UTF-16, too.
            held = tail + chunk.replace(b"\0", b"")
            if _DECLARATION.search(held):
                message = f"{member.filename} declares a document type, which is not read"
                raise problem("table/entities", message, place, _SAVE_AGAIN)
            tail = held[-16:]


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
