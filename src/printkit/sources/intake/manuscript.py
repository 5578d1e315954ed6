"""A manuscript as it was read: blocks in order, whatever the file was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from printkit.model.finding import Finding
from printkit.sources.intake import pieces as inline
from printkit.sources.intake.pieces import Piece


@dataclass(frozen=True)
class Note:
    """A footnote: its label, and its paragraphs."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item or table of a manuscript.

    ``text`` is its plain text. What it looks like is in ``pieces`` or, for a block that is
    ``ready``, in ``markup`` as Markdown; with neither it is plain. ``line`` is the line of a text
    file, or the number of the paragraph in other files (from 1). ``level`` is the level of a
    heading (from 1) or the depth of a list item (from 0), ``mark`` what stands before an item.
    """

    text: str
    line: int
    kind: Literal["paragraph", "heading", "item", "ready", "title", "subtitle"] = "paragraph"
    level: int = 0
    markup: str = ""
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()
    mark: str = "- "

    def after(self, count: int) -> "Block":
        """Return the block without its first ``count`` characters."""
        rest = inline.after(self.pieces, count)
        return replace(self, text=self.text[count:], pieces=tuple(rest))

    def lines(self) -> "list[Block]":
        """Return a block for each line between soft returns; the first one has the footnotes."""
        if not self.pieces or "\n" not in self.text:
            return [self]
        made = [
            replace(self, text=inline.plain(line), pieces=tuple(line), notes=())
            for line in map(inline.trimmed, inline.lines(self.pieces))
        ]
        return [replace(made[0], notes=self.notes), *made[1:]]


@dataclass(frozen=True)
class Dropped:
    """Characters that are in no output, and why."""

    text: str
    line: int
    reason: str


@dataclass(frozen=True)
class Manuscript:
    """What a reader found. ``source`` is all text that must be accounted for.

    ``images`` are files by their name in the publication's folder; ``head`` keys of the front
    matter, and ``people`` keys of persons, that the file itself says.
    """

    path: str
    source: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    head: Mapping[str, Any] = field(default_factory=dict)
    people: tuple[Mapping[str, Any], ...] = ()
