"""Lengths, sizes and boxes. Inside the code a length is a float in points (1/72 inch)."""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

MM = 72 / 25.4
UNITS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "px": 0.75, "pc": 12.0}
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in|px|pc)\s*")
_LENGTH_PATTERN = r"^-?\d+(\.\d+)?\s*(pt|mm|cm|in|px|pc)$"


class Size(NamedTuple):
    """A width and a height in points."""

    width: float
    height: float

    def grown(self, margin: float) -> "Size":
        """Return the size with ``margin`` points added on all four sides."""
        return Size(self.width + 2 * margin, self.height + 2 * margin)

    def turned(self) -> "Size":
        """Return the size turned by a quarter: portrait becomes landscape."""
        return Size(self.height, self.width)

    def __str__(self) -> str:
        return f"{self.width / MM:.4g} x {self.height / MM:.4g} mm"


class Box(NamedTuple):
    """A rectangle in points, origin at the bottom left as in PDF."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> Size:
        """Width and height of the box."""
        return Size(self.x1 - self.x0, self.y1 - self.y0)

    def grown(self, margin: float) -> "Box":
        """Return the box with ``margin`` points added on all four sides."""
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def moved(self, dx: float, dy: float) -> "Box":
        """Return the box moved by ``dx``, ``dy`` points."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def holds(self, other: "Box", slack: float = 0.01) -> bool:
        """Tell whether ``other`` lies inside, within ``slack`` points."""
        grown = self.grown(slack)
        return (
            grown.x0 <= other.x0
            and grown.y0 <= other.y0
            and other.x1 <= grown.x1
            and other.y1 <= grown.y1
        )

    def overlaps(self, other: "Box", slack: float = 0.01) -> bool:
        """Tell whether the boxes share more than ``slack`` points in both directions."""
        return (
            min(self.x1, other.x1) - max(self.x0, other.x0) > slack
            and min(self.y1, other.y1) - max(self.y0, other.y0) > slack
        )


def points(value: Any) -> float:
    """Turn ``"3mm"`` into points; a number is refused because it has no unit.

    Raises ValueError when the text is not a number and a unit.
    """
    if isinstance(value, str) and (match := _LENGTH.fullmatch(value)):
        return float(match[1]) * UNITS[match[2]]
    raise ValueError(f"a length needs a unit, such as 3mm, 9pt or 0.125in; not {value!r}")


_SHARE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*%\s*")


def share(value: Any) -> float:
    """Turn ``"-1%"`` into -0.01. Raises ValueError when the text is not a number and ``%``."""
    if isinstance(value, str) and (match := _SHARE.fullmatch(value)):
        return float(match[1]) / 100
    raise ValueError(f"a share needs a per cent sign, such as 80% or -1%; not {value!r}")


def mm(length: float) -> float:
    """Return ``length`` points in millimetres."""
    return length / MM


def _papers(sizes: dict[str, tuple[float, float]]) -> dict[str, Size]:
    return {name: Size(width * MM, height * MM) for name, (width, height) in sizes.items()}


# ISO 216 and ISO 269; ANSI; ISO/IEC 7810 for CR80; trade sizes for the rest.
PAPERS = _papers(
    {
        "A0": (841, 1189),
        "A1": (594, 841),
        "A2": (420, 594),
        "A3": (297, 420),
        "A4": (210, 297),
        "A5": (148, 210),
        "A6": (105, 148),
        "A7": (74, 105),
        "SRA3": (320, 450),
        "SRA4": (225, 320),
        "B5": (176, 250),
        "DL": (99, 210),
        "letter": (215.9, 279.4),
        "half-letter": (139.7, 215.9),
        "tabloid": (279.4, 431.8),
        "china-16": (210, 285),
        "CR80": (85.6, 53.98),
        "badge-4x3": (101.6, 76.2),
        "card-eu": (85, 55),
        "card-us": (88.9, 50.8),
        "card-cn": (90, 54),
        "card-jp": (91, 55),
    }
)
_BY_LOWER = {name.lower(): name for name in PAPERS}


def paper(value: Any) -> Size:
    """Turn ``"A5"``, ``"A4 landscape"`` or ``"148mm x 210mm"`` into a size.

    Raises ValueError for a name that is not in PAPERS and a text of another shape.
    """
    if isinstance(value, Size):
        return value
    text = str(value).strip()
    if text.endswith(" landscape"):
        return paper(text.removesuffix(" landscape")).turned()
    if text.lower() in _BY_LOWER:
        return PAPERS[_BY_LOWER[text.lower()]]
    sides = re.split(r"\s*[x×]\s*", text)
    if len(sides) == 2:
        size = Size(points(sides[0]), points(sides[1]))
        if min(size) > 0:
            return size
    known = ", ".join(PAPERS)
    raise ValueError(f"no paper size {text!r}; write 148mm x 210mm, or one of {known}")


Length = Annotated[
    float,
    BeforeValidator(points),
    WithJsonSchema({"type": "string", "pattern": _LENGTH_PATTERN, "examples": ["3mm", "9pt"]}),
]
Share = Annotated[
    float,
    BeforeValidator(share),
    WithJsonSchema(
        {"type": "string", "pattern": r"^-?\d+(\.\d+)?\s*%$", "examples": ["80%", "-1%"]}
    ),
]
Paper = Annotated[
    Size,
    BeforeValidator(paper),
    WithJsonSchema({"type": "string", "examples": ["A5", "A4 landscape", "148mm x 210mm"]}),
]
