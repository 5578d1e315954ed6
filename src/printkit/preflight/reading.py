"""The text of finished pages, as a reader would copy it."""

from collections.abc import Iterable
from multiprocessing.connection import Connection

import pypdfium2

from printkit.model.processes import forked

_MANY = 60
"""Pages that two processes read sooner than one."""


def page_texts(pdf: bytes, *, fork: bool = False) -> list[str]:
    """Return the text of each page; a hyphen at a line's end is U+0002 or U+FFFE.

    With ``fork`` another process reads half of many pages. Raises pypdfium2.PdfiumError when the
    file cannot be read.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
        if not fork or count < _MANY:
            return _texts(document, range(count))
        half = range(count // 2, count)
        other, ours = forked(_read, pdf, half)
        first = _texts(document, range(half.start))
        try:
            return first + list(ours.recv())
        except EOFError:
            return first + _texts(document, half)
        finally:
            ours.close()
            other.join()


def _read(pdf: bytes, numbers: range, line: Connection) -> None:
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
