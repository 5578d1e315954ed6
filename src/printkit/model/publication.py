"""What a publication is: its event, people, articles and products.

The settings files are these values: their keys, defaults and JSON Schema come from here alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from printkit.model.article import Article
from printkit.model.event import Event
from printkit.model.language import Language, Names
from printkit.model.marks import Back
from printkit.model.palette import Palette
from printkit.model.person import Person
from printkit.model.product import Calibration, Product
from printkit.model.programme import Programme
from printkit.model.settings import Id, Settings


class PublicationSettings(Settings):
    """The keys of ``publication.yaml``."""

    title: str
    names: Names = Field({}, description="The title in other languages.")
    subtitle: str | None = None
    series: str | None = None
    language: Language = "en"
    languages: tuple[Language, ...] = Field(
        (),
        description="Languages of runs in other scripts: zh-Hant for traditional Chinese, fa for "
        "Persian. Default: zh-Hans, ja, ko, ar, he, hi, th.",
    )
    date: date
    publisher: str | None = None
    isbn: str | None = None
    calibration: Calibration = Field(
        Calibration(), description="What the office printer misses the paper by."
    )
    event: Event | None = None
    articles: tuple[str, ...] = Field(
        description="Markdown files, in order; `[]` when only people or the programme are printed."
    )
    back: tuple[Back, ...] = Field((), description="Lists at the back of its booklets, in order.")
    collation: Literal["pinyin", "stroke"] = Field(
        "pinyin",
        description="The order of people: Chinese names by pinyin among the others, or by strokes "
        "before them (needs PyICU).",
    )
    abbreviations: dict[str, str] = Field(
        {}, description="Abbreviations in the texts, and what they stand for."
    )
    glossary: dict[str, str] = Field(
        {}, description="Terms in the texts, and what they mean, a line of Markdown each."
    )
    products: dict[Id, Product] = Field(min_length=1)
    palette: Palette = Field({}, description="Colours that replace the layout's.")
    fonts: dict[str, tuple[str, ...]] = Field(
        {}, description="Font stacks that replace the layout's: role to families."
    )
    scale: dict[str, float] = Field(
        {}, description="Sizes of type that replace the layout's, as multiples of the body text."
    )
    colophon: str | None = Field(None, description="Markdown.")
    references: tuple[str, ...] = Field(
        (), description="Files of BibTeX (.bib) or CSL JSON (.json): articles cite `[@key]`."
    )
    citations: str = Field(
        "ama", description="The citation style: `ama` (numbers), `apa` (names), or a .csl file."
    )
    house: str | None = Field(None, description="Rules of the house for the preflight: a file.")


@dataclass(frozen=True)
class Publication:
    """A whole publication: settings, articles in order and the people they name."""

    settings: PublicationSettings
    folder: Path
    articles: tuple[Article, ...]
    people: Mapping[str, Person]
    biographies: Mapping[str, str] = field(default_factory=dict)
    colophon: str = ""
    programme: Programme | None = None
    inputs: tuple[Path, ...] = ()
