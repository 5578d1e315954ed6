"""A schedule as a reader found it: keys of ``programme.yaml``, and all words of the file."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml import html
from lxml.etree import ParserError

from printkit.model.finding import Finding, Place, Severity
from printkit.sources.intake.manuscript import Dropped
from printkit.sources.intake.text import CONTROL

MOST = 10_000
"""Sessions that are read."""
_BREAK = re.compile(
    r"\b(?:coffee|tea|lunch|break|breakfast|dinner|reception|registration|pause|déjeuner|"
    r"kaffeepause|mittagspause|mittagessen|empfang)\b|茶歇|午餐|午休|休息|晚宴|签到|注册",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass
class Schedule:
    """What a reader gathers: ``source`` is every text of the file, ``dropped`` what is not kept."""

    path: str
    timezone: str | None = None
    rooms: list[str] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, code: str, message: str, line: int | None = None, hint: str = "") -> None:
        """Report something about the file."""
        place = Place(self.path, line)
        self.findings.append(Finding(code, message, place, hint, Severity.WARNING))

    def drop(self, text: str, reason: str, line: int = 0) -> None:
        """List a text that is not in the programme."""
        if text.strip():
            self.dropped.append(Dropped(text, line, reason))

    def add(self, session: Mapping[str, Any]) -> None:
        """Keep a session; its room is added to the rooms, its empty keys are left out."""
        made = {key: value for key, value in session.items() if value}
        if "kind" not in made and not made.get("speakers") and _BREAK.search(made["title"]):
            made["kind"] = "break"
        self.declare(made.get("room", ""))
        self.sessions.append(made)

    def time(self, moment: datetime) -> str:
        """Return a moment as local time of the programme: ``2024-09-25 09:00``."""
        return f"{self.local(moment):%Y-%m-%d %H:%M}"

    def local(self, moment: datetime) -> datetime:
        """Return a moment as the clocks of the event show it, without an offset."""
        zone = _zone(self.timezone)
        return (moment.astimezone(zone) if moment.tzinfo and zone else moment).replace(tzinfo=None)

    def take(self, value: Any, line: int = 0) -> str:
        """Return a text as plain paragraphs; its tags and control characters are listed."""
        if isinstance(value, Mapping):
            return self._first(value, line)
        text = "" if value is None else str(value)
        self.source.append(text)
        made = plain(text)
        gone = Counter("".join(text.split())) - Counter("".join(made.split()))
        self.drop("".join(gone.elements()), "tags and control characters of a text", line)
        return made

    def word(self, value: Any, line: int = 0) -> str:
        """Return a text on one line, such as a title or a name."""
        return " ".join(self.take(value, line).split())

    def titles(self, value: Any, line: int = 0) -> tuple[str, dict[str, str]]:
        """Return a title, and the same in other languages by their codes."""
        codes = {key: language_tag(str(key)) for key in value} if isinstance(value, Mapping) else {}
        if not any(codes.values()):
            return self.word(value, line), {}
        names: dict[str, str] = {}
        for key, code in codes.items():
            if code and code not in names and isinstance(value[key], str):
                names[code] = self.word(value[key], line)
            else:
                self.leave(f"the text in {key!r}", value[key], line)
        names = {code: name for code, name in names.items() if name}
        return (names.pop(next(iter(names))), names) if names else ("", {})

    def room(self, value: Any, line: int = 0) -> str:
        """Return the name of a room; the account counts each room once, however often it is."""
        name = " ".join(plain(str(value or "")).split())
        return name if name in self.rooms else self.word(value, line)

    def declare(self, name: str) -> None:
        """Add a room to the rooms."""
        if name and name not in self.rooms:
            self.rooms.append(name)

    def _first(self, texts: Mapping[str, Any], line: int) -> str:
        """Take the first of a text in several languages, and list the others."""
        held = {name: text for name, text in texts.items() if text}
        chosen = next(iter(held), None)
        for name, text in held.items():
            if name != chosen:
                self.leave(f"the text in {name!r}", text, line)
        return self.take(held[chosen], line) if chosen else ""

    def leave(self, what: str, value: Any, line: int = 0) -> None:
        """List everything below a value as not part of a programme; ``what`` names it."""
        for _, text in leaves(value):
            self.source.append(text)
            self.drop(text, f"{what} is not part of a programme", line)

    def times(self, *values: Any, line: int = 0) -> None:
        """List texts that are written as ``start`` and ``end``."""
        for value in values:
            for _, text in leaves(value):
                self.source.append(text)
                self.drop(text, "written as start and end", line)


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def language_tag(text: str) -> str | None:
    """Return the code of a language as it is written here: zh-hans becomes zh-Hans."""
    parts = text.replace("_", "-").split("-")
    if not (2 <= len(parts[0]) <= 3 and all(part.isascii() and part.isalnum() for part in parts)):
        return None
    if not parts[0].isalpha():
        return None
    first, *rest = parts
    if first.lower() == "zh":
        traditional = {"hant", "tw", "hk", "mo"} & {part.lower() for part in rest}
        return "zh-Hant" if traditional else "zh-Hans"
    return "-".join(
        [first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    )


def duration(text: str) -> timedelta | None:
    """Return a duration written as ``00:30``, ``00:30:00``, ``1:02:30`` (days) or in minutes."""
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() and len(part) < 5 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return timedelta(minutes=numbers[0])
    if len(parts) == 3 and len(parts[0]) == 2:
        return timedelta(hours=numbers[0], minutes=numbers[1], seconds=numbers[2])
    # pretalx writes days as one digit: 1:02:30 is a day, two hours and a half.
    days, hours, minutes = numbers if len(numbers) == 3 else [0, *numbers]
    return timedelta(days=days, hours=hours, minutes=minutes)


def moment(text: str) -> datetime | None:
    """Return a moment written in ISO 8601, or None."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def plain(text: str) -> str:
    """Return a text without HTML tags and control characters; paragraphs stay apart."""
    if _TAG.search(text):
        try:
            tree = html.fromstring(f"<div>{text}</div>", parser=html.HTMLParser(no_network=True))
        except (ParserError, ValueError):
            return " ".join(_TAG.sub(" ", text).split())
        for element in tree.iter("p", "br", "li", "div"):
            element.tail = "\n\n" + (element.tail or "")
        text = tree.text_content()
    paragraphs = re.split(r"\n\s*\n", CONTROL.sub("", text))
    return "\n\n".join(" ".join(one.split()) for one in paragraphs if one.strip())


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text or number of plain values, with the key it stands under."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from leaves(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, key)
    elif data is not None and not isinstance(data, bool):
        yield key, str(data)
