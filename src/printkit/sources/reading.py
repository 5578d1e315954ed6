"""What a text may refer to, and what was found in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from printkit.model.article import Picture
from printkit.model.finding import Finding
from printkit.model.marks import Caption, Definition, Marks, Term
from printkit.sources.citations import Library
from printkit.sources.smart import Changes


@dataclass
class Reading:
    """What was found while a text was read: images, links, anchors and problems, with lines."""

    pictures: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    changes: Changes = field(default_factory=Counter)
    terms: list[Term] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    words: str = ""
    """The words of the text as the parser found them, without those about pictures."""

    def marks(self) -> Marks:
        """Return what the text holds for the lists at the back."""
        return Marks(tuple(self.terms), tuple(self.captions), tuple(self.definitions))


@dataclass(frozen=True)
class Context:
    """What a text may refer to. ``files`` maps Markdown file names to article ids."""

    path: str
    language: str
    article: str = ""
    part: str = ""
    """Tells the anchors of an article's texts apart."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    first_line: int = 1
    lines: bool = False
    """Write the source line of each block into its ``data-line``."""
    smart: bool = False
    """Set quotation marks, dashes and spaces by the practice of the language."""
    library: Library | None = None
    """The references that the text may cite."""

    def __hash__(self) -> int:
        return hash((self.path, self.language, self.article, self.part, self.first_line))
