"""Terms that a publication explains, found in its articles: abbreviations and a glossary."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from printkit.model.article import Article
from printkit.model.finding import Finding, Place, Severity
from printkit.model.marks import Back
from printkit.model.publication import Publication
from printkit.sources.scripts import has_han


def marked(article: Article, publication: Publication) -> Article:
    """Return an article with an anchor at the first place of each term that is explained."""
    settings, body = publication.settings, article.body
    for kind, terms in (
        (Back.ABBREVIATIONS, settings.abbreviations),
        (Back.GLOSSARY, settings.glossary),
    ):
        # Longer terms first, so that none is found inside of another.
        for term in sorted(terms, key=len, reverse=True):
            body = _anchored(body, term, occurrence(kind, article, term))
    return replace(article, body=body) if body is not article.body else article


def occurrence(kind: Back, article: Article, term: str) -> str:
    """Return the anchor of the first place of a term in an article."""
    slug = re.sub(r"\W+", "-", unicodedata.normalize("NFC", term))
    return f"{article.id}--{kind}-of-{slug}"


_TAG = re.compile(r"(<[^>]*>)")
_LETTER = "[^\\W\u2e80-\u9fff]"
"""A letter or digit, but of no Chinese: CSCO stands in 参加CSCO年会 as a word."""


def _anchored(body: str, term: str, anchor: str) -> str:
    """Give the first place of ``term`` in HTML an anchor. A small first letter may be a capital."""
    pattern = _place(term)
    parts = _TAG.split(body)
    for at in range(0, len(parts), 2):
        if match := pattern.search(parts[at]):
            inside = f'<span id="{anchor}">{match[0]}</span>'
            parts[at] = parts[at][: match.start()] + inside + parts[at][match.end() :]
            return "".join(parts)
    return body


def _place(term: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(str(Markup.escape(word))) for word in term.split())
    if term[:1].islower():
        words = f"[{term[0]}{term[0].upper()}]{words[1:]}"
    return re.compile(words if has_han(term) else rf"(?<!{_LETTER}){words}(?!{_LETTER})")


def unused(publication: Publication) -> Iterator[Finding]:
    """Yield a warning for each term that is explained, and that is in no article."""
    settings, path = publication.settings, publication.folder / "publication.yaml"
    bodies = [_TAG.sub("", article.body) for article in publication.articles]
    for kind, terms in (("abbreviation", settings.abbreviations), ("term", settings.glossary)):
        for term in terms:
            if not any(_place(term).search(body) for body in bodies):
                message = f"the {kind} {term!r} is explained, and is in no article"
                hint = "correct how it is written, or take it out"
                yield Finding(
                    f"{kind}/unused", message, line_of(path, term), hint, Severity.WARNING
                )


def line_of(path: Path, name: str) -> Place:
    """Return the first line of a YAML file that has a key."""
    lines = path.read_text("utf-8").splitlines()
    key = re.compile(rf"(?<![\w-]){re.escape(name)}[\"']?\s*:")
    return Place(str(path), next((n for n, one in enumerate(lines, 1) if key.search(one)), None))
