"""Where the anchors of a laid-out document are."""

from collections.abc import Mapping
from io import BytesIO

from pikepdf import Dictionary, Pdf


def pages_of(pdf: bytes) -> Mapping[str, int]:
    """Return the page, from 0, of each anchor that a link of the document leads to."""
    with Pdf.open(BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        tree = document.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        items = list(tree.get("/Names", []))
        pairs = zip(items[::2], items[1::2], strict=True)
        return {str(name): numbers[place[0].objgen] for name, place in pairs}
