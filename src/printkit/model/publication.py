"""What a publication is: its event, people, articles and products.

The settings files are these values: their keys, defaults and JSON Schema come from here alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from printkit.model.finding import Place
from printkit.model.imposition import Imposition
from printkit.model.language import Language, Names
from printkit.model.marks import UNMARKED, Back, Marks
from printkit.model.measure import MM, Length, Paper
from printkit.model.palette import Palette
from printkit.model.programme import Programme
from printkit.model.settings import Settings
from printkit.model.target import Target

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Calibration(Settings):
    """What an office printer misses the paper by: how far to move all sides, and backs further."""

    x: Length = Field(0, description="Move everything to the right; negative to the left.")
    y: Length = Field(0, description="Move everything up; negative down.")
    back_x: Length = Field(0, description="Move backs further, as the duplex test shows.")
    back_y: Length = Field(0, description="Move backs further up.")


class OnLabels(Settings):
    """Print the office file of a product on label or badge sheets, one page to a label."""

    sheet: str = Field(description="A label sheet: a name such as avery-l7160, or a YAML file.")
    start: int = Field(1, ge=1, description="The first free label of the first sheet.")
    repeat: bool = Field(False, description="Print each page on all labels of a sheet.")
    two_sided: bool = Field(False, description="Pages are fronts and backs in turn.")
    scale: bool = Field(False, description="Fit pages to their label.")
    turn: bool = Field(False, description="Turn pages by a quarter.")


class Organiser(Settings):
    """A body that hosts the event, with its logo (an image file beside the publication)."""

    name: str
    names: Names = {}
    logo: str | None = None


class Event(Settings):
    """The congress or meeting that a publication is made for."""

    name: str
    names: Names = {}
    short: str | None = Field(None, description="Short name, for running heads and inserts.")
    start: date | None = None
    end: date | None = None
    city: str | None = None
    venue: str | None = None
    theme: str | None = None
    organisers: tuple[Organiser, ...] = ()


class Role(Settings):
    """An office that a person holds or held: ``title`` at ``body``."""

    title: str
    body: str | None = None
    former: bool = False


def _role(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    title, _, body = value.partition(" | ")
    return {"title": title, "body": body or None}


class Person(Settings):
    """A person of a bio block or a signature block: ``people/<id>.yaml``."""

    name: str = Field(description="The name as printed in the publication's language.")
    names: Names = Field({}, description="The name in other languages or scripts.")
    prefix: str | None = Field(None, description='Printed before the name, such as "Dr."')
    suffix: str | None = Field(None, description='Printed after the name, such as "MD, PhD".')
    roles: tuple[Annotated[Role, BeforeValidator(_role)], ...] = Field(
        (), description='Each role is "Title | Body" or a mapping with title, body and former.'
    )
    affiliations: tuple[str, ...] = ()
    portrait: str | None = None
    portrait_alt: str | None = None
    biography: str | None = Field(None, description="Markdown.")
    signature: str | None = Field(None, description="An image of the signature.")
    orcid: Annotated[str, Field(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")] | None = None
    email: str | None = None
    family: str | None = Field(
        None, description="The family name, by which an index is sorted. Default: the last word."
    )
    city: str | None = None
    country: str | None = None
    language: Language | None = Field(None, description="The language of the person.")
    category: str | None = Field(None, description='What a badge says: "Speaker", "Delegate".')
    number: str | None = Field(None, description="The registration number, for codes on badges.")


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


class Fit(Settings):
    """How many pages a text is to make. printkit moves the layout's measures within its bounds."""

    pages: Annotated[int, Field(ge=1)] | None = Field(None, description="Exactly so many.")
    max: Annotated[int, Field(ge=1)] | None = Field(None, description="So many or fewer.")
    multiple_of: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Full gatherings: 4, 8, 16."
    )

    @model_validator(mode="after")
    def _one_goal(self) -> Self:
        given = self.model_fields_set
        if not given:
            raise ValueError("say `pages`, `max` or `multiple_of`")
        if "pages" in given and len(given) > 1:
            raise ValueError("`pages` is exact: `max` and `multiple_of` have no say beside it")
        return self

    def accepts(self, count: int) -> bool:
        """Tell whether ``count`` pages will do."""
        return (
            count == (self.pages or count)
            and count <= (self.max or count)
            and count % (self.multiple_of or 1) == 0
        )

    def below(self, count: int) -> int:
        """Return the next number of pages under ``count`` that will do; 0 where there is none."""
        return next((n for n in range(count - 1, 0, -1) if self.accepts(n)), 0)

    def above(self, count: int) -> int:
        """Return the next number of pages over ``count`` that will do; 0 where there is none."""
        last = self.pages or self.max or count + (self.multiple_of or 1)
        return next((n for n in range(count + 1, last + 1) if self.accepts(n)), 0)


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


