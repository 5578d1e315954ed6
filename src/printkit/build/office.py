"""Office files: booklets, several pages to a sheet, label sheets; moved as the printer needs."""

from printkit.build.files import Output
from printkit.build.folder import on_sheet
from printkit.build.job import Job
from printkit.build.paper import on_paper
from printkit.compose.page import Edition
from printkit.model.finding import Finding
from printkit.model.measure import PAPERS, Size
from printkit.model.product import Calibration, OnLabels
from printkit.model.target import Target
from printkit.press.boxes import crop_to_trim
from printkit.press.calibrate import shifted
from printkit.press.labels import Run, labels
from printkit.press.placing import booklet, n_up
from printkit.sources.sheets import sheet


def office(job: Job) -> tuple[list[Output], list[Finding]]:
    """Return the office file of a product. Raises Problems where it cannot be printed."""
    if wanted := job.edition.product.labels:
        pdf, paper, findings = _on_labels(job.edition, job.pages.pdf, wanted)
        return [job.output(Target.OFFICE, pdf, paper)], on_paper(findings)
    edition, trim = job.edition, job.edition.geometry.trim
    paper = edition.product.sheet or edition.layout.settings.sheet or PAPERS["A4"]
    if edition.folder:
        pdf, findings = on_sheet(edition, job.pages.pdf, job.pages.panels, paper)
    elif edition.layout.settings.kind == "booklet":
        pdf, findings = booklet(job.whole(lined=True).data, paper, rtl=edition.rtl)
    elif _same(trim, paper):
        pdf, findings = crop_to_trim(job.pages.pdf, edition.bleed), []
    else:
        one_face, repeat = len(edition.cards) == job.pages.count, not edition.repeats
        pdf, findings = n_up(job.pages.pdf, paper, repeat=repeat, two_sided=not one_face, gap=0)
    return [job.output(Target.OFFICE, _calibrated(edition, pdf), paper)], on_paper(findings)


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) < 1 and abs(one.height - other.height) < 1


def _on_labels(
    edition: Edition, pages: bytes, wanted: OnLabels
) -> tuple[bytes, Size, list[Finding]]:
    """Return the pages on label sheets, calibrated, the size of a sheet, and what was found."""
    chosen, by = sheet(wanted.sheet, edition.publication.folder), _calibration(edition)
    how = Run(
        **wanted.model_dump(exclude={"sheet"}), shift=(by.x, by.y), back=(by.back_x, by.back_y)
    )
    pdf, findings = labels(pages, chosen, how)
    return pdf, chosen.paper, findings


def _calibrated(edition: Edition, pages: bytes) -> bytes:
    """Return an office file moved by the calibration of the product or of its publication."""
    by = _calibration(edition)
    return shifted(pages, (by.x, by.y), (by.back_x, by.back_y))


def _calibration(edition: Edition) -> Calibration:
    return edition.product.calibration or edition.publication.settings.calibration
