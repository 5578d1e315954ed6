"""Repairs that cannot spoil a page: missing boxes, and what must not go to the press.

Colours are not touched here: turning RGB into the inks of a press is work for the press room.
"""

from collections.abc import Callable
from pathlib import Path

import pikepdf

from printkit.model.finding import problem
from printkit.model.measure import MM
from printkit.preflight.document import Facts, PageFacts, bounded
from printkit.preflight.profile import Profile

_ROOT_ACTIONS = ("/OpenAction", "/AA")
_TIDY = 0.15 * MM


def fix(file: Path, out: Path, profile: Profile) -> list[str]:
    """Write a repaired copy and return what was changed, in words.

    Raises Problems ``file/damaged`` when the file cannot be read, ``fix/in-place`` when ``out``
    is the file itself.
    """
    if out.exists() and out.samefile(file):
        raise problem("fix/in-place", "the repaired copy needs another name", hint="keep the file")
    with bounded():
        try:
            pdf = pikepdf.open(file)
        except (pikepdf.PdfError, OSError) as error:
            raise problem("file/damaged", f"{file} cannot be read: {error}") from error
        with pdf:
            facts = Facts(file, pdf, profile)
            said = [text for step in STEPS if (text := step(facts))]
            if pdf.is_encrypted:
                said.append("encryption removed")
            pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
    return said


def _boxes(facts: Facts) -> str:
    """Give pages without TrimBox the visible page as trim, with the bleed that is around it."""
    count = 0
    for page in facts.pages:
        if page.box("/TrimBox") or page.box("/ArtBox"):
            continue
        trim = page.crop
        room = trim.grown(facts.profile.bleed)
        bleed = room if page.media.holds(room, _TIDY) else trim
        page.obj.TrimBox = pikepdf.Array([_number(side / page.unit) for side in trim])
        page.obj.BleedBox = pikepdf.Array([_number(side / page.unit) for side in bleed])
        count += 1
    return f"TrimBox and BleedBox set on {_pages(count)} from the visible page" if count else ""


def _number(value: float) -> float:
    return round(value, 4)


def _annotations(facts: Facts) -> str:
    kept, removed = 0, 0
    for page in facts.pages:
        items = page.annotations
        stay = [item for item in items if not _to_remove(item, page)]
        if "/Annots" in page.obj and len(stay) < len(page.obj.Annots):
            removed += len(page.obj.Annots) - len(stay)
            page.obj.Annots = pikepdf.Array(stay)
        kept += len(stay)
        if "/Annots" in page.obj and not stay:
            del page.obj["/Annots"]
    return f"{removed} annotations removed" if removed else ""


def _to_remove(item: pikepdf.Object, page: PageFacts) -> bool:
    box = page.rectangle(item.get("/Rect"))
    return box is None or box.overlaps(page.bleed) or str(item.get("/Subtype")) != "/PrinterMark"


def _actions(facts: Facts) -> str:
    removed = 0
    for key in _ROOT_ACTIONS:
        if key in facts.root:
            del facts.root[key]
            removed += 1
    for page in facts.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]
            removed += 1
    return f"{removed} actions removed" if removed else ""


def _name_tree(key: str, words: str) -> Callable[[Facts], str]:
    def step(facts: Facts) -> str:
        names = facts.root.get("/Names")
        if isinstance(names, pikepdf.Dictionary) and key in names:
            del names[key]
            return f"{words} removed"
        return ""

    return step


def _form(facts: Facts) -> str:
    if "/AcroForm" not in facts.root:
        return ""
    del facts.root["/AcroForm"]
    return "form fields removed"


STEPS: tuple[Callable[[Facts], str], ...] = (
    _boxes,
    _annotations,
    _actions,
    _name_tree("/JavaScript", "scripts"),
    _name_tree("/EmbeddedFiles", "attachments"),
    _form,
)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
