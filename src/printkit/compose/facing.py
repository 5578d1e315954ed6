"""Two languages on facing pages: rows of paragraphs, as many on a spread as it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from printkit.compose.markup import apart, blocks, is_heading
from printkit.model.article import Article

FACING = "facing"
OPENING = f'<div class="pairs {FACING}">'
NOTE = '<span class="footnote"'
Spread = tuple[float, ...]
"""The rows of two facing pages: the least height of each, in points."""


def rows(article: Article) -> list[str]:
    """Return the rows of an article on facing pages; none where it is set otherwise."""
    if not article.body.startswith(OPENING):
        return []
    return blocks(apart(article.body.strip())[1])


def leads(row: str) -> bool:
    """Tell whether a row is a heading, which stands on the page of what it is above."""
    return any(is_heading(apart(cell)[1]) for cell in _cells(row))


def faced(article: Article, spreads: Iterable[Spread]) -> Article:
    """Return an article whose rows are divided into the pages of its spreads."""
    left = iter(rows(article))
    pages = "\n".join(
        page
        for spread in spreads
        for page in _pages([(_cells(next(left)), height) for height in spread])
    )
    return replace(article, body=f"{OPENING}\n{pages}\n</div>\n")


def _cells(row: str) -> list[str]:
    return blocks(apart(row)[1])


def _pages(spread: list[tuple[list[str], float]]) -> Iterator[str]:
    """Yield the two pages of a spread: the first cells of its rows, and the second ones.

    A note has one number in both languages, where both have it.
    """
    notes = [sum(cells[side].count(NOTE) for cells, _ in spread) for side in range(2)]
    for side in range(2):
        opening, _ = apart(spread[0][0][side])
        if side and notes[0] == notes[1] > 0:
            again = f'style="counter-increment: footnote -{notes[0]}">'
            opening = opening.replace(">", f" {again}")
        inside = "\n".join(
            f'<div class="row" style="min-height:{height:g}pt">{apart(cells[side])[1]}</div>'
            for cells, height in spread
        )
        if spread[0][1]:  # a row that is measured has the space above it that it has elsewhere
            inside = inside.replace('"row"', '"row top"', 1)
        yield f"{opening}\n{inside}\n</div>"
