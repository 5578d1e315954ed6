"""Translations of articles: files beside them whose names end in a language."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from printkit.model.article import Article, FrontMatter

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def beside(article: Path) -> list[Path]:
    """Return the translations of an article: ``one.fr.md`` and ``one.zh-Hans.md`` of ``one.md``."""
    found = article.parent.glob(f"{article.stem}.*{article.suffix}")
    return sorted(path for path in found if _LANGUAGE.fullmatch(language_in(path)))


def language_in(path: Path) -> str:
    """Return the language that the name of a translation ends in."""
    return path.stem.rpartition(".")[2]


def inherited(head: FrontMatter, other: FrontMatter) -> dict[str, Any]:
    """Return what the head of a translation takes from its article, where it says nothing."""
    keys = ("authors", "images", "lead", "signoff", "dropcap", "smart", "fit")
    return {key: getattr(head, key) for key in keys if key not in other.model_fields_set}


def translated(articles: Iterable[Article], translations: Iterable[Article]) -> list[Article]:
    """Return articles with their translations, which have the same ids."""
    others = list(translations)
    return [
        replace(article, translations=tuple(one for one in others if one.id == article.id))
        for article in articles
    ]
