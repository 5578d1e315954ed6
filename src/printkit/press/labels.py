"""Pages on label and badge sheets: one page to a label, or each page over a whole sheet."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pikepdf import Pdf

from printkit.model.finding import Finding, Place, Problems, Severity, problem
from printkit.model.measure import MM, Box, Size
from printkit.model.sheets import LabelSheet
from printkit.press.assemble import save
from printkit.press.forms import Form, Lattice
from printkit.press.imposition import Placement, Plan
from printkit.press.lettering import letters, width
from printkit.press.sheets import write
from printkit.press.source import SourcePage, opened, remarks, seen
from printkit.sources.sheets import sheets_for

SAME = 0.5 * MM
_CURVE = 0.5523
_NUMBER = 7.0


@dataclass(frozen=True)
class Run:
    """How a sheet is filled. Lengths are points.

    ``start``: the first free label, from 1 along the rows, of a sheet that is used up in part.
    ``repeat``: each page fills a sheet of its own. ``two_sided``: pages are fronts and backs in
    turn, for cards. ``scale``: make pages larger or smaller until they fit their label.
    ``turn``: turn pages by a quarter. ``shift`` moves everything to the right and up, ``back``
    moves backs further. ``outline`` draws and numbers the labels, for a test print.
    """

    start: int = 1
    repeat: bool = False
    two_sided: bool = False
    scale: bool = False
    turn: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    back: tuple[float, float] = (0.0, 0.0)
    outline: bool = False


def labels(
    source: bytes | Path, sheet: LabelSheet, run: Run | None = None
) -> tuple[bytes, list[Finding]]:
    """Put the pages of a PDF on label sheets and return the new PDF and what is to be known.

    A page stands in the middle of its label; its bleed prints as far as half the way to the next
    label. Raises Problems: labels/page-larger, labels/start, and those of `impose` for a file
    that cannot be read.
    """
    run = run or Run()
    if not 1 <= run.start <= sheet.count:
        message = f"a sheet {sheet.name} has {sheet.count} labels, none with the number {run.start}"
        raise problem("labels/start", message, hint=f"choose one from 1 to {sheet.count}")
    with opened(source) as pdf:
        pages = [_turned(seen(page)) if run.turn else seen(page) for page in pdf.pages]
        findings = remarks(pdf)
        scale = 1.0
        if run.scale:
            scale, said = _fitted(pages, sheet)
            findings += said
        else:
            findings += _sized(pages, sheet, str(source) if isinstance(source, Path) else "")
        planned = _plan(pages, sheet, run, scale)
        out = io.BytesIO()
        write(pdf, pages, planned, scale, False, run.back, out)
    data = out.getvalue()
    return (_outlined(data, sheet, run) if run.outline else data), findings


def _turned(page: SourcePage) -> SourcePage:
    """Return a page turned by a quarter, counter-clockwise."""
    a, b, c, d, e, f = page.matrix
    matrix = (-b, a, -d, c, page.size.height - f, e)
    return replace(page, size=page.size.turned(), matrix=matrix)


def _fitted(pages: list[SourcePage], sheet: LabelSheet) -> tuple[float, list[Finding]]:
    label = sheet.label
    scale = min(min(label.width / p.size.width, label.height / p.size.height) for p in pages)
    if abs(scale - 1) < 0.001:
        return 1.0, []
    message = f"pages are printed at {scale:.1%} so that they fit their label"
    return scale, [Finding("labels/scaled", message, severity=Severity.INFO)]


def _sized(pages: list[SourcePage], sheet: LabelSheet, path: str) -> list[Finding]:
    """Report each size of page that is not the label's, at its first page."""
    first: dict[Size, int] = {}
    for number, page in enumerate(pages, 1):
        first.setdefault(Size(*(round(side, 1) for side in page.size)), number)
    findings = [
        _misfit(size, Place(path, page=number), sheet)
        for size, number in first.items()
        if max(abs(a - b) for a, b in zip(size, sheet.label, strict=True)) > SAME
    ]
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Problems(findings)
    return findings


def _misfit(size: Size, place: Place, sheet: LabelSheet) -> Finding:
    label, turned = sheet.label, size.turned()
    said = f"the page is {size}, a label of {sheet.name} is {label}"
    if size.width <= label.width + SAME and size.height <= label.height + SAME:
        hint = "it stands in the middle of its label; --scale fills the label"
        return Finding("labels/page-smaller", said, place, hint, Severity.WARNING)
    if max(abs(a - b) for a, b in zip(turned, label, strict=True)) <= SAME:
        return Finding("labels/page-larger", said, place, "turned by a quarter it fits: --turn")
    fitting = " or ".join(other.name for other in sheets_for(size))
    hint = "--scale makes it fit" + (f"; {fitting} has labels of this size" if fitting else "")
    return Finding("labels/page-larger", said, place, hint)


