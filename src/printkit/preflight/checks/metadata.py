"""Metadata: title, dates, XMP, identity, language, tags."""

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, SCREEN, Hit, check


def _pdfx(facts: Facts, profile: Profile) -> bool:
    return profile.pdfx_required or bool(facts.pdfx)


@check(
    "metadata/no-xmp",
    "There is no XMP metadata",
    why="PDF/X-4 keeps its version and title there.",
    cure="export as PDF/X-4",
)
def no_xmp(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a missing XMP packet."""
    if _pdfx(facts, profile) and facts.xmp is None:
        yield Hit("the file has no XMP metadata")


@check(
    "metadata/xmp-damaged",
    "The XMP metadata cannot be read",
    why="A claim that cannot be read is no claim.",
    cure="export the PDF again",
    purposes=ANY,
)
def xmp_damaged(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report XMP that is not well-formed."""
    try:
        _ = facts.xmp_tree
    except ValueError as error:
        yield Hit(f"the XMP metadata cannot be read: {error}")


@check(
    "metadata/no-title",
    "The document has no title",
    why="Printers and readers know a file by its title, and PDF/X asks for it.",
    cure="give the document a title",
    severity=Severity.WARNING,
    purposes=ANY,
)
def no_title(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a file without title in Info and XMP."""
    if not facts.info("/Title").strip() and not facts.xmp_value("dc:title"):
        yield Hit("the document has no title")


@check(
    "metadata/differs",
    "Document information and XMP disagree",
    why="PDF/X requires them to say the same.",
    cure="export the PDF again; do not edit one of them alone",
    severity=Severity.WARNING,
)
def differs(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report titles that differ."""
    info, xmp = facts.info("/Title"), facts.xmp_value("dc:title")
    if info and xmp and _plain(info) != _plain(xmp):
        yield Hit(f"the title is {info!r} in one place and {xmp!r} in the other")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@check(
    "metadata/no-trapped",
    "It is not said whether the file is trapped",
    why="PDF/X requires true or false, so that trapping is not done twice or never.",
    cure="set Trapped to false (or true, if it is)",
    severity=Severity.WARNING,
)
def no_trapped(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a Trapped key that is missing or Unknown."""
    said = {facts.info("/Trapped").lower(), facts.xmp_value("pdf:Trapped").lower()}
    if _pdfx(facts, profile) and not said & {"true", "false"}:
        yield Hit("Trapped is neither true nor false")


@check(
    "metadata/no-dates",
    "The dates of creation and change are missing",
    why="PDF/X requires them; versions of a file are told apart by them.",
    cure="export the PDF again",
    severity=Severity.WARNING,
)
def no_dates(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report missing dates."""
    created = facts.info("/CreationDate") or facts.xmp_value("xmp:CreateDate")
    changed = facts.info("/ModDate") or facts.xmp_value("xmp:ModifyDate")
    if _pdfx(facts, profile) and not (created and changed):
        yield Hit("the date of creation or change is missing")


@check(
    "metadata/no-id",
    "The file has no identity",
    why="PDF/X requires /ID, by which versions are told apart.",
    cure="export the PDF again",
    severity=Severity.WARNING,
)
def no_id(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a trailer without /ID."""
    if _pdfx(facts, profile) and "/ID" not in facts.pdf.trailer:
        yield Hit("the file has no /ID")


@check(
    "metadata/no-language",
    "The language is not given",
    why="A screen reader does not know how to pronounce the text (PDF/UA-1, 7.2).",
    cure="set the language of the document",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def no_language(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a catalogue without /Lang."""
    if not str(facts.root.get("/Lang", "")):
        yield Hit("the document has no language")


@check(
    "tags/missing",
    "The document is not tagged",
    why="A screen reader has to guess the order of the text.",
    cure="export as tagged PDF",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def untagged(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a file without structure tree."""
    if "/StructTreeRoot" not in facts.root:
        yield Hit("the document is not tagged")


@check(
    "tags/no-alternative",
    "A figure has no alternative text",
    why="Who cannot see it learns nothing of it (PDF/UA-1, 7.3).",
    cure="write an alternative text, or mark the figure as decoration",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def no_alternative(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report Figure elements without Alt and ActualText."""
    missing = 0
    for obj in facts.pdf.objects if "/StructTreeRoot" in facts.root else ():
        if getattr(obj, "_type_name", "") == "dictionary" and str(obj.get("/S")) == "/Figure":
            missing += "/Alt" not in obj and "/ActualText" not in obj
    if missing:
        yield Hit(f"{missing} figures have no alternative text")


@check(
    "tags/heading-skipped",
    "A level of headings is skipped",
    why="Screen readers walk by headings; below a missing one they find nothing (PDF/UA-1, 7.4.2).",
    cure="begin with a heading of the first level, and go down one level at a time",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def heading_skipped(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report the first heading that is more than one level below the one before it."""
    level = 0
    for role in _roles(facts.root.get("/StructTreeRoot")):
        if len(role) == 3 and role.startswith("/H") and role[2].isdigit():
            if int(role[2]) > level + 1:
                yield Hit(f"a heading of level {role[2]} follows one of level {level or 'none'}")
                return
            level = int(role[2])


def _roles(tree: Any) -> Iterator[str]:
    """Yield the role of each element in reading order; a tree that holds itself ends."""
    waiting, seen = [tree], set()
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or element.objgen in seen:
            continue
        seen |= {element.objgen} - {(0, 0)}
        yield str(element.get("/S", ""))
        kids = element.get("/K", ())
        waiting += list(reversed(list(kids))) if isinstance(kids, Array) else [kids]


@check(
    "tags/title-hidden",
    "The window shows the name of the file, not the title",
    why="A reader with several windows does not know which is which (PDF/UA-1, 7.1).",
    cure="let the title be shown (DisplayDocTitle)",
    severity=Severity.WARNING,
    purposes=SCREEN,
)
def title_hidden(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report tagged files that do not ask for their title in the window."""
    wanted = facts.root.get("/ViewerPreferences", {})
    if "/StructTreeRoot" in facts.root and not bool(wanted.get("/DisplayDocTitle", False)):
        yield Hit("the title is not shown in the window")
