"""Names of the elements of Word files, and the text under one."""

from collections.abc import Iterator

from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

TEXTS = (W + "t", W + "delText", M + "t", A + "t")


def words(element: Element) -> Iterator[str]:
    """Yield all text under an element, deleted text too, but nothing twice.

    A fallback says for older programs what its alternative says already.
    """
    again = {text for old in element.iter(MC + "Fallback") for text in old.iter(*TEXTS)}
    for one in element.iter(*TEXTS):
        if one not in again:
            yield one.text or ""


def text_of(element: Element) -> str:
    """Return all text under an element."""
    return "".join(words(element))
