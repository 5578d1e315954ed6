"""``programme.yaml`` read and checked: what cannot be, each with its line."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from printkit.model.finding import Finding, Place, Severity, did_you_mean
from printkit.model.programme import Programme, Session
from printkit.sources.settings import parse_in_place, read_text

FILE = "programme.yaml"
LIMIT = 20_000_000
"""Bytes a programme may have: a congress of 5,000 talks with abstracts has about eight million."""

Where = Callable[[Sequence[int | str]], Place]


def load(folder: Path) -> tuple[Programme | None, list[Finding]]:
    """Return the programme of a publication, if it has one, with what was found.

    Raises Problems when the file cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return None, []
    return read(read_text(path, LIMIT), str(path))


def read(text: str, path: str) -> tuple[Programme, list[Finding]]:
    """Read the text of a programme. Raises Problems where its keys or values are wrong."""
    programme, where = parse_in_place(text, path, Programme)
    return programme, list(check(programme, where))


def check(programme: Programme, where: Where) -> Iterator[Finding]:
    """Yield what cannot be: times, rooms and time zones that contradict one another."""
    zone = programme.timezone
    if zone and zone not in available_timezones():
        hint = did_you_mean(zone, available_timezones())
        yield Finding("programme/time-zone", f"no time zone {zone!r}", where(["timezone"]), hint)
    for number, session in enumerate(programme.sessions):
        at = where(["sessions", number])
        yield from _times(session, at)
        yield from _room(session, programme, at)
        yield from _talks(session, number, where)
    yield from _overlaps(programme, where)


def _times(session: Session, at: Place) -> Iterator[Finding]:
    if (session.start.tzinfo or session.end.tzinfo) is not None:
        message = f"{session.title!r} has a time with an offset"
        hint = "write local times: 2024-09-25 09:00"
        yield Finding("programme/offset", message, at, hint)
    elif session.end <= session.start:
        message = f"{session.title!r} ends at {_clock(session.end)}, not after its start"
        yield Finding("programme/ends-before", message, at, "correct `start` or `end`")
    elif (session.end - session.start).total_seconds() > 24 * 3600:
        message = f"{session.title!r} lasts longer than a day"
        yield Finding("programme/long", message, at, "correct `start` or `end`", Severity.WARNING)


def _room(session: Session, programme: Programme, at: Place) -> Iterator[Finding]:
    rooms = programme.rooms
    if session.room and rooms and session.room not in rooms:
        message = f"{session.title!r} is in {session.room!r}, which is not among the rooms"
        hint = did_you_mean(session.room, rooms)
        yield Finding("programme/room", message, at, hint)
    if not session.room and session.kind != "break" and any(s.room for s in programme.sessions):
        message = f"{session.title!r} has no room"
        hint = "add `room`, or `kind: break` for what is for everybody"
        yield Finding("programme/no-room", message, at, hint, Severity.WARNING)


def _talks(session: Session, number: int, where: Where) -> Iterator[Finding]:
    for index, talk in enumerate(session.talks):
        times = [time for time in (talk.start, talk.end) if time is not None]
        if any(time.tzinfo for time in times) or session.start.tzinfo or session.end.tzinfo:
            continue
        early = any(not session.start <= time <= session.end for time in times)
        if early or (talk.start and talk.end and talk.end <= talk.start):
            message = f"the talk {talk.title!r} does not lie within its session"
            place = where(["sessions", number, "talks", index])
            yield Finding("programme/talk", message, place, "correct its times", Severity.WARNING)


def _overlaps(programme: Programme, where: Where) -> Iterator[Finding]:
    """Yield sessions that take place in one room, or with one speaker, at one time."""
    usable = [
        (number, session)
        for number, session in enumerate(programme.sessions)
        if session.start.tzinfo is None and session.end.tzinfo is None
    ]
    usable.sort(key=lambda one: (one[1].start, one[1].end))
    busy: dict[tuple[str, str], Session] = {}
    for number, session in usable:
        for key in _uses(session):
            other = busy.get(key)
            if other and other.end > session.start:
                kind, name = key
                message = (
                    f"{session.title!r} begins at {_clock(session.start)} "
                    f"{'in' if kind == 'room' else 'with'} {name}, while {other.title!r} "
                    f"goes on until {_clock(other.end)}"
                )
                code = "programme/overlap" if kind == "room" else "programme/two-places"
                place = where(["sessions", number])
                yield Finding(code, message, place, "", Severity.WARNING)
            if other is None or session.end > other.end:
                busy[key] = session


def _uses(session: Session) -> list[tuple[str, str]]:
    rooms = [("room", session.room)] if session.room else []
    timed = [name for talk in session.talks for name in talk.speakers if not talk.start]
    people = {*session.speakers, *session.chairs, *timed}
    return rooms + [("person", name) for name in sorted(people)]


def _clock(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}"
