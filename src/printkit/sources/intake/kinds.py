"""What a file is, by its first bytes and not by its name."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

Reader = Literal["text", "word", "markdown", "html", "jats", "office", "none"]


@dataclass(frozen=True)
class Kind:
    """What a file is, in words for people, and who reads it."""

    name: str
    reader: Reader
    endings: tuple[str, ...] = ()


_TEXT = Kind("plain text", "text", (".txt", ".text", ""))
_MARKDOWN = Kind("Markdown", "markdown", (".md", ".markdown", ".mdown", ".mmd"))
_HTML = Kind("HTML", "html", (".html", ".htm", ".xhtml"))
_JATS = Kind("JATS XML", "jats", (".xml", ".nxml"))
_WORD = Kind("a Word file", "word", (".docx", ".docm", ".dotx", ".dotm"))
_MAGIC = {
    b"%PDF": Kind("a PDF", "none"),
    b"{\\rtf": Kind("an RTF file", "office", (".rtf",)),
    b"\x89PNG": Kind("a picture", "none"),
    b"\xff\xd8\xff": Kind("a picture", "none"),
    b"GIF8": Kind("a picture", "none"),
    b"7z\xbc\xaf": Kind("an archive", "none"),
    b"Rar!": Kind("an archive", "none"),
    b"\x1f\x8b": Kind("an archive", "none"),
}
_ZIPPED = {
    "xl/workbook.xml": Kind("an Excel file", "none"),
    "ppt/presentation.xml": Kind("a PowerPoint file", "none"),
    "OEBPS/": Kind("an e-book", "none"),
}
_OPEN_DOCUMENT = Kind("an OpenDocument text", "office", (".odt", ".ott"))


def kind_of(data: bytes, path: Path) -> Kind:
    """Return what a file is; its name decides only between text, Markdown and HTML."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    found = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    return found or _readable(data, path.suffix.lower())


def _readable(data: bytes, ending: str) -> Kind:
    flat = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if flat.startswith((b"<?xml", b"<!doctype", b"<html", b"<article")):
        if b"<article" in flat and b"<html" not in flat and b"<!doctype html" not in flat:
            return _JATS
        if b"<html" in flat or b"<!doctype html" in flat:
            return _HTML
        return _JATS if ending in _JATS.endings else Kind("XML", "none")
    named = (_HTML, _JATS, _MARKDOWN)
    return next((kind for kind in named if ending in kind.endings), _TEXT)


def _zipped(data: bytes) -> Kind:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return Kind("a broken zip file", "word", _WORD.endings)
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return _WORD
    if "content.xml" in names and b"opendocument.text" in data[:200]:
        return _OPEN_DOCUMENT
    other = (kind for start, kind in _ZIPPED.items() if any(n.startswith(start) for n in names))
    return next(other, _WORD if "[Content_Types].xml" in names else Kind("a zip file", "none"))


def _compound(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind("a Word file with a password", "none")
    if "WordDocument".encode("utf-16-le") in data:
        return Kind("an old Word file", "office", (".doc", ".dot"))
    return Kind("an old Office file, but not of Word", "none")
