"""Runs of text in one look, and the Markdown that shows exactly them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

_TAGS = ("strong", "em", "u", "s", "mark", "code", "sup", "sub")
_LINKS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A run of text. ``ready`` is Markdown in its place: a picture, or the mark of a footnote.

    ``tags`` are names of HTML elements, of strong, em, u, s, mark, code, sup and sub.
    """

    text: str = ""
    tags: frozenset[str] = frozenset()
    href: str = ""
    ready: str = ""

    def alike(self, other: "Piece") -> bool:
        """Say whether two runs look the same, so that they are one."""
        same = self.tags == other.tags and self.href == other.href
        return same and not self.ready and not other.ready


@dataclass(frozen=True)
class Look:
    """What the runs under an element look like."""

    tags: frozenset[str] = frozenset()
    href: str = ""

    def adding(self, *tags: str) -> "Look":
        """Return the look with more tags; a run is either raised or lowered."""
        less = {"sup", "sub"} if {"sup", "sub"} & set(tags) else set()
        return replace(self, tags=(self.tags - less) | set(tags))


def can_link(href: str) -> bool:
    """Say whether an address may be written as a link: nothing that runs or reads files."""
    return bool(_LINKS.fullmatch(href))


def plain(pieces: Iterable[Piece]) -> str:
    """Return the text of runs."""
    return "".join(piece.text for piece in pieces)


def links(pieces: Iterable[Piece]) -> list[str]:
    """Return the addresses that ``markup`` writes for runs."""
    return [href for href, _ in groupby(trimmed(pieces), lambda piece: piece.href) if href]


def after(pieces: Iterable[Piece], count: int) -> Iterator[Piece]:
    """Yield runs without their first ``count`` characters."""
    for piece in pieces:
        rest = piece.text[count:]
        count = max(0, count - len(piece.text))
        if rest or piece.ready:
            yield replace(piece, text=rest)


def lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the runs of each line between soft returns."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for text in others:
            yield line
            line = [replace(piece, text=text, ready="")]
    yield line


def trimmed(pieces: Iterable[Piece]) -> list[Piece]:
    """Return runs without white space at either end, and without empty runs."""
    held = [piece for piece in pieces if piece.text or piece.ready]
    while held and not held[0].ready and not held[0].text.strip():
        held.pop(0)
    while held and not held[-1].ready and not held[-1].text.strip():
        held.pop()
    if held:
        held[0] = replace(held[0], text=held[0].text.lstrip())
        held[-1] = replace(held[-1], text=held[-1].text.rstrip())
    return held


def markup(pieces: Iterable[Piece], newline: str = "\\\n") -> str:
    """Return Markdown that shows runs; ``newline`` stands for a soft return."""
    parts = _merged(trimmed(pieces))
    out: list[str] = []
    last = ""
    for index, part in enumerate(parts):
        opens = part.href and (index == 0 or parts[index - 1].href != part.href)
        closes = part.href and (index + 1 == len(parts) or parts[index + 1].href != part.href)
        following = "]" if closes else _first(parts[index + 1 : index + 2])
        at_start = last in ("", "\n")
        shown = _shown(part, "[" if opens else last, following, at_start, newline)
        shown = ("[" if opens else "") + shown + (f"]({address(part.href)})" if closes else "")
        out.append(shown)
        last = shown[-1:] or last
    return "".join(out)


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Return cells of Markdown as a table; the first row is its head, all rows get its width."""
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in full]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def address(href: str) -> str:
    """Return an address as the destination of a Markdown link."""
    return "<" + re.sub(r"([\\<>&|])", r"\\\1", href) + ">"


def alternative(text: str) -> str:
    """Return the text of an image as it stands between the brackets of ``![...]``."""
    return re.sub(r"([\\\[\]|&<>`*_!^{}])", r"\\\1", " ".join(text.split()))


def escape(text: str) -> str:
    """Return plain text as Markdown that shows the same characters."""
    return _escape_start(_escape_inside(text))


def _escape_inside(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>{}&~|^$])", r"\\\1", text)


def _escape_start(text: str) -> str:
    text = re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)
    return re.sub(r"^([#+\-=:!])", r"\\\1", text)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    texts: list[str] = []
    for piece in pieces:
        if out and out[-1].alike(piece):
            texts.append(piece.text)
            continue
        if out:
            out[-1] = replace(out[-1], text="".join(texts))
        out.append(piece)
        texts = [piece.text]
    if out:
        out[-1] = replace(out[-1], text="".join(texts))
    return out


def _first(following: Sequence[Piece]) -> str:
    if not following:
        return ""
    piece = following[0]
    # Whatever is written before a run that looks different, an asterisk is the worst of it.
    return "*" if piece.tags or piece.href or piece.ready else piece.text[:1]


def _shown(piece: Piece, before: str, following: str, at_start: bool, newline: str) -> str:
    if piece.ready:
        return piece.ready
    core = piece.text.strip()
    lead, trail = _around(piece.text, core)
    if not core:
        return newline if "\n" in piece.text else " "
    if piece.tags == {"code"} and not re.search(r"[`\n|]", core):
        return " " * bool(lead) + f"`{core}`" + " " * bool(trail)
    inner = _escaped(core, at_start or "\n" in lead, newline)
    if not trail and following == "*" and inner.endswith("!") and inner != "\\!":
        inner = inner[:-1] + "\\!"  # before a link it would make a picture
    for tag in reversed(_TAGS[2:]):
        if tag in piece.tags:
            inner = f"<{tag}>{inner}</{tag}>"
    inner = _emphasised(inner, piece.tags, lead or before, trail or following)
    ends = [newline if "\n" in space else " " if space else "" for space in (lead, trail)]
    return ends[0] + inner + ends[1]


def _around(text: str, core: str) -> tuple[str, str]:
    if not core:
        return "", ""
    start = text.index(core)
    return text[:start], text[start + len(core) :]


def _escaped(text: str, at_start: bool, newline: str) -> str:
    made = [
        _escape_inside(" ".join(re.split(r"[ \t]+", line.strip()))) for line in text.split("\n")
    ]
    first = _escape_start(made[0]) if at_start else made[0]
    return newline.join([first, *(_escape_start(line) for line in made[1:] if line)])


def _emphasised(inner: str, tags: frozenset[str], before: str, following: str) -> str:
    stars = "*" * (2 * ("strong" in tags) + ("em" in tags))
    if not stars:
        return inner
    if _flanks(before[-1:], inner[0]) and _flanks(following[:1], inner[-1]):
        return stars + inner + stars
    for tag in ("em", "strong"):
        if tag in tags:
            inner = f"<{tag}>{inner}</{tag}>"
    return inner


def _flanks(outside: str, inside: str) -> bool:
    """Say whether asterisks between two characters are surely emphasis (CommonMark 0.31, 6.2)."""
    return not outside or outside.isspace() or (inside.isalnum() and outside not in "*_\\")
