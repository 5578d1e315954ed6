"""Finished pages to the files of a target: screen, office or press."""

from printkit.build.files import Output
from printkit.build.job import Job
from printkit.model.finding import Finding, Place
from printkit.model.palette import rgb
from printkit.model.target import Target
from printkit.press.screen import screen


def finish(job: Job, target: Target, last: bool) -> tuple[list[Output], list[Finding]]:
    """Return the files of a product for a target. Raises Problems where it cannot be printed.

    After the ``last`` target nobody wants the pages any more.
    """
    if target == Target.SCREEN:
        return _screen(job, last)
    # What a target does not need is not imported: all of it takes as long as an article.
    if target == Target.OFFICE:
        from printkit.build.office import office

        return office(job)
    from printkit.build.press import press

    return press(job)


_LINKS = "accent"


def _screen(job: Job, last: bool) -> tuple[list[Output], list[Finding]]:
    edition = job.edition
    pdf, findings = screen(
        job.whole(), edition.bleed, job.card,
        link=rgb(edition.palette[_LINKS]) if _LINKS in edition.palette else (0, 0, 0),
        rtl=edition.rtl, archive=edition.product.archive, last=last,
    )  # fmt: skip
    file = job.output(Target.SCREEN, pdf, edition.geometry.trim)
    return [file], [finding.at(Place(file.name)) for finding in findings]
