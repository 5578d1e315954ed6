"""What a printer asks for: figures contradict one another from shop to shop, so they are data."""

from typing import Annotated, Literal

from pydantic import Field

from printkit.model.measure import Length
from printkit.model.settings import Settings

Percent = Annotated[float, Field(gt=0, le=400)]


class Printer(Settings):
    """A printer profile: the printing condition and the shop's rules.

    ``condition`` is its name in ``registry`` (such as ``FOGRA39``), ``icc`` the file name of a
    profile made for it.
    """

    name: str
    title: str
    icc: str = Field(description="The file name of the ICC profile.")
    icc_source: str = Field("", description="Where the profile can be had.")
    condition: str = Field(description="The registered name of the printing condition.")
    registry: str = "http://www.color.org"
    bleed: Length = Field(description="How far art must go over the trim.")
    safety: Length = Field(description="How far text must stay inside the trim.")
    marks: Literal["wanted", "forbidden"] = "wanted"
    ink_limit: Percent = Field(description="The most ink at one point, of 400 percent.")
    min_ppi: Annotated[int, Field(gt=0)] = Field(150, description="Below is an error.")
    warn_ppi: Annotated[int, Field(gt=0)] = Field(225, description="Below is a warning.")
    min_rule: Length = Field(0.25, description="The thinnest rule that prints safely.")
    pdfx: Literal["PDF/X-4"] = "PDF/X-4"
