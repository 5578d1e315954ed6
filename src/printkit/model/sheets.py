"""Label and badge sheets: die-cut stock that pages are printed onto, one to a label."""

from typing import Self

from pydantic import Field, model_validator

from printkit.model.measure import Box, Length, Paper, Size
from printkit.model.settings import Settings


class LabelSheet(Settings):
    """A sheet of labels in rows and columns; ``label`` and ``paper`` are sizes.

    ``across`` and ``down`` are the pitches, from the edge of one label to the same edge of the
    next. Without ``left`` and ``top``, the margins, the labels stand in the middle of the paper.
    """

    name: str
    title: str
    paper: Paper
    label: Paper
    columns: int = Field(ge=1, le=100)
    rows: int = Field(ge=1, le=100)
    across: Length
    down: Length
    left: Length | None = None
    top: Length | None = None
    corner: Length = Field(0, ge=0, description="The radius of the label's corners.")
    also: tuple[str, ...] = Field((), description="Names of sheets that are cut the same.")
    source: str = Field("", description="Where the figures come from.")

    @model_validator(mode="after")
    def _cut_true(self) -> Self:
        if self.columns > 1 and self.across < self.label.width - 0.01:
            raise ValueError("labels overlap: `across` is less than their width")
        if self.rows > 1 and self.down < self.label.height - 0.01:
            raise ValueError("labels overlap: `down` is less than their height")
        whole = Box(0, 0, *self.paper)
        if not (whole.holds(self.cell(0), 0.1) and whole.holds(self.cell(self.count - 1), 0.1)):
            raise ValueError("labels run over the edge of the paper")
        return self

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def gaps(self) -> Size:
        """What lies between two labels, side by side and one below the other."""
        return Size(self.across - self.label.width, self.down - self.label.height)

    def cell(self, number: int) -> Box:
        """Return the box of a label, counted from 0 along the rows from the top left."""
        row, column = divmod(number, self.columns)
        wide = (self.columns - 1) * self.across + self.label.width
        high = (self.rows - 1) * self.down + self.label.height
        left = (self.paper.width - wide) / 2 if self.left is None else self.left
        top = (self.paper.height - high) / 2 if self.top is None else self.top
        x0 = left + column * self.across
        y1 = self.paper.height - top - row * self.down
        return Box(x0, y1 - self.label.height, x0 + self.label.width, y1)


class LabelSheets(Settings):
    """A list of sheets."""

    sheets: tuple[LabelSheet, ...]
