"""Smart typography: quotation marks, dashes, ellipses and spaces by language, each change counted.

Works on the text of a paragraph as the parser left it, so code and addresses are never touched.
No letter and no digit is changed, and what is set once stays as it is the second time.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import Any

from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token
from mdit_py_cjk_friendly import is_cjk as is_han

from printkit.sources.scripts import is_cjk
from printkit.sources.typography import Rule, elisions, quotes, rules

Changes = Counter[tuple[str, str]]
"""How often what was replaced by what; an insertion replaces nothing."""

OBJECT = "\ufffc"
"""Stands for code, an image or a footnote while the text around it is read."""
_PROTECTED = re.compile(
    r"""(?:https?|ftp|mailto|doi|file):\S+|www\.\S+|\b10\.\d{4,}/\S+|\S+@\S+\.\w+|\d+'\s?\d+(?:"|'')"""
)
_HIDDEN = str.maketrans("'\"", "\ufdd0\ufdd1")
_SHOWN = str.maketrans("\ufdd0\ufdd1", "'\"")
# Spans of years, pages and days rise; 555-1234 is a telephone number, 2024-09-25 a date.
_RANGE = re.compile(r"(?<![\w.,/:–-])(\d{1,4})(-)(\d{1,4})(?![\w/:–-]|[.,]\d)")


def refine(tokens: Sequence[Token], language: str) -> Changes:
    """Set the inline ``tokens`` of one paragraph by the practice of their language, in place."""
    changes: Changes = Counter()
    if not any(token.type == "text" for token in tokens):
        return changes
    text = _Text(tokens)
    for rule in elisions(language):
        text.apply(rule, changes)
    text.write()
    _quote(tokens, language, changes)
    text = _Text(tokens)
    for rule in rules(language):
        text.apply(rule, changes)
    if not is_cjk(language):
        text.span_numbers(changes)
    text.write()
    return changes


def refine_text(text: str, language: str) -> tuple[str, Changes]:
    """Set a plain text by the practice of its language; return it and what was changed."""
    token = Token("text", "", 0, content=text)
    changes = refine([token], language)
    return token.content, changes


class _Text:
    """The text of a paragraph in the pieces that its tokens hold; breaks are pieces as well."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.pieces = [_read(token) for token in tokens]
        self.open = _editable(tokens)

    def apply(self, rule: Rule, changes: Changes) -> None:
        """Apply a rule wherever it changes one piece that may be changed."""
        joined = "".join(self.pieces)
        for match in reversed(list(rule.pattern.finditer(joined))):
            self.replace(match.span(1 if rule.pattern.groups else 0), rule.by, changes)

    def span_numbers(self, changes: Changes) -> None:
        """Put a dash for the hyphen between the ends of a rising range."""
        for match in reversed(list(_RANGE.finditer("".join(self.pieces)))):
            first, last = match[1], match[3]
            if (len(first), len(last)) != (3, 4) and _rises(first, last):
                self.replace(match.span(2), "–", changes)

    def replace(self, span: tuple[int, int], by: str, changes: Changes) -> None:
        """Put ``by`` in the place of ``span`` of the joined text, unless that is protected."""
        ends = list(accumulate(map(len, self.pieces)))
        start, end = span
        at = bisect_right(ends, start) if end > start else self._left_of(ends, start)
        if at >= len(ends) or end > ends[at] or not self.open[at]:
            return
        if any(a < end and start < b for a, b in _protected("".join(self.pieces))):
            return
        offset = ends[at] - len(self.pieces[at])
        before = self.pieces[at][start - offset : end - offset]
        if before != by:
            changes[before, by] += 1
            piece = self.pieces[at]
            self.pieces[at] = piece[: start - offset] + by + piece[end - offset :]

    def _left_of(self, ends: list[int], start: int) -> int:
        """Return the piece that an insertion belongs to: an open one that ends or begins there."""
        near = [
            i for i, end in enumerate(ends) if end - len(self.pieces[i]) <= start <= end
            and self.open[i] and self.tokens[i].type == "text"
        ]  # fmt: skip
        return near[0] if near else len(ends)

    def write(self) -> None:
        """Write the pieces back into their tokens."""
        for token, piece, editable in zip(self.tokens, self.pieces, self.open, strict=True):
            if editable and piece != _read(token):
                token.type, token.tag, token.content = "text", "", piece


def _read(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return OBJECT if token.content or token.type in ("image", "footnote_ref") else ""


def _editable(tokens: Sequence[Token]) -> list[bool]:
    """Tell of each token whether its text may be changed: text and breaks outside of addresses."""
    inside, editable = False, []
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            inside = token.type == "link_open" and token.markup == "autolink"
        editable.append(token.type in ("text", "softbreak") and not inside)
    return editable


def _protected(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PROTECTED.finditer(text)]


def _rises(first: str, last: str) -> bool:
    """Tell whether two numbers are a range; 1997-98 stands for 1997-1998."""
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(first) < int(whole)


def _quote(tokens: Sequence[Token], language: str, changes: Changes) -> None:
    marks = quotes(language)
    if not marks:
        return
    before = [token.content for token in tokens]
    if not any("'" in text or '"' in text for text in before):
        return
    for token, editable in zip(tokens, _editable(tokens), strict=True):
        token.content = _hide(token.content, editable and token.type == "text")
    if is_cjk(language):
        _alternate(tokens, marks)
    # Marks that were left without a partner may find one when the others are set.
    state: Any = SimpleNamespace(md=SimpleNamespace(options=SimpleNamespace(quotes=marks)))
    last: list[str] = []
    while last != (last := [token.content for token in tokens]):
        process_inlines(list(tokens), state)
    for token, old in zip(tokens, before, strict=True):
        token.content = token.content.translate(_SHOWN)
        changes.update((a, b) for a, b in zip(old, token.content, strict=True) if a != b)


def _hide(text: str, editable: bool) -> str:
    """Put other signs for straight marks that must stay as they are."""
    if not editable:
        return text.translate(_HIDDEN)
    for start, end in reversed(_protected(text)):
        text = text[:start] + text[start:end].translate(_HIDDEN) + text[end:]
    return text


def _alternate(tokens: Sequence[Token], marks: str) -> None:
    """Open and close in turn, as there are no spaces to tell by; an odd number is left alone."""
    texts = [token for token in tokens if token.type == "text"]
    whole = "".join(token.content for token in texts)
    count = whole.count('"')
    if count % 2 or not any(map(is_han, whole)):
        return
    number = 0
    for token in texts:
        while '"' in token.content:
            token.content = token.content.replace('"', marks[number % 2], 1)
            number += 1
