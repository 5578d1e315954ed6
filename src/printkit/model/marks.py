"""What the lists at the back of a publication are made of: marks in its articles."""

from dataclasses import dataclass
from enum import StrEnum


class Back(StrEnum):
    """A list at the back of a publication."""

    CONTRIBUTORS = "contributors"
    FIGURES = "figures"
    ABBREVIATIONS = "abbreviations"
    GLOSSARY = "glossary"
    INDEX = "index"


@dataclass(frozen=True)
class Term:
    """A term marked for the index: ``entry`` from the heading down to the last subheading."""

    anchor: str
    entry: tuple[str, ...]
    sort: str = ""
    see: str = ""


@dataclass(frozen=True)
class Caption:
    """A picture with a caption, in HTML."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Definition:
    """A term and what it means, in HTML; ``anchor`` is where an article defines it."""

    list: Back
    term: str
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Marks:
    """What one text holds for the lists, in its order."""

    terms: tuple[Term, ...] = ()
    captions: tuple[Caption, ...] = ()
    definitions: tuple[Definition, ...] = ()


UNMARKED = Marks()
