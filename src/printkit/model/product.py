"""What a product is: one thing to print, with its cover, measures and paper."""

from typing import Annotated, Any, Literal

from pydantic import Field

from printkit.model.fit import Fit
from printkit.model.imposition import Imposition
from printkit.model.language import Language
from printkit.model.marks import Back
from printkit.model.measure import MM, Length, Paper
from printkit.model.settings import Id, Settings
from printkit.model.target import Target


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
    bilingual: Literal["columns", "alternating", "facing"] | None = Field(
        None,
        description="Print the articles in two languages, paragraph beside paragraph: in columns, "
        "by turns, or on facing pages.",
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
