"""A folder with ``publication.yaml``, articles, people and images, read into a Publication."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from printkit.model.article import Article, Figure, FrontMatter
from printkit.model.finding import Finding, Place, Problems, Severity, did_you_mean, errors
from printkit.model.person import Person
from printkit.model.programme import Programme
from printkit.model.publication import Publication, PublicationSettings
from printkit.model.store import Store
from printkit.sources import images, kept
from printkit.sources.citations import Library, library
from printkit.sources.programme import check
from printkit.sources.reading import Context, Reading
from printkit.sources.settings import load, parse, read_text
from printkit.sources.translations import beside, inherited, language_in, translated

SETTINGS = "publication.yaml"
ARTICLE_LIMIT = 5_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


@dataclass
class _Desk:
    """What is being read: the folder, and what was found so far."""

    folder: Path
    store: Store | None
    fork: bool
    findings: list[Finding] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)


def read(
    folder: Path, store: Store | None = None, *, fork: bool = False
) -> tuple[Publication, list[Finding]]:
    """Read the publication in ``folder`` (or the folder of the given ``publication.yaml``).

    Returns it with its warnings; texts that are in ``store`` are not read again, and with ``fork``
    another process helps to read many. Raises Problems with all errors of all files at once.
    """
    folder = folder.parent if folder.name == SETTINGS else folder
    desk = _Desk(folder, store, fork)
    desk.inputs.append(folder / SETTINGS)
    settings = load(folder / SETTINGS, PublicationSettings)
    people = _people(desk)
    heads = _heads(desk, settings)
    references = _library(desk, settings)
    articles = _articles(desk, heads, settings.language, references)
    articles = translated(articles, _translations(desk, heads, references))
    _check_references(desk, articles, people, settings)
    biographies = {
        name: _text(desk, person.biography or "", folder / "people" / f"{name}.yaml", settings)
        for name, person in people.items()
    }
    colophon = _text(desk, settings.colophon or "", folder / SETTINGS, settings)
    programme = _programme(desk)
    if errors(desk.findings):
        raise Problems(_in_order(desk.findings))
    publication = Publication(
        settings=settings,
        folder=folder,
        articles=tuple(articles),
        people=people,
        biographies=biographies,
        colophon=colophon,
        programme=programme,
        inputs=tuple(dict.fromkeys(desk.inputs)),
    )
    return publication, _in_order(desk.findings)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.place.path, f.place.line or 0, f.place.column or 0))


def _people(desk: _Desk) -> dict[str, Person]:
    people = {}
    for path in sorted((desk.folder / "people").glob("*.y*ml")):
        desk.inputs.append(path)
        try:
            person = load(path, Person)
        except Problems as problems:
            desk.findings += problems.findings
            continue
        people[path.stem] = person
        for image in filter(None, (person.portrait, person.signature)):
            _image(desk, image, Place(str(path), _line_of(path, image)))
    return people


def _programme(desk: _Desk) -> Programme | None:
    try:
        programme, findings = check.load(desk.folder)
    except Problems as problems:
        desk.findings += problems.findings
        return None
    desk.findings += findings
    desk.inputs += [desk.folder / check.FILE] if programme else []
    return programme


def _line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((i for i, line in enumerate(lines, 1) if text in line), 1)


@dataclass(frozen=True)
class _Head:
    """An article of which only the head was read."""

    path: Path
    head: FrontMatter
    body: str
    first_line: int

    @property
    def id(self) -> str:
        return self.head.id or self.path.stem.lower().replace("_", "-").replace(" ", "-")


def _heads(desk: _Desk, settings: PublicationSettings) -> list[_Head]:
    heads: dict[str, _Head] = {}
    for name in settings.articles:
        path = desk.folder / name
        try:
            head = _head(path, desk.folder / SETTINGS, name)
        except Problems as problems:
            desk.findings += problems.findings
            continue
        desk.inputs.append(path)
        if head.id in heads:
            message = f"two articles have the id {head.id!r}: {heads[head.id].path.name} and {name}"
            hint = "give one of them another `id:` in its head"
            desk.findings.append(Finding("article/same-id", message, Place(str(path), 1), hint))
        heads[head.id] = head
    return list(heads.values())


def _head(path: Path, settings: Path, name: str) -> _Head:
    if not path.is_file():
        near = did_you_mean(name, (p.name for p in settings.parent.glob("*.md")))
        place = Place(str(settings), _line_of(settings, name))
        raise Problems([Finding("article/missing", f"no article {name!r}", place, near)])
    text = read_text(path, ARTICLE_LIMIT)
    match = _FRONT_MATTER.match(text)
    if not match:
        hint = "begin the file with a line `---`, `title: ...`, and a line `---`"
        raise Problems([Finding("article/no-head", "has no head", Place(str(path), 1), hint)])
    head = parse(match[1], str(path), FrontMatter, first_line=2)
    return _Head(path, head, text[match.end() :], text[: match.end()].count("\n") + 1)


def _library(desk: _Desk, settings: PublicationSettings) -> Library | None:
    if not settings.references:
        return None
    try:
        known, files = library(desk.folder, settings.references, settings.citations)
    except Problems as problems:
        desk.findings += problems.findings
        return Library("", Path(), {})
    desk.inputs += files
    return known


def _articles(
    desk: _Desk,
    heads: list[_Head],
    language: str,
    references: Library | None,
    files: Mapping[str, str] | None = None,
) -> list[Article]:
    files = files or {head.path.name: head.id for head in heads}
    articles, readings, wanted = [], [], []
    contexts = [_context(head, language, files) for head in heads]
    for head, context in zip(heads, contexts, strict=True):
        wanted.append((head.body, replace(context, lines=True, library=references)))
        wanted.append((head.head.note or "", replace(context, part="note-")))
    texts = iter(kept.read_all(wanted, desk.store, fork=desk.fork))
    for head, context in zip(heads, contexts, strict=True):
        (body, reading), (note, of_note) = next(texts), next(texts)
        articles.append(_article(desk, head, context, (body, note), (reading, of_note)))
        readings += [(context.path, reading), (context.path, of_note)]
    _check_links(desk, articles, readings, set(files.values()))
    return articles


def _context(head: _Head, language: str, files: Mapping[str, str]) -> Context:
    return Context(
        path=str(head.path),
        language=head.head.language or language or language_in(head.path),
        article=head.id,
        pictures=head.head.images,
        files=files,
        first_line=head.first_line,
        smart=head.head.smart,
    )


def _translations(desk: _Desk, heads: list[_Head], references: Library | None) -> list[Article]:
    """Read the translations that lie beside articles: ``one.zh-Hans.md`` of ``one.md``."""
    found = []
    for head in heads:
        for path in beside(head.path):
            try:
                other = _head(path, desk.folder / SETTINGS, path.name)
            except Problems as problems:
                desk.findings += problems.findings
                continue
            desk.inputs.append(path)
            known = other.head.model_copy(
                update={"id": head.id, **inherited(head.head, other.head)}
            )
            found.append(replace(other, head=known))
    files = [*heads, *found]
    return _articles(desk, found, "", references, {one.path.name: one.id for one in files})


def _article(
    desk: _Desk,
    head: _Head,
    context: Context,
    texts: tuple[str, str],
    readings: tuple[Reading, Reading],
) -> Article:
    of_body, of_note = readings
    figures = []
    for reading in readings:
        desk.findings += reading.findings
        for name, line in reading.pictures:
            figures.append(_image(desk, name, Place(context.path, line)))
    if (lead := head.head.lead) and lead in head.head.images:
        figures.append(_image(desk, head.head.images[lead].file, Place(context.path, 1)))
    return Article(
        id=head.id,
        head=head.head,
        language=context.language,
        body=texts[0],
        note=texts[1],
        place=Place(context.path, 1),
        words=of_body.words,
        figures=tuple(filter(None, figures)),
        anchors=frozenset().union(*(r.anchors for r in readings)),
        marks=of_body.marks(),
        note_marks=of_note.marks(),
        changes=sum((r.changes for r in readings), Counter()),
    )


def _image(desk: _Desk, name: str, place: Place) -> Figure | None:
    path = desk.folder / name
    desk.findings += images.check(path, desk.folder, place, desk.store)
    if not path.is_file():
        return None
    desk.inputs.append(path)
    return Figure(path, place)


def _check_links(
    desk: _Desk, articles: list[Article], readings: list[tuple[str, Reading]], known: set[str]
) -> None:
    known |= {f"{article.id}--{anchor}" for article in articles for anchor in article.anchors}
    for path, reading in readings:
        for target, line in reading.links:
            if target not in known:
                shown = target.replace("--", "#")
                message = f"a link leads to {shown!r}, which is not in this publication"
                hint = did_you_mean(target, known)
                desk.findings.append(Finding("reference/unknown", message, Place(path, line), hint))


def _check_references(
    desk: _Desk,
    articles: list[Article],
    people: Mapping[str, Person],
    settings: PublicationSettings,
) -> None:
    for article in articles:
        head, path = article.head, Path(article.place.path)
        for name in (*head.authors, *(head.signoff.people if head.signoff else ())):
            if name not in people and not (desk.folder / "people" / f"{name}.yaml").exists():
                place = Place(str(path), _line_of(path, name))
                hint = did_you_mean(name, people) or f"write people/{name}.yaml"
                desk.findings.append(Finding("person/missing", f"no person {name!r}", place, hint))
        if head.lead and head.lead not in head.images:
            place = Place(str(path), _line_of(path, "lead"))
            hint = did_you_mean(head.lead, head.images)
            desk.findings.append(Finding("image/unknown", f"no image {head.lead!r}", place, hint))
        if not article.body.strip():
            place = Place(str(path), 1)
            desk.findings.append(Finding("article/empty", "has no text below its head", place))
    _check_products(desk, articles, people, settings)
    for organiser in settings.event.organisers if settings.event else ():
        if organiser.logo:
            place = Place(
                str(desk.folder / SETTINGS), _line_of(desk.folder / SETTINGS, organiser.logo)
            )
            _image(desk, organiser.logo, place)


def _check_products(
    desk: _Desk,
    articles: list[Article],
    people: Mapping[str, Person],
    settings: PublicationSettings,
) -> None:
    path = desk.folder / SETTINGS
    known = [article.id for article in articles]
    for key, product in settings.products.items():
        for name in product.articles or ():
            if name not in known and len(known) == len(settings.articles):
                place = Place(str(path), _line_of(path, name))
                message = f"the product {key!r} names an article {name!r} that is not there"
                hint = did_you_mean(name, known)
                desk.findings.append(Finding("article/unknown", message, place, hint))
        for name in product.people or ():
            if name not in people:
                place = Place(str(path), _line_of(path, name))
                message = f"the product {key!r} names {name!r}, who is not in people/"
                hint = did_you_mean(name, people)
                desk.findings.append(Finding("person/missing", message, place, hint))
        if product.cover and product.cover.image:
            _image(desk, product.cover.image, Place(str(path), _line_of(path, product.cover.image)))


def _text(desk: _Desk, text: str, path: Path, settings: PublicationSettings) -> str:
    context = Context(path=str(path), language=settings.language, smart=True)
    rendered, reading = kept.read(text, context, desk.store)
    desk.findings += [f.at(Place(str(path))) for f in reading.findings]
    for name, _ in reading.pictures:
        _image(desk, name, Place(str(path)))
    for target, _ in reading.links:
        message = f"a link leads to {target!r}; only articles may link to articles"
        severity = Severity.ERROR
        desk.findings.append(
            Finding("reference/unknown", message, Place(str(path)), severity=severity)
        )
    return rendered
