"""A schedule in, ``programme.yaml`` out, with its checks and the account of its words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import LiteralScalarString

from printkit.model.finding import Place, problem
from printkit.sources.intake import ledger as books
from printkit.sources.intake.bring import Brought
from printkit.sources.intake.encoding import decode
from printkit.sources.intake.pieces import escape
from printkit.sources.intake.writer import dump, slug, write
from printkit.sources.programme import calendar, check, frab, indico, pretalx
from printkit.sources.programme.schedule import MOST, Schedule
from printkit.sources.settings import read_bytes
from printkit.sources.tables.table import brief

LIMIT = 30_000_000
"""Bytes a schedule may have."""
_KNOWN = "frab or pretalx (XML, JSON), iCalendar (.ics), and Indico JSON are read"


def claims(path: Path) -> bool:
    """Say whether a file is a schedule, by its ending and, for XML, by its first element."""
    if path.suffix.lower() in (".ics", ".ical", ".json"):
        return True
    if path.suffix.lower() != ".xml":
        return False
    try:
        with path.open("rb") as file:
            return b"<schedule" in file.read(4096).replace(b"\0", b"")
    except OSError:
        return False


def bring(path: Path, folder: Path, *, force: bool = False) -> Brought:
    """Import a schedule as ``programme.yaml`` of a publication folder.

    Raises Problems, with nothing written, when the file cannot be read, or when
    ``programme.yaml`` was edited since its last import.
    """
    data = read_bytes(path, LIMIT)
    schedule = Schedule(str(path))
    _read(path, data, schedule)
    if not schedule.sessions:
        raise problem("import/empty", "has no sessions", Place(str(path)), _KNOWN)
    if len(schedule.sessions) > MOST:
        message = f"has {len(schedule.sessions):,} sessions; at most {MOST:,} are read"
        raise problem("programme/too-long", message, Place(str(path)))
    text = dump(_settings(schedule, path.name))
    programme, findings = check.read(text, str(folder / check.FILE))
    shown = [books.texts(_unescaped(programme.model_dump()))]
    account = books.balance("".join(schedule.source), shown, schedule.dropped)
    if account.lost:
        message = f"{len(account.lost)} characters would be lost: {account.lost[:40]!r}"
        raise problem("import/lost", message, Place(str(path)), "please report this schedule")
    ledger = f"{slug(path.stem, 'programme')}.ledger.json"
    outputs = {check.FILE: text.encode(), ledger: account.json().encode()}
    done = write(outputs, folder, force)
    said = brief([*schedule.findings, *findings, *done.findings])
    return Brought(tuple(done.changed), tuple(said), account)


def _read(path: Path, data: bytes, schedule: Schedule) -> None:
    if path.suffix.lower() == ".xml":
        frab.read_xml(data, schedule)
        return
    text, findings = decode(data, str(path))
    schedule.findings += findings
    if path.suffix.lower() != ".json":
        calendar.read(text, schedule)
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = Place(str(path), getattr(error, "lineno", None))
        raise problem("programme/broken", f"is no JSON: {error}", place) from None
    try:
        _read_json(value, schedule)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        message = f"does not have the shape of its kind: {error}"
        raise problem("programme/broken", message, Place(str(path)), _KNOWN) from None


def _read_json(value: Any, schedule: Schedule) -> None:
    keys = value.keys() if isinstance(value, Mapping) else ()
    if "schedule" in keys:
        frab.read_json(value, schedule)
    elif "talks" in keys:
        pretalx.read(value, schedule)
    elif "results" in keys:
        indico.read(value, schedule)
    else:
        raise problem("import/format", "is no schedule that is known", Place(schedule.path), _KNOWN)


def _settings(schedule: Schedule, name: str) -> CommentedMap:
    data = CommentedMap()
    if schedule.timezone:
        data["timezone"] = schedule.timezone
    if schedule.rooms:
        data["rooms"] = schedule.rooms
    data["sessions"] = [_one(session) for session in schedule.sessions]
    data.yaml_set_start_comment(f"Imported from {name}. Times are local.")
    return data


_ORDER = (
    "title", "names", "subtitle", "start", "end", "kind", "room", "track", "chairs", "speakers",
    "abstract", "talks",
)  # fmt: skip


def _one(session: Mapping[str, Any]) -> CommentedMap:
    made = CommentedMap((key, session[key]) for key in _ORDER if key in session)
    if abstract := made.get("abstract"):
        paragraphs = "\n\n".join(escape(one) for one in str(abstract).split("\n\n"))
        made["abstract"] = LiteralScalarString(paragraphs + "\n")
    if "talks" in made:
        made["talks"] = [_one(talk) for talk in made["talks"]]
    return made


def _unescaped(value: Any) -> Any:
    """Return plain values with each abstract as the text that its Markdown shows."""
    if isinstance(value, Mapping):
        return {
            key: books.words_of(inner) if key == "abstract" and inner else _unescaped(inner)
            for key, inner in value.items()
            if key != "room"  # it is among the rooms
        }
    return [_unescaped(one) for one in value] if isinstance(value, list | tuple) else value
