"""A book to measure with: articles with footnotes, cross references and a picture each."""

import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

WORDS = (
    "the ward list table window morning letter answer trial patient nurse number register city "
    "hospital form evening protocol question chair paper light season harbour record meeting"
).split()


@dataclass(frozen=True)
class _Article:
    name: str
    title: str
    other: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, str]


def _articles(count: int) -> list[_Article]:
    draw = random.Random(7)
    return [
        _Article(
            f"article-{n:03}", f"Article number {n + 1}", f"article-{(n + 7) % count:03}",
            tuple(_paragraph(draw) for _ in range(24)),
            (_paragraph(draw)[:120], _paragraph(draw)[:90]),
        )
        for n in range(count)
    ]  # fmt: skip


def write(folder: Path, count: int) -> Path:
    """Write a publication of that many articles, about six A5 pages each."""
    (folder / "people").mkdir(parents=True)
    (folder / "people" / "author.yaml").write_text("name: An Author\nroles: [Chair | The Office]\n")
    articles = _articles(count)
    for article in articles:
        noise = Image.effect_noise((900, 600), 60).convert("RGB")
        noise.save(folder / f"{article.name}.jpg", quality=80)
        (folder / f"{article.name}.md").write_text(_markdown(article))
    listed = "".join(f"  - {article.name}.md\n" for article in articles)
    (folder / "publication.yaml").write_text(
        "title: A book to measure with\ndate: 2024-09-25\narticles:\n" + listed +
        "products:\n  book: {layout: classic-a5, binding: perfect}\n"
    )  # fmt: skip
    return folder


def slip(text: str) -> str:
    """Return the text of an article with a slip of the keyboard, which moves no page."""
    return text.replace("harbour", "harbuor", 1)


def _markdown(article: _Article) -> str:
    paragraphs = list(article.paragraphs)
    paragraphs[2] += f"[^a] It is told in [another place]({article.other}.md)."
    paragraphs[9] += "[^b]"
    paragraphs.insert(6, f"![Noise]({article.name}.jpg)")
    paragraphs.insert(12, "## A heading")
    notes = f"[^a]: {article.notes[0]}.\n\n[^b]: {article.notes[1]}.\n"
    head = f"---\ntitle: {article.title}\nauthors: [author]\n---\n\n"
    return head + "\n\n".join(paragraphs) + "\n\n" + notes


def typst(folder: Path, count: int) -> Path:
    """Write the same text for Typst, beside the pictures; return the file."""
    head = (
        '#set page(width: 148mm, height: 210mm, numbering: "1")\n'
        "#set text(size: 9.6pt)\n#set par(justify: true)\n#outline()\n"
    )
    file = folder / "book.typ"
    file.write_text(head + "\n".join(map(_typst, _articles(count))))
    return file


def _typst(article: _Article) -> str:
    paragraphs = list(article.paragraphs)
    told = f"It is told on page #context counter(page).at(<{article.other}>).first()."
    paragraphs[2] += f"#footnote[{article.notes[0]}.] {told}"
    paragraphs[9] += f"#footnote[{article.notes[1]}.]"
    paragraphs.insert(6, f'#figure(image("{article.name}.jpg"))')
    paragraphs.insert(12, "== A heading")
    title = f"#pagebreak(weak: true)\n= {article.title} <{article.name}>"
    return "\n\n".join([title, *paragraphs])


WEB = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A book</title><style>
@page { size: 148mm 210mm; margin: 18mm 16mm;
  @top-center { content: string(running) } @bottom-center { content: counter(page) } }
body { font: 9.6pt/13pt "EB Garamond", serif; margin: 0; text-align: justify; hyphens: auto }
h1 { string-set: running content(); break-before: page }
p { margin: 0; text-indent: 13pt; widows: 2; orphans: 2 } img { width: 100% }
.note { float: footnote; font-size: 8pt }
.there::after { content: " (page " target-counter(attr(href), page) ")" }
</style></head><body>
"""


def web(folder: Path, count: int) -> Path:
    """Write the same text as a page for browsers, beside the pictures; return the file."""
    file = folder / "book.html"
    file.write_text(WEB + "\n".join(map(_web, _articles(count))) + "</body></html>")
    return file


def _web(article: _Article) -> str:
    paragraphs = [f"<p>{text}" for text in article.paragraphs]
    paragraphs[2] += f'<span class="note">{article.notes[0]}.</span> It is told in '
    paragraphs[2] += f'<a class="there" href="#{article.other}">another place</a>.'
    paragraphs[9] += f'<span class="note">{article.notes[1]}.</span>'
    paragraphs.insert(6, f'<figure><img src="{article.name}.jpg" alt="Noise"></figure>')
    paragraphs.insert(12, "<h2>A heading</h2>")
    return "\n".join([f'<h1 id="{article.name}">{article.title}</h1>', *paragraphs])


def _paragraph(draw: random.Random) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(75)).capitalize() + "."
