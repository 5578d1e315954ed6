"""The JSON of a pretalx schedule page: talks with the numbers of their rooms and tracks."""

from collections.abc import Mapping
from typing import Any

from printkit.sources.programme.schedule import Schedule, moment

_KEPT = ("title", "abstract", "room", "track", "speakers", "start", "end")


def read(data: Mapping[str, Any], schedule: Schedule) -> None:
    """Read ``{"talks": [...], "rooms": [...], "tracks": [...], "speakers": [...]}``."""
    if zone := data.get("timezone"):
        schedule.timezone = schedule.word(zone)
    rooms = _named(data, "rooms", "id", schedule)
    for name in rooms.values():
        schedule.declare(name)
    tracks = _named(data, "tracks", "id", schedule)
    speakers = _named(data, "speakers", "code", schedule)
    known = ("talks", "rooms", "tracks", "speakers", "timezone")
    schedule.leave("the head of the schedule", {k: v for k, v in data.items() if k not in known})
    for talk in data["talks"]:
        _talk(talk, rooms, tracks, speakers, schedule)
    used = {
        name for one in schedule.sessions for name in (*one.get("speakers", ()), one.get("track"))
    }
    for name in sorted({*tracks.values(), *speakers.values()} - used):
        schedule.drop(name, "a track or speaker of no talk")


def _named(data: Mapping[str, Any], key: str, by: str, schedule: Schedule) -> dict[str, str]:
    held = {}
    for one in data.get(key) or []:
        held[str(one.get(by))] = schedule.word(one.get("name"))
        rest = {name: value for name, value in one.items() if name != "name"}
        schedule.leave(f"a detail of {key}", rest)
    return held


def _talk(
    talk: Mapping[str, Any],
    rooms: Mapping[str, str],
    tracks: Mapping[str, str],
    speakers: Mapping[str, str],
    schedule: Schedule,
) -> None:
    title, names = schedule.titles(talk.get("title"))
    abstract = schedule.take(talk.get("abstract"))
    schedule.leave("a detail of a talk", {k: v for k, v in talk.items() if k not in _KEPT})
    schedule.leave("a number", [talk.get("room"), talk.get("track"), talk.get("speakers")])
    schedule.times(talk.get("start"), talk.get("end"))
    start, end = (moment(str(talk.get(key) or "")) for key in ("start", "end"))
    if not (title and start and end):
        schedule.find("programme/unread", f"the talk {title!r} has no title or time: left out")
        schedule.drop("".join([title, *names.values(), abstract]), "a talk without title or time")
        return
    said = [speakers.get(str(code), "") for code in talk.get("speakers") or []]
    schedule.add(
        {
            "title": title, "names": names,
            "start": schedule.time(start), "end": schedule.time(end),
            # A slot without a code is no talk that someone sent in: a break.
            "kind": "" if talk.get("code") else "break",
            "room": rooms.get(str(talk.get("room")), ""),
            "track": tracks.get(str(talk.get("track")), ""),
            "speakers": [name for name in said if name],
            "abstract": abstract,
        }
    )  # fmt: skip
