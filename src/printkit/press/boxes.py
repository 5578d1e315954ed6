"""The boxes of a page: what is cut, what bleeds, what the sheet shows."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from printkit.model.measure import Box
from printkit.press.assemble import save

_OTHERS = ("/CropBox", "/ArtBox", "/UserUnit")


def trim_in(page: Page, bleed: float) -> Box:
    """Return the trim of a page whose media goes ``bleed`` points over it on every side."""
    x0, y0, x1, y1 = sorted_corners(page.obj.MediaBox)
    return Box(x0, y0, x1, y1).grown(-bleed)


def sorted_corners(box: Object) -> tuple[float, float, float, float]:
    """Return left, low, right and high of a PDF rectangle, whose corners may come in any order."""
    x0, y0, x1, y1 = (float(x) for x in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def set_boxes(page: Page, trim: Box, bleed: float, margin: float) -> None:
    """Set trim, bleed and media; the media goes ``margin`` points over the trim."""
    _drop(page)
    page.obj.TrimBox = _array(trim)
    page.obj.BleedBox = _array(trim.grown(bleed))
    page.obj.MediaBox = _array(trim.grown(max(margin, bleed)))


def crop_to_trim(pages: bytes, bleed: float) -> bytes:
    """Return pages cut to their trim."""
    with Pdf.open(BytesIO(pages)) as pdf:
        crop(pdf, bleed)
        return save(pdf)


def crop(pdf: Pdf, bleed: float, rtl: bool = False) -> None:
    """Cut the pages of a file to their trim.

    Where a page has no TrimBox the trim is its media without ``bleed`` points on every side.
    Links, outlines, tags and destinations stay: the origin of the page is not moved. Viewers are
    told to show pairs of pages from the right where they are read so (``rtl``).
    """
    known: dict[tuple[bool, bytes], Array] = {}
    for page in pdf.pages:
        obj = page.obj
        own = obj.get("/TrimBox")
        key = own is None, (obj.MediaBox if own is None else own).unparse()
        if key not in known:
            trim = Box(*sorted_corners(own)) if own is not None else trim_in(page, bleed)
            known[key] = _array(trim)
        _drop(page)
        for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
            obj[name] = known[key]
    if rtl:
        shown = pdf.Root.get("/ViewerPreferences", Dictionary())
        pdf.Root.ViewerPreferences = Dictionary({**shown, "/Direction": Name.R2L})


def _drop(page: Page) -> None:
    for name in _OTHERS:
        if name in page.obj:
            del page.obj[name]


def _array(box: Box) -> Array:
    return Array([round(x, 4) for x in box])
