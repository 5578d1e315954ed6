"""The recipe: from a publication's folder to its finished files."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from printkit.build import cards
from printkit.build.boxes import shrink
from printkit.build.facing import face
from printkit.build.fit import fit
from printkit.build.order import Order
from printkit.build.pages import laid_out
from printkit.build.summary import LEDGER, recorded
from printkit.build.unchanged import look, remember
from printkit.compose import back, coverage, explained, faces, layouts, page, scripts, tokens
from printkit.compose.composition import Composition
from printkit.compose.facing import FACING
from printkit.compose.page import Edition
from printkit.compose.vocabulary import VOCABULARY
from printkit.compose.words import words
from printkit.model.finding import Finding, Place, Problems, Severity, did_you_mean, errors, problem
from printkit.model.publication import Publication
from printkit.press.profile import icc_file
from printkit.sources.printers import printer
from printkit.sources.publication import read
from printkit.sources.typography import MARKS
from printkit.sources.values import kept_in
from printkit.typeset.extent import Extents
from printkit.typeset.parts import Means
from printkit.typeset.weasy import Pages, measure
from printkit.typeset.workers import Chores, do_all

if TYPE_CHECKING:
    from printkit.build.complete import Completed
    from printkit.build.files import Output
    from printkit.build.ledger import Ledger, Sources


class Say(Protocol):
    """Tells what is done now, and how many of how many steps of it are."""

    def __call__(self, text: str, done: int = 0, total: int = 0, /) -> None:
        """Tell it."""


def quiet(_: str, done: int = 0, total: int = 0, /) -> None:
    """Tell nothing."""


@dataclass(frozen=True)
class Built:
    """What was made, with the warnings that were found on the way."""

    outputs: tuple["Output", ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Made:
    """What is ready to be written, and the account of the characters of each product."""

    publication: Publication
    outputs: tuple["Output", ...]
    findings: tuple[Finding, ...]
    ledgers: tuple["Ledger", ...]


def build(order: Order, say: Say = quiet) -> Built:
    """Build the products of a publication and write them, all or none.

    Raises Problems with the errors of the first stage that has some.
    """
    looked = look(order)
    made = make(order, say)
    say("write")
    products = made.publication.settings.products
    from printkit.build.files import write_all
    from printkit.build.ledger import written

    before = {key: one for key, one in recorded(order.out).items() if key in products}
    beside = {LEDGER: written(made.ledgers, before)}
    outputs, files = write_all(made.outputs, order.out, made.publication.folder, beside)
    remember(order, looked, _elsewhere(order, made.publication), files, made.findings)
    return Built(outputs, made.findings)


def _elsewhere(order: Order, publication: Publication) -> list[Path]:
    """Return the files that a build read outside the folders that it looks into."""
    known = faces.families(publication.folder).values()
    files = [faces.source(f, at, name) for f, at in known for name in (f.upright, f.italic) if name]
    names = {order.printer or one.printer for one in publication.settings.products.values()}
    files += [Path(name) for name in names if Path(name).suffix]
    for name in names:
        with suppress(Problems):
            files.append(icc_file(printer(name)))
    files += [publication.folder / house] if (house := publication.settings.house) else []
    return [path for path in files if path]


def make(order: Order, say: Say) -> Made:
    """Build the products of a publication without writing them."""
    with kept_in(order.store):
        return _made(order, say)


def _made(order: Order, say: Say) -> Made:
    publication, findings = _read(order, say)
    if publication.settings.house:
        from printkit.build.inspect import rules

        rules(publication)  # so that their errors are told before anything is set
    made: list[Completed] = []
    for key in products_of(publication, order.products):
        say(f"{key}: set")
        edition = edition_of(publication, key, order)
        sources: Sources = []
        chores = _chores(edition, order, sources)
        pages, composition = lay_out(edition, _means(order, key, say, chores))
        do_all(chores)
        say(f"{key}: finish for {', '.join(order.targets or edition.product.targets)}")
        made.append(_completed(edition, sources, pages, composition, order))
    findings += [finding for one in made for finding in one.findings]
    _fail(findings, order.strict)
    outputs = tuple(output for one in made for output in one.outputs)
    ledgers = tuple(one.ledger for one in made if one.ledger)
    return Made(publication, outputs, tuple(dict.fromkeys(findings)), ledgers)


def _completed(
    edition: Edition, sources: "Sources", pages: Pages, composition: Composition, order: Order
) -> "Completed":
    from printkit.build.complete import complete

    chosen = printer(order.printer or edition.product.printer)
    return complete(edition, sources, pages, composition, chosen, order)


def laid(order: Order, say: Say) -> Iterator[tuple[str, Pages]]:
    """Lay out the products of a publication and yield their pages, unfinished."""
    publication, _ = _read(order, say)
    for key in products_of(publication, order.products):
        say(f"{key}: set")
        pages, _ = lay_out(edition_of(publication, key, order), _means(order, key, say))
        yield key, pages


def _read(order: Order, say: Say) -> tuple[Publication, list[Finding]]:
    """Read a publication. Raises Problems when it has errors."""
    say(f"read {order.folder}")
    publication, findings = read(order.folder, order.store, fork=order.forks)
    findings += (*tokens.unknown(publication), *explained.unused(publication))
    _fail(findings, strict=False)
    return publication, findings


def _means(order: Order, key: str, say: Say, chores: Chores | None = None) -> Means:
    done = partial(say, f"{key}: set")
    return Means(order.processes, order.store, order.executor, done, chores)


def _chores(edition: Edition, order: Order, sources: "Sources") -> Chores:
    """Import what completes pages, and read what they are made of."""
    yield import_module("printkit.build.complete")
    if order.account:
        from printkit.build.ledger import sources_of

        for one in sources_of(edition):
            sources.append(one)
            yield one


def _fail(findings: Iterable[Finding], strict: bool) -> None:
    kept = [f for f in findings if f.severity is not Severity.INFO]
    if errors(kept) or (strict and kept):
        raise Problems(dict.fromkeys(kept))


def products_of(publication: Publication, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the products that are wanted, by default all. Raises Problems (product/unknown)."""
    known = publication.settings.products
    for name in wanted:
        if name not in known:
            place = Place(str(publication.folder / "publication.yaml"))
            hint = did_you_mean(name, known)
            raise problem("product/unknown", f"no product {name!r}", place, hint)
    return wanted or tuple(known)


