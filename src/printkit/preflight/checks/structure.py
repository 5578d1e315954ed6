"""The build of the document: pages, content streams, resources."""

from collections.abc import Callable, Iterator

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.marks import Content
from printkit.preflight.profile import Profile, Purpose
from printkit.preflight.registry import ANY, PRINT, Hit, check


@check(
    "structure/no-pages",
    "The document has no pages",
    why="There is nothing to print.",
    cure="export the PDF again",
    purposes=ANY,
)
def no_pages(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a document of no pages."""
    if facts.page_count == 0:
        yield Hit("the document has no pages")


def _of_content(
    code: str,
    title: str,
    why: str,
    cure: str,
    say: Callable[[Content], object],
    severity: Severity = Severity.ERROR,
    purposes: frozenset[Purpose] = ANY,
) -> None:
    """Register a check that reads one thing off the content of every page."""

    @check(code, title, why=why, cure=cure, severity=severity, purposes=purposes)
    def body(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
        for page, content in facts.contents:
            message = say(content)
            if message:
                yield Hit(str(message), page.number)


_of_content(
    "structure/content-damaged",
    "The content of a page is damaged",
    "Programs draw a different part of such a page, or nothing.",
    "export the page again",
    lambda content: content.error and f"the content cannot be read whole: {content.error}",
)
_of_content(
    "structure/missing-resource",
    "Content uses something that is not in the file",
    "A font, image or colour that is named but absent is left out or replaced.",
    "export the page again",
    lambda content: content.missing and f"not in the file: {', '.join(sorted(content.missing))}",
)
_of_content(
    "structure/unknown-operator",
    "Content has operators that PDF does not know",
    "They are skipped, so that part of the page may be lost.",
    "export the page again",
    lambda content: (
        content.unknown and f"unknown operators: {', '.join(sorted(content.unknown)[:5])}"
    ),
    Severity.WARNING,
)
_of_content(
    "structure/unbalanced-state",
    "Saved graphics states do not match",
    "What a page leaves open changes what an imposition program places after it.",
    "export the page again",
    lambda content: content.unbalanced and "q and Q do not match",
    Severity.WARNING,
    PRINT,
)
_of_content(
    "structure/nested-too-deep",
    "Forms are nested without end",
    "A form that shows itself, or is nested more than 12 deep, cannot be drawn reliably.",
    "flatten the artwork and export it again",
    lambda content: content.too_deep and "forms are nested too deep or show themselves",
)
_of_content(
    "structure/postscript",
    "The page holds PostScript code",
    "PDF/X forbids it and most programs do not run it.",
    "replace the artwork by PDF content",
    lambda content: content.postscript and "a PostScript XObject is used",
    purposes=PRINT,
)
_of_content(
    "structure/external-content",
    "The page refers to content outside the file",
    "The printer does not have the other file.",
    "embed the artwork",
    lambda content: content.reference and "a form refers to another file",
    purposes=PRINT,
)
