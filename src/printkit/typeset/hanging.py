"""Signs that hang: at the end of a justified line they stand out of the measure a little.

A column whose lines end in marks and hyphens looks frayed where they end at its edge: they are
lighter than letters. See Hàn Thế Thành, *Micro-typographic extensions to the TeX typesetting
system* (2000); the shares are near to those that microtype has for faces that it does not know.
"""

from collections.abc import Callable
from typing import Any

from printkit.typeset.asked import asked

SHARES = {
    ".": 0.7, ",": 0.7, "-": 0.5, "‐": 0.5, "”": 0.5, "’": 0.5, "“": 0.5, "»": 0.5, ":": 0.5,
    ";": 0.5, "–": 0.3, "—": 0.2, "!": 0.2, "?": 0.2,
}  # fmt: skip
"""What part of a sign hangs."""


def wanted(style: Any) -> bool:
    """Tell whether a style asks for hanging signs: ``--hanging: signs``, in justified text."""
    return asked(style, "hanging") == "signs" and style["text_align_all"] == "justify"


def hang(sign: str, width: Callable[[str], float]) -> float:
    """Return how far a sign hangs, in the unit of its width."""
    return SHARES[sign] * width(sign) if sign in SHARES else 0.0
