"""Schedules of frab, Pentabarf and pretalx: XML, and JSON of the same shape.

The format is described by c3voc.de/wiki/schedule: days hold rooms, rooms hold events.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from printkit.model.finding import Place
from printkit.sources.intake import xml
from printkit.sources.programme.schedule import Schedule, duration, moment

_KEPT = ("title", "subtitle", "abstract", "description", "track", "room", "persons")
_TIMES = ("date", "start", "end", "duration")


def read_json(data: Mapping[str, Any], schedule: Schedule) -> None:
    """Read ``{"schedule": {"conference": {"days": [{"rooms": {NAME: [EVENT]}}]}}}``."""
    held = dict(data["schedule"])
    conference = dict(_mapping(held.pop("conference", {})))
    schedule.leave("the version of the schedule", held)
    _zone(conference, schedule)
    rooms = conference.pop("rooms", None) or []
    days = conference.pop("days", None) or []
    schedule.leave("the head of the schedule", conference)
    for room in rooms:
        _declared(room, schedule)
    for day in days:
        rest = dict(_mapping(day))
        by_room = _mapping(rest.pop("rooms", {}))
        for room, events in by_room.items():
            schedule.declare(name := schedule.room(room))
            for event in events or []:
                _event(_mapping(event), name, str(rest.get("date", "")), schedule, 0)
        schedule.times(rest)


def _declared(room: Any, schedule: Schedule) -> None:
    held = dict(_mapping(room)) if not isinstance(room, str) else {"name": room}
    schedule.declare(schedule.room(held.pop("name", "")))
    schedule.leave("a detail of a room", held)


def read_xml(data: bytes, schedule: Schedule) -> None:
    """Read ``<schedule><day date=""><room name=""><event>``.

    Raises Problems when it is broken or declares a document type.
    """
    root = xml.parse(data, Place(schedule.path))
    conference = root.find("conference")
    head = {child.tag: _inner(child) for child in _children(conference)}
    _zone(head, schedule)
    schedule.leave("the head of the schedule", head)
    for child in _children(root):
        if child.tag == "day":
            schedule.times(dict(child.attrib), line=child.sourceline)
            _xml_day(child, schedule)
        elif child.tag != "conference":
            schedule.leave("the version of the schedule", _inner(child))


def _xml_day(day: Any, schedule: Schedule) -> None:
    for room in _children(day):
        schedule.declare(name := schedule.room(room.get("name"), room.sourceline))
        for element in _children(room):
            event: dict[str, Any] = {
                child.tag: child.text or "" if child.tag in _KEPT else _inner(child)
                for child in _children(element)
            }
            event["persons"] = [
                {"name": person.text or ""} for person in element.iterfind("persons/person")
            ]
            event["attributes"] = dict(element.attrib)
            _event(event, name, day.get("date") or "", schedule, element.sourceline)


def _children(element: Any) -> Iterator[Any]:
    return (
        child for child in (element if element is not None else ()) if isinstance(child.tag, str)
    )


def _inner(element: Any) -> list[str]:
    values = [value for child in element.iter() for value in child.attrib.values()]
    return [*element.itertext(), *values]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _zone(head: dict[str, Any], schedule: Schedule) -> None:
    said = head.pop("time_zone_name", None)
    if said:
        schedule.timezone = schedule.word("".join(said) if isinstance(said, list) else said)


def _event(event: Mapping[str, Any], room: str, day: str, schedule: Schedule, line: int) -> None:
    title, names = schedule.titles(event.get("title"), line)
    own = schedule.room(event.get("room"), line)
    speakers = []
    for person in event.get("persons") or []:
        held = dict(_mapping(person))
        found = [held.pop(key, None) for key in ("public_name", "full_public_name", "name")]
        said = [str(name) for name in found if name]
        speakers += [schedule.word(said[0], line)] if said else []
        for other in said[1:]:
            schedule.leave("the same name again", other, line)
        schedule.leave("a detail of a speaker", held, line)
    abstract, description = (schedule.take(event.get(k), line) for k in ("abstract", "description"))
    if abstract and description:
        schedule.drop(description, "a session has one text: its abstract is kept", line)
    for key, value in event.items():
        if key not in _KEPT and key not in _TIMES:
            schedule.leave(f"the field {key!r}", value, line)
    schedule.times({key: event.get(key) for key in _TIMES}, line=line)
    span = _span(event, day, schedule, line)
    schedule.declare(own)
    session = {
        "title": title, "names": names, "subtitle": schedule.word(event.get("subtitle"), line),
        "room": own or room, "track": schedule.word(event.get("track"), line),
        "speakers": speakers, "abstract": abstract or description,
    }  # fmt: skip
    if span is None or not title:
        message = f"the event {title or '(no title)'!r} has no title or no time: left out"
        schedule.find("programme/unread", message, line or None)
        for text in (
            title,
            *names.values(),
            *speakers,
            *(session[k] for k in ("subtitle", "track", "abstract")),
        ):
            schedule.drop(str(text), "an event without title or time", line)
        return
    start, end = (schedule.time(one) for one in span)
    schedule.add({"title": title, "start": start, "end": end} | session)


def _span(
    event: Mapping[str, Any], day: str, schedule: Schedule, line: int
) -> tuple[datetime, datetime] | None:
    """Return local start and end: of ``date``, else of the day and the clock."""
    lasts = duration(_text(event.get("duration")))
    clock = _text(event.get("start")).zfill(5)
    start = _dated(event, "date", clock, schedule, line)
    if start is None:
        evening = moment(f"{day[:10]} {clock}")
        # A clock before four in the morning is the end of a long evening.
        late = evening is not None and evening.time() < time(4)
        start = evening + timedelta(days=1) if evening and late else evening
    if start is None:
        return None
    end = start + lasts if lasts is not None else _dated(event, "end", "", schedule, line)
    return (start, end) if end else None


def _dated(
    event: Mapping[str, Any], key: str, clock: str, schedule: Schedule, line: int
) -> datetime | None:
    """Return a date with its time as the clocks of the event show it.

    Its own clock, where it is that of ``start``: some systems name a time zone that is not the
    event's.
    """
    text = _text(event.get(key))
    said = moment(text) if "T" in text else None
    if said is None:
        return None
    local, shown = schedule.local(said), said.replace(tzinfo=None)
    if local == shown or f"{shown:%H:%M}" != clock:
        return local
    message = f"{text} is not {clock} in {schedule.timezone}: {clock} is kept"
    hint = "correct `timezone` in programme.yaml"
    schedule.find("programme/time-zone", message, line or None, hint)
    return shown


def _text(value: Any) -> str:
    return "".join(value).strip() if isinstance(value, list) else str(value or "").strip()
