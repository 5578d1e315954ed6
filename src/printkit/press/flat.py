"""The panels of a folder put in the order in which they are read, blank ones filled in."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Page, Pdf

from printkit.model.measure import Box, Size
from printkit.press.assemble import save


def in_order(
    pages: bytes, order: Sequence[int | None], sizes: Sequence[Size], bleed: float
) -> bytes:
    """Return the pages (from 0) that ``order`` names; None is a blank one of its size."""
    with Pdf.open(BytesIO(pages)) as pdf:
        own = [page.obj for page in pdf.pages]
        del pdf.pages[:]
        for at, size in zip(order, sizes, strict=True):
            pdf.pages.append(Page(_blank(pdf, size, bleed) if at is None else own[at]))
        return save(pdf)


def _blank(pdf: Pdf, size: Size, bleed: float) -> Dictionary:
    trim = Box(0, 0, *size)
    media = Array([round(x, 4) for x in trim.grown(bleed)])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page, MediaBox=media, BleedBox=media,
            TrimBox=Array([round(x, 4) for x in trim]),
            Resources=Dictionary(), Contents=pdf.make_stream(b""),
        )
    )  # fmt: skip
