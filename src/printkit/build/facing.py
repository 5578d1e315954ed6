"""Facing pages: how many rows of a text in two languages each spread holds, and how high they are.

The rows of a spread begin at one height on both pages. A row is not divided.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from printkit.build.fit import Measure
from printkit.compose.facing import FACING, Spread, leads, rows
from printkit.compose.markup import line_of
from printkit.compose.page import Edition
from printkit.model.article import Article
from printkit.model.finding import Finding, Place, Problems, problem
from printkit.typeset.extent import SLACK, Extents


@dataclass(frozen=True)
class _Row:
    """The points that a row takes: of its text, in whole lines, and of the notes of each page.

    ``above`` is the space above it where it does not begin a page.
    """

    index: int
    above: float
    text: float
    first: float
    second: float


Block = tuple[_Row, ...]
"""A row, with the headings above it."""


def face(edition: Edition, measure: Measure) -> tuple[Edition, Extents]:
    """Return an edition whose texts stand on spreads, if it asks for that, and its measure.

    Takes two layouts, and one more where notes move text. Raises Problems where the layout has
    no facing pages, and for each row that is higher than a page.
    """
    if edition.product.bilingual != FACING:
        return edition, measure(edition)
    _require_spreads(edition)
    edition = replace(edition, spreads={})
    articles = [article for article in edition.articles if rows(article)]
    alone = {one.id: tuple((0.0,) for _ in rows(one)) for one in articles}
    edition = replace(edition, spreads=alone)
    extents = measure(edition)
    rooms = {one.id: _room(one, edition, extents) for one in articles}
    blocks = {one.id: _blocks(edition, one, extents, rooms[one.id]) for one in articles}
    most: dict[tuple[str, int], int] = {}
    while True:
        packed = {name: list(_packed(name, own, rooms[name], most)) for name, own in blocks.items()}
        faced = replace(edition, spreads={name: _spreads(own) for name, own in packed.items()})
        extents = measure(faced)
        spilt = [
            (one, spread)
            for one in articles
            for spread, sides in zip(packed[one.id], _sides(one, faced, extents), strict=True)
            if any(count > 1 for count in sides)
        ]
        if not spilt:
            return faced, extents
        if high := [(one, spread[0][0].index) for one, spread in spilt if len(spread) == 1]:
            raise Problems(_too_high(edition, article, row) for article, row in high)
        most |= {(one.id, spread[0][0].index): len(spread) - 1 for one, spread in spilt}


def _require_spreads(edition: Edition) -> None:
    if edition.binding != "none" and not edition.geometry.columns > 1 and not edition.folder:
        return
    name = edition.layout.settings.name
    message = f"{edition.key}: the layout {name!r} has no facing pages of one column each"
    place = Place(str(edition.publication.folder / "publication.yaml"))
    hint = "choose a booklet, such as classic-a5; or `bilingual: columns`"
    raise problem("bilingual/facing", message, place, hint)


def _sides(article: Article, edition: Edition, extents: Extents) -> Iterator[tuple[int, int]]:
    """Yield how many pages the two sides of each spread take: one each, if it fits."""
    sides = _pages(article, edition, extents)
    counts = [end - first for first, end in sides]
    yield from zip(counts[::2], counts[1::2], strict=True)


def _pages(article: Article, edition: Edition, extents: Extents) -> list[tuple[int, int]]:
    """Return the first page of each side of an article's spreads, and that of what follows it."""
    own = extents.articles[article.id]
    opening = [n for n in range(own.first + 1, own.last + 1) if extents.pages[n].opens]
    return list(pairwise([*opening, own.last + 1]))[: 2 * len(edition.spreads[article.id])]


def _room(article: Article, edition: Edition, extents: Extents) -> float:
    """Return the height of a page of an article that has no notes."""
    return max(extents.pages[first].height for first, _ in _pages(article, edition, extents))


def _blocks(edition: Edition, article: Article, extents: Extents, room: float) -> list[Block]:
    """Return the rows that stay together, from a layout in which each has a spread of its own."""
    texts, sides = rows(article), _pages(article, edition, extents)
    if high := {n // 2 for n, (first, end) in enumerate(sides) if end - first > 1}:
        raise Problems(_too_high(edition, article, row) for row in sorted(high))
    leading = edition.fitted.get(article.id, edition.geometry).leading
    sheets = [extents.pages[first] for first, _ in sides]
    tall = [ceil((one.used - one.swallowed - SLACK) / leading) * leading for one in sheets]
    notes = [room - one.height for one in sheets]
    blocks: list[Block] = []
    for n in range(len(texts)):
        above = max(one.swallowed for one in sheets[2 * n : 2 * n + 2])
        row = _Row(n, above, max(tall[2 * n : 2 * n + 2]), notes[2 * n], notes[2 * n + 1])
        if n and leads(texts[n - 1]):
            blocks[-1] = (*blocks[-1], row)
        else:
            blocks.append((row,))
    return blocks


def _packed(
    name: str, blocks: list[Block], room: float, most: Mapping[tuple[str, int], int]
) -> Iterator[list[Block]]:
    """Yield the blocks of each spread: as many as there is room for, and as were found to fit."""
    spread: list[Block] = []
    for block in blocks:
        full = spread and len(spread) >= most.get((name, spread[0][0].index), len(blocks))
        if full or (spread and _height([*spread, block]) > room):
            yield spread
            spread = []
        spread.append(block)
    if spread:
        yield spread


def _height(spread: list[Block]) -> float:
    inside = [row for block in spread for row in block]
    notes = max(sum(row.first for row in inside), sum(row.second for row in inside))
    return sum(row.above + row.text for row in inside) - inside[0].above + notes - SLACK


def _spreads(packed: list[list[Block]]) -> tuple[Spread, ...]:
    return tuple(tuple(row.text for block in spread for row in block) for spread in packed)


def _too_high(edition: Edition, article: Article, row: int) -> Finding:
    message = f"{edition.key}: this paragraph is higher than a page in one of its languages"
    place = Place(article.place.path, line_of(rows(article)[row]))
    return Finding("bilingual/too-high", message, place, "divide it, in both languages")
