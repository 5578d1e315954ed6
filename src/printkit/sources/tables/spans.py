"""Merged cells: a text over several rows belongs to each of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from printkit.sources.tables.table import COLUMNS, Desk, Row


@dataclass(frozen=True)
class Span:
    """A merged area: columns and rows from 1, ends included."""

    left: int
    top: int
    right: int
    bottom: int


def spread(rows: tuple[Row, ...], spans: Iterable[Span], desk: Desk) -> tuple[Row, ...]:
    """Return rows in which the text of an area that is merged downwards stands in each row."""
    by_number = {row.number: row for row in rows}
    for span in spans:
        top = by_number.get(span.top)
        if span.bottom == span.top or span.left > COLUMNS or not (top and top[span.left - 1]):
            continue
        text, count = top[span.left - 1], 0
        for number in sorted(by_number.keys() & range(span.top + 1, span.bottom + 1)):
            row = by_number[number]
            cells = [*row.cells, *[""] * (span.left - len(row.cells))]
            if not cells[span.left - 1]:
                cells[span.left - 1] = text
                by_number[number] = Row(number, tuple(cells))
                count += 1
        if count:
            message = f"{text!r} is merged over rows {span.top} to {span.bottom}: taken for each"
            desk.find("table/merged", message, span.top, "check that it is meant so")
    return tuple(by_number.values())
