"""What a file is judged by: the printer's figures and the rules of the house."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from printkit.model.finding import Severity, problem
from printkit.model.finding import did_you_mean as _did_you_mean
from printkit.model.measure import MM, Length


class Purpose(StrEnum):
    """What the file is for; a check says for which purposes it matters."""

    PRESS = "press"
    OFFICE = "office"
    SCREEN = "screen"


Reason = Annotated[str, Field(min_length=1, description="Why: it stands in every report.")]


class Override(BaseModel):
    """A rule of the house: one check judged more or less severely, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    severity: Severity | Literal["off"] = Field(
        description="off lets the findings pass: they are counted as waived."
    )
    pages: tuple[Annotated[int, Field(ge=1)], ...] = Field(
        (), description="The pages that this is for; without them, all."
    )
    reason: Reason

    def covers(self, page: int | None) -> bool:
        """Whether this is for findings on that page (None: for the file)."""
        return not self.pages or page in self.pages


class Profile(BaseModel):
    """A printer's figures and the house overrides. Lengths are points inside.

    The defaults are those of coated sheet-fed offset (FOGRA39): 3 mm bleed and safety,
    300 % ink, images at 225 ppi with an error under 150, no rule under 0.25 pt.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "press"
    purpose: Purpose = Purpose.PRESS
    bleed: Length = 3 * MM
    safety: Length = 3 * MM
    ink_limit: Annotated[float, Field(gt=0, le=400)] = 300
    min_ppi: Annotated[float, Field(gt=0)] = 150
    warn_ppi: Annotated[float, Field(gt=0)] = 225
    min_line_art_ppi: Annotated[float, Field(gt=0)] = 550
    min_rule: Length = 0.25
    min_text: Length = 5.0
    small_text: Length = 9.0
    pdfx_required: bool = True
    transparency: bool = True
    condition: str = ""
    spots: tuple[str, ...] | None = ()
    """Names of the spot plates ordered; None allows any."""
    multiple: Annotated[int, Field(ge=1)] = 1
    """The page count the binding needs, such as 4 for saddle stitch."""
    overrides: dict[str, Override] = {}
    rules: tuple[str, ...] = ()
    """The rules of the house in words, with their reasons."""


PROFILES = {
    "press": Profile(),
    "office": Profile(
        name="office", purpose=Purpose.OFFICE, pdfx_required=False, spots=None, safety="4mm"
    ),
    "screen": Profile(
        name="screen",
        purpose=Purpose.SCREEN,
        pdfx_required=False,
        spots=None,
        min_ppi=72,
        warn_ppi=96,
        min_line_art_ppi=72,
    ),
}


def named(name: str) -> Profile:
    """Return a built-in profile. Raises Problems ``profile/unknown``."""
    if name not in PROFILES:
        raise problem(
            "profile/unknown", f"no preflight profile {name!r}", hint=_did_you_mean(name, PROFILES)
        )
    return PROFILES[name]
