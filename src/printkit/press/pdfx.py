"""The press pass: pages of any origin become PDF/X-4 (ISO 15930-7)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError

from printkit.model.finding import Finding, Place, Severity, errors, problem
from printkit.model.measure import Box, Size
from printkit.model.palette import Palette
from printkit.model.printer import Printer
from printkit.press import marks
from printkit.press.assemble import save
from printkit.press.boxes import set_boxes, trim_in
from printkit.press.colour import Inks
from printkit.press.lettering import known
from printkit.press.metadata import Card, told, write_metadata
from printkit.press.profile import icc_file
from printkit.press.walk import Walk

_SLACK = 0.5
MARKS = "/PressMarks"
"""The name of the marks in the resources of a page: drawn last, before the slug line."""
_VERSION = "1.6"
"""The version of PDF that PDF/X-4 is (ISO 15930-7)."""
_ROOT = {"/Type", "/Pages", "/Lang", "/Version", "/PageLabels", "/ViewerPreferences"}
_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/Contents", "/Rotate", "/TrimBox", "/BleedBox",
    "/Group",
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """What is printed and how. Lengths are points.

    Without ``trim`` each page has a size of its own. ``plain_black`` turns small text in black and
    other inks into black alone. ``bleed`` is what the incoming pages have around ``trim``;
    ``date`` has a time zone; ``marks`` are drawn unless the printer forbids them;
    ``slug`` names the job beside the page, by default ``title``; ``folds`` are measured from the
    left of the trim on fronts, the odd pages; backs show them mirrored.
    """

    title: str
    language: str
    date: datetime
    trim: Size | None
    bleed: float
    palette: Palette
    printer: Printer
    marks: bool = True
    slug: str = ""
    folds: tuple[float, ...] = ()
    plain_black: bool = False


def press(pages: bytes, job: Job) -> tuple[bytes, list[Finding]]:
    """Return ``pages`` as PDF/X-4, and what stands in the way.

    The media of the incoming pages is the trim grown by ``job.bleed``. Where a finding is an
    error the file does not say that it is PDF/X. The same pages and job give the same bytes.
    Raises Problems when the pages cannot be read (``pdf/damaged``, ``pdf/encrypted``) or the
    printer's profile is not there (``icc/missing``).
    """
    icc = icc_file(job.printer)
    inks = Inks(icc, job.palette, job.printer.ink_limit / 100)
    try:
        pdf = Pdf.open(BytesIO(pages))
    except PasswordError:
        hint = "save a copy without a password"
        raise problem("pdf/encrypted", "the pages are locked by a password", hint=hint) from None
    except PdfError as error:
        raise problem("pdf/damaged", f"the pages cannot be read: {error}") from None
    with pdf:
        findings = _strip(pdf)
        walk = Walk(pdf, inks, job.plain_black)
        trims = [trim_in(page, job.bleed) for page in pdf.pages]
        for number, (page, trim) in enumerate(zip(pdf.pages, trims, strict=True), 1):
            findings += _sized(trim, job, number)
            page.obj.Resources = page.resources
            walk.page(page.obj, number)
        walk.finish()
        _frame(pdf, trims, job, walk)
        findings += walk.findings + _lettered(job)
        _stamp(pdf, job, inks.icc, pages, claim=not errors(findings))
        return save(pdf, version=_VERSION), findings


def unmarked(pages: bytes) -> bytes:
    """Return pages of `press` without their printer's marks, ready to be imposed."""
    with Pdf.open(BytesIO(pages)) as pdf:
        for page in pdf.pages:
            drawings = page.obj.Resources.get("/XObject", Dictionary())
            if MARKS in drawings:
                del drawings[MARKS]
                page.obj.Contents = Array([*list(page.obj.Contents)[:-1], pdf.make_stream(b"\nQ")])
        return save(pdf, version=_VERSION)


def stamp(sheets: bytes, job: Job, claim: bool) -> bytes:
    """Return imposed pages of `press` with the label of a press file.

    ``claim``: they say that they are PDF/X-4, as the pages did.
    """
    with Pdf.open(BytesIO(sheets)) as pdf:
        preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
        _stamp(pdf, job, icc_file(job.printer).read_bytes(), sheets, claim)
        # How the sheets are to be turned and that they are not to be scaled.
        pdf.Root.ViewerPreferences = Dictionary({**preferences, "/DisplayDocTitle": True})
        return save(pdf, version=_VERSION)


