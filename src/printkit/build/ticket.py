"""The job ticket of a product: what its press files are, in JSON and on one page."""

import json
from collections.abc import Sequence
from typing import Any

from PIL import Image

from printkit import __version__
from printkit.build.files import Output
from printkit.build.job import Job
from printkit.draw.letters import Style, pieces
from printkit.draw.ticket import TicketText
from printkit.draw.ticket import ticket as draw
from printkit.model.finding import Finding, Problems
from printkit.model.imposition import Imposition
from printkit.model.measure import mm
from printkit.model.stock import spine
from printkit.preflight.raster import Raster
from printkit.press.assemble import identified
from printkit.press.folding import FOLDS
from printkit.press.imposition import options_of
from printkit.press.schemes import BOUND, ONE_FORM, ONE_SIDED
from printkit.press.separations import PROCESS
from printkit.press.ticket import PressFacts, differences, in_mm, read_back

_BINDINGS = {"saddle": "saddle stitch", "perfect": "perfect binding", "none": "none"}
_PIXELS = 900
"""The longer side of the picture: 300 ppi at a hand's width."""


def ticket(job: Job, files: Sequence[Output]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the ticket of a product's press files, by the ending of its name.

    The facts are read back from the files; what differs from the printer's profile is a finding.
    """
    facts = [read_back(file.name, file.pdf) for file in files]
    trims = [job.edition.trim, *(file.trim for file in files[1:])]
    findings = [
        finding
        for fact, trim in zip(facts, trims, strict=True)
        for finding in differences(fact, job.printer, trim)
    ]
    told = _told(job, files, facts, findings)
    data = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    text = _text(job, files, facts, findings)
    shown = _shown(files)
    picture = _picture(files[shown], facts[shown], whole=shown > 0)
    return {
        ".ticket.json": data.encode(),
        ".ticket.pdf": identified(draw(text, job.pages.look, picture)),
    }, findings


def _shown(files: Sequence[Output]) -> int:
    """Return which file is pictured: the sheets, or else the pages."""
    return next((n for n, file in enumerate(files) if file.part == "sheets"), 0)


def _told(
    job: Job, files: Sequence[Output], facts: Sequence[PressFacts], findings: Sequence[Finding]
) -> dict[str, Any]:
    settings, edition, pages = job.edition.publication.settings, job.edition, facts[0]
    return {
        "printkit": __version__,
        "publication": edition.publication.folder.name,
        "product": edition.key,
        "title": settings.title,
        "names": dict(settings.names),
        "date": settings.date.isoformat(),
        "quantity": edition.product.quantity,
        "trim_mm": in_mm(pages.trim.size),
        "bleed_mm": round(mm(pages.bleed), 2),
        "pages": pages.pages,
        "plates": list(pages.plates),
        "stock": {
            "name": job.stock.name, "grammage": job.stock.grammage,
            "caliper_mm": round(mm(job.stock.caliper), 4),
        },
        "cover_stock": job.cover_stock.name if job.cover_stock else None,
        "binding": edition.binding,
        "spine_mm": round(mm(_spine(job, pages)), 2),
        "sheets": _sheets(job, files, facts),
        "printer": {"name": job.printer.name, "title": job.printer.title},
        "files": [fact.as_dict() for fact in facts],
        "differences": [finding.as_dict() for finding in findings],
    }  # fmt: skip


def _spine(job: Job, pages: PressFacts) -> float:
    return spine(pages.pages, job.stock.caliper) if job.edition.binding == "perfect" else 0.0


def _sheets(
    job: Job, files: Sequence[Output], facts: Sequence[PressFacts]
) -> dict[str, object] | None:
    wanted, at = job.imposition, _shown(files)
    if wanted is None:
        return None
    return {
        "scheme": wanted.scheme,
        "sheet_mm": in_mm(facts[at].media.size),
        "printed": _printed(wanted, facts[at].pages),
        "fold": _fold(wanted),
        "binding_edge": wanted.binding_edge,
        "creep_mm": round(mm(options_of(wanted, facts[0].pages).creep), 3),
    }


def _printed(wanted: Imposition, pages: int) -> str:
    """Return how many sheets the pages of a sheets file are, and how they are printed."""
    if wanted.scheme in ONE_FORM:
        return f"{_plural(pages, 'form')}, each on both sides,"
    if wanted.one_sided or wanted.scheme in ONE_SIDED:
        return f"{_plural(pages, 'sheet')}, fronts only,"
    return f"{_plural(pages // 2, 'sheet')}, both sides,"


def _fold(wanted: Imposition) -> str:
    """Return pages and folds of a whole sheet, in words."""
    if wanted.scheme not in BOUND:
        return ""
    turns = ", ".join({"v": "left", "h": "up"}[crease] for crease in FOLDS[wanted.gathering])
    return f", up to {wanted.gathering} pages a sheet: {turns}"


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _text(
    job: Job, files: Sequence[Output], facts: Sequence[PressFacts], findings: Sequence[Finding]
) -> TicketText:
    settings, edition, pages = job.edition.publication.settings, job.edition, facts[0]
    quantity = edition.product.quantity
    sheet = _shown(files) > 0
    return TicketText(
        kicker=f"JOB TICKET - {edition.key}",
        title=settings.title,
        other_title=_other_title(job),
        quantity=f"{quantity:,} copies" if quantity else "quantity as ordered",
        groups=[
            ("Product", _product(job, pages)),
            ("Paper and binding", _binding(job, files, facts)),
            ("Colour", _colour(job, pages)),
        ],
        files=[(f"{fact.name}, {_counted(fact)}", f"sha256 {fact.sha256}") for fact in facts],
        remarks=[str(finding).splitlines()[0] for finding in findings],
        caption=f"{'Sheet' if sheet else 'Page'} 1, {facts[_shown(files)].media.size}"
        if sheet else f"Page 1, {pages.trim.size}",
        foot=f"printkit {__version__}. Sizes, pages, plates and output intent are read back from "
        "these files; paper, binding and quantity are as ordered.",
    )  # fmt: skip


def _counted(fact: PressFacts) -> str:
    return f"{_plural(fact.pages, 'page')}, {_plural(fact.length, 'byte')}"


def _other_title(job: Job) -> str:
    """Return the title in its other languages, as far as the faces of the product have them."""
    names = job.edition.publication.settings.names.values()
    return " / ".join(name for name in names if _can_be_set(name, job))


def _can_be_set(text: str, job: Job) -> bool:
    try:
        pieces(text, job.pages.look, Style("display"))
    except Problems:
        return False
    return True


def _product(job: Job, pages: PressFacts) -> list[tuple[str, str]]:
    return [
        ("Trim", str(pages.trim.size)),
        ("Bleed", f"{mm(pages.bleed):.4g} mm on all sides"),
        ("Pages", f"{pages.pages}"),
        ("Dated", job.edition.publication.settings.date.isoformat()),
    ]


def _binding(
    job: Job, files: Sequence[Output], facts: Sequence[PressFacts]
) -> list[tuple[str, str]]:
    stock, rows = job.stock, list[tuple[str, str]]()
    rows.append(("Stock", stock.title))
    rows.append(("Caliper", f"{mm(stock.caliper):.3g} mm a leaf"))
    rows.append(("Binding", _BINDINGS[job.edition.binding]))
    for file, fact in zip(files, facts, strict=True):
        if file.part in ("cover", "jacket"):
            rows.append((file.part.title(), f"{fact.trim.size} flat, {_plates(fact)}"))
            if file.part == "cover" and job.cover_stock:
                rows.append(("Cover stock", job.cover_stock.title))
    if job.edition.binding == "perfect":
        rows.append(("Spine", f"{mm(_spine(job, facts[0])):.2f} mm"))
    if told := _sheets(job, files, facts):
        size = facts[_shown(files)].media.size
        rows.append(("Sheets", f"{told['printed']} of {size}"))
        rows.append(("Scheme", f"{told['scheme']}{told['fold']}"))
        if told["creep_mm"]:
            rows.append(("Creep", f"{told['creep_mm']} mm at the innermost pages"))
        rows.append(("Bound at", f"the {told['binding_edge']} edge"))
    return rows


def _colour(job: Job, pages: PressFacts) -> list[tuple[str, str]]:
    condition = f"{pages.condition} ({pages.profile})" if pages.profile else pages.condition
    return [
        ("Plates", _plates(pages)),
        ("Output intent", condition or "none"),
        ("Claim", pages.pdfx or "none"),
        ("Printer", f"{job.printer.title} ({job.printer.name})"),
    ]


def _plates(fact: PressFacts) -> str:
    process = "".join(name[0] for name in PROCESS if name in fact.plates).replace("B", "K")
    names = [process] * bool(process) + [name for name in fact.plates if name not in PROCESS]
    return f"{_plural(len(fact.plates), 'plate')}: {', '.join(names) or 'none'}"


def _picture(file: Output, facts: PressFacts, whole: bool) -> Image.Image:
    """Return a picture of the first page: a whole sheet, or what is left of a page when cut."""
    area = facts.media if whole else facts.trim
    raster = Raster(file.pdf)
    try:
        return raster.picture(1, area, 72 * _PIXELS / max(area.size))
    finally:
        raster.close()
