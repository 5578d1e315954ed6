"""The lists at the back of a booklet: index, glossary, abbreviations, contributors, figures.

Made from the marks in the articles of the product, sorted as `sources.names` sorts names: Latin
letters by their base letters, Chinese by pinyin among them. Letters are the headings of a list;
what begins with no letter stands first, under "#".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markupsafe import Markup

from printkit.compose.composition import Composition
from printkit.compose.explained import line_of, occurrence
from printkit.model.article import Article
from printkit.model.finding import Finding, Severity
from printkit.model.marks import Back, Caption, Definition, Term
from printkit.model.person import Person
from printkit.model.publication import Publication
from printkit.sources.collation import collation_of
from printkit.sources.inline import inline
from printkit.sources.names import base, pinyin
from printkit.sources.rendering import caption_of
from printkit.sources.scripts import has_han

NOTHING = Markup("")
SORTED = (Back.CONTRIBUTORS, Back.ABBREVIATIONS, Back.GLOSSARY, Back.INDEX)


@dataclass(frozen=True)
class Entry:
    """A line of a list: its words in HTML, the anchors whose pages it gives, what is below it."""

    words: Markup
    anchors: tuple[str, ...] = ()
    text: Markup = NOTHING
    see: tuple[Markup, ...] = ()
    below: tuple["Entry", ...] = ()
    person: Person | None = None
    key: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Letter:
    """The entries of a letter; all of them where the letter is empty."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Listed:
    """A list that is set: its kind, its anchor, and its entries by letter."""

    kind: Back
    letters: tuple[Letter, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the list."""
        return f"back-{self.kind}"


def lists(
    publication: Publication, articles: Sequence[Article], kinds: Iterable[Back], notes: bool
) -> tuple[Listed, ...]:
    """Return the lists of some articles in order, without those that would be empty.

    ``articles`` are `marked`; ``notes`` tells whether their notes are set, too.
    """
    found = ((kind, _entries(kind, publication, articles, notes)) for kind in kinds)
    return tuple(Listed(kind, _by_letter(kind, entries)) for kind, entries in found if entries)


def _entries(
    kind: Back, publication: Publication, articles: Sequence[Article], notes: bool
) -> list[Entry]:
    if kind is Back.CONTRIBUTORS:
        return _contributors(publication, articles)
    if kind is Back.FIGURES:
        return [
            Entry(Markup(one.text), (one.anchor,))
            for article in articles
            for one in _captions(article, notes)
        ]
    if kind is Back.INDEX:
        return _index(
            (article.language, term)
            for article in articles
            for term in (*(article.note_marks.terms if notes else ()), *article.marks.terms)
        )
    return _definitions(kind, publication, articles, notes)


def _contributors(publication: Publication, articles: Sequence[Article]) -> list[Entry]:
    people, order = publication.people, collation_of(publication)
    found: dict[str, list[str]] = {}
    for article in articles:
        for name in article.head.authors:
            found.setdefault(name, []).append(article.id)
    entries = []
    for name, anchors in found.items():
        person = people[name]
        key = order.key(person.name, person.family)
        heading = order.heading(person.name, person.family)
        entries.append(Entry(Markup(), tuple(anchors), person=person, key=key, heading=heading))
    return sorted(entries, key=lambda entry: entry.key)


def lead_anchor(article: Article) -> str:
    """Return the anchor of the picture above the text of an article."""
    return f"{article.id}--lead"


def _captions(article: Article, notes: bool) -> Iterator[Caption]:
    head = article.head
    if head.lead and (text := caption_of(head.images[head.lead], article.language, head.smart)):
        yield Caption(lead_anchor(article), text)
    yield from article.note_marks.captions if notes else ()
    yield from article.marks.captions


def _definitions(
    kind: Back, publication: Publication, articles: Sequence[Article], notes: bool
) -> list[Entry]:
    settings = publication.settings
    listed = settings.glossary if kind is Back.GLOSSARY else settings.abbreviations
    found: dict[str, Entry] = {}
    for article in articles:
        for one in (*(article.note_marks.definitions if notes else ()), *article.marks.definitions):
            if one.list is kind:
                _define(found, one)
    for term, text in listed.items():
        anchors = [occurrence(kind, article, term) for article in articles]
        there = tuple(a for a, of in zip(anchors, articles, strict=True) if f'id="{a}"' in of.body)
        words = Markup(inline(term, settings.language))
        if there:
            meaning = Markup(inline(text, settings.language, True))
            _add(found, Entry(words, there, meaning, key=_key(term)))
    return sorted(found.values(), key=lambda entry: entry.key)


def _define(found: dict[str, Entry], one: Definition) -> None:
    words = Markup(one.term)
    _add(found, Entry(words, (one.anchor,), Markup(one.text), key=_key(words.striptags())))


def _add(found: dict[str, Entry], entry: Entry) -> None:
    """Put an entry beside the others, or what it says to the one of its name."""
    before = found.setdefault(entry.words.striptags(), entry)
    if before is not entry:
        text = before.text if entry.text in before.text else before.text + "; " + entry.text
        anchors = tuple(dict.fromkeys((*before.anchors, *entry.anchors)))
        found[entry.words.striptags()] = replace(before, anchors=anchors, text=text)


@dataclass
class _Heading:
    """A heading of the index that is being gathered."""

    words: str
    language: str
    sort: str = ""
    anchors: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    below: dict[str, "_Heading"] = field(default_factory=dict)

    def entry(self) -> Entry:
        see = tuple(Markup(inline(text, self.language)) for text in dict.fromkeys(self.see))
        words = Markup(inline(self.words, self.language))
        anchors = tuple(self.anchors)
        return Entry(words, anchors, see=see, below=_sorted(self.below), key=self.key())

    def key(self) -> tuple[str, ...]:
        return _key(self.sort or self.words)


def _index(terms: Iterable[tuple[str, Term]]) -> list[Entry]:
    top: dict[str, _Heading] = {}
    for language, term in terms:
        level, heading = top, None
        for words in term.entry:
            heading = level.setdefault(words.casefold(), _Heading(words, language))
            level = heading.below
        if heading is None:
            continue
        heading.sort = heading.sort or term.sort
        if term.see:
            heading.see.append(term.see)
        else:
            heading.anchors.append(term.anchor)
    return list(_sorted(top))


def _sorted(level: Mapping[str, _Heading]) -> tuple[Entry, ...]:
    return tuple(one.entry() for one in sorted(level.values(), key=_Heading.key))


def _key(text: str) -> tuple[str, ...]:
    """Return what a term is sorted by, word by word; signs before it do not count."""
    plain = re.sub(r"^[\W_]+", "", re.sub(r"[*_`]", "", text)) or text
    read = pinyin(plain, " ") if has_han(plain) else base(plain)
    return ("0" if not read[:1].isalpha() else "1", *re.findall(r"\w+", read), plain)


def _by_letter(kind: Back, entries: Sequence[Entry]) -> tuple[Letter, ...]:
    if kind not in SORTED:
        return (Letter("", tuple(entries)),)
    return tuple(Letter(letter, tuple(own)) for letter, own in groupby(entries, _letter))


def _letter(entry: Entry) -> str:
    """Return the letter that an entry stands under."""
    if entry.person:
        return entry.heading
    first = entry.key[1][:1]
    return first.upper() if first.isalpha() else "#"


MAKE: Mapping[Back, str] = {
    Back.CONTRIBUTORS: "name `authors:` in the heads of articles",
    Back.FIGURES: "give pictures a caption",
    Back.ABBREVIATIONS: "write them under `abbreviations:`",
    Back.GLOSSARY: "write its terms under `glossary:`, or a definition list after {.glossary}",
    Back.INDEX: "mark terms in the articles: [term]{.index}",
}


def empty(
    publication: Publication, key: str, kinds: Iterable[Back], made: Sequence[Listed]
) -> Iterator[Finding]:
    """Yield a warning for each list that a product is to have, and that would be empty."""
    path = publication.folder / "publication.yaml"
    for kind in kinds:
        if kind not in {one.kind for one in made}:
            message = f"{key}: its list {kind.value!r} would be empty and is not set"
            place = line_of(path, "back")
            yield Finding("back/empty", message, place, MAKE[kind], Severity.WARNING)


_PLACES = re.compile(r'<span class="pages">(.*?)</span>', re.DOTALL)
_PAGE = re.compile(r'<a class="at" href="#([^"]*)"></a>')


def refers(composition: Composition) -> bool:
    """Tell whether an entry of a list gives several pages."""
    return any(
        len(_PAGE.findall(m[1])) > 1 for part in composition.parts for m in _PLACES.finditer(part)
    )


def thinned(composition: Composition, page_of: Callable[[str], int | None]) -> Composition:
    """Return a composition whose lists give each page once. ``page_of`` knows where anchors are."""

    def once(match: re.Match[str]) -> str:
        first: dict[int | None, str] = {}
        for anchor in _PAGE.finditer(match[1]):
            first.setdefault(page_of(anchor[1]), anchor[0])
        return f'<span class="pages">{"".join(first.values())}</span>'

    return replace(composition, parts=tuple(_PLACES.sub(once, part) for part in composition.parts))
