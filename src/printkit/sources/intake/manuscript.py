"""A manuscript as it was read: blocks in order, whatever the file was."""

from dataclasses import dataclass, field
from typing import Literal

from printkit.model.finding import Finding


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item or table of a manuscript.

    ``text`` is its plain text, ``markup`` the same as Markdown; ``line`` is the line of a text
    file, or the number of the paragraph in other files (from 1).
    """

    text: str
    line: int
    kind: Literal["paragraph", "heading", "item", "ready"] = "paragraph"
    level: int = 0
    markup: str = ""


@dataclass(frozen=True)
class Dropped:
    """Characters that are in no output, and why."""

    text: str
    line: int
    reason: str


@dataclass(frozen=True)
class Manuscript:
    """What a reader found. ``source`` is all text that must be accounted for."""

    path: str
    source: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
