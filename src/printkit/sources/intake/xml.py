"""XML of strangers: no entities, nothing fetched, no bombs."""

import re
from typing import Any

from lxml import etree

from printkit.model.finding import Place, problem

Element = Any
"""An lxml element: the library has no types."""

_DECLARED = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b|<!DOCTYPE[^>]*\[", re.IGNORECASE)


def parse(data: bytes, place: Place, *, doctype: bool = False) -> Element:
    """Return the root of an XML file.

    A DOCTYPE is refused, or with ``doctype`` one that declares anything itself (XML 1.0, 4.1:
    entities that hold entities grow without bound). Raises Problems when it is not well formed.
    """
    flat = data.replace(b"\0", b"") if b"\0" in data else data  # UTF-16 hides the words otherwise
    if _DECLARED.search(flat) or (not doctype and b"<!DOCTYPE" in flat):
        message = "declares entities or a document type, which no honest manuscript does"
        raise problem("import/entities", message, place, "ask for the file again")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"is not well-formed XML: {str(error).splitlines()[0]}"
        raise problem("import/broken", message, place, "ask for the file again") from None
    if root is None:
        raise problem("import/broken", "has no XML in it", place, "ask for the file again")
    return root
