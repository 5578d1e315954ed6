"""Footnotes of pages: links to a place whose name says that it is a note."""

import re
from dataclasses import dataclass, field

from printkit.sources.intake.xml import Element

_NAMED = re.compile(
    r"(?:^|[-_:])(?:s?d?foot?note|end-?note|note|fn|ftn|edn|bfn|cite_note|sdfootnote|sdendnote)s?"
    r"[-_:]?[\w.]*$",
    re.IGNORECASE,
)
_ROLES = {"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"}
_BLOCKS = ("li", "p", "div", "aside", "dd", "section", "fn")
_BACK = re.compile(r"[\s\[\]().^↩︎↑⬆*†‡0-9a-z]{0,6}")


@dataclass
class Notes:
    """The notes of a page by the name that links lead to."""

    by_name: dict[str, Element] = field(default_factory=dict)
    elements: set[Element] = field(default_factory=set)
    count: int = 0
    called: set[str] = field(default_factory=set)

    def target(self, link: Element) -> Element | None:
        """Return the note that a link calls, or None when it is another link."""
        href = link.get("href") or ""
        if not href.startswith("#") or any(map(self.is_note, link.iterancestors(*_BLOCKS))):
            return None
        return self.by_name.get(href[1:])

    def is_note(self, element: Element) -> bool:
        """Say whether an element is a note, which stands where it is called."""
        return element in self.elements


def find(root: Element) -> Notes:
    """Return the notes of a page: the targets of its links that are named like notes."""
    hrefs = [link.get("href") or "" for link in root.iter("a")]
    wanted = {href[1:] for href in hrefs if href.startswith("#")}
    notes = Notes()
    for element in root.iter():
        name = element.get("id") or (element.get("name") if element.tag == "a" else None) or ""
        if name not in wanted or not _is_named(element, name):
            continue
        found = [element] if element.tag in _BLOCKS else element.iterancestors(*_BLOCKS)
        if (block := next(iter(found), None)) is not None:
            notes.by_name[name] = block
            notes.elements.add(block)
    return notes


def _is_named(element: Element, name: str) -> bool:
    role = element.get("role") or element.get("{http://www.idpf.org/2007/ops}type") or ""
    return role in _ROLES or bool(_NAMED.search(name) and "ref" not in name.lower())


def leads_back(link: Element) -> bool:
    """Say whether a link in a note does nothing but lead back to where it is called."""
    href, text = link.get("href") or "", "".join(link.itertext())
    return href.startswith("#") and bool(_BACK.fullmatch(text))
