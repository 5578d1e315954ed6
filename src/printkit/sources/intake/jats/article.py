"""An article in JATS to a manuscript: its text becomes a page, its front matter head and people."""

from dataclasses import replace
from typing import Any

from lxml import etree

from printkit.model.finding import Place, problem
from printkit.sources.intake import ledger
from printkit.sources.intake.account import Account
from printkit.sources.intake.jats import elements, people
from printkit.sources.intake.jats.tree import add, first, language, name, spaced, text
from printkit.sources.intake.manuscript import Manuscript
from printkit.sources.intake.web import html
from printkit.sources.intake.xml import Element, parse

_METADATA = "of the journal's front matter ({}): an article has no place for it"


def read(data: bytes, path: str) -> Manuscript:
    """Return the blocks, the head and the people of an article.

    Raises Problems when it is broken, declares entities, or is no article.
    """
    place = Place(path)
    root = parse(data, place, doctype=True)
    if name(root) != "article":
        message = f"is XML of another kind: its root is <{name(root)}>"
        raise problem("import/format", message, place, "save it as .docx or as plain text")
    account = Account(path)
    source = "".join(root.itertext())
    spoken = language(root) or ""
    head: dict[str, Any] = {"language": spoken} if spoken else {}
    persons: list[dict[str, Any]] = []
    page = etree.Element("html")
    body = add(page, "body")
    for part in list(root):
        _part(part, body, account, (head, persons, spoken))
    found = html.of_tree(page, account)
    # What must be accounted for is the text of the file, and not what was made of it.
    return replace(found, source=source, head=head, people=tuple(persons))


def _part(part: Element, body: Element, account: Account, said: tuple[Any, Any, str]) -> None:
    kind = name(part)
    head, persons, spoken = said
    if kind == "front":
        for one in part:
            if name(one) == "article-meta":
                _front(one, body, account, head, spoken)
                persons += people.read(one, account, spoken)
            else:
                _leave(one, account)
    elif kind in ("body", "back", "floats-group"):
        elements.turn(part, body, account)
    else:
        message = f"<{kind}> is an article of its own and is left out"
        account.find("import/sub-article", message, part.sourceline, "import it by itself")
        account.drop("".join(part.itertext()), part.sourceline or 1, f"<{kind}>")


def _front(
    meta: Element, body: Element, account: Account, head: dict[str, Any], spoken: str
) -> None:
    for one in meta:
        kind = name(one)
        if kind == "title-group":
            _titles(one, body, account, head)
        elif kind == "article-categories":
            _kicker(one, account, head)
        elif kind in ("abstract", "trans-abstract"):
            _abstract(one, body, account, head, spoken)
        elif kind not in people.PLACES:
            _leave(one, account)


def _titles(group: Element, body: Element, account: Account, head: dict[str, Any]) -> None:
    for one in group:
        words, kind = spaced(one), name(one)
        if kind == "article-title":
            add(body, "h1", words, {"class": "title"})
        elif kind == "subtitle":
            add(body, "p", words, {"class": "subtitle"})
        elif kind == "trans-title-group":
            tongue = language(one) or next((t for t in map(language, one) if t), None)
            title = text(first(one, "trans-title"))
            under = text(first(one, "trans-subtitle"))
            _name(head, tongue or "", ": ".join(filter(None, (title, under))), one, account)
        elif kind == "trans-title":
            _name(head, language(one) or "", words, one, account)
        else:
            _leave(one, account)


def _name(
    head: dict[str, Any], tongue: str, words: str, element: Element, account: Account
) -> None:
    names = head.setdefault("names", {})
    if tongue and tongue not in names:
        names[tongue] = words
    else:
        _leave(element, account, "a title of no language, or a second one of the same")


def _kicker(categories: Element, account: Account, head: dict[str, Any]) -> None:
    groups = [one for one in categories.iter() if name(one) == "subject"]
    if groups:
        head["kicker"] = spaced(groups[0])
    kept = spaced(groups[0]) if groups else ""
    rest = ledger.missing("".join(categories.itertext()), kept)
    account.drop(rest, categories.sourceline or 1, _METADATA.format("article-categories"))


def _abstract(
    element: Element, body: Element, account: Account, head: dict[str, Any], spoken: str
) -> None:
    """A plain abstract is the standfirst; one of several parts, or in another language, is text."""
    parts = [one for one in element if name(one) != "title"]
    own = name(element) == "abstract" and not element.get("abstract-type")
    plain = len(parts) == 1 and name(parts[0]) == "p" and not list(parts[0])
    if own and plain and "standfirst" not in head:
        head["standfirst"] = spaced(parts[0])
        title = first(element, "title")
        account.drop(text(title), element.sourceline or 1, "layouts print their own such label")
        return
    if first(element, "title") is None:
        tongue = language(element)
        label = "Abstract" if not tongue or tongue == spoken else f"Abstract ({tongue})"
        add(body, "h2", label)
    elements.turn(element, body, account)


def _leave(element: Element, account: Account, reason: str = "") -> None:
    words = "".join(element.itertext())
    if words.strip():
        reason = reason or _METADATA.format(name(element))
        account.drop(words, element.sourceline or 1, reason)