def _plan(pages: list[SourcePage], sheet: LabelSheet, run: Run, scale: float) -> Plan:
    bleed = min(page.bleed for page in pages) * scale
    sides = (False, True) if run.two_sided else (False,)
    placements = []
    for number, cells in enumerate(_sheets(len(pages), sheet, run)):
        for back in sides:
            for cell, first in cells:
                page = first + back if first + back < len(pages) else None
                box, clip = _cell(sheet, cell, bleed, back)
                box, clip = (area.moved(*run.shift) for area in (box, clip))
                placements.append(Placement(page, number, back, box, False, 0, clip))
    # What is cut is not known here: the whole paper is the block of each sheet.
    paper = Form(Lattice((sheet.paper.width,), (sheet.paper.height,), (), ()), ())
    forms = (paper,) * (1 + placements[-1].sheet)
    one_sided = not run.two_sided
    return Plan("labels", sheet.paper, len(pages), forms, tuple(placements), one_sided=one_sided)


def _sheets(pages: int, sheet: LabelSheet, run: Run) -> Iterator[list[tuple[int, int]]]:
    """Yield for each sheet its labels with the first page of each; both count from 0."""
    step, free = 2 if run.two_sided else 1, list(range(run.start - 1, sheet.count))
    leaves = list(range(0, pages, step))
    while leaves:
        if run.repeat:
            yield [(cell, leaves[0]) for cell in free]
            leaves = leaves[1:]
        else:
            yield list(zip(free, leaves, strict=False))
            leaves = leaves[len(free) :]
        free = list(range(sheet.count))


def _cell(sheet: LabelSheet, number: int, bleed: float, back: bool) -> tuple[Box, Box]:
    """Return a label and the area its page may print, on the front or seen from the back."""
    row, column = divmod(number, sheet.columns)
    across, down = (min(bleed, gap / 2) for gap in sheet.gaps)
    box = sheet.cell(number)
    clip = Box(
        box.x0 - (across if column else bleed),
        box.y0 - (down if row < sheet.rows - 1 else bleed),
        box.x1 + (across if column < sheet.columns - 1 else bleed),
        box.y1 + (down if row else bleed),
    )
    return (_behind(box, sheet.paper), _behind(clip, sheet.paper)) if back else (box, clip)


def _behind(box: Box, paper: Size) -> Box:
    """Return a box as it is seen from the back, the sheet turned like the page of a book."""
    return Box(paper.width - box.x1, box.y0, paper.width - box.x0, box.y1)


def _outlined(data: bytes, sheet: LabelSheet, run: Run) -> bytes:
    """Draw every label of every side above what is there; the outlines take part in the shift."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            back = run.two_sided and number % 2 == 1
            x, y = run.shift
            if back:
                x, y = x + run.back[0], y + run.back[1]
            drawn = b"".join(_outline(sheet, n, back) for n in range(sheet.count))
            around = f"q 1 0 0 1 {x:.4f} {y:.4f} cm\n"
            page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ\n" + around.encode() + drawn + b"Q\n"))
        return save(pdf)


def _outline(sheet: LabelSheet, number: int, back: bool) -> bytes:
    box = sheet.cell(number)
    box = _behind(box, sheet.paper) if back else box
    said = str(number + 1)
    x = box.x1 - 1.5 * MM - width(said, _NUMBER)
    path = _rounded(box, min(sheet.corner, min(box.size) / 2))
    # White below, so that the line shows on dark pages, too.
    line = b"1 w 0 g 1 G\n" + path + b".25 w 0 G\n" + path
    return line + letters(said, x, box.y0 + 1.5 * MM, _NUMBER)


def _rounded(box: Box, radius: float) -> bytes:
    x0, y0, x1, y1 = box
    if radius <= 0:
        return f"{x0:.3f} {y0:.3f} {box.size.width:.3f} {box.size.height:.3f} re S\n".encode()
    r, k = radius, radius * (1 - _CURVE)
    numbers = (
        ("m", (x0 + r, y0)), ("l", (x1 - r, y0)),
        ("c", (x1 - k, y0, x1, y0 + k, x1, y0 + r)), ("l", (x1, y1 - r)),
        ("c", (x1, y1 - k, x1 - k, y1, x1 - r, y1)), ("l", (x0 + r, y1)),
        ("c", (x0 + k, y1, x0, y1 - k, x0, y1 - r)), ("l", (x0, y0 + r)),
        ("c", (x0, y0 + k, x0 + k, y0, x0 + r, y0)),
    )  # fmt: skip
    steps = (" ".join(f"{n:.3f}" for n in at) + f" {name}" for name, at in numbers)
    return (" ".join(steps) + " h S\n").encode()
