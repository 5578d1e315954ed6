"""What an article is: the head of its file, its text and its images."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from printkit.model.finding import Place
from printkit.model.fit import Fit
from printkit.model.language import Language, Names
from printkit.model.marks import UNMARKED, Marks
from printkit.model.settings import Id, Settings


class Picture(Settings):
    """An image with what must be said about it."""

    file: str
    alt: str = Field(description="What the image shows, for readers who cannot see it.")
    caption: str | None = None
    credit: str | None = None


class PullQuote(Settings):
    """A sentence lifted out of the text, set after the given paragraph (from 1)."""

    text: str
    after: Annotated[int, Field(ge=1)] = 2
    by: str | None = None


class SignOff(Settings):
    """A closing formula and the people who sign below it."""

    people: tuple[Id, ...] = Field(min_length=1)
    text: str | None = None
    date: str | None = None
    place: str | None = None
    seal: bool = Field(False, description="Keep an area free for a seal.")


class FrontMatter(Settings):
    """The YAML head of an article."""

    title: str
    id: Id | None = Field(None, description="Default: the file name without its ending.")
    names: Names = Field({}, description="The title in other languages.")
    subtitle: str | None = None
    kicker: str | None = Field(None, description="The name of the series, above the title.")
    short: str | None = Field(None, description="A short title for the running head.")
    standfirst: str | None = Field(None, description="One or two sentences below the title.")
    authors: tuple[Id, ...] = ()
    language: Language | None = Field(None, description="Default: the publication's.")
    note: str | None = Field(None, description="The editor's note, in Markdown.")
    quotes: tuple[PullQuote, ...] = ()
    images: dict[Id, Picture] = {}
    lead: Id | None = Field(None, description="The image set above the text.")
    signoff: SignOff | None = None
    dropcap: bool = True
    smart: bool = Field(
        True, description="Set quotation marks, dashes and spaces as its language does."
    )
    fit: Fit | None = Field(None, description="The pages it is to make, in every product.")


@dataclass(frozen=True)
class Figure:
    """An image used by an article, resolved to a file."""

    path: Path
    place: Place


@dataclass(frozen=True)
class Article:
    """An article ready to be composed.

    ``body`` and ``note`` are sanitised HTML; ``figures`` every image they use; ``place`` the
    file they come from; ``words`` those of the body as they were parsed.
    """

    id: str
    head: FrontMatter
    language: str
    body: str
    note: str
    place: Place
    words: str
    figures: tuple[Figure, ...] = ()
    anchors: frozenset[str] = frozenset()
    translations: "tuple[Article, ...]" = ()
    marks: Marks = UNMARKED
    note_marks: Marks = UNMARKED
    changes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """What smart typography put in the place of what, and how often."""
