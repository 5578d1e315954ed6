"""Claims: what the file says it is, and is not."""

from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, Hit, check

_KNOWN = ("PDF/X-1", "PDF/X-3", "PDF/X-4", "PDF/X-5", "PDF/X-6")


@check(
    "claim/no-pdfx",
    "The file is not PDF/X",
    why="The printer asks for PDF/X, the agreement on what a file for the press holds.",
    cure="export as PDF/X-4",
)
def no_pdfx(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a file that claims no PDF/X version."""
    if profile.pdfx_required and not facts.pdfx:
        yield Hit("the file does not claim to be PDF/X")


@check(
    "claim/pdfx-unknown",
    "The PDF/X version is unknown",
    why="There is no such standard: the label was made by hand.",
    cure="export as PDF/X-4",
)
def pdfx_unknown(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a claim to a version that does not exist."""
    if facts.pdfx and not facts.pdfx.startswith(_KNOWN):
        yield Hit(f"the file claims to be {facts.pdfx}")


@check(
    "claim/pdfx-false",
    "The file claims PDF/X but is not",
    why="A printer who trusts the label finds out on the press.",
    cure="export as PDF/X-4, with a program that makes it",
    purposes=ANY,
)
def pdfx_false(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a claim to PDF/X without output intent, boxes, embedded fonts or openness."""
    reasons = _against_pdfx(facts) if facts.pdfx.startswith(_KNOWN) else []
    if reasons:
        yield Hit(f"the file claims to be {facts.pdfx}, but {', '.join(reasons)}")


def _against_pdfx(facts: Facts) -> list[str]:
    reasons = []
    if not any(str(intent.get("/S")) == "/GTS_PDFX" for intent in facts.intents):
        reasons.append("has no output intent")
    if any(not page.box("/TrimBox") and not page.box("/ArtBox") for page in facts.pages):
        reasons.append("has pages without TrimBox")
    if any(font.program is None and font.subtype != "Type3" for font in facts.fonts):
        reasons.append("has fonts that are not embedded")
    if facts.pdf.is_encrypted:
        reasons.append("is encrypted")
    return reasons


@check(
    "claim/pdfa-false",
    "The file claims PDF/A but is not",
    why="An archive that trusts the label keeps a file that cannot be shown later.",
    cure="export as PDF/A, or without the label",
    severity=Severity.WARNING,
    purposes=ANY,
)
def pdfa_false(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a claim to PDF/A with unembedded fonts, encryption or without any intent."""
    if not facts.xmp_value("pdfaid:part"):
        return
    reasons = []
    if any(font.program is None and font.subtype != "Type3" for font in facts.fonts):
        reasons.append("has fonts that are not embedded")
    if facts.pdf.is_encrypted:
        reasons.append("is encrypted")
    if not facts.intents:
        reasons.append("has no output intent")
    if reasons:
        yield Hit(f"the file claims to be PDF/A, but {', '.join(reasons)}")


@check(
    "claim/pdfua-false",
    "The file claims PDF/UA but is not",
    why="Who relies on the label finds a document that cannot be read aloud.",
    cure="export as tagged PDF with title and language, or without the label",
    severity=Severity.WARNING,
    purposes=ANY,
)
def pdfua_false(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a claim to PDF/UA without tags, language or title."""
    if not facts.xmp_value("pdfuaid:part"):
        return
    reasons = [
        said
        for said, present in (
            ("is not tagged", "/StructTreeRoot" in facts.root),
            ("has no language", "/Lang" in facts.root),
            ("has no title", bool(facts.xmp_value("dc:title"))),
        )
        if not present
    ]
    if reasons:
        yield Hit(f"the file claims to be PDF/UA, but {', '.join(reasons)}")
