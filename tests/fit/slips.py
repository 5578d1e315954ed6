"""Small publications of one text, on small pages, so that many can be fitted in a test."""

import random
from pathlib import Path

from printkit.build.recipe import Order, edition_of, lay_out
from printkit.sources.publication import read
from printkit.typeset.parts import Means
from printkit.typeset.weasy import Pages

LAYOUT = """\
name: slip
title: A slip for tests
extends: base
paragraphs: greedy
kind: insert
binding: none
sizes:
  small:
    trim: 80mm x 120mm
    margins: {top: 8mm, bottom: 8mm, inner: 8mm, outer: 8mm}
    text: 9pt
    leading: 12pt
    fit:
      tracking: [-1%, 1%]
      leading: [11.2pt, 13pt]
      text: [8.5pt, 9.6pt]
  columns:
    trim: 120mm x 80mm
    margins: {top: 8mm, bottom: 8mm, inner: 8mm, outer: 8mm}
    text: 8pt
    leading: 10pt
    columns: 2
    fit:
      tracking: [-1%, 1%]
      gutter: [5mm, 8mm]
      leading: [9.3pt, 11pt]
      text: [7.6pt, 8.4pt]
"""
STYLE = """\
{% if geometry.columns > 1 %}
.text { columns: {{ geometry.columns }}; column-gap: var(--gutter); }
{% endif %}
"""
PUBLICATION = """\
title: Slips
date: 2024-09-25
articles: [one.md]
products:
  slip: {{layout: slip, size: {size}, options: {{bios: {bios}}}{fit}}}
"""
SYLLABLES = (
    "ba be den der ein fa ge ka la lo men mo na no ra re sa ser so ta te tion to ver wa".split()
)


def words(count: int, seed: int) -> list[str]:
    """Return so many words of an invented language."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(count)]


def paragraphs(text: list[str], seed: int) -> str:
    """Break words into paragraphs, the same ones as long as the seed is the same."""
    chance, parts, at = random.Random(seed), [], 0
    while at < len(text):
        length = chance.randint(25, 90)
        parts.append(" ".join(text[at : at + length]))
        at += length
    return "\n\n".join(parts) + "\n"


def slip(
    folder: Path, body: str, fit: str = "", *, head: str = "", bios: bool = False,
    size: str = "small",
) -> Path:  # fmt: skip
    """Write a publication of one article. ``fit`` is the product's, ``head`` more front matter."""
    (folder / "layouts" / "slip").mkdir(parents=True, exist_ok=True)
    (folder / "layouts" / "slip" / "style.css").write_text(STYLE)
    (folder / "people").mkdir(exist_ok=True)
    (folder / "layouts" / "slip" / "layout.yaml").write_text(LAYOUT)
    person = "name: Anna Placeholder\nroles: [Chair, Registrar]\nbiography: She keeps lists.\n"
    (folder / "people" / "anna.yaml").write_text(person)
    given = f", fit: {fit}" if fit else ""
    settings = PUBLICATION.format(bios=str(bios).lower(), fit=given, size=size)
    (folder / "publication.yaml").write_text(settings)
    (folder / "one.md").write_text(f"---\ntitle: One\nauthors: [anna]\n{head}---\n\n{body}")
    return folder


def pages(folder: Path) -> Pages:
    """Lay the slip out, and return its pages; raises Problems as a build does."""
    publication, _ = read(folder)
    return lay_out(edition_of(publication, "slip", Order(folder)), Means())[0]
