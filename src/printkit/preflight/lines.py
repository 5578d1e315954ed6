"""The lines of text on finished pages: where they are and what they say."""

from dataclasses import dataclass

import pypdfium2

from printkit.model.measure import Box


@dataclass(frozen=True)
class Line:
    """A piece of a line; ``box`` is measured in points from the lower left corner of the trim."""

    box: Box
    words: str


@dataclass(frozen=True)
class Lines:
    """The text of a page, also what lies beyond its edges; ``trim`` starts at 0, 0."""

    trim: Box
    lines: tuple[Line, ...]


def read_lines(pdf: bytes) -> list[Lines]:
    """Return the lines of every page, in the order of its content."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_lines(page) for page in document]


def _lines(page: pypdfium2.PdfPage) -> Lines:
    left, low, right, high = page.get_trimbox()
    text = page.get_textpage()
    found = []
    for number in range(text.count_rects()):
        rect = text.get_rect(number)
        words = text.get_text_bounded(*rect).replace("\ufffe", "").strip()
        if words:
            found.append(Line(Box(*rect).moved(-left, -low), words))
    return Lines(Box(0, 0, right - left, high - low), tuple(found))
