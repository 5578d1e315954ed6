"""Put drawings into their slots and files behind one another, keeping links, tags and bookmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from printkit.model.measure import Box
from printkit.press.access import add_figure


@dataclass(frozen=True)
class Drawing:
    """A one-page PDF that belongs into ``box`` (points of the media, from below) of ``page``."""

    page: int
    box: Box
    pdf: bytes


def save(
    pdf: Pdf, *, draft: bool = False, version: str = "", identity: bytes | None = None
) -> bytes:
    """Return the bytes of a PDF, the same for the same content.

    A ``draft`` will be opened and saved again: it is sooner made, and larger. A ``version`` of
    PDF is written whatever the content asks for. Its identifier follows from the ``identity``,
    which says all that it is made of; without one from its bytes.
    """
    out = BytesIO()
    pdf.save(
        out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=not draft, force_version=version,
    )  # fmt: skip
    _name(out, identity)
    return out.getvalue()


_STATIC = b"<31415926535897932384626433832795>"
"""The identifier that qpdf gives to a file that is to have none of its own."""


def _name(file: BytesIO, identity: bytes | None) -> None:
    """Give a file its identifier: the digest that qpdf makes takes more than twice as long."""
    data = file.getvalue()
    begin = data.rindex(b"/ID [")
    ids = data[begin : data.index(b"]", begin)]
    name = f"<{sha256(identity or data).hexdigest()[: len(_STATIC) - 2]}>".encode()
    del data  # else the file is copied before it is written to
    file.seek(begin)
    file.write(ids.replace(_STATIC, name))


def identified(drawing: bytes) -> bytes:
    """Return a drawing as a file with an identifier of its own, made from its content."""
    with Pdf.open(BytesIO(drawing)) as pdf:
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        return save(pdf)


def stamp(pages: bytes, drawings: Sequence[Drawing]) -> bytes:
    """Draw each drawing into its box, as vector, above what is there."""
    if not drawings:
        return pages
    with Pdf.open(BytesIO(pages)) as pdf:
        for number, drawing in enumerate(drawings, 1):
            with Pdf.open(BytesIO(drawing.pdf)) as source:
                _place(pdf, pdf.pages[drawing.page], drawing, source, Name(f"/Slot{number}"))
        return save(pdf, draft=True)


def _place(pdf: Pdf, page: pikepdf.Page, drawing: Drawing, source: Pdf, name: Name) -> None:
    form = _form(pdf, source.pages[0])
    width, height = (float(x) for x in list(form.BBox)[2:])
    box = drawing.box
    scale = (box.size.width / width, box.size.height / height)
    page.contents_coalesce()
    page.obj.Resources = page.obj.get("/Resources", Dictionary())
    xobjects = page.obj.Resources.get("/XObject")
    if xobjects is None:
        xobjects = page.obj.Resources.XObject = Dictionary()
    xobjects[name] = form
    matrix = f"{scale[0]:.6f} 0 0 {scale[1]:.6f} {box.x0:.4f} {box.y0:.4f} cm"
    before = page.obj.Contents.read_bytes()
    # The slot's own box carries the tag and the words for it; the drawing adds no text to read.
    after = f"\nQ\n/Artifact BMC q {matrix} {name} Do Q EMC\n".encode()
    page.obj.Contents = pdf.make_stream(b"q\n" + before + after)


def _form(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    page.contents_coalesce()
    box = [float(x) for x in page.mediabox]
    form = pdf.make_stream(page.obj.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, box[2] - box[0], box[3] - box[1]])
    form.Matrix = Array([1, 0, 0, 1, -box[0], -box[1]])
    resources = page.obj.get("/Resources", Dictionary())
    form.Resources = pdf.copy_foreign(page.obj).get("/Resources") if len(resources) else resources
    return form


def around(
    front: bytes,
    pages: bytes,
    back: bytes,
    bleed: float,
    words: tuple[str, str] = ("", ""),
    lined: bool = False,
) -> bytes:
    """Return ``pages`` with a cover before and behind them.

    ``words`` say what front and back show; without them they are decoration. The covers are pages
    of the trim grown by ``bleed``; they get the same boxes as the pages. ``lined`` covers have
    their blank insides, as paper has.
    """
    with Pdf.open(BytesIO(pages)) as pdf:
        for index in (len(pdf.pages), 0) if lined else ():
            pdf.pages.insert(index, _blank(pdf))
        for cover, index in ((back, len(pdf.pages)), (front, 0)):
            with Pdf.open(BytesIO(cover)) as source:
                pdf.pages.insert(index, source.pages[0])
            page = pdf.pages[index]
            media = [float(x) for x in page.mediabox]
            page.trimbox = Array(
                [media[0] + bleed, media[1] + bleed, media[2] - bleed, media[3] - bleed]
            )
            add_figure(pdf, page, words[cover is not front], first=cover is front)
        return save(pdf, draft=True)


def pad(pages: bytes, multiple: int, at_end: bool = False) -> bytes:
    """Return ``pages`` with blank ones up to a multiple.

    They come before the last page, which may be the back cover, or at the end.
    """
    with Pdf.open(BytesIO(pages)) as pdf:
        missing = -len(pdf.pages) % multiple
        if not missing:
            return pages
        at = len(pdf.pages) if at_end else len(pdf.pages) - 1
        for _ in range(missing):
            pdf.pages.insert(at, _blank(pdf))
        return save(pdf)


def _blank(pdf: Pdf) -> pikepdf.Page:
    """Return a page of the size of the first, with nothing on it."""
    first = pdf.pages[0]
    blank = Dictionary(
        Type=Name.Page, MediaBox=first.mediabox, TrimBox=first.trimbox,
        Resources=Dictionary(), Contents=pdf.make_stream(b""),
    )  # fmt: skip
    return pikepdf.Page(pdf.make_indirect(blank))
