"""The times of an event that repeats (RFC 5545: RRULE, RDATE, EXDATE, RECURRENCE-ID)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr

MOST = 100
"""Times of one event that are read: a congress has fewer, and a rule may have no end."""

LONGEST = timedelta(days=3660)
"""How long after its first time an event is followed: a rule may say what never comes."""
_STEPS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""Shorter steps are of no schedule."""


def moved(events: Iterable[Any]) -> dict[str, set[datetime]]:
    """Return by UID the times that have an event of their own in the place of the rule's."""
    found: dict[str, set[datetime]] = {}
    for event in events:
        said = event.get("RECURRENCE-ID")
        if said is not None and isinstance(said.dt, datetime):
            found.setdefault(str(event.get("UID", "")), set()).add(said.dt)
    return found


def starts(event: Any, start: datetime, elsewhere: set[datetime]) -> list[datetime] | None:
    """Return all times at which an event starts, None when its rule has no end.

    Raises ValueError when the rule cannot be read.
    """
    if event.get("RECURRENCE-ID") is not None:
        return [start]
    found = [start]
    for rule in _list(event.get("RRULE")):
        if "COUNT" not in rule and "UNTIL" not in rule:
            return None
        found += _ruled(rule, start)
    found += _dates(event.get("RDATE"), start)
    left_out = {*_dates(event.get("EXDATE"), start), *elsewhere}
    return sorted(set(found) - left_out)[:MOST]


def _ruled(rule: Any, start: datetime) -> Iterator[datetime]:
    """Follow a rule on the clocks of its own place; dateutil asks for an end in UTC."""
    if rule.get("FREQ", [""])[0].upper() not in _STEPS:
        raise ValueError("it repeats more often than daily")
    until = next(iter(rule.get("UNTIL", [])), None)
    bare = start.replace(tzinfo=None)
    end = bare + LONGEST if until is None else min(_local(until, start), bare + LONGEST)
    text = rule.to_ical().decode("ascii", "replace")
    kept = [part for part in text.split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))]
    times = rrulestr(";".join([*kept, f"UNTIL={end:%Y%m%dT%H%M%S}"]), dtstart=bare)
    count = min(int(rule.get("COUNT", [MOST])[0]), MOST)
    return (one.replace(tzinfo=start.tzinfo) for one in islice(times, count))


def _local(moment: date, start: datetime) -> datetime:
    """Return a moment on the clocks of an event; a day without a time is the whole of it."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max)
    if moment.tzinfo and start.tzinfo:
        moment = moment.astimezone(start.tzinfo)
    return moment.replace(tzinfo=None)


def _dates(value: Any, start: datetime) -> Iterator[datetime]:
    """Return the times in a property of dates; a day alone is the event's time on that day."""
    for one in (one.dt for held in _list(value) for one in held.dts):
        if isinstance(one, datetime):
            yield one
        elif isinstance(one, date):
            yield datetime.combine(one, start.timetz())


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
