"""Links of Word, and the fields that links and much else are made of."""

import re

from printkit.sources.intake import pieces
from printkit.sources.intake.word.reading import Field, Reading
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)


def kept(href: str, reading: Reading) -> str:
    """Return an address that may be linked to; report another one and return nothing."""
    if pieces.can_link(href):
        return href
    message = f"the link to {href[:200]!r} is left out, its text stays"
    hint = "only web and mail addresses are kept"
    reading.account.tally("import/link", message, reading.line, hint)
    return ""


def of_code(code: str, reading: Reading) -> str:
    """Return the address in the code of a field, or nothing."""
    match = _HYPERLINK.match(code)
    return kept(match[1], reading) if match else ""


def mark(element: Element, reading: Reading) -> None:
    """Begin a field, go on from its code to what it shows, or end it (ECMA-376, 17.16.18)."""
    kind, fields = element.get(W + "fldCharType"), reading.fields
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        fields[-1].shown = True
        fields[-1].href = of_code(fields[-1].code, reading)
    elif kind == "end" and fields:
        fields.pop()
