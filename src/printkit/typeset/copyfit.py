"""How many words too many, or too few: estimates from the lines and the free height of pages."""

from dataclasses import dataclass
from math import ceil
from statistics import median, median_high

from printkit.typeset.extent import Extents, Line, Run

SPARE = 2
"""Words on top of an estimate, for the sign that ends an article and for a hyphenated word."""

WIDOWS = 2
"""Lines that a paragraph takes to a new page at least."""


@dataclass(frozen=True)
class Cut:
    """Words to take out of a run so that it loses ``pages`` pages, and where the rest begins."""

    words: int
    pages: int
    article: str
    source: int


def cut(extents: Extents, run: Run, pages: int) -> Cut | None:
    """Return what to cut so that a run ends ``pages`` pages earlier; None if cutting cannot do it.

    Lines are taken from the end of the text until they free the height of what stands on the
    pages that must go, less what is free on the page before them.
    """
    last = run.pages[-1] - pages
    if last < run.pages[0] or not run.lines:
        return None
    gone = [extents.pages[n] for n in range(last + 1, run.pages[-1] + 1)]
    too_much = sum(page.used + page.swallowed for page in gone)
    needed = too_much - extents.pages[last].free + _uneven(run, last)
    words, freed = 0, 0.0
    for _, line in reversed(run.lines):
        if words and freed >= needed - 0.1:
            article, start = _first_beyond(run, last)
            return Cut(words + SPARE, pages, article, start.source)
        words, freed = words + line.words, freed + line.height
    return None


def _uneven(run: Run, last: int) -> float:
    """Return the height that columns lose by their balance, where the text ends above a tail."""
    line = run.lines[-1][1]
    return line.height * (line.columns - 1) if line.page <= last else 0.0


def _first_beyond(run: Run, last: int) -> tuple[str, Line]:
    """Return the first line beyond the page ``last``, or the last line where there is none."""
    return next(((name, line) for name, line in run.lines if line.page > last), run.lines[-1])


def cheapest(extents: Extents, pages: int) -> list[Cut]:
    """Return where the fewest words must go for a whole document to lose ``pages`` pages."""
    chosen: dict[int, Cut] = {}
    runs = dict(enumerate(extents.runs()))
    for _ in range(pages):
        offers = []
        for number, run in runs.items():
            before = chosen.get(number)
            offer = cut(extents, run, before.pages + 1 if before else 1)
            if offer:
                offers.append((offer.words - (before.words if before else 0), number, offer))
        if not offers:
            return []
        _, number, offer = min(offers, key=lambda one: one[:2])
        chosen[number] = offer
    return [chosen[number] for number in sorted(chosen)]


def lacking(extents: Extents, run: Run, pages: int) -> int:
    """Return how many words to add for a run to end ``pages`` pages later."""
    if not run.lines:
        return 0
    last = extents.pages[run.pages[-1]]
    line = median(line.height for _, line in run.lines)
    widows = WIDOWS * run.lines[-1][1].columns
    missing = last.free // line + (pages - 1) * (last.height // line) + widows
    full = median_high(line.words for _, line in run.lines)
    return ceil(missing * full) + SPARE
