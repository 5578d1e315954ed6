"""Design tokens: colours, font stacks and type sizes of layouts, which a publication replaces."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from printkit.compose import layouts
from printkit.model.finding import Finding, Place, Problems, did_you_mean
from printkit.model.publication import Publication

KINDS = {"palette": "colour", "fonts": "font stack", "scale": "type size"}


def unknown(publication: Publication) -> list[Finding]:
    """Return a finding for each token of a publication that none of its layouts has.

    A colour of a name that is near to none is one for the pictures, and may stay.
    """
    known = _known(publication)
    file = publication.folder / "publication.yaml"
    findings = []
    for key, what in KINDS.items():
        for name in getattr(publication.settings, key):
            hint = did_you_mean(name, known.get(key, ()))
            if name in known.get(key, (name,)) or (key == "palette" and "did you" not in hint):
                continue
            message = f"no layout of the publication has a {what} {name!r}"
            findings.append(Finding("layout/token", message, _place(file, key, name), hint))
    return findings


def _known(publication: Publication) -> Mapping[str, set[str]]:
    path = layouts.search_path(publication.folder)
    known: dict[str, set[str]] = {}
    for name in {product.layout for product in publication.settings.products.values()}:
        try:
            settings: Any = layouts.find(name, path).settings
        except Problems:
            # The product that needs it says what is wrong with it.
            return {}
        for key in KINDS:
            known.setdefault(key, set()).update(getattr(settings, key))
    return known


def _place(file: Path, key: str, name: str) -> Place:
    """Return the first line after ``key`` that has ``name``."""
    lines: Iterable[tuple[int, str]] = enumerate(file.read_text("utf-8").splitlines(), 1)
    inside = False
    for number, line in lines:
        inside = inside or line.startswith(f"{key}:")
        if inside and re.search(rf"(?:^|[\s{{,\"']){re.escape(name)}[\"']?\s*:", line):
            return Place(str(file), number)
    return Place(str(file))
