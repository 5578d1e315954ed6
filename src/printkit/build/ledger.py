"""The loss ledger of a build: each character of a source is on a page or listed with a reason."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from printkit.build.trace import Trace, plain
from printkit.build.wording import cover_words
from printkit.compose.page import Edition
from printkit.model.file import File
from printkit.model.finding import Finding, Place, Severity
from printkit.model.store import Store
from printkit.preflight.reading import known_texts, page_texts
from printkit.press.draft import looked_into
from printkit.sources.facts import person_source, programme_source, publication_source
from printkit.sources.pieces import Piece, Source, source_of
from printkit.sources.programme.check import FILE as PROGRAMME
from printkit.sources.publication import SETTINGS

_OWN_COVER = "it is on the cover, a file of its own"
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Left:
    """A text that is on no page, and why."""

    text: str
    key: str
    line: int | None
    reason: str


@dataclass(frozen=True)
class Account:
    """The account of one file in one product, in characters that are not white space.

    ``kind`` is "articles", "people", "publication" or "programme", ``name`` the article or person.
    """

    kind: str
    name: str
    place: Place
    source: Source
    on_pages: int
    left_out: tuple[Left, ...]
    lost: tuple[Left, ...]

    @property
    def text(self) -> int:
        """How many characters of text there are to set."""
        return sum(_size(piece.text) for piece in self.source.pieces)

    def as_dict(self) -> dict[str, Any]:
        """Return the account as plain values."""
        return {
            "file": Path(self.place.path).name,
            "characters": self.source.characters,
            "markup": self.source.markup,
            "from_references": self.source.brought,
            "changed": [list(one) for one in self.source.changed],
            "text": self.text,
            "on_pages": self.on_pages,
            "left_out": [one.__dict__ for one in self.left_out],
            "lost": [one.__dict__ for one in self.lost],
        }


@dataclass(frozen=True)
class Ledger:
    """The accounts of a product."""

    product: str
    accounts: tuple[Account, ...]

    def summary(self) -> str:
        """Return the account in one line."""
        text = sum(one.text for one in self.accounts)
        printed = sum(one.on_pages for one in self.accounts)
        left = sum(_size(x.text) for one in self.accounts for x in one.left_out)
        lost = sum(_size(x.text) for one in self.accounts for x in one.lost)
        return (
            f"{self.product}: {text:,} characters of text, {printed:,} on pages, "
            f"{left:,} left out with a reason, {lost:,} lost"
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the accounts as plain values."""
        told: dict[str, Any] = {"summary": self.summary(), "articles": {}, "people": {}}
        for one in self.accounts:
            if one.name:
                told[one.kind][one.name] = one.as_dict()
            else:
                told[one.kind] = one.as_dict()
        return told

    def findings(self) -> list[Finding]:
        """Return a warning for each text that is lost."""
        return [
            Finding(
                "text/lost",
                f"{_size(one.text)} characters are on no page of the product {self.product!r}: "
                f"{one.text[:60]!r}",
                Place(account.place.path, one.line),
                "look at the page: the text may be hidden, or cut off by its box",
                Severity.WARNING,
            )
            for account in self.accounts
            for one in account.lost
        ]


Known = tuple[str, str, Place, Source]
"""Kind, name and place of a thing that an edition is made of, with its texts."""
Sources = list[Known]


def ledger(
    edition: Edition, sources: Sources, html: str, file: File, *, store: Store | None = None,
    fork: bool = False,
) -> Ledger:  # fmt: skip
    """Read the pages of an edition back and account for each character of its ``sources``.

    ``html`` is what was laid out: what is not in it, the layout leaves out on purpose. Pages
    whose texts are in ``store`` are not read again; with ``fork`` another process helps to read.
    """
    # The title in the head is on no page.
    composed = plain(unescape(_TAG.sub("", html.partition("<body")[2])))
    sources = [one for one in sources if one[0] != "programme" or _is_set(edition, composed)]
    trace = Trace(_texts(edition, file, store, fork))
    wanted = [_wanted(source.pieces, composed, trace, edition) for *_, source in sources]
    missing = iter(_missing([p for some in wanted for p, reason in some if not reason], trace))
    accounts = [
        _account(*known, some, missing) for known, some in zip(sources, wanted, strict=True)
    ]
    return Ledger(edition.key, tuple(accounts))


