"""How even the pages of a publication are: told with a strict build, and by a report of its own."""

from collections.abc import Iterable, Iterator
from typing import Any

from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Severity
from printkit.typeset.texture import Fault, Kind, Texture

_KINDS: dict[Kind, tuple[Severity, str, str]] = {
    "widow": (Severity.WARNING, "the last line of a paragraph is alone at the head", "keep"),
    "orphan": (Severity.WARNING, "the first line of a paragraph is alone at the foot", "keep"),
    "stack": (
        Severity.WARNING,
        "three lines or more in a row end in a hyphen",
        "break",
    ),
    "river": (Severity.WARNING, "wide spaces run through four lines or more", "break"),
    "loose": (Severity.INFO, "the spaces of a line are stretched by more than half", "break"),
    "short": (Severity.INFO, "the last line of a paragraph is shorter than a tenth", "words"),
}
_HINTS = {
    "keep": "write `widows: 2; orphans: 2` for this block in the layout's style.css",
    "break": "choose `paragraphs: optimal` in the layout, a wider measure, or change a word",
    "words": "change a word of the paragraph, or bind its last two with a hard space",
}


def findings(edition: Edition, textures: Iterable[Texture]) -> list[Finding]:
    """Return what is uneven, one finding for each page and kind, at the first place of it.

    Loose and short lines are told as information: a narrow column cannot always do without.
    """
    files = {article.id: article.place.path for article in edition.articles}
    return [
        _finding(kind, faults, page, files)
        for page in textures
        for kind in _KINDS
        if (faults := [one for one in page.faults if one.kind == kind])
    ]


def _finding(kind: Kind, faults: list[Fault], page: Texture, files: dict[str, str]) -> Finding:
    severity, what, hint = _KINDS[kind]
    first = faults[0]
    path = files.get(first.article, "")
    place = Place(path, first.source if path else None, page=page.page + 1)
    times = f" ({len(faults)} times)" if len(faults) > 1 else ""
    message = f"on page {page.page + 1} {what}{times}"
    return Finding(f"typography/{kind}", message, place, _HINTS[hint], severity)


def report(textures: Iterable[Texture]) -> dict[str, Any]:
    """Return the measures of a product as plain values: its pages, and all of it in ``total``."""
    pages = list(textures)
    lines = [bad for page in pages for bad in page.badness]
    total = {
        "lines": len(lines), "mean_badness": _mean(lines), "worst": _worst(lines),
        "hyphens": sum(page.hyphens for page in pages),
    } | {kind: sum(page.count(kind) for page in pages) for kind in _KINDS}  # fmt: skip
    return {"total": total, "pages": list(_rows(pages))}


def _rows(pages: Iterable[Texture]) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield {
            "page": page.page + 1, "lines": len(page.badness), "mean_badness": _mean(page.badness),
            "worst": _worst(page.badness), "hyphens": page.hyphens,
        } | {kind: page.count(kind) for kind in _KINDS}  # fmt: skip


def _mean(lines: Iterable[float]) -> float:
    some = list(lines)
    return round(sum(some) / len(some), 1) if some else 0.0


def _worst(lines: Iterable[float]) -> float:
    return round(max(lines, default=0.0), 1)
