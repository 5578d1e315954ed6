"""An article cut into pieces of text, each of which a page shows or a reason keeps from it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from printkit.model.article import Article
from printkit.sources.citations import CITATION
from printkit.sources.inline import inline
from printkit.sources.settings import read_text

ALTERNATIVE = "the text for those who cannot see a picture: tagged, not printed"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is set in one go; ``key`` is its key in the head, or "body"."""

    text: str
    key: str = "body"
    line: int | None = None
    reason: str = ""
    """Why no page shows it; empty where one must."""
    anywhere: bool = False
    """It says again what another text says, or may be on many pages: once is enough."""


@dataclass(frozen=True)
class Source:
    """The characters of an article's file that are not white space, and its pieces.

    ``markup`` counts those that say how and where the text is set; ``changed`` tells what smart
    typography put in the place of what; ``brought`` counts characters of citations and their list,
    which come from the references. ``removed`` came through the parser and not through the
    sanitiser.
    """

    characters: int
    markup: int
    brought: int
    changed: tuple[tuple[str, str, int], ...]
    removed: str
    pieces: tuple[Piece, ...]


def source_of(article: Article) -> Source:
    """Return the account of an article's file, and the pieces of text in it."""
    characters = size_of(read_text(Path(article.place.path)))
    body = cut(article.body)
    pieces = tuple(one for one in (*_head(article), *body) if one.text.strip())
    changed = tuple((*pair, count) for pair, count in sorted(article.changes.items()))
    grown = sum((size_of(after) - size_of(before)) * count for before, after, count in changed)
    brought = sum(size_of(piece.text) for piece in pieces if piece.key == "references")
    text = sum(size_of(piece.text) for piece in pieces) - grown - brought
    markup = max(characters - text, 0)
    return Source(characters, markup, brought, changed, _removed(article, body), pieces)


def _removed(article: Article, body: list[Piece]) -> str:
    held = Counter(_solid("".join(p.text for p in body if p.key == "body")))
    for (before, _), count in article.changes.items():
        held.update(before * count)
    words = article.words
    if any(piece.key == "references" for piece in body):
        words = CITATION.sub("", words)
    return "".join((Counter(_solid(words)) - held).elements())


def _head(article: Article) -> Iterator[Piece]:
    head = article.head
    for key in ("title", "subtitle", "kicker", "standfirst", "short"):
        if value := getattr(head, key):
            smart = head.smart and key == "standfirst"
            text = plain_words(inline(value, article.language, smart))
            yield Piece(text, key, 1, anywhere=key == "short")
    for language, name in head.names.items():
        yield Piece(plain_words(inline(name, language)), "names", 1)
    for piece in cut(article.note):
        yield Piece(piece.text, "note", 1, piece.reason)
    for quote in head.quotes:
        text = plain_words(inline(quote.text, article.language, head.smart))
        yield Piece(text, "quotes", 1, anywhere=True)
        yield Piece(quote.by or "", "quotes", 1, anywhere=True)
    for name, picture in head.images.items():
        if name == head.lead or picture.file not in article.body:
            yield Piece(picture.alt, "images", 1, ALTERNATIVE)
            for words in (picture.caption, picture.credit):
                yield Piece(
                    plain_words(inline(words or "", article.language, head.smart)), "images", 1
                )
    if head.signoff:
        for value in (head.signoff.text, head.signoff.date, head.signoff.place):
            yield Piece(plain_words(inline(value or "", article.language)), "signoff", 1)


def plain_words(html: str) -> str:
    """Return the words of a piece of HTML."""
    return "".join(piece.text for piece in cut(html))


def cut(html: str) -> list[Piece]:
    """Return the pieces of a text: its blocks, and each footnote, which stands elsewhere."""
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    return cutter.pieces()


_INLINE = frozenset(
    "a abbr b br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var "
    "wbr".split()
)


class _Cutter(HTMLParser):
    """Cuts HTML into pieces at its blocks and footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self._made: list[Piece] = []
        self._text: list[str] = []
        self._line: int | None = None
        self._notes: list[bool] = []
        self._key = "body"

    def pieces(self) -> list[Piece]:
        """Return what was cut."""
        self._end()
        return self._made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a piece with a block and with a footnote."""
        known = dict(attrs)
        if tag == "img":
            self._made.append(Piece(known.get("alt") or "", "alt", self._line, ALTERNATIVE))
            return
        kinds = (known.get("class") or "").split()
        note = "footnote" in kinds or "citation" in kinds
        if tag == "span":
            self._notes.append(note)
        if tag not in _INLINE or note:
            self._end()
        self._key = "caption" if tag == "figcaption" else self._key
        if "citation" in kinds or "references" in kinds:
            self._key = "references"
        if line := known.get("data-line"):
            self._line = int(line) if line.isdigit() else self._line

    def handle_endtag(self, tag: str) -> None:
        """End a piece with its block or footnote."""
        note = tag == "span" and self._notes and self._notes.pop()
        if note or tag not in _INLINE:
            self._end()
        if tag in ("figcaption", "section") or note:
            self._key = "body"

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self._text.append(data)

    def _end(self) -> None:
        if text := "".join(self._text).strip():
            self._made.append(Piece(text, self._key, self._line))
        self._text = []


def _solid(text: str) -> str:
    return "".join(text.split())


def size_of(text: str) -> int:
    """Return how many characters of a text are not white space."""
    return len(_solid(text))
