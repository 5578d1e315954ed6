"""The files of a product for the press: pages, covers, sheets."""

from dataclasses import replace
from io import BytesIO

from printkit.build.cover import covers
from printkit.build.files import Output
from printkit.build.folder import open_sheet
from printkit.build.inspect import inspect, profile
from printkit.build.job import Job
from printkit.build.paper import on_paper
from printkit.build.ticket import ticket
from printkit.model.finding import Finding, Problems, errors, problem
from printkit.model.imposition import Imposition
from printkit.model.target import Target
from printkit.preflight.profile import Override
from printkit.press import pdfx
from printkit.press.assemble import pad
from printkit.press.placing import impose_as
from printkit.press.source import trim_size

_KEYS = {
    "impose/sheet-too-small": "sheet",
    "impose/bleed-cut": "sheet",
    "impose/gathering": "gathering",
    "impose/too-many-pages": "scheme",
    "stock/unknown": "stock",
}


_SHEETS = {"pages/mixed-sizes": Override(severity="off", reason="a rest folds smaller")}


def press(job: Job) -> tuple[list[Output], list[Finding]]:
    """Return the press files of a product, each judged, and what was found.

    Raises Problems where it cannot be printed as it is ordered.
    """
    pages, findings = _pages(job)
    files = [pages]
    for cover, more in covers(job):
        files.append(cover)
        findings += more
    if wanted := job.imposition:
        sheets, more = _sheets(job, wanted, pages.pdf, claim=not errors(findings))
        files.append(sheets)
        findings += more
    beside, more = ticket(job, files)
    return [replace(pages, beside=beside), *files[1:]], findings + more


def _pages(job: Job) -> tuple[Output, list[Finding]]:
    trim, ordered = job.edition.trim, job.for_press(job.edition.trim)
    if job.edition.folder:
        pages, folds = open_sheet(job.edition, job.pages.pdf, job.pages.panels)
        ordered = replace(ordered, folds=folds)
    else:
        pages = pad(job.pages.pdf, job.multiple, at_end=job.own_cover)
    pdf, findings = pdfx.press(pages, ordered)
    file = job.output(Target.PRESS, pdf, trim)
    multiple = 4 if job.edition.binding == "saddle" else 1
    return file, findings + inspect(file, profile(job.printer, multiple, job.edition.publication))


def _sheets(
    job: Job, wanted: Imposition, pages: bytes, claim: bool
) -> tuple[Output, list[Finding]]:
    _check_binding(job, wanted)
    try:
        out = BytesIO()
        said = impose_as(pdfx.unmarked(pages), wanted, out)
    except Problems as problems:
        raise Problems(_placed(job, f) for f in problems.findings) from None
    pdf = pdfx.stamp(out.getvalue(), job.for_press(job.edition.trim, "sheets"), claim)
    file = job.output(Target.PRESS, pdf, trim_size(pdf), "sheets")
    judged_by = profile(job.printer, 1, job.edition.publication)
    rules = {**judged_by.overrides, **_SHEETS}
    judged_by = judged_by.model_copy(update={"safety": 0.0, "overrides": rules})
    findings = [_placed(job, f) for f in on_paper(said)]
    return file, findings + [f for f in inspect(file, judged_by) if f.code not in _SHEETS]


def _placed(job: Job, finding: Finding) -> Finding:
    """Return a finding of the imposition at the key that it is about."""
    key = _KEYS.get(finding.code, "")
    wanted = job.edition.product.imposition
    if key == "stock" and wanted and wanted.stock is None:
        return finding.at(job.place("stock"))
    place = job.place("imposition", key)
    return finding.at(replace(place, page=finding.place.page))


def _check_binding(job: Job, wanted: Imposition) -> None:
    binding = job.edition.binding
    if {binding, wanted.scheme} == {"saddle", "perfect"}:
        message = f"the product is bound {binding!r}, its sheets are laid out for {wanted.scheme!r}"
        hint = "leave out `scheme:`: then it follows the binding"
        raise problem("impose/binding", message, job.place("imposition", "scheme"), hint)
