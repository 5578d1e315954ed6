"""Design tokens: colours, font stacks and type sizes of layouts, which a publication replaces."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from printkit.compose import layouts
from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Problems, Severity, did_you_mean
from printkit.model.palette import Colour, Palette, rgb
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


_TEXT, _LARGE = 4.5, 3.0
"""The least contrast of text, and of large text, for readers of weak sight (WCAG 2.2, AA)."""
_PAIRS = {
    ("ink", "paper"): _TEXT, ("muted", "paper"): _TEXT, ("accent", "paper"): _TEXT,
    ("ink", "soft"): _TEXT, ("muted", "soft"): _TEXT, ("accent", "soft"): _LARGE,
}  # fmt: skip


def faint(edition: Edition) -> list[Finding]:
    """Return a warning for each colour that is set on another and is too near to it to be read."""
    own = edition.publication.settings.palette
    file = edition.publication.folder / "publication.yaml"
    layout = Place(str(edition.layout.folders[0][1] / "layout.yaml"))
    findings = []
    for over, ground, found, least in too_near(edition.palette):
        name = next((name for name in (over, ground) if name in own), "")
        place = _place(file, "palette", name) if name else layout
        message = f"{over} on {ground} has a contrast of {found:.1f}; WCAG AA asks for {least}"
        hint = f"make {over} darker, or {ground} lighter"
        findings.append(Finding("palette/contrast", message, place, hint, Severity.WARNING))
    return findings


def too_near(palette: Palette) -> list[tuple[str, str, float, float]]:
    """Return the pairs that cannot be read well: text, ground, their contrast, what is asked."""
    found = ((*pair, contrast(*(palette[name] for name in pair)), least)
             for pair, least in _PAIRS.items())  # fmt: skip
    return [one for one in found if one[2] < one[3]]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours on the screen, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


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
