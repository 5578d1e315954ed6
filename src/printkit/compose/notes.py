"""Footnotes moved to the end of a text, for layouts whose pages have no foot of their own."""

import re
from typing import NamedTuple

from markupsafe import Markup

_OPEN = '<span class="footnote">'
_SPAN = re.compile(r"<span\b|</span>")


class Noted(NamedTuple):
    """A text with numbers where its footnotes were, and the footnotes in order."""

    text: Markup
    notes: tuple[Markup, ...]


def endnotes(html: str) -> Noted:
    """Take the footnotes out of ``html`` and leave their numbers, from 1, in their places."""
    parts: list[str] = []
    notes: list[Markup] = []
    at = 0
    while (start := html.find(_OPEN, at)) >= 0:
        inside = start + len(_OPEN)
        end = _closing(html, inside)
        notes.append(Markup(html[inside:end]))
        parts += [html[at:start], f'<sup class="call">{len(notes)}</sup>']
        at = end + len("</span>")
    return Noted(Markup("".join([*parts, html[at:]])), tuple(notes))


def _closing(html: str, at: int) -> int:
    """Return where the span that is open at ``at`` is closed; spans may stand inside it."""
    depth = 1
    for tag in _SPAN.finditer(html, at):
        depth += 1 if tag[0] != "</span>" else -1
        if not depth:
            return tag.start()
    return len(html)
