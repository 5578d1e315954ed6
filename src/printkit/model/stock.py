"""Papers."""

from dataclasses import dataclass

from printkit.model.measure import MM


@dataclass(frozen=True)
class Stock:
    """A paper; ``caliper`` in points."""

    name: str
    caliper: float


def stock(name: str) -> Stock:
    """Return a paper by name."""
    return Stock(name, {"coated-115": 0.09, "uncoated-90": 0.115, "uncoated-120": 0.15}.get(name, 0.1) * MM)


def spine(pages: int, caliper: float) -> float:
    """Return the width of a spine in points."""
    return pages / 2 * caliper
