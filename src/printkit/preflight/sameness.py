"""What stands for the text of a page: pages with the same digest are read back alike."""

import hashlib

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_BOXES = ("/MediaBox", "/CropBox", "/Rotate")
_NO_TEXT = {Name.Image}


def page_digests(pdf: Pdf) -> list[str]:
    """Return a digest for each page, of its content and all fonts and forms that it may use.

    Numbers of objects are no part of it, nor are pictures, which hold no text. Raises
    pikepdf.PdfError when the file cannot be read.
    """
    known: dict[tuple[int, int], bytes] = {}
    return [_page(page.obj, known).hex() for page in pdf.pages]


def _page(page: Object, known: dict[tuple[int, int], bytes]) -> bytes:
    total = hashlib.sha256()
    for key in (*_BOXES, "/Resources"):
        total.update(_of(page.get(key), known))
    contents = page.get("/Contents", Array())
    for stream in contents if isinstance(contents, Array) else [contents]:
        total.update(_stream(stream, known))
    return total.digest()


def _of(item: object, known: dict[tuple[int, int], bytes]) -> bytes:
    """Return a digest of an object and all below it, found once for each that has a number."""
    if not isinstance(item, Object) or not isinstance(item, (Array, Dictionary, Stream)):
        return _hash(repr(item).encode())
    if not item.is_indirect:
        return _container(item, known)
    if item.objgen not in known:
        known[item.objgen] = b""  # where it leads back to itself
        known[item.objgen] = _container(item, known)
    return known[item.objgen]


def _container(item: Object, known: dict[tuple[int, int], bytes]) -> bytes:
    if isinstance(item, Stream):
        return _stream(item, known)
    written = item.unparse()
    if b" R" not in written:
        return _hash(written)
    if isinstance(item, Array):
        return _hash(b"".join(_of(one, known) for one in item))
    entries = sorted(key for key in item.keys() if key not in ("/Parent", "/P"))  # noqa: SIM118
    return _hash(b"".join(key.encode() + _of(item[key], known) for key in entries))


def _stream(stream: Object, known: dict[tuple[int, int], bytes]) -> bytes:
    if stream.get("/Subtype") in _NO_TEXT:
        return b"picture"
    entries = [key for key in sorted(stream.keys()) if key != "/Length"]
    own = b"".join(key.encode() + _of(stream[key], known) for key in entries)
    return _hash(own + _hash(stream.read_raw_bytes()))


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
