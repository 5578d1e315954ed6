"""Source pages put on sheets. The bleed is kept where a sheet is cut and ends at its folds.

Links, bookmarks and form fields do not survive being cut apart, and the findings say so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pikepdf import Pdf

from printkit.model import folders
from printkit.model.finding import Finding, Place, Problems, Severity
from printkit.model.imposition import Imposition
from printkit.model.measure import MM, Box, Size
from printkit.press import sheets
from printkit.press.imposition import Options, Plan, options_of, plan
from printkit.press.schemes import LOOSE, leaf_wise
from printkit.press.source import SourcePage, count_pages, opened, remarks, seen

SAME = 0.5 * MM


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
    out = BytesIO()
    with opened(source) as pdf:
        findings = _impose(pdf, out, scheme, sheet, options or Options(), marks, shrink)
    return out.getvalue(), findings


def impose_as(source: bytes | Path, wanted: Imposition, out: BinaryIO) -> list[Finding]:
    """Put the pages of a PDF on sheets as it is wanted: write them, say what is to be known.

    The creep is that of the stock and the number of pages. Raises Problems as `impose` does, and
    stock/unknown.
    """
    with opened(source) as pdf, _told_of(source):
        options = options_of(wanted, len(pdf.pages))
        said = _impose(pdf, out, wanted.scheme, wanted.sheet, options, wanted.marks, wanted.shrink)
    return [_of(finding, source) for finding in said]


@contextmanager
def _told_of(source: bytes | Path) -> Iterator[None]:
    """Let problems name the file that they are about."""
    try:
        yield
    except Problems as problems:
        raise Problems(_of(finding, source) for finding in problems.findings) from None


def _of(finding: Finding, source: bytes | Path) -> Finding:
    if isinstance(source, bytes) or finding.place.path:
        return finding
    return finding.at(replace(finding.place, path=str(source)))


def _impose(
    pdf: Pdf,
    out: BinaryIO,
    scheme: str,
    sheet: Size,
    options: Options,
    marks: bool,
    shrink: bool,
) -> list[Finding]:
    pages = [seen(page) for page in pdf.pages]
    findings = remarks(pdf)
    trim = _common_size(pages, scheme)
    bleed = min((page.bleed for page in pages), default=0.0)
    options = replace(options, bleed=min(options.bleed or bleed, bleed))
    planned, scale = _planned(scheme, len(pages), trim, sheet, options, shrink)
    if scale != 1:
        findings.append(_scaled(scale))
    if marks and not _holds_bleed(planned):
        findings.append(_BLEED_CUT)
    sheets.write(pdf, pages, planned, scale, marks, options.offset, out)
    return findings


def booklet(
    source: bytes,
    sheet: Size,
    blanks_before_back: bool = True,
    rtl: bool = False,
    creep: float = 0,
) -> tuple[bytes, list[Finding]]:
    """Make a saddle stitched booklet for an office duplex printer, two pages a side.

    Pages are in reading order; blanks fill up to a multiple of 4, before the back cover or at
    the end. ``creep`` points are what the innermost pages move towards the spine. Pages that
    are too large are made smaller. Raises Problems as `impose` does.
    """
    blanks = None if blanks_before_back else 2**31
    options = Options(rtl=rtl, creep=creep, blanks=blanks)
    return impose(source, "saddle", sheet, options, marks=False, shrink=True)


def n_up(
    source: bytes,
    sheet: Size,
    *,
    repeat: bool | None = None,
    two_sided: bool = True,
    gap: float | None = None,
    bleed: float = 0,
    marks: bool = True,
) -> tuple[bytes, list[Finding]]:
    """Lay as many pages on a sheet as fit, in order or (``repeat``) each over a whole sheet.

    ``repeat`` is by default true for one or two pages: a card and its back. ``two_sided``: pages
    are fronts and backs in turn. ``gap`` points lie between pieces, default twice the bleed.
    Raises Problems as `impose` does.
    """
    count = count_pages(source)
    if repeat is None:
        repeat = count <= 2
    options = Options(sides=2 if two_sided and count > 1 else 1, gap=gap, bleed=bleed)
    scheme = "step-and-repeat" if repeat else "n-up"
    return impose(source, scheme, sheet, options, marks=marks)


def _common_size(pages: Sequence[SourcePage], scheme: str) -> Size:
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
    bare = replace(options, bleed=0)
    across, down, gaps = _block(scheme, count, trim, bare)
    scale = max(
        min((way.width - gaps.width) / across, (way.height - gaps.height) / down)
        for way in (sheet, sheet.turned())
    )
    small = Size(trim.width * scale, trim.height * scale)
    return plan(scheme, count, small, sheet, bare), scale


def _block(scheme: str, count: int, trim: Size, options: Options) -> tuple[float, float, Size]:
    """Return what has to fit on a sheet: width and height of the pages, and the gaps in them."""
    if scheme in LOOSE and leaf_wise(scheme, options):
        gap = options.gap or 0.0
        if scheme == "work-and-turn":
            return 2 * trim.width, trim.height, Size(gap, 0)
        if scheme == "work-and-tumble":
            return trim.width, 2 * trim.height, Size(0, gap)
        return trim.width, trim.height, Size(0, 0)
    form = plan(scheme, count, trim, Size(1e6, 1e6), options).forms[0]
    lattice = form.lattice
    gaps = Size(sum(lattice.across), sum(lattice.down))
    return sum(lattice.widths), sum(lattice.heights), gaps


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
        f"pages are printed at {scale:.1%} so that they fit the sheet, without bleed",
        hint="choose a larger sheet to keep their size",
        severity=Severity.INFO,
    )
