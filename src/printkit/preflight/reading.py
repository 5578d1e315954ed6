"""The text of finished pages, as a reader would copy it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from multiprocessing.connection import Connection

import pypdfium2

from printkit.model.processes import forked
from printkit.model.store import READ, Store, program, system
from printkit.preflight.sameness import page_digests

_MANY = 60
"""Pages that two processes read sooner than one."""


def page_texts(pdf: bytes, *, fork: bool = False) -> list[str]:
    """Return the text of each page; a hyphen at a line's end is U+0002 or U+FFFE.

    With ``fork`` another process reads half of many pages. Raises pypdfium2.PdfiumError when the
    file cannot be read.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        return _shared(pdf, document, range(len(document)), fork=fork)


def known_texts(pdf: bytes, store: Store, name: str, *, fork: bool = False) -> list[str]:
    """Return the same; what ``name`` showed before on a page of the same digest is not read again.

    The last texts of ``name`` are kept in the store. Raises as `page_texts` does.
    """
    key = sha256(repr((program(), system(), name)).encode()).hexdigest()
    digests, known = page_digests(pdf), _kept(store.get(READ, key))
    new = [number for number, one in enumerate(digests) if one not in known]
    if new:
        with pypdfium2.PdfDocument(pdf) as document:
            texts = _shared(pdf, document, new, fork=fork)
        known = {**known, **{digests[n]: text for n, text in zip(new, texts, strict=True)}}
    found = {one: known[one] for one in digests}
    if new:
        store.put(READ, key, json.dumps(found).encode())
    return [found[one] for one in digests]


def _kept(data: bytes | None) -> Mapping[str, str]:
    return dict(json.loads(data)) if data else {}


def _shared(
    pdf: bytes, document: pypdfium2.PdfDocument, numbers: Sequence[int], *, fork: bool
) -> list[str]:
    if not fork or len(numbers) < _MANY:
        return _texts(document, numbers)
    half = len(numbers) // 2
    other, ours = forked(_read, pdf, numbers[half:])
    first = _texts(document, numbers[:half])
    try:
        return first + list(ours.recv())
    except EOFError:
        return first + _texts(document, numbers[half:])
    finally:
        ours.close()
        other.join()


def _read(pdf: bytes, numbers: Sequence[int], line: Connection) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        line.send(_texts(document, numbers))


def _texts(document: pypdfium2.PdfDocument, numbers: Iterable[int]) -> list[str]:
    return [_text(document[number]) for number in numbers]


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    found = str(text.get_text_bounded())
    text.close()
    page.close()
    return found
