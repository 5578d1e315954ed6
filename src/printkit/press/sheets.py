"""Imposed sheets written as PDF.

Pages become form XObjects that print as far as their bleed: nothing is drawn again. They stay
where they are in their own document, which loses its pages and gains its sheets: nothing is
copied, contents go from file to file unread, and ten thousand pages need little more memory than
the open file.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from printkit.model.measure import Box, Size
from printkit.press import sheetmarks
from printkit.press.imposition import Placement, Plan
from printkit.press.source import SourcePage, inherited, shared

_KEPT = {"/Type", "/Version", "/Extensions", "/OutputIntents", "/OCProperties"}


def write(
    pdf: Pdf,
    pages: Sequence[SourcePage],
    planned: Plan,
    scale: float,
    marks: bool,
    offset: tuple[float, float],
    out: BinaryIO,
) -> None:
    """Turn a document into its sheets, fronts before backs, and write it to ``out``.

    ``pages`` are its pages as they are seen, ``offset`` moves the backs. The document is of no
    other use afterwards.
    """
    drawings = _Drawings(list(pdf.pages), pages)
    drawn = sheetmarks.Marks(pdf, planned) if marks else None
    boxes = _Boxes()
    new = []
    for (number, back), side in groupby(planned.placements, lambda p: (p.sheet, p.back)):
        placements = list(side)
        used = {_name(p.page): drawings[p.page] for p in placements if p.page is not None}
        content = [_draw(p, pages[p.page], scale) for p in placements if p.page is not None]
        resources = Dictionary(XObject=Dictionary(used))
        if drawn:
            content.append(drawn.side(number, back, placements, resources))
        form = planned.forms[number]
        block = form.block(planned.sheet)
        if back and any(offset):
            content = [f"q 1 0 0 1 {_text(offset)} cm\n".encode(), *content, b"Q\n"]
            block = block.moved(*offset)
        page = _side(planned.sheet, block, form.lattice.bleed, boxes)
        page.Resources, page.Contents = resources, pdf.make_stream(b"".join(content))
        new.append(pdf.make_indirect(page))
    _replace(pdf, new, planned)
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


class _Boxes:
    """Boxes as arrays; the same box is one array, however many pages have it."""

    def __init__(self) -> None:
        self._made: dict[Box, Array] = {}

    def __call__(self, box: Box) -> Array:
        if box not in self._made:
            self._made[box] = Array([round(edge, 4) for edge in box])
        return self._made[box]


class _Drawings:
    """The pages of a document as drawings, made when they are asked for."""

    def __init__(self, pages: Sequence[Page], measured: Sequence[SourcePage]) -> None:
        self._pages, self._measured = pages, measured
        self._made: dict[int, Object] = {}
        self._taken: set[tuple[int, int]] = set()
        self._boxes = _Boxes()

    def __getitem__(self, number: int) -> Object:
        if number not in self._made:
            form = self._form(self._pages[number])
            form.BBox = self._boxes(self._measured[number].bbox)
            self._made[number] = form
        return self._made[number]

    def _form(self, page: Page) -> Object:
        """Return the page's own content stream as a drawing, if no other page has it, too."""
        content = page.obj.get("/Contents")
        if not isinstance(content, Stream) or content.objgen in self._taken or "/Type" in content:
            return page.as_form_xobject(handle_transformations=False)
        self._taken.add(content.objgen)
        content.Type, content.Subtype = Name.XObject, Name.Form
        content.Resources = inherited(page, "/Resources") or Dictionary()
        if "/Group" in page.obj:
            content.Group = page.obj.Group
        for key in list(page.obj.keys()):  # what is left of the page would only take room
            del page.obj[key]
        return content


def _replace(pdf: Pdf, sides: Sequence[Object], planned: Plan) -> None:
    """Put the sides in the place of the pages, and leave out what belonged to the pages."""
    title = pdf.docinfo.get("/Title")
    for key in set(pdf.Root.keys()) - _KEPT:
        del pdf.Root[key]
    del pdf.trailer["/Info"]
    if title is not None:
        pdf.docinfo["/Title"] = str(title)
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(sides), Count=len(sides)))
    for side in sides:
        side.Parent = tree
    pdf.Root.Pages = tree
    pdf.Root.ViewerPreferences = _preferences(planned)


def _preferences(planned: Plan) -> Dictionary:
    """Ask viewers to print at full size and to turn the sheet about the right edge."""
    preferences = Dictionary(PrintScaling=Name("/None"), PickTrayByPDFSize=True)
    edge = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge"}[planned.duplex]
    preferences.Duplex = Name("/Simplex" if planned.one_sided else edge)
    return preferences


def _name(page: int) -> str:
    return f"/P{page + 1}"


def _draw(placed: Placement, seen: SourcePage, scale: float) -> bytes:
    """Return the operators that print a page in its cell, in the middle when the cell is narrow."""
    assert placed.page is not None
    box = placed.box.moved(placed.shift, 0)
    way = _way(box, placed.clip, placed.turned, seen, scale)
    return f"q {way} {_name(placed.page)} Do Q\n".encode()


@lru_cache(maxsize=1024)
def _way(box: Box, clip: Box, turned: bool, seen: SourcePage, scale: float) -> str:
    """Return the clip and the matrix that take a page to its cell."""
    a, b, c, d, e, f = (value * scale for value in seen.matrix)
    width, height = seen.size.width * scale, seen.size.height * scale
    x = (box.x0 + box.x1 - width) / 2
    y = (box.y0 + box.y1 - height) / 2
    if turned:
        a, b, c, d, e, f = -a, -b, -c, -d, width - e, height - f
    numbers = (clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0)
    return f"{_text(numbers)} re W n {_text((a, b, c, d, e + x, f + y))} cm"


def _text(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)


def _side(sheet: Size, block: Box, bleed: float, boxes: _Boxes) -> Dictionary:
    """Return a side whose TrimBox is the block of pages, so that marks lie outside of it."""
    media = Box(0, 0, *sheet)
    return Dictionary(
        Type=Name.Page,
        MediaBox=boxes(media),
        TrimBox=boxes(shared(block, media)),
        BleedBox=boxes(shared(block.grown(bleed), media)),
    )
