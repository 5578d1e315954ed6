"""CSV and its kin: any delimiter, any encoding."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from printkit.model.finding import Place, problem
from printkit.sources.intake.encoding import decode
from printkit.sources.tables.table import CELLS, Desk, Table, rows

DELIMITERS = ",;\t|^~\x1f"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(data: bytes, desk: Desk) -> list[Table]:
    """Return the one table of a text file. Raises Problems when it is too big or broken."""
    text, findings = decode(data, desk.path)
    desk.findings += findings
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = 1
    if match := _SEPARATOR_LINE.match(text):
        separator, text, first = match[1], text[match.end() :], 2
        desk.beside.append(match[0])
        desk.drop(match[0].strip(), 1, "it names the delimiter")
    else:
        separator = delimiter(text)
    csv.field_size_limit(CELLS)
    _check_quotes(text, separator, first, desk)
    return [Table("", rows(_records(text, separator, first, desk.path), desk))]


def delimiter(text: str) -> str:
    """Return the delimiter of a table: the one that gives most lines the same number of cells."""
    lines = text[:200_000].split("\n")[:60]

    def agreement(mark: str) -> tuple[int, int]:
        parsed = islice(csv.reader(lines, delimiter=mark), 60)
        try:
            widths = Counter(len(row) for row in parsed if any(row))
        except csv.Error:
            return 0, 0
        (width, count), *_ = widths.most_common(1) or [(0, 0)]
        return (count, width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=agreement)


def _records(text: str, mark: str, first: int, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    start = first
    try:
        for record in reader:
            yield start, record
            start = reader.line_num + first
    except csv.Error as error:
        hint = "is a quotation mark open?"
        raise problem("table/broken", str(error), Place(path, start), hint) from None


def _check_quotes(text: str, mark: str, first: int, desk: Desk) -> None:
    """Report a quotation mark that is not closed or stands in the middle of a cell."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    start = first
    try:
        for _ in reader:
            start = reader.line_num + first
    except csv.Error:
        message = "a quotation mark in this row is not closed, or not doubled within a quoted cell"
        hint = 'write it twice inside a quoted cell: "the ""first"" one"'
        desk.find("table/quotes", message, start, hint)
