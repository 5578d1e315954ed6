"""The texts of people, programme and the publication itself, cut into pieces as articles are.

A name may stand on many pages, so once on a page is enough for each of these texts.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from printkit.model.person import Person
from printkit.model.product import Cover, Jacket
from printkit.model.programme import Programme, Session
from printkit.model.publication import Publication
from printkit.sources.inline import inline
from printkit.sources.pieces import Piece, Source, cut, plain_words, size_of
from printkit.sources.settings import read_text


def person_source(publication: Publication, name: str, path: Path) -> Source:
    """Return the account of a person's file, and the pieces of text in it."""
    person = publication.people[name]
    return _source(path, (*_person(person), *_told(publication.biographies.get(name, ""))))


def publication_source(publication: Publication, cover: Cover | None, path: Path) -> Source:
    """Return the account of the settings, with the texts of a product's cover."""
    return _source(path, (*_settings(publication), *_cover(cover or Cover())))


def programme_source(publication: Publication, programme: Programme, path: Path) -> Source:
    """Return the account of a programme, and the pieces of text in it."""
    pieces = (one for session in programme.sessions for one in _session(publication, session))
    return _source(path, tuple(pieces))


def _session(publication: Publication, session: Session) -> Iterator[Piece]:
    language = publication.settings.language
    yield Piece(session.room or "", "room")
    yield Piece(session.track or "", "track")
    for part in (session, *session.talks):
        texts = [("title", part.title), ("subtitle", part.subtitle or "")]
        texts += [("names", name) for name in part.names.values()]
        texts += [("abstract", words) for words in (part.abstract or "").split("\n\n")]
        for key, text in texts:
            yield Piece(plain_words(inline(text, language)), key)
        for name in (*part.speakers, *(session.chairs if part is session else ())):
            # The name of a file in people/ is no text.
            yield Piece("" if name in publication.people else name, "speakers")


def _source(path: Path, pieces: tuple[Piece, ...]) -> Source:
    kept = tuple(replace(one, anywhere=True) for one in pieces if one.text.strip())
    characters = size_of(read_text(path))
    text = sum(size_of(one.text) for one in kept)
    return Source(characters, max(characters - text, 0), 0, (), "", kept)


def _person(person: Person) -> Iterator[Piece]:
    yield Piece(person.name, "name")
    for key in ("prefix", "suffix"):
        yield Piece(getattr(person, key) or "", key)
    for name in person.names.values():
        yield Piece(name, "names")
    for role in person.roles:
        yield Piece(role.title, "roles")
        yield Piece(role.body or "", "roles")
    for affiliation in person.affiliations:
        yield Piece(affiliation, "affiliations")


def _told(biography: str) -> Iterator[Piece]:
    for piece in cut(biography):
        yield replace(piece, key="biography", line=None)


def _settings(publication: Publication) -> Iterator[Piece]:
    settings = publication.settings
    for key in ("title", "subtitle", "series", "publisher"):
        yield Piece(getattr(settings, key) or "", key)
    for name in settings.names.values():
        yield Piece(name, "names")
    if event := settings.event:
        for key in ("name", "short", "city", "venue", "theme"):
            yield Piece(getattr(event, key) or "", f"event.{key}")
        for name in event.names.values():
            yield Piece(name, "event.names")
        for host in event.organisers:
            for name in (host.name, *host.names.values()):
                yield Piece(name, "event.organisers")
    for piece in cut(publication.colophon):
        yield replace(piece, key="colophon", line=None)


def _cover(cover: Cover) -> Iterator[Piece]:
    flaps = cover.jacket or Jacket()
    for text in (cover.kicker, cover.blurb, flaps.front, flaps.back):
        for paragraph in (text or "").split("\n"):
            yield Piece(paragraph, "cover")
