"""Colours by name: one value for the screen, one for the plates."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def _hex(value: Any) -> str:
    if isinstance(value, str) and _HEX.fullmatch(value):
        return value.lower()
    raise ValueError(f"a screen colour is six hexadecimal digits such as '#8a1c1c', not {value!r}")


def _ink(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100:
        return float(value)
    raise ValueError(f"an ink is a percentage from 0 to 100, not {value!r}")


Hex = Annotated[
    str, BeforeValidator(_hex), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})
]
Ink = Annotated[
    float, BeforeValidator(_ink), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]


class Colour(BaseModel):
    """A named colour.

    ``screen`` is sRGB; ``cmyk`` the four inks in percent, converted through the printer's
    profile when not given; ``spot`` the name of an ink of its own, whose ``cmyk`` then is the
    alternate shown on proofs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    screen: Hex
    cmyk: tuple[Ink, Ink, Ink, Ink] | None = None
    spot: str | None = None


Palette = dict[str, Colour]


def rgb(colour: Colour) -> tuple[float, float, float]:
    """Return the screen value as three numbers from 0 to 1."""
    red, green, blue = (int(colour.screen[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
