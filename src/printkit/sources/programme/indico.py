"""Timetables of Indico: ``export/timetable/ID.json`` and ``export/event/ID.json``."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from printkit.sources.programme.schedule import Schedule, moment

_KEPT = (
    "title", "slotTitle", "description", "room", "track", "session", "entries", "contributions",
    "entryType", "startDate", "endDate", "presenters", "speakers", "conveners",
)  # fmt: skip


def read(data: Mapping[str, Any], schedule: Schedule) -> None:
    """Read the days of a timetable, or the sessions and contributions of events."""
    head = {key: value for key, value in data.items() if key != "results"}
    schedule.leave("the head of the schedule", head)
    for entry in _entries(data["results"], schedule):
        _session(entry, schedule)


def _entries(results: Any, schedule: Schedule) -> Iterator[Mapping[str, Any]]:
    if isinstance(results, Mapping):
        for days in results.values():
            for day in days.values() if isinstance(days, Mapping) else ():
                yield from day.values() if isinstance(day, Mapping) else ()
        return
    for event in results:
        for key in ("sessions", "contributions"):
            yield from event.get(key) or []
        rest = {k: v for k, v in event.items() if k not in ("sessions", "contributions")}
        schedule.leave("a detail of the event", rest)


def _session(entry: Mapping[str, Any], schedule: Schedule) -> None:
    zone = (entry.get("startDate") or {}).get("tz")
    schedule.timezone = schedule.timezone or (str(zone) if zone else None)
    made = _talk(entry, schedule)
    if not (made.get("start") and made.get("end") and made["title"]):
        message = f"{made['title'] or '(no title)'!r} has no title or no time: left out"
        schedule.find("programme/unread", message)
        schedule.drop("".join(_words(made)), "an entry without title or time")
        return
    below = entry.get("entries") or entry.get("contributions") or []
    parts = below.values() if isinstance(below, Mapping) else below
    talks = [_talk(part, schedule) for part in parts]
    for talk in talks:
        if not talk["title"]:
            schedule.find("programme/unread", f"a talk of {made['title']!r} has no title: left out")
            schedule.drop("".join(_words(talk)), "a talk without title")
    talks.sort(key=lambda talk: talk.get("start") or "")
    kind = {"Break": "break", "Contribution": "talk"}.get(str(entry.get("entryType")), "")
    part = schedule.word(entry.get("slotTitle"))
    if part and part != made["title"]:
        made["subtitle"] = part
    made |= {"kind": kind, "room": schedule.room(entry.get("room")),
             "track": schedule.word(entry.get("track") or entry.get("session")),
             "chairs": _people(entry.get("conveners"), schedule)}  # fmt: skip
    made["talks"] = [{k: v for k, v in talk.items() if v} for talk in talks if talk["title"]]
    schedule.add(made)


def _talk(entry: Mapping[str, Any], schedule: Schedule) -> dict[str, Any]:
    made: dict[str, Any] = {"title": schedule.word(entry.get("title"))}
    for key, name in (("start", "startDate"), ("end", "endDate")):
        schedule.times(entry.get(name))
        if time := _moment(entry.get(name)):
            made[key] = schedule.time(time)
    people = entry.get("presenters") or entry.get("speakers")
    made["speakers"] = _people(people, schedule)
    made["abstract"] = schedule.take(entry.get("description"))
    rest = {key: value for key, value in entry.items() if key not in _KEPT}
    schedule.leave("a detail of the entry", rest)
    schedule.leave("the kind of the entry", entry.get("entryType"))
    return made


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, Mapping):
        return None
    return moment(f"{value.get('date')} {value.get('time')}")


_NAMES = (("firstName", "first_name"), ("familyName", "last_name"))


def _people(people: Any, schedule: Schedule) -> list[str]:
    names = []
    for one in people or []:
        used = [key for keys in _NAMES for key in keys if one.get(key)][:2]
        if not used or used[0] not in _NAMES[0]:
            used = [key for key in ("fullName", "name") if one.get(key)][:1] or used
        names.append(" ".join(schedule.word(one[key]) for key in used))
        rest = {key: value for key, value in one.items() if key not in used}
        schedule.leave("a detail of a person", rest)
    return [name for name in names if name]


def _words(made: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of an entry; its times were listed as they were read."""
    for key, value in made.items():
        if key not in ("start", "end"):
            yield from value if isinstance(value, list) else [str(value)]
