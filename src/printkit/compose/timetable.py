"""A day as a table of rooms and times: every session in one cell, no place left over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from printkit.model.programme import Day, Session


@dataclass(frozen=True)
class Cell:
    """A cell over ``rows`` rows and ``columns`` columns; several sessions where they overlap."""

    sessions: tuple[Session, ...]
    rows: int
    columns: int = 1


@dataclass(frozen=True)
class Row:
    """What begins at a time, from left to right; ``begins`` is false where only things end."""

    time: datetime
    cells: tuple[Cell, ...]
    begins: bool


@dataclass(frozen=True)
class Timetable:
    """Rooms side by side. A room without a name holds what has none and is not for everybody."""

    rooms: tuple[str, ...]
    rows: tuple[Row, ...]


def timetables(day: Day, most: int) -> tuple[Timetable, ...]:
    """Return a day as tables of at most ``most`` rooms each, about equally many.

    A session without a room stands across all rooms of a table in which nothing else happens.
    """
    count = max(-(-len(day.rooms) // max(most, 1)), 1)
    size, more = divmod(len(day.rooms), count)
    ends = [number * size + min(number, more) for number in range(count + 1)]
    groups = [day.rooms[start:end] for start, end in pairwise(ends)]
    return tuple(_table(day.sessions, rooms) for rooms in groups)


def _table(sessions: Iterable[Session], rooms: tuple[str, ...]) -> Timetable:
    placed = [one for one in sessions if one.room in rooms]
    common = [one for one in sessions if not one.room]
    while late := [one for one in common if any(_meet(one, other) for other in placed)]:
        placed += late
        common = [one for one in common if one not in late]
    beside = any(not one.room for one in placed)
    columns = (*rooms, "") if beside or not rooms else rooms
    marks = sorted({time for one in (*placed, *common) for time in (one.start, one.end)})
    across = _blocks(common, marks)
    own = [_blocks([one for one in placed if (one.room or "") == room], marks) for room in columns]
    rows = [
        Row(time, tuple(_cells(number, across, own, len(marks) - 1)), _begins(number, across, own))
        for number, time in enumerate(marks[:-1])
    ]
    return Timetable(columns, tuple(rows))


def _meet(one: Session, other: Session) -> bool:
    return one.start < other.end and other.start < one.end


Blocks = dict[int, tuple[int, tuple[Session, ...]]]
"""Row of its beginning to the row of its end and the sessions in it."""


def _blocks(sessions: list[Session], marks: list[datetime]) -> Blocks:
    """Return sessions by row, those that overlap together."""
    blocks: Blocks = {}
    latest: datetime | None = None
    first = 0
    for session in sorted(sessions, key=lambda one: (one.start, one.end)):
        if latest is None or session.start >= latest:
            first, latest = marks.index(session.start), session.end
            blocks[first] = (marks.index(latest), (session,))
        else:
            latest = max(latest, session.end)
            blocks[first] = (marks.index(latest), (*blocks[first][1], session))
    return blocks


def _begins(row: int, across: Blocks, own: list[Blocks]) -> bool:
    return any(row in blocks for blocks in (across, *own))


def _cells(row: int, across: Blocks, own: list[Blocks], last: int) -> Iterable[Cell]:
    """Yield the cells that begin in a row; an empty one reaches down to what comes next."""
    if row in across:
        end, sessions = across[row]
        yield Cell(sessions, end - row, len(own))
        return
    for blocks in own:
        if row in blocks:
            end, sessions = blocks[row]
            yield Cell(sessions, end - row)
        elif row in _gaps(blocks, across):
            later = [start for start in (*blocks, *across) if start > row]
            yield Cell((), min(later, default=last) - row)


def _gaps(blocks: Blocks, across: Blocks) -> set[int]:
    """Return the rows in which a column begins to be empty."""
    taken = sorted((start, end) for held in (blocks, across) for start, (end, _) in held.items())
    ends = [0, *(end for _, end in taken)]
    starts = {start for start, _ in taken}
    return {end for end in ends if end not in starts}
