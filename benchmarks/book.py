"""A book to measure with: articles with footnotes, cross references and a picture each."""

import random
from pathlib import Path

from PIL import Image

WORDS = (
    "the ward list table window morning letter answer trial patient nurse number register city "
    "hospital form evening protocol question chair paper light season harbour record meeting"
).split()


def write(folder: Path, articles: int) -> Path:
    """Write a publication of that many articles, about six A5 pages each."""
    draw = random.Random(7)
    names = [f"article-{n:03}" for n in range(articles)]
    (folder / "people").mkdir(parents=True)
    (folder / "people" / "author.yaml").write_text("name: An Author\nroles: [Chair | The Office]\n")
    for n, name in enumerate(names):
        noise = Image.effect_noise((900, 600), 60).convert("RGB")
        noise.save(folder / f"{name}.jpg", quality=80)
        other = names[(n + 7) % articles]
        (folder / f"{name}.md").write_text(_article(draw, n, name, other))
    listed = "".join(f"  - {name}.md\n" for name in names)
    (folder / "publication.yaml").write_text(
        "title: A book to measure with\ndate: 2024-09-25\narticles:\n" + listed +
        "products:\n  book: {layout: classic-a5, binding: perfect}\n"
    )  # fmt: skip
    return folder


def _article(draw: random.Random, n: int, name: str, other: str) -> str:
    paragraphs = [_paragraph(draw) for _ in range(24)]
    paragraphs[2] += f"[^a] It is told in [another place]({other}.md)."
    paragraphs[9] += "[^b]"
    paragraphs.insert(6, f"![Noise]({name}.jpg)")
    paragraphs.insert(12, "## A heading")
    notes = f"[^a]: {_paragraph(draw)[:120]}.\n\n[^b]: {_paragraph(draw)[:90]}.\n"
    head = f"---\ntitle: Article number {n + 1}\nauthors: [author]\n---\n\n"
    return head + "\n\n".join(paragraphs) + "\n\n" + notes


def _paragraph(draw: random.Random) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(75)).capitalize() + "."
