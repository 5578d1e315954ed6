"""The programme of an event: days, rooms and sessions, as ``programme.yaml`` says them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import Field

from printkit.model.language import Names
from printkit.model.settings import Settings

DAY_ENDS = timedelta(hours=4)
"""What starts before four in the morning belongs to the evening before."""


class Talk(Settings):
    """A part of a session; its times may be left open."""

    title: str
    names: Names = Field({}, description="The title in other languages.")
    subtitle: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    speakers: tuple[str, ...] = Field(
        (), description="Names as printed, or names of files in people/."
    )
    abstract: str | None = Field(None, description="Markdown.")


class Session(Talk):
    """What happens in one room at one time; without a room it is for everybody."""

    start: datetime = Field(description="Local time: 2024-09-25 09:00")
    end: datetime
    kind: Literal["talk", "session", "break"] = "session"
    room: str | None = None
    track: str | None = None
    chairs: tuple[str, ...] = Field((), description="Who leads the session.")
    talks: tuple[Talk, ...] = ()


@dataclass(frozen=True)
class Day:
    """One day of a programme: its sessions by time, and the rooms they use in the given order."""

    date: date
    sessions: tuple[Session, ...]
    rooms: tuple[str, ...]


class Programme(Settings):
    """The keys of ``programme.yaml``. All times are local, in ``timezone``."""

    timezone: str | None = Field(None, description="Where the event is: Asia/Shanghai")
    rooms: tuple[str, ...] = Field((), description="In the order of the columns of a grid.")
    sessions: tuple[Session, ...] = Field(min_length=1)

    @property
    def days(self) -> tuple[Day, ...]:
        """The days in order."""
        dates = sorted({day_of(session) for session in self.sessions})
        return tuple(self._day(one) for one in dates)

    def _day(self, one: date) -> Day:
        sessions = sorted(
            (session for session in self.sessions if day_of(session) == one),
            key=lambda session: (session.start, self._place(session.room), session.end),
        )
        used = {session.room for session in sessions if session.room}
        rooms = sorted(used, key=lambda room: (self._place(room), room))
        return Day(one, tuple(sessions), tuple(rooms))

    def _place(self, room: str | None) -> int:
        return self.rooms.index(room) if room in self.rooms else len(self.rooms)


def day_of(session: Session) -> date:
    """Return the day that a session belongs to."""
    return (session.start - DAY_ENDS).date()
