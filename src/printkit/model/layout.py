"""What a layout is: the keys of ``layout.yaml``, and of ``fonts.yaml``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from printkit.model.folders import Fold
from printkit.model.measure import MM, Length, Paper, Share
from printkit.model.palette import Palette
from printkit.model.product import Margins
from printkit.model.settings import Id, Settings

Binding = Literal["saddle", "perfect", "none"]
ROLES = ("ink", "paper", "accent", "soft", "muted")
"""Palette names that every layout has, because drawings use them."""


class Bounds(Settings):
    """How far copyfitting may move each measure of a size: from the least to the greatest."""

    tracking: tuple[Share, Share] | None = Field(None, description="Letter spacing, of the em.")
    gutter: tuple[Length, Length] | None = None
    leading: tuple[Length, Length] | None = None
    text: tuple[Length, Length] | None = None
    image_height: tuple[Share, Share] | None = Field(
        None, description="Height of images, of what the layout gives them."
    )


class Geometry(Settings):
    """One size of a layout."""

    trim: Paper
    margins: Margins
    text: Length = Field(description="Size of the body text.")
    leading: Length = Field(description="Distance of its base lines.")
    columns: int = Field(1, ge=1, le=4)
    gutter: Length = Field(7 * MM, description="Space between two columns.")
    tracking: Share = Field(0.0, description="Letter spacing of the text, of the em.")
    image_height: Share = Field(1.0, description="Height of images, of what is usual.")
    fit: Bounds = Field(Bounds(), description="How far copyfitting may move these measures.")

    @model_validator(mode="after")
    def _within_bounds(self) -> Self:
        for name in Bounds.model_fields:
            bounds = getattr(self.fit, name)
            if bounds and not bounds[0] <= getattr(self, name) <= bounds[1]:
                raise ValueError(f"its own {name} lies outside the bounds that `fit` gives it")
        return self


class Option(Settings):
    """A choice that a layout offers, with its default and what it does."""

    default: str | int | float | bool
    help: str


class LayoutSettings(Settings):
    """The keys of ``layout.yaml``."""

    name: Id
    title: str
    description: str = ""
    extends: Id | None = None
    abstract: bool = Field(False, description="Only there to be extended.")
    kind: Literal["booklet", "insert", "handout", "card"] | None = None
    repeat: Literal["people"] | None = Field(
        None, description="Its products are a page or card for each person."
    )
    programme: bool = Field(False, description="It sets a `programme.yaml`, which must be there.")
    binding: Binding | None = None
    parts: bool = Field(
        False, description="Each article begins on a page of its own and is laid out apart."
    )
    back: bool = Field(
        False, description="It sets the lists at the back: index, glossary, and so on."
    )
    paragraphs: Literal["optimal", "greedy"] = Field(
        "greedy",
        description="How paragraphs are broken: line by line, or best for all lines at once.",
    )
    sheet: Paper | None = Field(None, description="The sheet of an office printer.")
    sizes: dict[str, Geometry] = {}
    fold: Fold | None = Field(
        None, description="Each page is a panel of a folder; `trim` is a full panel."
    )
    fonts: dict[str, tuple[str, ...]] = Field(
        {}, description="Font stacks by role: text, display, and so on, to families."
    )
    scale: dict[str, float] = Field(
        {}, description="Sizes of type by name, as multiples of the body text."
    )
    palette: Palette = {}
    options: dict[str, Option] = {}


class Family(Settings):
    """Where the files of a font family come from, and which faces are made of them."""

    package: str | None = Field(None, description="The Python module that holds the files.")
    install: str | None = Field(None, description="What to install when it is missing.")
    licence: str
    upright: str = Field(description="A file, relative to the package or to fonts.yaml.")
    italic: str | None = None
    bold: str | None = Field(
        None, description="A file of its own for weights from 600, where one does not hold all."
    )
    weights: tuple[int, ...] = (400,)
    axes: dict[str, float] = Field({}, description="Fixed positions of other axes than weight.")


class FontList(Settings):
    """The keys of ``fonts.yaml``."""

    families: dict[str, Family]


@dataclass(frozen=True)
class Layout:
    """A layout with everything it inherits; ``folders`` from itself to its oldest ancestor."""

    settings: LayoutSettings
    folders: tuple[tuple[str, Path], ...]

    def geometry(self, size: str | None) -> Geometry:
        """Return the geometry of a size, or of the first. Raises KeyError for an unknown one."""
        return self.settings.sizes[size or next(iter(self.settings.sizes))]

    def defaults(self) -> dict[str, Any]:
        """Return the default of every option."""
        return {name: option.default for name, option in self.settings.options.items()}
