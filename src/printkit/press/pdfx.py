"""Pages to a file for a press."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pikepdf import Array, Pdf

from printkit.model.finding import Finding
from printkit.model.measure import Size
from printkit.model.palette import Palette
from printkit.model.printer import Printer
from printkit.press.assemble import save


@dataclass(frozen=True)
class Job:
    """What the press must know about pages; ``bleed`` points are around the trim."""

    title: str
    language: str
    date: datetime
    trim: Size
    bleed: float
    palette: Palette
    printer: Printer
    slug: str = ""


def press(pages: bytes, job: Job) -> tuple[bytes, list[Finding]]:
    """Return pages with true boxes."""
    with Pdf.open(BytesIO(pages)) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(x) for x in page.mediabox)
            page.obj.BleedBox = Array([x0, y0, x1, y1])
            page.obj.TrimBox = Array(
                [x0 + job.bleed, y0 + job.bleed, x1 - job.bleed, y1 - job.bleed]
            )
        return save(pdf), []
