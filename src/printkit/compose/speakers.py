"""The speakers of a programme: as printed, and in an index by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from printkit.model.person import Person
from printkit.model.programme import Programme, Session, Talk
from printkit.sources.collation import Collation, Key


@dataclass(frozen=True)
class Entry:
    """A person in the index, and the sessions with that person by time."""

    name: str
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Letter:
    """A letter of the index with its people."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Cast:
    """A programme with the people that a publication knows."""

    programme: Programme
    people: Mapping[str, Person]
    collation: Collation = field(default_factory=Collation)

    def session_id(self, session: Session) -> str:
        """Return the id of a session on the page."""
        number = next(n for n, one in enumerate(self.programme.sessions, 1) if one is session)
        return f"session-{number}"

    def name(self, speaker: str) -> str:
        """Return a speaker's name as printed: of the person with that id, else as it is."""
        person = self.people.get(speaker)
        return person.name if person else speaker

    def index(self) -> tuple[Letter, ...]:
        """Return all speakers and chairs by the first letter of what they are sorted by.

        Chinese names stand with their pinyin among the Latin ones, or by strokes before them; other
        scripts follow.
        """
        found: dict[str, list[Session]] = {}
        for session in sorted(self.programme.sessions, key=lambda one: one.start):
            for speaker in dict.fromkeys(_all(session)):
                found.setdefault(speaker, []).append(session)
        letters: dict[str, list[Entry]] = {}
        for speaker in sorted(found, key=self._key):
            letter = self.collation.heading(*self._name(speaker))
            letters.setdefault(letter, []).append(Entry(self.name(speaker), tuple(found[speaker])))
        return tuple(Letter(letter, tuple(entries)) for letter, entries in letters.items())

    def _key(self, speaker: str) -> Key:
        return self.collation.key(*self._name(speaker))

    def _name(self, speaker: str) -> tuple[str, str | None]:
        person = self.people.get(speaker)
        return self.name(speaker), person.family if person else None


def _all(session: Session) -> Iterator[str]:
    parts: tuple[Talk, ...] = (session, *session.talks)
    yield from session.chairs
    for part in parts:
        yield from part.speakers