def _sized(trim: Box, job: Job, number: int) -> list[Finding]:
    size = trim.size
    if job.trim is None:
        return []
    off = max(abs(size.width - job.trim.width), abs(size.height - job.trim.height))
    if off <= _SLACK:
        return []
    message = f"the page is {size} without its bleed; the trim is {job.trim}"
    return [Finding("box/size", message, Place(page=number))]


def _strip(pdf: Pdf) -> list[Finding]:
    """Take away what a press must not meet: all that acts, is filled in, or is for a screen."""
    layers = "/OCProperties" in pdf.Root
    for key in set(pdf.Root.keys()) - _ROOT:
        del pdf.Root[key]
    for key in set(pdf.trailer.keys()) & {"/Info"}:
        del pdf.trailer[key]
    for page in pdf.pages:
        page.obj.Resources = page.resources
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
    if not layers:
        return []
    hint = "flatten the layers where the page is made: on press all of them show"
    return [Finding("pdf/layers", "the file has layers that can be hidden", hint=hint)]


def _frame(pdf: Pdf, trims: list[Box], job: Job, walk: Walk) -> None:
    wanted = job.marks and job.printer.marks == "wanted"
    margin = marks.margin(job.bleed) if wanted else job.bleed
    day = job.date.strftime("%Y-%m-%d %H:%M")
    name, total = job.slug or job.title, len(trims)
    shared: dict[tuple[Box, tuple[float, ...]], pikepdf.Object] = {}
    for number, (page, trim) in enumerate(zip(pdf.pages, trims, strict=True), 1):
        set_boxes(page, trim, job.bleed, margin)
        inside = trim.grown(job.bleed)
        # What hung over the old media was never seen and must not run over the marks.
        clip = " ".join(f"{x:.4f}" for x in (inside.x0, inside.y0, *inside.size))
        after = b"\nQ"
        if wanted:
            folds = job.folds if number % 2 else tuple(trim.size.width - x for x in job.folds)
            own = marks.Marks(trim, job.bleed, name, walk.spots, folds)
            if (trim, folds) not in shared:
                shared[trim, folds] = marks.form(pdf, own)
            line = marks.slug(own, f"{name} · {number}/{total} · {day}")
            after += f"\n{MARKS} Do\n{line}".encode("ascii")
            _own_resources(page, shared[trim, folds])
        content = page.obj.get("/Contents")
        inner = [content] if content is not None else []
        before = pdf.make_stream(f"q {clip} re W n\n".encode())
        page.obj.Contents = Array([before, *inner, pdf.make_stream(after)])


def _lettered(job: Job) -> list[Finding]:
    name = job.slug or job.title
    if not job.marks or job.printer.marks == "forbidden" or known(name):
        return []
    message = f"the slug line shows ? for characters of {name!r}"
    hint = "give the job a slug in Latin, Greek or Cyrillic letters"
    return [Finding("marks/slug", message, Place(), hint, Severity.INFO)]


def _own_resources(page: pikepdf.Page, form: pikepdf.Object) -> None:
    """Give the page its own entry for the marks; pages may share their resources."""
    resources = Dictionary(dict(page.obj.Resources.items()))
    drawings = dict(resources.get("/XObject", Dictionary()).items())
    resources.XObject = Dictionary({**drawings, MARKS: form})
    page.obj.Resources = resources


def _stamp(pdf: Pdf, job: Job, icc: bytes, pages: bytes, claim: bool) -> None:
    profile = pdf.make_stream(icc)
    profile.N, profile.Alternate = 4, Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=job.printer.condition,
        RegistryName=job.printer.registry, Info=job.printer.title, DestOutputProfile=profile,
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    card = Card(job.title, job.language, job.date)
    version = told("pdfxid", "http://www.npes.org/pdfx/ns/id/", GTS_PDFXVersion=job.printer.pdfx)
    pdf.Root.ViewerPreferences = Dictionary()
    write_metadata(pdf, card, sha256(pages).digest(), _TRAPPED + (version if claim else ""))
    pdf.trailer.Info.Trapped = Name("/False")


_TRAPPED = told("pdf", "http://ns.adobe.com/pdf/1.3/", Trapped="False")
