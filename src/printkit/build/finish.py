"""Finished pages to the files of a target: screen, office or press."""

from printkit.build.files import Output
from printkit.build.fill import cover_words, draw_back, draw_front
from printkit.build.folder import on_sheet
from printkit.build.job import Job
from printkit.build.office import calibrated, on_labels
from printkit.build.press import on_paper, press
from printkit.model.file import File, Written
from printkit.model.finding import Finding, Place
from printkit.model.measure import PAPERS, Size
from printkit.model.palette import rgb
from printkit.model.target import Target
from printkit.press.assemble import around
from printkit.press.boxes import crop_to_trim
from printkit.press.placing import booklet, n_up
from printkit.press.screen import screen


def finish(job: Job, target: Target, last: bool) -> tuple[list[Output], list[Finding]]:
    """Return the files of a product for a target. Raises Problems where it cannot be printed.

    After the ``last`` target nobody wants the pages any more.
    """
    if target == Target.SCREEN:
        return _screen(job, last)
    return _office(job) if target == Target.OFFICE else press(job)


def _whole(job: Job, lined: bool = False) -> File:
    """Return all pages in reading order, with the covers around them; ``lined`` as they print."""
    if not job.own_cover:
        return job.pages.file
    edition, look = job.edition, job.pages.look
    front, back = draw_front(edition, look), draw_back(edition, look)
    pdf = around(front, job.pages.pdf, back, edition.bleed, cover_words(edition), lined)
    return Written(pdf)


_LINKS = "accent"


def _screen(job: Job, last: bool) -> tuple[list[Output], list[Finding]]:
    edition = job.edition
    pdf, findings = screen(
        _whole(job), edition.bleed, job.card,
        link=rgb(edition.palette[_LINKS]) if _LINKS in edition.palette else (0, 0, 0),
        rtl=edition.rtl, archive=edition.product.archive, last=last,
    )  # fmt: skip
    file = job.output(Target.SCREEN, pdf, edition.geometry.trim)
    return [file], [finding.at(Place(file.name)) for finding in findings]


def _office(job: Job) -> tuple[list[Output], list[Finding]]:
    if wanted := job.edition.product.labels:
        pdf, sheet, findings = on_labels(job.edition, job.pages.pdf, wanted)
        return [job.output(Target.OFFICE, pdf, sheet)], on_paper(findings)
    edition, trim = job.edition, job.edition.geometry.trim
    sheet = edition.product.sheet or edition.layout.settings.sheet or PAPERS["A4"]
    if edition.folder:
        pdf, findings = on_sheet(edition, job.pages.pdf, job.pages.panels, sheet)
    elif edition.layout.settings.kind == "booklet":
        pdf, findings = booklet(_whole(job, lined=True).data, sheet, rtl=edition.rtl)
    elif _same(trim, sheet):
        pdf, findings = crop_to_trim(job.pages.pdf, edition.bleed), []
    else:
        one_face, repeat = len(edition.cards) == job.pages.count, not edition.repeats
        pdf, findings = n_up(job.pages.pdf, sheet, repeat=repeat, two_sided=not one_face, gap=0)
    return [job.output(Target.OFFICE, calibrated(edition, pdf), sheet)], on_paper(findings)


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) < 1 and abs(one.height - other.height) < 1