def edition_of(publication: Publication, key: str, order: Order) -> Edition:
    """Return a product of a publication, as it is ordered."""
    product = publication.settings.products[key]
    layout = layouts.find(product.layout, layouts.search_path(publication.folder))
    chosen = printer(order.printer or product.printer)
    bleed = product.bleed if product.bleed is not None else chosen.bleed
    return page.edition(publication, key, layout, bleed)


def lay_out(edition: Edition, means: Means) -> tuple[Pages, Composition]:
    """Compose an edition, check its characters, and lay it out."""
    characters = _characters(edition.publication)
    names = scripts.families(edition.fonts, edition.scripts)
    folder = edition.publication.folder
    ready = faces.ready(names, frozenset(characters), folder)
    composition = page.compose(edition, ready)
    findings = _uncovered(composition, edition)
    if findings:
        raise Problems(findings)
    day = edition.publication.settings.date

    def measured(one: Edition) -> Extents:
        return measure(page.compose(one, ready), day)

    def room(one: Edition) -> Extents:
        return face(one, measured)[1]

    fitted, notes = fit(edition, room)
    if fitted.product.bilingual == FACING:
        fitted, _ = face(fitted, measured)
    composition = page.compose(fitted, ready) if fitted is not edition else composition
    pages = laid_out(composition, day, means)
    if pages.extents.overset:
        shrunk, more = shrink(fitted, pages.extents, room)
        composition = page.compose(shrunk, ready)
        pages, notes = laid_out(composition, day, means), [*notes, *more]
    if back.refers(composition):
        from printkit.press.anchors import pages_of

        at = pages_of(pages.pdf)
        once = back.thinned(composition, at.get)
        if once != composition:
            composition, pages = once, laid_out(once, day, means)
    if full := cards.overset(fitted, pages.extents):
        raise Problems(full)
    found = (*notes, *pages.findings)
    return replace(pages, findings=found), composition


def _characters(publication: Publication) -> str:
    ascii_ = "".join(map(chr, range(32, 127)))
    printed = (words(language).values() for language in ("zh", *VOCABULARY))
    found = scripts.signs(publication)
    found += "".join(
        article.body for article in publication.articles if publication.settings.references
    )
    return found + ascii_ + MARKS + _DAYS + "".join(map("".join, printed))


_DAYS = "年月日至星期周一二三四五六曜火水木金土일월화수목금토요년"


_TAG = re.compile(r"<[^>]*>")


@lru_cache(maxsize=4096)
def _characters_in(html: str) -> str:
    return "".join(set(unescape(_TAG.sub(" ", html))))


def _uncovered(composition: Composition, edition: Edition) -> list[Finding]:
    """Return a finding for each character of the text that no face can set."""
    pieces = (composition.head, *composition.parts)
    lost = coverage.missing("".join(map(_characters_in, pieces)), composition.faces)
    if not lost:
        return []
    sources = {
        path: path.read_text("utf-8")
        for path in edition.publication.inputs
        if path.suffix in (".md", ".yaml", ".yml")
    }
    used = {face.family for face in composition.faces}
    others = {
        name: path
        for name, (family, folder) in faces.families(edition.publication.folder).items()
        if name not in used and (path := faces.source(family, folder, family.upright))
    }
    return coverage.locate(lost, sources, others)
