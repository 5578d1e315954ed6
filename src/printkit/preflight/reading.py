"""The text of finished pages, as a reader would copy it."""

import pypdfium2


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page; a hyphen at a line's end is U+0002 or U+FFFE.

    Raises pypdfium2.PdfiumError when the file cannot be read.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text(page) for page in document]


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    found = str(text.get_text_bounded())
    text.close()
    page.close()
    return found
