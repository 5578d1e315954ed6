"""iCalendar files (RFC 5545) to a schedule."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from printkit.model.finding import Place, problem
from printkit.sources.programme.repeats import moved, starts
from printkit.sources.programme.schedule import Schedule

_KEPT = ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "ATTENDEE")
_TIMES = ("DTSTART", "DTEND", "DURATION")


def read(text: str, schedule: Schedule) -> None:
    """Read the events of all calendars in a file. Raises Problems when it is broken."""
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        message = f"is no iCalendar file: {error}".splitlines()[0]
        raise problem("programme/broken", message, Place(schedule.path)) from None
    lines = iter(
        [n for n, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    )
    try:
        _calendars(calendars, schedule, lines)
    except (ValueError, AttributeError, TypeError) as error:
        # Values are read when they are asked for; one that is there twice is a list.
        message = f"has a value that cannot be read, or twice: {error}".splitlines()[0]
        raise problem("programme/broken", message, Place(schedule.path)) from None


def _calendars(calendars: Iterable[Any], schedule: Schedule, lines: Iterator[int]) -> None:
    for calendar in calendars:
        zone = str(calendar.get("X-WR-TIMEZONE") or "") or _first_zone(calendar)
        schedule.timezone = schedule.timezone or zone
        for name, value in calendar.property_items(recursive=False):
            if name not in ("BEGIN", "END"):
                schedule.leave(f"the property {name}", _text(value))
        elsewhere = moved(calendar.walk("VEVENT"))
        for event in calendar.walk("VEVENT"):
            own = elsewhere.get(str(event.get("UID", "")), set())
            _event(event, schedule, next(lines, 0), own)


def _first_zone(calendar: Any) -> str | None:
    for event in calendar.walk("VEVENT"):
        if "DTSTART" in event and (zone := event["DTSTART"].params.get("TZID")):
            return str(zone)
    return None


def _event(event: Any, schedule: Schedule, line: int, elsewhere: set[datetime]) -> None:
    title = schedule.word(event.get("SUMMARY"), line)
    abstract = schedule.take(event.get("DESCRIPTION"), line)
    room = schedule.room(event.get("LOCATION"), line)
    tracks = [schedule.word(one, line) for one in _categories(event)]
    speakers = [schedule.word(one.params.get("CN"), line) for one in _list(event.get("ATTENDEE"))]
    for name, value in event.property_items(recursive=False):
        if name in ("BEGIN", "END") or name in _KEPT:
            continue
        if name in _TIMES:
            schedule.times(_text(value), line=line)
        else:
            schedule.leave(f"the property {name}", _text(value), line)
    for attendee in _list(event.get("ATTENDEE")):
        schedule.leave("the address of a speaker", str(attendee), line)
    spans = _spans(event, schedule, line, elsewhere)
    if spans is None or not title or str(event.get("STATUS", "")).upper() == "CANCELLED":
        message = f"the event {title or '(no title)'!r} has no title or time, or is cancelled"
        schedule.find("programme/unread", f"{message}: left out", line)
        texts = (title, abstract, room, *tracks, *speakers)
        schedule.drop("".join(texts), "an event without title or time, or cancelled", line)
        return
    for start, end in spans:
        schedule.add(
            {"title": title, "start": start, "end": end, "room": room, "track": ", ".join(tracks),
             "speakers": [name for name in speakers if name], "abstract": abstract}
        )  # fmt: skip


def _spans(
    event: Any, schedule: Schedule, line: int, elsewhere: set[datetime]
) -> list[tuple[str, str]] | None:
    """Return start and end of every time of an event, None when it has none."""
    try:
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else start + event["DURATION"].dt
    except (KeyError, TypeError, AttributeError):
        return None
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return None
    zone = event["DTSTART"].params.get("TZID")
    if zone and start.tzinfo is None:
        message = f"the time zone {str(zone)!r} is not known: its times are taken as they are"
        schedule.find("programme/time-zone", message, line, "write `timezone` into programme.yaml")
    if start.tzinfo is UTC and not schedule.timezone:
        schedule.timezone = "UTC"
        message = "the times are in UTC, and the file does not say where the event is"
        hint = "export it with its time zone, or correct the times and `timezone`"
        schedule.find("programme/time-zone", message, line, hint)
    try:
        begins = starts(event, start, elsewhere)
    except ValueError as error:
        begins, why = None, f"its rule cannot be read ({error})"
    else:
        why = "its rule has no end"
    if begins is None:
        message = f"{event.get('SUMMARY', '')!s} repeats, and {why}: its first time only is read"
        schedule.find("programme/repeats", message, line, "add the other times to programme.yaml")
        begins = [start]
    return [(schedule.time(one), schedule.time(one + (end - start))) for one in begins]


def _categories(event: Any) -> list[str]:
    return [str(one) for held in _list(event.get("CATEGORIES")) for one in held.cats]


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    raw = value.to_ical()
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
