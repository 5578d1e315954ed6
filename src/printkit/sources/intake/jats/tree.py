"""The tree of JATS: names without namespaces, words, languages."""

import re
from collections.abc import Mapping

from lxml import etree

from printkit.sources.intake.xml import Element

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
HREF = "{http://www.w3.org/1999/xlink}href"
_TONGUE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


def name(element: Element) -> str:
    """Return the name of an element without its namespace; nothing of what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(element: Element, wanted: str) -> Element | None:
    """Return the first child of a name."""
    return next((child for child in element if name(child) == wanted), None)


def spaced(element: Element) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def text(element: Element | None) -> str:
    """Return the words of an element that may not be there."""
    return "" if element is None else spaced(element)


def language(element: Element) -> str | None:
    """Return the language that an element says, if it is one."""
    said = element.get(LANGUAGE) or ""
    return said if _TONGUE.fullmatch(said) else None


def add(
    parent: Element, tag: str, words: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """Add an element of HTML at the end of another one."""
    made = etree.SubElement(parent, tag, dict(attributes or {}))
    made.text = words or None
    return made
