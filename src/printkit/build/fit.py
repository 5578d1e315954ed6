"""Copyfitting: the least change of the layout's measures that makes a text fit its pages."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace

from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Problems, Severity
from printkit.model.fit import Fit
from printkit.model.strain import strained, told
from printkit.typeset import copyfit
from printkit.typeset.extent import Extents, Run

GRAIN = 32
"""Parts that the strain is searched in: five layouts find the least one, where the bound fits."""
WHOLE = ""
"""The scope of a whole product; other scopes are article ids."""

Measure = Callable[[Edition], Extents]
Search = Generator[int, int, "Reached"]


@dataclass(frozen=True)
class Reached:
    """How a search ended: ``at`` parts of the strain, or None where no strain made ``pages``."""

    at: int | None
    pages: int
    count: int


def fit(edition: Edition, measure: Measure) -> tuple[Edition, list[Finding]]:
    """Return an edition whose measures make its articles and itself fit, and what was changed.

    At most seven layouts for all articles together, and as many for the product, or nine where
    a `multiple_of` must be sought upwards after it was sought downwards in vain. Raises
    Problems for each text that no strain within the bounds can fit.
    """
    articles = {a.id: a.head.fit for a in edition.articles if a.head.fit}
    notes: list[Finding] = []
    whole = {WHOLE: edition.product.fit} if edition.product.fit else {}
    for goals in filter(None, (articles, whole)):
        edition, found = _settle(edition, goals, measure)
        notes += found
    return edition, notes


def _settle(
    edition: Edition, goals: Mapping[str, Fit], measure: Measure
) -> tuple[Edition, list[Finding]]:
    searches = {scope: search(goal) for scope, goal in goals.items()}
    asked = {scope: next(search) for scope, search in searches.items()}
    settled: dict[str, int] = {}
    notes, problems = [], []
    while asked:
        tried = _strained(edition, settled | asked)
        extents = measure(tried)
        for scope in list(asked):
            if shared := _shared(scope, edition, extents):
                problems.append(shared)
                del asked[scope]
                continue
            try:
                asked[scope] = searches[scope].send(_count(scope, extents))
            except StopIteration as end:
                reached: Reached = end.value
                at = asked.pop(scope)
                if reached.at is None:
                    problems += _refused(scope, edition, tried, extents, reached)
                settled[scope] = reached.at if reached.at is not None else at
                if reached.at:
                    notes.append(_changed(scope, edition, reached))
    if problems:
        raise Problems(problems)
    return _strained(edition, settled), notes


def search(goal: Fit) -> Search:
    """Ask for the pages at positions of the strain until the least one that will do is known."""
    natural = yield 0
    if goal.accepts(natural):
        return Reached(0, natural, natural)
    ways = [(goal.below(natural), 1), (goal.above(natural), -1)]
    ways = sorted((way for way in ways if way[0]), key=lambda way: abs(way[0] - natural))
    reached = Reached(None, natural, natural)
    for pages, sign in ways:
        reached = yield from bisect(goal.accepts, pages, sign)
        if reached.at is not None:
            break
    return reached


def bisect(accepts: Callable[[int], bool], pages: int, sign: int) -> Search:
    """Look for the least strain that makes ``pages``: tighter with ``sign`` 1, looser with -1."""
    found = yield sign * GRAIN
    if (found - pages) * sign > 0:
        return Reached(None, pages, found)
    fails, works = 0, GRAIN
    while works - fails > 1:
        middle = (fails + works) // 2
        count = yield sign * middle
        if (count - pages) * sign > 0:
            fails = middle
        else:
            works, found = middle, count
    return Reached(sign * works if accepts(found) else None, pages, found)


def _strained(edition: Edition, at: Mapping[str, int]) -> Edition:
    own = {
        scope: strained(edition.geometry, parts / GRAIN)
        for scope, parts in at.items()
        if scope != WHOLE
    }
    whole = strained(edition.geometry, at.get(WHOLE, 0) / GRAIN)
    return replace(edition, geometry=whole, fitted={**edition.fitted, **own})


def _count(scope: str, extents: Extents) -> int:
    return extents.articles[scope].count if scope else len(extents.pages)


def _run(scope: str, extents: Extents) -> Run:
    return next(run for run in extents.runs() if scope in run.articles)


def _shared(scope: str, edition: Edition, extents: Extents) -> Finding | None:
    """Return the error that an article shares its pages with others, so that they do not count."""
    if scope == WHOLE:
        return None
    others = [name for name in _run(scope, extents).articles if name != scope]
    if not others:
        return None
    message = f"its pages cannot be counted: it shares them with {', '.join(others)}"
    hint = "fit the product, or choose a layout in which articles begin on a new page"
    return Finding("fit/shared-pages", message, _place(scope, edition), hint)


def _place(scope: str, edition: Edition, line: int | None = None) -> Place:
    for article in edition.articles:
        if article.id == scope:
            return Place(article.place.path, line or article.place.line)
    return Place(str(edition.publication.folder / "publication.yaml"))


def _changed(scope: str, edition: Edition, reached: Reached) -> Finding:
    after = strained(edition.geometry, (reached.at or 0) / GRAIN)
    message = f"{edition.key}: {told(edition.geometry, after)}, to make {_pages(reached.pages)}"
    return Finding("fit/set", message, _place(scope, edition), severity=Severity.INFO)


def _refused(
    scope: str, edition: Edition, tried: Edition, extents: Extents, reached: Reached
) -> list[Finding]:
    """Return what must be cut or added, and where, for a text that no allowed change makes fit."""
    own = tried.fitted[scope] if scope else tried.geometry
    how = told(edition.geometry, own).removesuffix(" as designed")
    said = f"{edition.key}: {_pages(reached.count)} even {how}, not {reached.pages}"
    over = reached.count - reached.pages
    if over < 0:
        return [_underset(scope, edition, extents, said, -over)]
    one = copyfit.cut(extents, _run(scope, extents), over) if scope else None
    cuts = ([one] if one else []) if scope else copyfit.cheapest(extents, over)
    if not cuts:
        hint = "take out a picture, a block or an article: what is too much is not text"
        return [Finding("fit/overset", said, _place(scope, edition), hint)]
    return [_overset(edition, said, one) for one in cuts]


def _overset(edition: Edition, said: str, one: copyfit.Cut) -> Finding:
    less = f", which makes it {_pages(one.pages)} shorter"
    hint = f"cut about {one.words} words{less}; or widen the bounds of `fit` in the layout"
    place = _place(one.article, edition, one.source)
    return Finding("fit/overset", f"{said}; the text is too long from here on", place, hint)


def _underset(scope: str, edition: Edition, extents: Extents, said: str, pages: int) -> Finding:
    runs = [_run(scope, extents)] if scope else [r for r in extents.runs() if r.lines]
    offers = [(copyfit.lacking(extents, run, pages), run) for run in runs]
    words, run = min(offers, key=lambda offer: offer[0])
    hint = f"add about {words} words; or widen the bounds of `fit` in the layout"
    place = _place(run.articles[-1], edition)
    return Finding("fit/underset", f"{said}; the text is too short", place, hint)


def _pages(count: int) -> str:
    return f"{count} page{'s' if count > 1 else ''}"
