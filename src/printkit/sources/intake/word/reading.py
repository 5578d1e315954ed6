"""What is known while a Word file is read from its first paragraph to its last."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from printkit.sources.intake.account import Account
from printkit.sources.intake.manuscript import Note
from printkit.sources.intake.pieces import Piece
from printkit.sources.intake.word.changes import Changes
from printkit.sources.intake.word.numbering import Numbering
from printkit.sources.intake.word.package import Package, Relation
from printkit.sources.intake.word.styles import Styles
from printkit.sources.intake.xml import Element


@dataclass
class Field:
    """A field that has begun: a code, and after it what the code last gave."""

    code: str = ""
    shown: bool = False
    href: str = ""


@dataclass(frozen=True)
class Aside:
    """A note or comment, waiting in a part of its own to be called from the text."""

    element: Element
    relations: Mapping[str, Relation]


@dataclass
class Reading:
    """The state of a reading; ``line`` is the number of the paragraph (from 1)."""

    package: Package
    account: Account
    styles: Styles
    numbering: Numbering
    changes: Changes
    relations: Mapping[str, Relation]
    numbers: Mapping[Element, int]
    asides: dict[str, Aside]
    line: int = 0
    alt: str = ""
    floating: bool = False
    fields: list[Field] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    called: int = 0
    boxes: list[Element] = field(default_factory=list)
    floats: list[Piece] = field(default_factory=list)
    carried: list[Piece] = field(default_factory=list)
    delimiters: dict[str, str] = field(default_factory=dict)

    @property
    def in_code(self) -> bool:
        """Say whether the text that comes is the code of a field, which is not shown."""
        return any(not one.shown for one in self.fields)

    def href(self) -> str:
        """Return the address of the field around the text, or nothing."""
        return next((one.href for one in reversed(self.fields) if one.href), "")
