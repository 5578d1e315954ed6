"""The text of finished pages, as a reader would copy it."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO

import pypdfium2
from pikepdf import Pdf

from printkit.model.processes import shared
from printkit.model.store import READ, Store, program, system
from printkit.preflight.sameness import page_digests

_MANY = 60
"""Pages that two processes read sooner than one."""


def pages_in(pdf: bytes) -> int:
    """Return how many pages a file has. Raises pypdfium2.PdfiumError when it cannot be read."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_texts(pdf: bytes, *, fork: bool = False) -> list[str]:
    """Return the text of each page; a hyphen at a line's end is U+0002 or U+FFFE.

    With ``fork`` another process reads half of many pages. Raises pypdfium2.PdfiumError when the
    file cannot be read.
    """
    numbers = range(pages_in(pdf))
    work = partial(_texts, pdf)
    return shared(work, numbers) if fork and len(numbers) >= _MANY else work(numbers)


def known_texts(
    pdf: Pdf, data: Callable[[], bytes], store: Store, name: str, *, fork: bool = False
) -> list[str]:
    """Return the same; what ``name`` showed before on a page of the same digest is not read again.

    ``data`` returns the bytes of the file. The last texts of ``name`` are kept in the store. Raises
    as `page_texts` does.
    """
    key = sha256(repr((program(), system(), name)).encode()).hexdigest()
    digests, known = page_digests(pdf), _kept(store.get(READ, key))
    new = [number for number, one in enumerate(digests) if one not in known]
    if new:
        whole = len(new) == len(digests)
        texts = page_texts(data() if whole else _excerpt(pdf, new), fork=fork)
        known = {**known, **{digests[n]: text for n, text in zip(new, texts, strict=True)}}
    found = {one: known[one] for one in digests}
    if new:
        store.put(READ, key, json.dumps(found).encode())
    return [found[one] for one in digests]


def _excerpt(pdf: Pdf, numbers: Iterable[int]) -> bytes:
    """Return the pages of some numbers as a file."""
    out = BytesIO()
    with Pdf.new() as part:
        for number in numbers:
            part.pages.append(pdf.pages[number])
        part.save(out, compress_streams=False)
    return out.getvalue()


def _kept(data: bytes | None) -> Mapping[str, str]:
    return dict(json.loads(data)) if data else {}


def _texts(pdf: bytes, numbers: Iterable[int]) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text(document[number]) for number in numbers]


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    found = str(text.get_text_bounded())
    text.close()
    page.close()
    return found
