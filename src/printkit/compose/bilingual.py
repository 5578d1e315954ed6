"""Editions in one language or two, made of articles and their translations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from printkit.compose.facing import FACING
from printkit.compose.markup import blocks, is_heading, line_of, name_of
from printkit.model.article import Article
from printkit.model.finding import Finding, Place, Problems
from printkit.model.language import matches
from printkit.model.person import Person
from printkit.model.product import Product
from printkit.model.publication import Publication
from printkit.sources.inline import inline

_ID = re.compile(r'\sid="[^"]*"')


def localised(publication: Publication, product: Product) -> Publication:
    """Return a publication in the language, or the two, of a product.

    Raises Problems where an article lacks a translation, or a paragraph its counterpart.
    """
    language = product.language or publication.settings.language
    findings: list[Finding] = []
    articles = []
    for article in publication.articles:
        if product.articles is not None and article.id not in product.articles:
            articles.append(article)
            continue
        first = _in_language(article, language)
        second = _second(article, first, product)
        if first is None or (product.bilingual and second is None):
            wanted = language if first is None else product.second
            findings.append(_untranslated(article, wanted))
        elif product.bilingual and second is not None:
            unequal = list(_unequal(first, second))
            findings += unequal
            articles.append(first if unequal else _paired(first, second, product.bilingual))
        else:
            articles.append(first)
    if findings:
        raise Problems(findings)
    made = replace(publication, articles=tuple(articles))
    return _renamed(made, language) if product.language else made


def _in_language(article: Article, language: str) -> Article | None:
    """Return an article as it is in a language; one of a third language stays as it is."""
    if matches(article.language, language) or not article.translations:
        return article
    found = (one for one in article.translations if matches(one.language, language))
    return next(found, None)


def _second(article: Article, first: Article | None, product: Product) -> Article | None:
    others = [one for one in (article, *article.translations) if one is not first]
    if product.second:
        others = [one for one in others if matches(one.language, product.second)]
    return next(iter(others), None)


def _untranslated(article: Article, language: str | None) -> Finding:
    path = Path(article.place.path)
    ending = language or "zh-Hans"
    return Finding(
        "article/no-translation",
        f"the article {article.id!r} is not there in {language or 'a second language'}",
        article.place,
        f"write {path.stem}.{ending}{path.suffix} beside it",
    )


def _unequal(first: Article, second: Article) -> Iterator[Finding]:
    """Give the first place where two texts are out of step: a block without its counterpart."""
    ones, others = blocks(first.body), blocks(second.body)
    for one, other in zip_longest(ones, others, fillvalue=""):
        if name_of(one) == name_of(other):
            continue
        here, there = (first, second) if one else (second, first)
        block = one or other
        kind = {"p": "paragraph", "ul": "list", "ol": "list"}.get(name_of(block), "block")
        kind = "heading" if is_heading(block) else kind
        counts = f"{len(ones)} and {len(others)} blocks"
        at = f" near line {line}" if (line := line_of(other if one else one)) else ""
        yield Finding(
            "bilingual/unequal",
            f"this {kind} has no counterpart in {Path(there.place.path).name}{at} ({counts})",
            Place(here.place.path, line_of(block)),
            "let both texts have the same paragraphs, headings and lists in the same order",
        )
        return


def _paired(first: Article, second: Article, arrangement: str) -> Article:
    """Return one article of two: its head in the first language, its text in both."""
    others = blocks(_ID.sub(lambda id: "" if id[0] in first.body else id[0], second.body))
    pairs = [*_heads(first, second), *zip(blocks(first.body), others, strict=True)]
    langs = (first.language, second.language)
    rows = "\n".join(_row(one, other, langs, arrangement) for one, other in pairs)
    head = first.head.model_copy(
        update={
            "names": {**first.head.names, second.language: second.head.title},
            "subtitle": None, "standfirst": None, "quotes": (), "dropcap": False,
            "signoff": _signoff(first, second),
        }
    )  # fmt: skip
    other_note = f'<div lang="{second.language}">{second.note}</div>' if second.note else ""
    return replace(
        first, head=head, body=f'<div class="pairs {arrangement}">\n{rows}\n</div>\n',
        note=first.note + other_note, figures=(*first.figures, *second.figures),
        anchors=first.anchors | second.anchors,
    )  # fmt: skip


def _heads(first: Article, second: Article) -> Iterator[tuple[str, str]]:
    for key in ("subtitle", "standfirst"):
        texts = [getattr(article.head, key) for article in (first, second)]
        if any(texts):
            one, other = (
                f'<p class="{key}">{inline(text, article.language, article.head.smart)}</p>'
                if text else ""
                for text, article in zip(texts, (first, second), strict=True)
            )  # fmt: skip
            yield one, other


def _signoff(first: Article, second: Article) -> Any:
    own, other = first.head.signoff, second.head.signoff
    if own is None or other is None or not other.text:
        return own or other
    return own.model_copy(update={"text": " ".join(filter(None, (own.text, other.text)))})


def _row(one: str, other: str, langs: tuple[str, str], arrangement: str) -> str:
    if name_of(one) == name_of(other) == "figure":
        if arrangement != FACING:
            return f'<div class="pair whole">{_with_caption(one, other, langs[1])}</div>'
        other = _caption_alone(other)
    cells = "".join(
        f'<div class="{side}" lang="{lang}">{block}</div>'
        for side, block, lang in (("first", one, langs[0]), ("second", other, langs[1]))
    )
    return f'<div class="pair">{cells}</div>'


def _caption_alone(figure: str) -> str:
    """Return the caption of a picture that stands on the facing page."""
    caption = figure[figure.find("<figcaption>") : figure.find("</figcaption>")]
    return f"<figure>{caption}</figcaption></figure>" if caption else ""


def _with_caption(one: str, other: str, lang: str) -> str:
    """Return one picture with the captions of two."""
    if "<figcaption>" not in other:
        return one
    caption = other.split("<figcaption>", 1)[1].split("</figcaption>", 1)[0]
    below = f'<span class="other-caption" lang="{lang}">{caption}</span>'
    if "</figcaption>" in one:
        return one.replace("</figcaption>", f" {below}</figcaption>")
    return one.replace("</figure>", f"<figcaption>{below}</figcaption></figure>")


def _renamed(publication: Publication, language: str) -> Publication:
    """Return a publication whose titles and names are those of a language, where they are known."""
    settings = publication.settings
    own = settings.language
    event = settings.event
    if event:
        hosts = tuple(_named(one, language, own, "name") for one in event.organisers)
        event = _named(event, language, own, "name").model_copy(update={"organisers": hosts})
    made = _named(settings, language, own, "title")
    people: Mapping[str, Person] = {
        key: _named(person, language, person.language or own, "name")
        for key, person in publication.people.items()
    }
    settings = made.model_copy(update={"language": language, "event": event})
    return replace(publication, settings=settings, people=people)


def _named(value: Any, language: str, own: str, key: str) -> Any:
    """Exchange the name of a value and its name in a language; what has none stays."""
    found = next((lang for lang in value.names if matches(lang, language)), None)
    if found is None:
        return value
    rest = {lang: name for lang, name in value.names.items() if lang != found}
    return value.model_copy(
        update={key: value.names[found], "names": {own: getattr(value, key), **rest}}
    )
