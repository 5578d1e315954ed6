"""From a scheme to placements: which page goes where on which sheet. Lengths in points.

Every scheme is first a list of `Form`s, sheets of leaves with a page on each face. So a page is
backed by its back by construction; the back of the sheet is only a way to look at it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from printkit.model import folders
from printkit.model.finding import Finding, Problems, did_you_mean, problem
from printkit.model.imposition import Imposition
from printkit.model.measure import Box, Size
from printkit.model.stock import creep, stock
from printkit.press.folding import FOLDS
from printkit.press.forms import Form, Options
from printkit.press.schemes import BOUND, LOOSE, ONE_FORM, SCHEMES, fit, lay, leaf_wise

__all__ = ["SCHEMES", "Options", "Placement", "Plan", "options_of", "plan"]


@dataclass(frozen=True, slots=True)
class Placement:
    """A page on a side of a sheet.

    ``page`` is counted from 0, None is blank. ``box`` is the trim cell and ``clip`` the area
    beyond which nothing of the page may print: the bleed at edges that are cut, the cell itself
    at folds. ``shift`` moves the page to the right in its cell, for creep.
    """

    page: int | None
    sheet: int
    back: bool
    box: Box
    turned: bool
    shift: float
    clip: Box


@dataclass(frozen=True)
class Plan:
    """Where everything lies.

    ``forms`` are the sheets; ``one_form`` tells that the same form is printed on both sides of a
    sheet, ``one_sided`` that the back stays empty: either has one page a sheet in the file.
    ``mirrored`` tells that the sheet is turned about its vertical axis, not its horizontal one.
    ``gatherings`` are the first sheets of the gatherings that are collated.
    """

    scheme: str
    sheet: Size
    pages: int
    forms: tuple[Form, ...]
    placements: tuple[Placement, ...]
    mirrored: bool = True
    one_form: bool = False
    one_sided: bool = False
    gatherings: tuple[int, ...] = ()

    @property
    def sides(self) -> int:
        """How many sides of a sheet the file has."""
        return 1 if self.one_form or self.one_sided else 2

    @property
    def duplex(self) -> Literal["long", "short"]:
        """The edge of the sheet about which a printer must turn it."""
        portrait = self.sheet.height >= self.sheet.width
        return "long" if portrait == self.mirrored else "short"


def options_of(wanted: Imposition, pages: int) -> Options:
    """Return the figures of an imposition for a number of pages: its creep is that of its stock.

    Raises Problems (stock/unknown).
    """
    blanks = {"before-back": None, "end": 2**31}.get(str(wanted.blanks), wanted.blanks)
    return Options(
        gathering=wanted.gathering, nested=wanted.nested, grind=wanted.grind,
        creep=_creep(wanted, pages), rtl=wanted.binding_edge == "right", duplex=wanted.duplex,
        sides=1 if wanted.one_sided else 2, gap=wanted.gap, blanks=blanks,  # type: ignore[arg-type]
        feet=wanted.head_to_foot, offset=wanted.back_offset,
    )  # fmt: skip


def _creep(wanted: Imposition, pages: int) -> float:
    if wanted.creep is not None:
        return wanted.creep
    if wanted.stock is None or wanted.scheme not in BOUND:
        return 0.0
    together = pages + -pages % 4
    if wanted.scheme == "perfect":
        together = min(together, wanted.gathering * wanted.nested)
    return creep(together, stock(wanted.stock).caliper)


def plan(scheme: str, pages: int, trim: Size, sheet: Size, options: Options | None = None) -> Plan:
    """Plan the sheets for ``pages`` pages of size ``trim``.

    The sheet is turned when only so it is large enough, or holds more. Raises Problems:
    impose/unknown-scheme, impose/no-pages, impose/too-many-pages, impose/gathering,
    impose/option, impose/sheet-too-small.
    """
    options = options or Options()
    _check(scheme, pages, options)
    sheet = _turned_to_fit(scheme, pages, trim, sheet, options)
    layout = lay(scheme, pages, trim, sheet, options)
    _check_fit(layout.forms, sheet)
    mirrored = layout.mirrored
    if mirrored is None:
        portrait = sheet.height >= sheet.width
        mirrored = options.duplex is None or (options.duplex == "long") == portrait
    one_sided = layout.one_sided or options.sides == 1
    looks = (False,) if one_sided or layout.one_form else (False, True)
    placements = [
        placed
        for number, form in enumerate(layout.forms)
        for back in looks
        for placed in _seen(form, number, back, mirrored, layout.order, sheet, options.feet)
    ]
    return Plan(
        scheme,
        sheet,
        pages,
        tuple(layout.forms),
        tuple(placements),
        mirrored,
        layout.one_form,
        one_sided,
        layout.gatherings,
    )


def _check(scheme: str, pages: int, options: Options) -> None:
    if scheme not in SCHEMES:
        hint = did_you_mean(scheme, SCHEMES)
        raise problem("impose/unknown-scheme", f"no imposition scheme {scheme!r}", hint=hint)
    if pages < 1:
        raise problem("impose/no-pages", "the file has no pages", hint="give a PDF with pages")
    if scheme in (*BOUND, *ONE_FORM) and options.gathering not in FOLDS:
        raise problem(
            "impose/gathering",
            f"a sheet folds into 4, 8, 16 or 32 pages, not {options.gathering}",
            hint="choose a gathering of 4, 8, 16 or 32 pages",
        )
    if scheme in BOUND and options.gathering < 4:
        raise problem("impose/gathering", "a bound sheet has 4 pages at least", hint="choose 4")
    _check_options(scheme, options)
    room = _ROOM.get(scheme) or (
        folders.FOLDERS[scheme].pages if scheme in folders.FOLDERS else None
    )
    if room and pages > room:
        raise problem(
            "impose/too-many-pages",
            f"{scheme} holds {room} pages, the file has {pages}",
            hint="take some pages out, or choose a booklet scheme such as saddle",
        )


def _check_options(scheme: str, options: Options) -> None:
    loose = scheme in LOOSE and not scheme.startswith("work-")
    wrong = [
        text
        for bad, text in (
            (options.sides == 1 and not loose, f"{scheme} is not printed on fronts only"),
            (options.feet and not loose, f"{scheme} does not turn head to foot"),
            (options.nested < 1, "a gathering has one sheet at least"),
            (options.grind < 0 or (options.gap or 0) < 0, "a gap cannot be negative"),
            (options.creep and scheme not in BOUND, f"{scheme} has no creep"),
        )
        if bad
    ]
    if wrong:
        hint = "leave the option out, or choose another scheme"
        raise Problems(Finding("impose/option", text, hint=hint) for text in wrong)


_ROOM = {"zine": 8, "french": 4, "cross": 8}


def _turned_to_fit(scheme: str, pages: int, trim: Size, sheet: Size, options: Options) -> Size:
    if scheme in LOOSE and leaf_wise(scheme, options):
        here, there = (fit(trim, way, options) for way in (sheet, sheet.turned()))
        return sheet.turned() if there[0] * there[1] > here[0] * here[1] else sheet
    form = lay(scheme, pages, trim, sheet, options).forms[0]
    for bleed in (form.lattice.bleed, 0.0):
        for way in (sheet, sheet.turned()):
            if Box(0, 0, *way).holds(form.block(way).grown(bleed), slack=0.5):
                return way
    return sheet


def _check_fit(forms: Sequence[Form], sheet: Size) -> None:
    for form in forms:
        if not form.spots or not Box(0, 0, *sheet).holds(form.block(sheet), slack=0.5):
            raise problem(
                "impose/sheet-too-small",
                f"the pages need {form.lattice.size}, the sheet is {sheet}",
                hint="choose a larger sheet, or let the pages be scaled to fit",
            )


def _seen(
    form: Form,
    sheet_number: int,
    back: bool,
    mirrored: bool,
    order: Sequence[int | None],
    sheet: Size,
    feet: bool,
) -> Iterator[Placement]:
    """Look at a sheet from one side: the back is the front turned about an axis of the sheet."""
    for spot in form.spots:
        box = form.lattice.cell(spot.column, spot.row, sheet)
        clip = form.lattice.clip(spot.column, spot.row, sheet)
        at = spot.back if back else spot.front
        page = None if at is None else order[at]
        turned, shift = spot.turned, spot.shift
        if back:
            box, clip = (_mirror(area, sheet, mirrored) for area in (box, clip))
            turned ^= (not mirrored) ^ feet
            shift = -shift if mirrored else shift
        yield Placement(page, sheet_number, back, box, turned, shift, clip)


@lru_cache(maxsize=1024)
def _mirror(box: Box, sheet: Size, mirrored: bool) -> Box:
    if mirrored:
        return Box(sheet.width - box.x1, box.y0, sheet.width - box.x0, box.y1)
    return Box(box.x0, sheet.height - box.y1, box.x1, sheet.height - box.y0)
