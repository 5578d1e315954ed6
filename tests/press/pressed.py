"""Pages to press, made from scratch."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from printkit.model.measure import MM, Size
from printkit.model.palette import Colour
from printkit.press.pdfx import Job
from printkit.sources.printers import printer

TRIM = Size(100 * MM, 140 * MM)
BLEED = 3 * MM
PALETTE = {
    "brand": Colour(screen="#8a1c1c", cmyk=(20, 95, 90, 30)),
    "special": Colour(screen="#0072ce", cmyk=(90, 50, 0, 0), spot="PANTONE 300 C"),
}


def job(**changes: Any) -> Job:
    values: dict[str, Any] = {
        "title": "A <title> & more", "language": "en",
        "date": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "trim": TRIM, "bleed": BLEED,
        "palette": PALETTE, "printer": printer("coated-fogra39"),
    }  # fmt: skip
    return Job(**(values | changes))


def make(content: str, add: Callable[[Pdf, Dictionary], None] | None = None) -> bytes:
    """Return a PDF of one page; ``add`` puts things into its resources."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=TRIM.grown(BLEED))
    page.obj.Resources = Dictionary()
    if add:
        add(pdf, page.obj.Resources)
    page.obj.Contents = pdf.make_stream(content.encode("latin-1"))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def content(pdf: bytes, page: int = 0) -> str:
    """Return the page's own drawing, without clip and marks."""
    with Pdf.open(BytesIO(pdf)) as read:
        obj = read.pages[page].obj.Contents
        streams = list(obj) if isinstance(obj, Array) else [obj]
        return streams[1].read_bytes().decode("latin-1")


def everything(pdf: bytes) -> str:
    """Return every object and content stream of a file as text, images left out."""
    with Pdf.open(BytesIO(pdf)) as read:
        parts = []
        for obj in read.objects:
            if not isinstance(obj, Stream):
                parts.append(repr(obj))
            elif obj.get("/Type") not in {Name.ObjStm, Name.XRef, Name.Metadata}:
                parts.append(repr(Dictionary(dict(obj.items()))))
                if obj.get("/Subtype") != Name.Image:
                    parts.append(obj.read_bytes().decode("latin-1"))
        return "\n".join(parts)
