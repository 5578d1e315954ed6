"""Finished pages to the files of a target: screen, office or press."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from printkit.build.files import Output
from printkit.build.fill import Filled, draw_back, draw_front, draw_spread
from printkit.build.inspect import inspect, profile
from printkit.compose.page import Edition
from printkit.model.finding import Finding
from printkit.model.measure import PAPERS, Size
from printkit.model.printer import Printer
from printkit.model.publication import Target
from printkit.model.stock import spine, stock
from printkit.press import pdfx
from printkit.press.assemble import around, pad
from printkit.press.boxes import crop_to_trim
from printkit.press.placing import booklet, n_up

DEFAULT_STOCK = "uncoated-90"


@dataclass(frozen=True)
class Job:
    """A product whose pages are laid out and drawn, for a printer."""

    edition: Edition
    pages: Filled
    printer: Printer

    @property
    def own_cover(self) -> bool:
        """The cover is a file of its own, around a spine."""
        return self.edition.product.cover is not None and self.edition.binding == "perfect"

    def output(self, target: Target, pdf: bytes, trim: Size, part: str = "") -> Output:
        """Return a file of this product."""
        return Output(self.edition.key, target, part, pdf, trim)


def finish(job: Job, target: Target) -> tuple[list[Output], list[Finding]]:
    """Return the files of a product for a target. Raises Problems where it cannot be printed."""
    return {Target.SCREEN: _screen, Target.OFFICE: _office, Target.PRESS: _press}[target](job)


def _whole(job: Job) -> bytes:
    """Return all pages in reading order, with the covers around them."""
    if not job.own_cover:
        return job.pages.pdf
    front = draw_front(job.edition, job.pages.look)
    return around(front, job.pages.pdf, draw_back(job.edition, job.pages.look), job.edition.bleed)


def _screen(job: Job) -> tuple[list[Output], list[Finding]]:
    pdf = crop_to_trim(_whole(job), job.edition.bleed)
    return [job.output(Target.SCREEN, pdf, job.edition.geometry.trim)], []


def _office(job: Job) -> tuple[list[Output], list[Finding]]:
    edition, trim = job.edition, job.edition.geometry.trim
    sheet = edition.product.sheet or edition.layout.settings.sheet or PAPERS["A4"]
    if edition.layout.settings.kind == "booklet":
        pdf = booklet(_whole(job), sheet)
    elif _same(trim, sheet):
        pdf = crop_to_trim(job.pages.pdf, edition.bleed)
    else:
        one_face = len(edition.cards) == job.pages.count
        pdf = n_up(job.pages.pdf, sheet, repeat=not edition.repeats, two_sided=not one_face, gap=0)
    return [job.output(Target.OFFICE, pdf, sheet)], []


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) < 1 and abs(one.height - other.height) < 1


def _press(job: Job) -> tuple[list[Output], list[Finding]]:
    edition, trim = job.edition, job.edition.geometry.trim
    pages = pad(job.pages.pdf, 4 if edition.binding == "saddle" else 2) if _bound(job) else None
    pdf, findings = pdfx.press(pages or job.pages.pdf, _job(job, trim))
    files = [job.output(Target.PRESS, pdf, trim)]
    if job.own_cover:
        width = _spine(job)
        art = draw_spread(edition, job.pages.look, width)
        wide = Size(2 * trim.width + width, trim.height)
        pdf, more = pdfx.press(art, _job(job, wide, "cover"))
        files.append(job.output(Target.PRESS, pdf, wide, "cover"))
        findings += more
    multiple = 4 if edition.binding == "saddle" else 1
    judged_by = profile(job.printer, multiple, edition.publication)
    findings += inspect(files[0], judged_by)
    for file in files[1:]:
        findings += inspect(file, profile(job.printer, 1, edition.publication))
    return files, findings


def _bound(job: Job) -> bool:
    return job.edition.binding in ("saddle", "perfect")


def _spine(job: Job) -> float:
    pages = job.pages.count + job.pages.count % 2
    return spine(pages, stock(job.edition.product.stock or DEFAULT_STOCK).caliper)


def _moment(day: date) -> datetime:
    """Return the moment that dates a file (see reproducible-builds.org on SOURCE_DATE_EPOCH)."""
    if seconds := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(seconds), tz=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _job(job: Job, trim: Size, part: str = "") -> pdfx.Job:
    settings, edition = job.edition.publication.settings, job.edition
    return pdfx.Job(
        title=settings.title, language=settings.language,
        date=_moment(settings.date), trim=trim, bleed=edition.bleed,
        palette=edition.palette, printer=job.printer,
        slug=" · ".join(filter(None, (settings.title, edition.key, part))),
    )  # fmt: skip
