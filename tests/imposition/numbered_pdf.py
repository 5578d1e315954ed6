"""PDFs that the tests make themselves, and imposed sheets read back as page numbers."""

import io
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from printkit.model.measure import MM, Box, Size

A6 = Size(105 * MM, 148 * MM)


def numbered(pages: int, trim: Size = A6, bleed: float = 0, coloured: bool = True) -> bytes:
    """Make pages that say their number in the middle; colour runs to the edge of the bleed."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=trim.grown(bleed), invariant=1)
    for page in range(1, pages + 1):
        if coloured:
            canvas.setFillGray(0.8)
            canvas.rect(0, 0, *trim.grown(bleed), stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont("Helvetica", 40)
        width, height = trim.grown(bleed)
        canvas.drawCentredString(width / 2, height * 0.6, f"{page}")
        canvas.setTrimBox((bleed, bleed, bleed + trim.width, bleed + trim.height))
        canvas.setBleedBox((0, 0, width, height))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@dataclass(frozen=True)
class Word:
    """A number found on a side of a sheet: where its middle is and whether it is upside down."""

    number: int
    x: float
    y: float
    turned: bool

    def inside(self, box: Box) -> bool:
        return box.x0 < self.x < box.x1 and box.y0 < self.y < box.y1


def words(data: bytes) -> list[list[Word]]:
    """Read the numbers of each side with PDFium: where they are and which way up."""
    sides = []
    with pdfium.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            kind = [pdfium.raw.FPDF_PAGEOBJ_TEXT]
            sides.append(
                [_word(item) for item in page.get_objects(kind, max_depth=5, textpage=text)]
            )
    return sides


def _word(item: pdfium.PdfTextObj) -> Word:
    left, bottom, right, top = item.get_bounds()
    x, y, up = (left + right) / 2, (bottom + top) / 2, item.get_matrix().get()[3]
    container = item.container
    while container is not None:
        matrix = container.get_matrix()
        x, y = matrix.on_point(x, y)
        up *= matrix.get()[3]
        container = container.container
    return Word(int(item.extract()), x, y, up < 0)


def edited(data: bytes, change) -> bytes:
    """Return the PDF after ``change(pdf)``."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()
