"""A table as it was read: rows of plain text with their numbers, and the limits of reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from printkit.model.finding import Finding, Place, Severity, problem
from printkit.sources.intake.manuscript import Dropped
from printkit.sources.intake.text import BIDI, CONTROL

ROWS = 20_000
"""Rows that are read: the largest congress, and what can be laid out as cards in one run."""
COLUMNS = 256
CELLS = 1_000_000
MOST_TOLD = 25
"""Findings of one code that are told; the rest is counted."""


@dataclass(frozen=True)
class Row:
    """A row that holds something; ``number`` is its line in a text file, else its row (from 1)."""

    number: int
    cells: tuple[str, ...]

    def __getitem__(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """One sheet: its rows, none of them empty."""

    name: str
    rows: tuple[Row, ...]


@dataclass
class Desk:
    """What a reader gathers as it goes: findings, and characters it left out with the reason.

    ``beside`` is the text of characters that stand outside the cells, such as comments.
    """

    path: str
    findings: list[Finding] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def find(
        self,
        code: str,
        message: str,
        row: int | None = None,
        hint: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Report something about a row, or about the whole table."""
        self.findings.append(Finding(code, message, Place(self.path, row), hint, severity))

    def drop(self, text: str, row: int, reason: str) -> None:
        """List characters that are in no output."""
        if text.strip():
            self.dropped.append(Dropped(text, row, reason))

    def drop_row(self, row: Row, reason: str) -> None:
        """List all cells of a row."""
        for text in row.cells:
            self.drop(text, row.number, reason)


def rows(source: Iterable[tuple[int, Sequence[str]]], desk: Desk) -> tuple[Row, ...]:
    """Return the rows that hold something, trimmed on the right.

    Raises Problems when there are more rows, columns or cells than are read.
    """
    held, cells = [], 0
    for number, values in source:
        row = Row(number, _trimmed(values))
        cells += len(values) + 1
        if len(row.cells) > COLUMNS:
            message = f"has {len(row.cells):,} columns; at most {COLUMNS} are read"
            raise _too_big(message, desk.path, number, "delete the columns that are not needed")
        if row.cells:
            held.append(row)
        if len(held) > ROWS + 1:
            message = f"has more than {ROWS:,} rows"
            raise _too_big(message, desk.path, number, "split it, for example by category")
        if cells > CELLS * 10:
            message = f"has more than {CELLS * 10:,} cells, empty ones too"
            raise _too_big(
                message, desk.path, number, "delete the rows and columns beside the table"
            )
        if sum(len(text) for text in row.cells) > CELLS:
            raise _too_big("this row is too long", desk.path, number, "is a quotation mark open?")
    return tuple(held)


def _too_big(message: str, path: str, number: int, hint: str) -> Exception:
    return problem("table/too-big", message, Place(path, number), hint)


def _trimmed(values: Sequence[str]) -> tuple[str, ...]:
    end = len(values)
    while end and not values[end - 1].strip():
        end -= 1
    return tuple(value.strip() for value in values[:end])


def clean(row: Row, desk: Desk) -> Row:
    """Return a row without control characters, which are listed; report direction overrides."""
    text = "".join(row.cells)
    if BIDI.search(text):
        message = "a direction override can show text in a false order"
        hint = "delete it unless the text mixes Hebrew or Arabic with Latin"
        desk.find("import/direction-override", message, row.number, hint)
    if not CONTROL.search(text):
        return row
    for found in CONTROL.findall(text):
        desk.drop(found, row.number, "a control character prints nothing")
    message = "control characters are left out"
    desk.find("import/control-character", message, row.number)
    return Row(row.number, tuple(CONTROL.sub("", cell) for cell in row.cells))


def brief(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, the first of each code only; then how many more there were."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        same = told.setdefault(finding.code, [])
        same.append(finding)
        if len(same) <= MOST_TOLD:
            yield finding
    for code, same in told.items():
        if (more := len(same) - MOST_TOLD) > 0:
            place = Place(same[0].place.path)
            yield Finding(code, f"and {more:,} more of this kind", place, "", same[0].severity)
