"""What is counted of how even a text is, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["widow", "orphan", "short", "stack", "loose", "river"]


@dataclass(frozen=True)
class Fault:
    """Something uneven: where it stands, and the line of the article where its block begins."""

    kind: Kind
    article: str = ""
    source: int | None = None


@dataclass(frozen=True)
class Texture:
    """The measures of one page, from 0; ``badness`` has one figure for each justified line."""

    page: int
    badness: tuple[float, ...] = ()
    hyphens: int = 0
    faults: tuple[Fault, ...] = ()

    def count(self, kind: Kind) -> int:
        """Return how many faults of a kind the page has."""
        return sum(one.kind == kind for one in self.faults)

    @property
    def mean(self) -> float:
        """The mean badness, 0 on a page without justified lines."""
        return sum(self.badness) / len(self.badness) if self.badness else 0.0


def in_order(parts: Iterable[tuple[Texture, ...]]) -> tuple[Texture, ...]:
    """Return the measures of documents that follow one another."""
    every = (one for part in parts for one in part)
    return tuple(replace(one, page=number) for number, one in enumerate(every))
