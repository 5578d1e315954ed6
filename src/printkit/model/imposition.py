"""How pages are put on sheets: the words of ``imposition:`` and of ``printkit impose``."""

from typing import Literal

from pydantic import Field

from printkit.model.measure import Length, Paper
from printkit.model.settings import Settings

Scheme = Literal[
    "saddle", "perfect", "come-and-go",
    "n-up", "step-and-repeat", "cut-and-stack", "work-and-turn", "work-and-tumble",
    "zine", "french", "cross",
    "half-fold", "tri-fold", "z-fold", "roll-6", "roll-8", "double-parallel", "gate",
]  # fmt: skip


class Imposition(Settings):
    """Sheets that fold, cut and bind right.

    Every key is an option of ``printkit impose``, under the same name with hyphens.
    """

    scheme: Scheme = Field("saddle", description="How the sheet is folded, cut and bound.")
    sheet: Paper = Field(description='The paper: A4, SRA3, "640mm x 900mm".')
    gathering: Literal[2, 4, 8, 16, 32] = Field(
        4,
        description="Pages on a folded sheet; 2, loose leaves, for work-and-turn and "
        "work-and-tumble only.",
    )
    nested: int = Field(1, ge=1, description="perfect: sheets in one gathering.")
    grind: Length = Field(0.0, description="perfect: what the binder mills off the spine.")
    binding_edge: Literal["left", "right"] = Field(
        "left", description="Where the book is bound; right for one that is read from the right."
    )
    stock: str | None = Field(
        None, description="The paper's name or figure (115gsm 0.09mm), for creep."
    )
    creep: Length | None = Field(
        None, description="How far the innermost pages move to the spine. Default: by the stock."
    )
    duplex: Literal["long", "short"] | None = Field(
        None,
        description="The edge your printer turns sheets about. Default: the one that keeps "
        "backs upright.",
    )
    one_sided: bool = Field(False, description="Loose pages are printed on fronts only.")
    back_offset: tuple[Length, Length] = Field(
        (0.0, 0.0),
        description="Move the backs to the right and up, by what the duplex test shows.",
    )
    gap: Length | None = Field(
        None, description="Between pieces that are cut apart. Default: twice the bleed."
    )
    head_to_foot: bool = Field(False, description="Turn the backs of loose leaves on their heads.")
    blanks: Literal["before-back", "end"] | int = Field(
        "before-back",
        description="Where blank pages go: before-back, end, or after the page of that number.",
    )
    shrink: bool = Field(False, description="Make pages smaller if they do not fit the sheet.")
    marks: bool = Field(True, description="Crop and fold marks, register, colour bar.")
