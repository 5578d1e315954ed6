"""Covers and jackets around a book for the press: as wide as its pages and paper make its spine."""

from collections.abc import Iterator
from dataclasses import replace

from printkit.build.drawings import draw_spread
from printkit.build.files import Output
from printkit.build.inspect import inspect, profile
from printkit.build.job import Job
from printkit.model.finding import Finding, Problems, problem
from printkit.model.measure import MM, mm
from printkit.model.product import Cover
from printkit.model.stock import spine
from printkit.model.target import Target
from printkit.model.wrap import Wrap, jacket
from printkit.press import pdfx

SPINE_SLACK = 0.25 * MM
"""How far a cover may be off: more shows as a step of colour at the edge of the spine."""
LEAST_FLAP = 40 * MM
"""A narrower flap slips out."""


def covers(job: Job) -> Iterator[tuple[Output, list[Finding]]]:
    """Draw the cover and the jacket of a bound product, each judged.

    Raises Problems: cover/spine, cover/jacket, stock/unknown, those of drawing.
    """
    _check(job)
    chosen = job.edition.product.cover
    if chosen is None or not job.own_cover:
        return
    trim, rtl = job.edition.geometry.trim, job.edition.rtl
    if job.edition.binding == "saddle":
        yield _drawn(job, Wrap(trim, 0, rtl=rtl), "cover")
        return
    width = spine_of(job)
    if not (chosen.jacket and chosen.jacket.boards):
        yield _drawn(job, Wrap(trim, width, hinge=chosen.hinge, rtl=rtl), "cover")
    if chosen.jacket:
        flaps = jacket(trim, width, chosen.jacket.flap, chosen.jacket.boards or 0, rtl)
        _check_flap(job, flaps)
        yield _drawn(job, flaps, "jacket")


def _drawn(job: Job, wrap: Wrap, part: str) -> tuple[Output, list[Finding]]:
    try:
        art = draw_spread(job.edition, job.pages.look, wrap)
    except Problems as problems:
        here = job.place("cover", *(["jacket"] if part == "jacket" else []))
        raise Problems(f.at(here) for f in problems.findings) from None
    ordered = replace(job.for_press(wrap.size, part), folds=wrap.creases)
    pdf, findings = pdfx.press(art, ordered)
    file = job.output(Target.PRESS, pdf, wrap.size, part)
    return file, findings + inspect(file, profile(job.printer, 1, job.edition.publication))


def _check(job: Job) -> None:
    chosen, loose = job.edition.product.cover or Cover(), job.edition.binding != "perfect"
    try:
        job.cover_stock  # noqa: B018
    except Problems as problems:
        raise Problems(f.at(job.place("cover", "stock")) for f in problems.findings) from None
    bound = f"a product that is bound {job.edition.binding!r}"
    hint = "leave `{}:` out, or write `binding: perfect`"
    if chosen.spine is not None and loose:
        message, place = f"{bound} has no spine", job.place("cover", "spine")
        raise problem("cover/spine", message, place, hint.format("spine"))
    if chosen.jacket and loose:
        message, place = f"{bound} has no jacket", job.place("cover", "jacket")
        raise problem("cover/jacket", message, place, hint.format("jacket"))


def _check_flap(job: Job, wrap: Wrap) -> None:
    most = wrap.panel.width - LEAST_FLAP / 2
    if LEAST_FLAP <= wrap.flap <= most:
        return
    message = f"a flap of {mm(wrap.flap):.4g} mm does not hold on a cover {wrap.panel}"
    hint = f"choose a flap between {mm(LEAST_FLAP):.0f} and {mm(most):.0f} mm"
    raise problem("cover/jacket", message, job.place("cover", "jacket", "flap"), hint)


def spine_of(job: Job) -> float:
    """Return the width of the spine in points.

    Raises Problems (cover/spine) when the cover is made for another number of pages or paper.
    """
    try:
        right = spine(job.press_pages, job.stock.caliper)
    except Problems as problems:
        raise Problems(f.at(job.place("stock")) for f in problems.findings) from None
    ordered = job.edition.product.cover.spine if job.edition.product.cover else None
    if ordered is None:
        return right
    if abs(ordered - right) <= SPINE_SLACK:
        return ordered
    message = (
        f"the cover has a spine of {mm(ordered):.2f} mm; {job.press_pages} pages of "
        f"{job.stock.name} need {mm(right):.2f} mm"
    )
    hint = f"write `spine: {mm(right):.2f}mm`, or leave it out: then it follows the pages"
    raise problem("cover/spine", message, job.place("cover", "spine"), hint)
