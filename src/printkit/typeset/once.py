"""What follows from a style, worked out once for it: WeasyPrint changes none that it has used."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def once(style: Any, name: str, make: Callable[[Any], T]) -> T:
    """Return what is made of a style, under a name that it has in this program alone."""
    known = vars(style)
    if name not in known:
        known[name] = make(style)
    made: T = known[name]
    return made
