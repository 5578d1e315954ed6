"""Source pages put on sheets. The bleed is kept where a sheet is cut and ends at its folds.

Pages become form XObjects that print as far as their bleed: nothing is drawn again. Links,
bookmarks and form fields do not survive being cut apart, and the findings say so.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from printkit.model.finding import Finding, Place, Problems, Severity, problem
from printkit.model.measure import MM, Box, Size
from printkit.press import folders, sheetmarks
from printkit.press.imposition import Options, Placement, Plan, plan

SAME = 0.5 * MM
DEFAULT_BLEED = 3 * MM
_NO_LINKS = "links work in the file for the screen; sheets are for paper"


@dataclass(frozen=True)
class Leafage:
    """A source page as it is seen: upright size of its trim, and how to get there.

    ``matrix`` takes the page's own space to points with the trim's lower left corner at 0, 0;
    ``bleed`` is what the page has beyond its trim on all sides; ``bbox`` the area it may print.
    """

    size: Size
    bleed: float
    matrix: tuple[float, float, float, float, float, float]
    bbox: Box


def impose(
    source: bytes | Path,
    scheme: str,
    sheet: Size,
    options: Options | None = None,
    marks: bool = True,
    shrink: bool = False,
) -> tuple[bytes, list[Finding]]:
    """Put the pages of a PDF on sheets and return the new PDF and what is to be known about it.

    Pages are placed at their own size; ``shrink`` makes them smaller when they do not fit.
    The bleed of ``options`` is cut down to what the pages have; 0 takes what they have.
    Raises Problems: pdf/damaged, pdf/encrypted, impose/mixed-sizes, those of `plan`.
    """
    options = options or Options()
    with _opened(source) as pdf:
        pages = [_seen(page) for page in pdf.pages]
        findings = _claims(pdf)
        trim = _common_size(pages, scheme)
        bleed = min((page.bleed for page in pages), default=0.0)
        options = replace(options, bleed=min(options.bleed or bleed, bleed))
        planned, scale = _planned(scheme, len(pages), trim, sheet, options, shrink)
        if scale != 1:
            findings.append(_scaled(scale))
        if not _holds_bleed(planned):
            findings.append(_BLEED_CUT)
        data = _write(pdf, pages, planned, scale, marks)
    return data, findings


def booklet(
    source: bytes,
    sheet: Size,
    blanks_before_back: bool = True,
    rtl: bool = False,
    creep: float = 0,
) -> bytes:
    """Make a saddle stitched booklet for an office duplex printer, two pages a side.

    Pages are in reading order; blanks fill up to a multiple of 4, before the back cover or at
    the end. ``creep`` points are what the innermost pages move towards the spine. Pages that
    are too large are made smaller. Raises Problems as `impose` does.
    """
    blanks = None if blanks_before_back else 2**31
    options = Options(rtl=rtl, creep=creep, blanks=blanks)
    return impose(source, "saddle", sheet, options, marks=False, shrink=True)[0]


def n_up(
    source: bytes,
    sheet: Size,
    *,
    repeat: bool = False,
    two_sided: bool = True,
    gap: float | None = None,
    bleed: float = 0,
    marks: bool = True,
) -> bytes:
    """Lay as many pages on a sheet as fit, in order or (``repeat``) each over a whole sheet.

    ``two_sided``: pages are fronts and backs in turn. ``gap`` points lie between pieces, default
    twice the bleed. Raises Problems as `impose` does.
    """
    options = Options(sides=2 if two_sided else 1, gap=gap, bleed=bleed)
    scheme = "step-and-repeat" if repeat else "n-up"
    return impose(source, scheme, sheet, options, marks=marks)[0]


@contextmanager
def _opened(source: bytes | Path) -> Iterator[Pdf]:
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
    """Return the first of the named boxes that the page has, its corners put in order."""
    for name in names:
        value = _inherited(page, name)
        if value is not None:
            x0, y0, x1, y1 = (float(number) for number in value)
            return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return None


def _inherited(page: Page, name: str) -> Object | None:
    """Return an entry of a page, or of the nearest node above that has it."""
    node: Object | None = page.obj
    while node is not None:
        if name in node:
            return node[name]
        node = node.get("/Parent")
    return None


def _shared(one: Box, other: Box) -> Box:
    return Box(
        max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1)
    )


def _seen(page: Page) -> Leafage:
    """Measure a page as a viewer shows it: boxes, Rotate, UserUnit, an origin anywhere."""
    media = _box(page, "/MediaBox") or Box(0, 0, 612, 792)
    crop = _shared(_box(page, "/CropBox") or media, media)
    trim = _shared(_box(page, "/TrimBox", "/ArtBox", "/CropBox") or media, media)
    unit = float(page.obj.get("/UserUnit", 1))
    given = _box(page, "/BleedBox")
    bbox = _shared(given or _shared(trim.grown(DEFAULT_BLEED / unit), crop), media)
    edges = (trim.x0 - bbox.x0, trim.y0 - bbox.y0, bbox.x1 - trim.x1, bbox.y1 - trim.y1)
    bleed = max(min(edges), 0.0) * unit
    turn = int(_inherited(page, "/Rotate") or 0) % 360
    width, height = (side * unit for side in trim.size)
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }[turn]
    x, y = -trim.x0 * unit, -trim.y0 * unit
    matrix = (a * unit, b * unit, c * unit, d * unit, a * x + c * y + e, b * x + d * y + f)
    size = Size(width, height) if turn % 180 == 0 else Size(height, width)
    return Leafage(size, bleed, matrix, bbox)


def _common_size(pages: Sequence[Leafage], scheme: str) -> Size:
    """Return the size all pages share; panels of a folder may be as narrow as the fold asks."""
    widest = Size(max(p.size.width for p in pages), max(p.size.height for p in pages))
    folder = folders.FOLDERS.get(scheme)
    narrow = max(folder.short) * folder.allowance if folder else 0.0
    odd = [
        Finding(
            "impose/mixed-sizes",
            f"this page is {page.size}, others are {widest}",
            Place(page=number),
            "give all pages one trim size, or impose them in separate files",
        )
        for number, page in enumerate(pages, 1)
        if widest.height - page.size.height > SAME or widest.width - page.size.width > SAME + narrow
    ]
    if odd:
        raise Problems(odd)
    return widest


def _planned(
    scheme: str, count: int, trim: Size, sheet: Size, options: Options, shrink: bool
) -> tuple[Plan, float]:
    """Return the plan and the scale of the pages."""
    try:
        return plan(scheme, count, trim, sheet, options), 1.0
    except Problems as problems:
        if not shrink or problems.findings[0].code != "impose/sheet-too-small":
            raise
    roomy = plan(scheme, count, trim, Size(1e6, 1e6), replace(options, bleed=0))
    block = roomy.forms[0].lattice.size
    if roomy.scheme in ("n-up", "step-and-repeat", "cut-and-stack"):
        block = trim
    scale = max(
        min(way.width / block.width, way.height / block.height) for way in (sheet, sheet.turned())
    )
    small = Size(trim.width * scale, trim.height * scale)
    return plan(scheme, count, small, sheet, replace(options, bleed=0)), scale


def _holds_bleed(planned: Plan) -> bool:
    whole = Box(0, 0, *planned.sheet)
    return all(whole.holds(placed.clip, slack=0.5) for placed in planned.placements)


_BLEED_CUT = Finding(
    "impose/bleed-cut",
    "the sheet has no room for the whole bleed: it ends at the edge of the paper",
    hint="choose a larger sheet, such as SRA4 for two A5 pages",
    severity=Severity.WARNING,
)


def _scaled(scale: float) -> Finding:
    return Finding(
        "impose/scaled",
        f"pages are printed at {scale:.1%} so that they fit the sheet",
        hint="choose a larger sheet to keep their size",
        severity=Severity.INFO,
    )


def _claims(pdf: Pdf) -> list[Finding]:
    """Say what of the source does not survive on sheets."""
    findings = []
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


def _names_pdfx(pdf: Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    return metadata is not None and b"GTS_PDFXVersion" in metadata.read_bytes()


def _write(
    source: Pdf, pages: Sequence[Leafage], planned: Plan, scale: float, marks: bool
) -> bytes:
    """Write all sides of all sheets, sheet by sheet, fronts before backs."""
    out = Pdf.new()
    for key in ("/OutputIntents", "/OCProperties"):
        if key in source.Root:
            out.Root[key] = _copied(source, out, source.Root[key])
    out.Root.ViewerPreferences = _preferences(planned)
    if "/Title" in source.docinfo:
        out.docinfo["/Title"] = str(source.docinfo["/Title"])
    forms: dict[int, Object] = {}
    sides: dict[tuple[int, bool], list[Placement]] = {}
    for placed in planned.placements:
        sides.setdefault((placed.sheet, placed.back), []).append(placed)
    drawn = sheetmarks.Marks(out, planned) if marks else None
    for (number, back), placements in sides.items():
        content, used = [], {}
        for placed in placements:
            if placed.page is None:
                continue
            if placed.page not in forms:
                forms[placed.page] = _form(source, out, placed.page, pages[placed.page])
            used[f"/P{placed.page + 1}"] = forms[placed.page]
            content.append(_draw(placed, pages[placed.page], scale))
        resources = Dictionary(XObject=Dictionary(used))
        if drawn:
            content.append(drawn.side(number, back, placements, resources))
        _add_side(out, planned.sheet, b"".join(content), resources)
    stream = io.BytesIO()
    out.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _copied(source: Pdf, out: Pdf, value: Object) -> Object:
    return out.copy_foreign(value if value.is_indirect else source.make_indirect(value))


def _preferences(planned: Plan) -> Dictionary:
    """Ask viewers to print at full size and to turn the sheet about the right edge."""
    preferences = Dictionary(PrintScaling=Name("/None"), PickTrayByPDFSize=True)
    edge = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge"}[planned.duplex]
    preferences.Duplex = Name("/Simplex" if planned.one_sided else edge)
    return preferences


def _form(source: Pdf, out: Pdf, number: int, seen: Leafage) -> Object:
    """Return a page as a form XObject that prints as far as its bleed.

    pikepdf clips the form to the TrimBox, which would lose the bleed: the box is set again.
    """
    form = source.pages[number].as_form_xobject(handle_transformations=False)
    form.BBox = Array([round(edge, 4) for edge in seen.bbox])
    return out.copy_foreign(source.make_indirect(form) if not form.is_indirect else form)


def _draw(placed: Placement, seen: Leafage, scale: float) -> bytes:
    """Return the operators that print a page in its cell, in the middle when the cell is narrow."""
    assert placed.page is not None
    a, b, c, d, e, f = (value * scale for value in seen.matrix)
    width, height = seen.size.width * scale, seen.size.height * scale
    box = placed.box.moved(placed.shift, 0)
    x = (box.x0 + box.x1 - width) / 2
    y = (box.y0 + box.y1 - height) / 2
    if placed.turned:
        a, b, c, d, e, f = -a, -b, -c, -d, width - e, height - f
    clip = placed.clip
    numbers = (clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0)
    matrix = (a, b, c, d, e + x, f + y)
    return f"q {_text(numbers)} re W n {_text(matrix)} cm /P{placed.page + 1} Do Q\n".encode()


def _text(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)


def _add_side(out: Pdf, sheet: Size, content: bytes, resources: Dictionary) -> None:
    out.pages.append(
        Page(
            out.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=Array([0, 0, round(sheet.width, 4), round(sheet.height, 4)]),
                    Resources=resources,
                    Contents=out.make_stream(content),
                )
            )
        )
    )


def count_pages(source: bytes | Path) -> int:
    """Return how many pages a PDF has. Raises Problems as `impose` does."""
    with _opened(source) as pdf:
        return len(pdf.pages)


def trim_size(source: bytes | Path) -> Size:
    """Return the size of the first page's trim as it is seen. Raises Problems as `impose` does."""
    with _opened(source) as pdf:
        return _seen(pdf.pages[0]).size
