"""The loss ledger of a build: each character of an article is on a page or listed with a reason."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from printkit.build.trace import Trace, plain
from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Severity
from printkit.model.publication import Article
from printkit.preflight.reading import page_texts
from printkit.sources.pieces import Piece, Source, source_of

_REPEATS = ("short", "quotes")
"""Keys of the head that say again what the title or the text says: once on a page is enough."""
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
    """The account of one article in one product, in characters that are not white space."""

    article: str
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
        return {
            "summary": self.summary(),
            "articles": {one.article: one.as_dict() for one in self.accounts},
        }

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


def ledger(edition: Edition, html: str, pdf: bytes) -> Ledger:
    """Read the pages of an edition back and account for each character of its articles.

    ``html`` is what was laid out: what is not in it, the layout leaves out on purpose.
    """
    sources = [(article, source_of(article)) for article in edition.articles]
    # The title in the head is on no page.
    composed = plain(unescape(_TAG.sub("", html.partition("<body")[2])))
    wanted = [_wanted(source.pieces, composed, edition) for _, source in sources]
    to_find = [piece for some in wanted for piece, reason in some if not reason]
    missing = iter(_missing(to_find, pdf) if to_find else ())
    accounts = [
        _account(article, source, some, missing)
        for (article, source), some in zip(sources, wanted, strict=True)
    ]
    return Ledger(edition.key, tuple(accounts))


def _missing(pieces: Sequence[Piece], pdf: bytes) -> list[str]:
    trace = Trace(page_texts(pdf))
    held = [piece.key in _REPEATS and trace.holds(piece.text) for piece in pieces]
    found = iter(trace.match(p.text for p, done in zip(pieces, held, strict=True) if not done))
    return ["" if done else next(found) for done in held]


def _wanted(pieces: Iterable[Piece], composed: str, edition: Edition) -> list[tuple[Piece, str]]:
    """Return each piece with the reason why the edition does not set it, or without one."""
    name = edition.layout.settings.name
    return [
        (
            piece,
            piece.reason or ("" if plain(piece.text) in composed else f"{name} does not set it"),
        )
        for piece in pieces
    ]


def _account(
    article: Article, source: Source, wanted: Sequence[tuple[Piece, str]], missing: Iterable[str]
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
    return Account(article.id, article.place, source, printed, tuple(left), tuple(lost))


def written(ledgers: Iterable[Ledger], before: Mapping[str, Any]) -> bytes:
    """Return the file of all accounts; those of products that were not built now stay."""
    made = {one.product: one.as_dict() for one in ledgers if one.accounts}
    text = json.dumps({**before, **made}, indent=2, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def _size(text: str) -> int:
    return len("".join(text.split()))
