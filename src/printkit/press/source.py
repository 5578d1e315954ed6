"""PDFs as they come: opened, their pages measured as a viewer shows them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Object, Page, Pdf

from printkit.model.finding import Finding, Place, Severity, problem
from printkit.model.measure import MM, Box, Size
from printkit.press.boxes import sorted_corners

DEFAULT_BLEED = 3 * MM
_NO_LINKS = "links work in the file for the screen; sheets are for paper"


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source page as it is seen: upright size of its trim, and how to get there.

    ``matrix`` takes the page's own space to points with the trim's lower left corner at 0, 0;
    ``bleed`` is what the page has beyond its trim on all sides; ``bbox`` the area it may print.
    """

    size: Size
    bleed: float
    matrix: tuple[float, float, float, float, float, float]
    bbox: Box


def _within(box: Box, media: Box) -> Box:
    """Return the part of a box that the page has; all of the page, if they do not meet."""
    part = shared(box, media)
    return part if part.x0 < part.x1 and part.y0 < part.y1 else media


@contextmanager
def opened(source: bytes | Path) -> Iterator[Pdf]:
    """Open a PDF with pages. Raises Problems: pdf/damaged, pdf/encrypted, impose/no-pages."""
    place = Place(str(source)) if isinstance(source, Path) else Place()
    try:
        pdf = pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source)
        if not pdf.pages:
            raise problem(
                "impose/no-pages", "the file has no pages", place, "give a PDF with pages"
            )
    except pikepdf.PasswordError:
        raise problem(
            "pdf/encrypted", "the PDF needs a password", place, "save it without one"
        ) from None
    except pikepdf.PdfError as error:
        text = str(error).splitlines()[0]
        raise problem(
            "pdf/damaged", f"the PDF cannot be read: {text}", place, "export it again"
        ) from None
    with pdf:
        yield pdf


def _box(page: Page, *names: str) -> Box | None:
    """Return the first of the named boxes that the page has and that holds something."""
    for name in names:
        value = inherited(page, name)
        box = _corners(value.unparse(resolved=True)) if isinstance(value, Array) else None
        if box is not None and min(box.size) > 0:
            return box
    return None


@lru_cache(maxsize=1024)
def _corners(written: bytes) -> Box | None:
    """Return a rectangle as it is written, its corners put in order, None if it is none."""
    try:
        return Box(*sorted_corners(Object.parse(written)))
    except (pikepdf.PdfError, ValueError, TypeError):
        return None


def inherited(page: Page, name: str) -> Object | None:
    """Return an entry of a page, or of the nearest node above that has it."""
    node: Object | None = page.obj
    while node is not None:
        if name in node:
            return node[name]
        node = node.get("/Parent")
    return None


def shared(one: Box, other: Box) -> Box:
    """Return the area that both boxes have."""
    return Box(
        max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1)
    )


def seen(page: Page) -> SourcePage:
    """Measure a page as a viewer shows it: boxes, Rotate, UserUnit, an origin anywhere.

    An entry that makes no sense, such as a box beside the page, counts as none.
    """
    media = _box(page, "/MediaBox") or Box(0, 0, 612, 792)
    crop = _box(page, "/CropBox") or media
    trim = _box(page, "/TrimBox", "/ArtBox", "/CropBox") or media
    unit = _number(page.obj.get("/UserUnit"))
    turn = _number(inherited(page, "/Rotate")) % 360
    return _measured(
        media, crop, trim, _box(page, "/BleedBox"), unit if unit > 0 else 1.0, int(turn)
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float | Decimal) else 0.0


@lru_cache(maxsize=1024)
def _measured(
    media: Box, crop: Box, trim: Box, given: Box | None, unit: float, turn: int
) -> SourcePage:
    """Measure a page by its entries; pages alike are one value."""
    crop, trim = _within(crop, media), _within(trim, media)
    given = _within(given, media) if given else _within(trim.grown(DEFAULT_BLEED / unit), crop)
    # What lies in the trim is printed, whatever else is written.
    bbox = Box(*(f(a, b) for f, a, b in zip((min, min, max, max), given, trim, strict=True)))
    edges = (trim.x0 - bbox.x0, trim.y0 - bbox.y0, bbox.x1 - trim.x1, bbox.y1 - trim.y1)
    bleed = max(min(edges), 0.0) * unit
    width, height = (side * unit for side in trim.size)
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }[turn - turn % 90]
    x, y = -trim.x0 * unit, -trim.y0 * unit
    matrix = (a * unit, b * unit, c * unit, d * unit, a * x + c * y + e, b * x + d * y + f)
    size = Size(width, height) if turn // 90 % 2 == 0 else Size(height, width)
    return SourcePage(size, bleed, matrix, bbox)


def remarks(pdf: Pdf) -> list[Finding]:
    """Say what is odd about a source, and what of it does not survive on sheets."""
    findings = _oddities(pdf)
    kinds = [
        str(note.get("/Subtype"))
        for page in pdf.pages
        for note in page.obj.get("/Annots", [])
        if isinstance(note, Dictionary)
    ]
    info = Severity.INFO
    if "/Link" in kinds or "/Outlines" in pdf.Root:
        text = "links and bookmarks are left out"
        findings.append(Finding("impose/links-dropped", text, hint=_NO_LINKS, severity=info))
    if others := sorted({kind.strip("/") for kind in kinds} - {"Link", "Popup"}):
        findings.append(
            Finding(
                "impose/annotations-dropped",
                f"annotations are not printed on the sheets: {', '.join(others)}",
                hint="flatten them into the pages first",
                severity=Severity.WARNING,
            )
        )
    if "/GTS_PDFXVersion" in pdf.docinfo or _names_pdfx(pdf):
        findings.append(
            Finding(
                "impose/pdfx-claim-dropped",
                "the sheets keep the output intent but do not claim to be PDF/X",
                hint="have the imposed file checked, if the printer asks for PDF/X",
                severity=info,
            )
        )
    return findings


def _oddities(pdf: Pdf) -> list[Finding]:
    """Say what is the matter with the file itself: repaired on opening, restricted by its owner."""
    findings = []
    if told := pdf.get_warnings():
        text = str(told[0]).removeprefix(f"{pdf.filename}").lstrip(":, ")
        findings.append(
            Finding(
                "pdf/repaired",
                f"the PDF is damaged and was repaired: {text}",
                hint="see that no page is missing, or export it again",
                severity=Severity.WARNING,
            )
        )
    if pdf.is_encrypted:
        findings.append(
            Finding(
                "impose/restrictions-dropped",
                "the PDF restricts what may be done with it; the sheets have no restrictions",
                hint="see that you may print and change it",
                severity=Severity.WARNING,
            )
        )
    return findings


def _names_pdfx(pdf: Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    return metadata is not None and b"GTS_PDFXVersion" in metadata.read_bytes()


def count_pages(source: bytes | Path) -> int:
    """Return how many pages a PDF has. Raises Problems as `impose` does."""
    with opened(source) as pdf:
        return len(pdf.pages)


def trim_size(source: bytes | Path) -> Size:
    """Return the size of the first page's trim as it is seen. Raises Problems as `impose` does."""
    with opened(source) as pdf:
        return seen(pdf.pages[0]).size
