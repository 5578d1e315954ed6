"""How many words too many, or too few: estimates from the lines and the free height of pages."""

from dataclasses import dataclass

from printkit.typeset.extent import Extents, Line, Run

SPARE = 2
"""Words on top of an estimate, for the sign that ends an article and for a hyphenated word."""


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
    too_much = sum(extents.pages[n].used for n in range(last + 1, run.pages[-1] + 1))
    needed = too_much - extents.pages[last].free
    words, freed = 0, 0.0
    for _, line in reversed(run.lines):
        if words and freed >= needed - 0.1:
            article, start = _first_beyond(run, last)
            return Cut(words + SPARE, pages, article, start.source)
        words, freed = words + line.words, freed + line.height
    return None


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
    height = sum(line.height for _, line in run.lines)
    if not height:
        return 0
    last = extents.pages[run.pages[-1]]
    line = max(line.height for _, line in run.lines)
    missing = last.free + (pages - 1) * last.height + line
    return round(missing * sum(line.words for _, line in run.lines) / height) + SPARE
