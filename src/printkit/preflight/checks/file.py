"""The file itself: can it be read, and was it read whole."""

from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRINT, Body, Hit, check


def _found_on_opening(code: str, title: str, why: str, cure: str) -> Body:
    """Register a check whose finding is made where the file is opened."""

    @check(code, title, why=why, cure=cure, purposes=ANY)
    def body(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
        yield from ()

    return body


_EXPORT = "export the PDF again from its source"
_found_on_opening(
    "file/unreadable", "The file cannot be opened", "Nothing can be judged.",
    "check the path and the permissions of the file",
)  # fmt: skip
_found_on_opening(
    "file/empty", "The file is empty", "An export or an upload was interrupted.", _EXPORT
)
_found_on_opening(
    "file/not-a-pdf", "The file is not a PDF", "A PDF begins with %PDF-.",
    "export a PDF; renaming another kind of file does not make one",
)  # fmt: skip
_found_on_opening(
    "file/damaged", "The file is damaged", "Its objects or its page tree cannot be read.", _EXPORT
)
_found_on_opening(
    "file/password", "The file is locked by a password", "A printer cannot open it.",
    "save it without a password",
)  # fmt: skip
_found_on_opening(
    "preflight/check-crashed",
    "A check could not be carried out",
    "Something in the file is so unusual that the check failed on it: that subject is unjudged.",
    "look at this subject by hand, and report the file to printkit",
)


@check(
    "file/repaired",
    "The file had to be repaired",
    why="Its cross-reference table or objects are faulty; other programs may read it differently.",
    cure="export the PDF again, or write it anew with a tool that repairs it",
    severity=Severity.WARNING,
    purposes=ANY,
)
def repaired(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report what was mended while the file was opened."""
    warnings = facts.opening_warnings
    if warnings:
        more = f" and {len(warnings) - 1} more" if len(warnings) > 1 else ""
        yield Hit(f"the file was repaired on opening: {warnings[0]}{more}")


@check(
    "file/encrypted",
    "The file is encrypted",
    why="PDF/X forbids encryption, and prepress systems refuse to change such a file.",
    cure="save it without security settings",
    purposes=PRINT,
)
def encrypted(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report encryption that needs no password to open."""
    if facts.pdf.is_encrypted:
        yield Hit("the file is encrypted")


@check(
    "file/version",
    "The PDF version is newer than the standard allows",
    why="PDF/X-4 is PDF 1.6; a reader of a PDF/X workflow may not know features of PDF 2.0.",
    cure="save it as PDF 1.6 or 1.7",
    severity=Severity.WARNING,
)
def version(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report PDF 2.0."""
    if facts.pdf.pdf_version >= "2":
        yield Hit(f"the file is PDF {facts.pdf.pdf_version}")


@check(
    "file/too-large",
    "The file was not read whole",
    why="Reading is bounded so that no file can hold up the work; what lies beyond is unjudged.",
    cure="split the file and judge the parts",
    purposes=ANY,
)
def too_large(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages and content beyond the bounds."""
    if facts.page_count > len(facts.pages):
        yield Hit(f"only {len(facts.pages)} of {facts.page_count} pages were looked at")
    for page, content in facts.contents:
        if content.cut_short:
            yield Hit("the content from this page on has too many operators", page.number)
            break
    for page, content in facts.contents:
        if content.laborious:
            said = "it would take too long to draw: bleed and overlapping inks are not judged"
            yield Hit(said, page.number)


@check(
    "file/trailing-data",
    "Foreign data follows the end of the file",
    why="Mail and download gateways add such data; some workflows reject it.",
    cure="export the PDF again, or send it in a ZIP archive",
    severity=Severity.WARNING,
    purposes=ANY,
)
def trailing_data(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report more than 16 bytes after the last end mark."""
    with facts.path.open("rb") as stream:
        stream.seek(max(0, facts.path.stat().st_size - 65536))
        tail = stream.read()
    rest = tail.rpartition(b"%%EOF")[2].strip(b"\r\n\t \0")
    if len(rest) > 16:
        yield Hit(f"{len(rest)} bytes or more follow the end of the file")