def _texts(edition: Edition, file: File, store: Store | None, fork: bool) -> list[str]:
    if store is None:
        return page_texts(file.data, fork=fork)
    name = f"{edition.publication.folder.resolve()} {edition.key}"
    with looked_into(file) as pdf:
        return known_texts(pdf, lambda: file.data, store, name, fork=fork)


def sources_of(edition: Edition) -> Iterator[Known]:
    """Yield what an edition is made of: articles, the people they name, its own texts."""
    for article in edition.articles:
        yield "articles", article.id, article.place, source_of(article)
    publication = edition.publication
    for name in dict.fromkeys(_people(edition)):
        path = publication.folder / "people" / f"{name}.yaml"
        yield "people", name, Place(str(path)), person_source(publication, name, path)
    path = publication.folder / SETTINGS
    source = publication_source(publication, edition.product.cover, path)
    yield "publication", "", Place(str(path)), source
    if programme := publication.programme:
        path = publication.folder / PROGRAMME
        source = programme_source(publication, programme, path)
        yield "programme", "", Place(str(path)), source


def _is_set(edition: Edition, composed: str) -> bool:
    """Tell whether the programme is a part of an edition: it sets one of its sessions."""
    programme = edition.publication.programme
    sessions = programme.sessions if programme else ()
    return any(plain(one.title) in composed for one in sessions)


def _people(edition: Edition) -> Iterator[str]:
    """Yield the people that an edition names: its authors, who signs, and whom it repeats over."""
    for article in edition.articles:
        yield from article.head.authors
        yield from article.head.signoff.people if article.head.signoff else ()
    yield from (name for name, _ in edition.cards)


def _missing(pieces: Sequence[Piece], trace: Trace) -> list[str]:
    held = [piece.anywhere and trace.holds(piece.text) for piece in pieces]
    found = iter(trace.match(p.text for p, done in zip(pieces, held, strict=True) if not done))
    return ["" if done else next(found) for done in held]


def _wanted(
    pieces: Iterable[Piece], composed: str, trace: Trace, edition: Edition
) -> list[tuple[Piece, str]]:
    """Return each piece with the reason why the edition does not set it, or without one."""
    name = edition.layout.settings.name
    cover = plain("".join(cover_words(edition))) if edition.own_cover else ""
    at = 0

    def is_composed(text: str) -> bool:
        # Most often it is behind the last one.
        nonlocal at
        found = composed.find(text, at)
        found = found if found >= 0 else composed.find(text, 0, at + len(text))
        at = found + len(text) if found >= 0 else at
        return found >= 0

    def reason(piece: Piece) -> str:
        text = plain(piece.text)
        if piece.reason or is_composed(text) or (piece.anywhere and trace.holds(piece.text)):
            return piece.reason
        return _OWN_COVER if text in cover else f"{name} does not set it"

    return [(piece, reason(piece)) for piece in pieces]


def _account(
    kind: str,
    name: str,
    place: Place,
    source: Source,
    wanted: Sequence[tuple[Piece, str]],
    missing: Iterable[str],
) -> Account:
    rest = iter(missing)
    left, lost, printed = [], [], 0
    for piece, reason in wanted:
        if reason:
            left.append(Left(piece.text, piece.key, piece.line, reason))
            continue
        gone = next(rest)
        printed += max(_size(piece.text) - len(gone), 0)
        if gone:
            lost.append(Left(gone, piece.key, piece.line, "it was laid out, and no page shows it"))
    if source.removed:
        reason = "the sanitiser of HTML removed it"
        lost.append(Left(source.removed, "body", None, reason))
    return Account(kind, name, place, source, printed, tuple(left), tuple(lost))


def written(ledgers: Iterable[Ledger], before: Mapping[str, Any]) -> bytes:
    """Return the file of all accounts; those of products that were not built now stay."""
    made = {one.product: one.as_dict() for one in ledgers if one.accounts}
    text = json.dumps({**before, **made}, indent=2, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def _size(text: str) -> int:
    return len("".join(text.split()))
