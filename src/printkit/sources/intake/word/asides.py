"""Footnotes, endnotes and comments: what stands in parts of its own and is called from the text."""

from collections.abc import Iterable, Mapping

from printkit.sources.intake.word import changes
from printkit.sources.intake.word.names import text_of
from printkit.sources.intake.word.package import Package, Relation
from printkit.sources.intake.word.reading import Aside, Reading
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

_PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def read(package: Package, relations: Iterable[Relation]) -> dict[str, Aside]:
    """Return all notes and comments of a file by kind and id, such as "footnote 2"."""
    found: dict[str, Aside] = {}
    for relation in relations:
        name = _PARTS.get(relation.kind)
        root = package.xml(relation.target) if name and not relation.external else None
        if root is not None:
            inside: Mapping[str, Relation] = package.relations(relation.target)
            for element in root.iter(f"{W}{name}"):
                found[f"{name} {element.get(W + 'id')}"] = Aside(element, inside)
    return found


def called(reference: Element, reading: Reading) -> Aside | None:
    """Return what a reference calls, once; report it when it is not there."""
    kind = reference.tag.removeprefix(W).removesuffix("Reference")
    aside = reading.asides.pop(f"{kind} {reference.get(W + 'id')}", None)
    if aside is None and kind != "comment":
        message = f"a {kind} is called that is not in the file, or was called before"
        reading.account.find("import/no-note", message, reading.line, "ask for its text")
    return aside


def tell_comment(comment: Element, reading: Reading) -> None:
    """Report a comment and list it as left out."""
    text, author = text_of(comment), changes.by(comment).rstrip(",")
    message = f"comment by {author}: {text}"
    reading.account.find("import/comment", message, reading.line, "answer it before printing")
    reading.account.drop(text, reading.line, f"a comment by {author}")


def leave(reading: Reading) -> None:
    """List the notes that nothing has called, and the comments on what is left out."""
    for key, aside in reading.asides.items():
        kind, text = key.partition(" ")[0], text_of(aside.element)
        if kind == "comment":
            tell_comment(aside.element, reading)
        elif text.strip():
            message = f"a {kind} is called from no text that is kept: {text}"
            reading.account.find("import/note-not-called", message, None, "see the ledger")
            reading.account.drop(text, reading.line, f"a {kind} that no text calls")
