"""Pages of any PDF set upright: one origin, no rotation, trim with the same bleed around it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pikepdf import Array, Dictionary, Page, Pdf
from pikepdf.models.metadata import decode_pdf_date

from printkit.press.assemble import save
from printkit.press.source import opened, seen


@dataclass(frozen=True)
class Upright:
    """Pages whose media is their trim grown by a bleed, and what their file says of itself."""

    pdf: bytes
    title: str
    language: str
    date: datetime


def upright(source: Path, bleed: float) -> Upright:
    """Return the pages of a file as they are seen, with ``bleed`` points around their trim.

    What a page shows outside its own bleed, or its crop, does not come back. Links and forms
    are left out. Raises Problems pdf/damaged, pdf/encrypted, impose/no-pages.
    """
    with opened(source) as pdf, Pdf.new() as out:
        for page in pdf.pages:
            _add(out, page, bleed)
        title = str(pdf.docinfo.get("/Title", "")) or source.stem
        return Upright(save(out), title, str(pdf.Root.get("/Lang", "und")), _date(pdf, source))


def _date(pdf: Pdf, source: Path) -> datetime:
    for key in ("/ModDate", "/CreationDate"):
        try:
            found = decode_pdf_date(str(pdf.docinfo[key]))
        except (KeyError, ValueError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return datetime.fromtimestamp(int(source.stat().st_mtime), tz=UTC)


def _add(out: Pdf, page: Page, bleed: float) -> None:
    own = seen(page)
    form = out.copy_foreign(page.as_form_xobject(handle_transformations=False))
    form.BBox = Array([round(x, 4) for x in own.bbox])
    a, b, c, d, e, f = own.matrix
    matrix = " ".join(f"{x:.6f}" for x in (a, b, c, d, e + bleed, f + bleed))
    new = out.add_blank_page(page_size=own.size.grown(bleed))
    new.obj.Resources = Dictionary(XObject=Dictionary(Page=form))
    new.obj.Contents = out.make_stream(f"q {matrix} cm /Page Do Q".encode("ascii"))