class Jacket(Settings):
    """A dust jacket in the design of the cover, with flaps that are folded in."""

    flap: Length = Field(80 * MM, gt=0, description="The width of a flap.")
    front: str | None = Field(None, description="Text on the front flap.")
    back: str | None = Field(None, description="Text on the back flap.")
    boards: Length | None = Field(
        None,
        gt=0,
        description="How thick the boards of a case-bound book are: the jacket fits them, and no "
        "paper cover is made. Default: a paperback.",
    )


class Cover(Settings):
    """A cover drawn from the publication's data."""

    design: Literal["plain", "band", "rings"] = "plain"
    image: str | None = None
    kicker: str | None = None
    blurb: str | None = Field(None, description="Text on the back.")
    link: str | None = Field(None, description="An address set as a QR code on the back.")
    stock: str | None = Field(
        None,
        description="Its paper, when that is another than the pages'. The cover of a stapled "
        "product is then a file of its own, and the pages are those inside it.",
    )
    spine: Length | None = Field(
        None,
        description="The width a printer was told. Default: by pages and stock; the build fails "
        "when they give another.",
    )
    hinge: Length = Field(
        7 * MM, ge=0, description="Scores of a bound cover, from the spine; 0mm for none."
    )
    jacket: Jacket | None = Field(None, description="A dust jacket for a perfect-bound product.")


class Margins(Settings):
    """White space around the type area; ``inner`` is at the spine."""

    top: Length
    bottom: Length
    inner: Length
    outer: Length


class Grid(Settings):
    """Measures of a product that replace those of the layout's size."""

    margins: Margins | None = None
    text: Length | None = Field(None, description="Size of the body text.")
    leading: Length | None = Field(None, description="Distance of its base lines.")
    columns: Annotated[int, Field(ge=1, le=4)] | None = None
    gutter: Length | None = Field(None, description="Space between two columns.")

    def given(self) -> dict[str, Any]:
        """Return the measures that are set."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Product(Settings):
    """One thing to print, from one layout at one size."""

    layout: str
    size: str | None = Field(None, description="A size of the layout. Default: its first.")
    articles: tuple[Id, ...] | None = Field(None, description="Default: all, in order.")
    language: Language | None = Field(
        None, description="Print the articles in this language. Default: the publication's."
    )
    bilingual: Literal["columns", "alternating"] | None = Field(
        None, description="Print the articles in two languages, paragraph beside paragraph."
    )
    second: Language | None = Field(
        None, description="The second language. Default: that of the first translation."
    )
    repeat: Literal["people"] | None = Field(
        None, description="Set a page or card for each person. Default: the layout's."
    )
    people: tuple[Id, ...] | None = Field(
        None, description="Whom it repeats over. Default: all, by name."
    )
    categories: tuple[str, ...] | None = Field(
        None, description="Repeat over people of these categories alone."
    )
    back: tuple[Back, ...] | None = Field(
        None, description="Lists at its back, in order. Default: the publication's."
    )
    targets: tuple[Target, ...] = tuple(Target)
    options: dict[str, Any] = Field({}, description="Options of the layout.")
    grid: Grid = Field(Grid(), description="Measures that replace those of the layout's size.")
    binding: Literal["saddle", "perfect", "none"] | None = Field(
        None, description="Default: the layout's."
    )
    stock: str | None = Field(None, description="The paper of the inner pages.")
    quantity: int | None = Field(None, ge=1, description="Copies to print, for the job ticket.")
    cover: Cover | None = None
    printer: str = Field("coated-fogra39", description="A printer profile: a name or a file.")
    archive: bool = Field(False, description="Make the screen file PDF/A-2b, to be kept for ever.")
    labels: OnLabels | None = Field(None, description="Put the office file on label sheets.")
    calibration: Calibration | None = Field(None, description="Default: the publication's.")
    dieline: bool = Field(True, description="Folders: draw folds and cut on a plate of their own.")
    sheet: Paper | None = Field(None, description="The office sheet. Default: the layout's.")
    bleed: Length | None = Field(None, description="Default: the printer profile's.")
    fit: Fit | None = Field(None, description="The pages it is to make, covers inside counted.")
    imposition: Imposition | None = Field(
        None,
        description="Put the press pages on sheets, too. Default: scheme by "
        "the binding (loose: step-and-repeat), stock of the product.",
    )


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
class Figure:
    """An image used by an article, resolved to a file."""

    path: Path
    place: Place


@dataclass(frozen=True)
class Article:
    """An article ready to be composed.

    ``body`` and ``note`` are sanitised HTML; ``figures`` every image they use; ``place`` the
    file they come from; ``lines`` map paragraphs back to the source.
    """

    id: str
    head: FrontMatter
    language: str
    body: str
    note: str
    place: Place
    source: str
    figures: tuple[Figure, ...] = ()
    anchors: frozenset[str] = frozenset()
    translations: "tuple[Article, ...]" = ()
    marks: Marks = UNMARKED
    note_marks: Marks = UNMARKED
    changes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """What smart typography put in the place of what, and how often."""


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
