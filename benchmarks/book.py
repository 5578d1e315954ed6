"""A book to measure with: articles of prose, notes, a quotation, a picture, a table and a list."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

NOUNS = (
    "printer harbour ward archive letter register river machine garden journal conference patient "
    "surgeon answer trial window morning laboratory foundation hospital evening protocol question "
    "paper season record meeting observation apprentice expedition university photograph paragraph "
    "generation responsibility experiment arrangement distribution winter street table lamp drawer "
    "secretary translation committee anniversary correspondence"
).split()
KINDS = (
    "quiet northern careful ordinary municipal provisional considerable experimental distant "
    "generous economical deliberate narrow independent contemporary underground seasonal patient "
    "honest crooked wooden heavy difficult plain first last public small early common"
).split()
DEEDS = (
    "described remembered carried measured translated published abandoned rebuilt discovered "
    "printed questioned photographed arranged observed compared interrupted demonstrated "
    "established distributed corrected kept left found made brought opened closed followed counted"
).split()
PLACES = "in on under beyond near through without against between after before during".split()
LINKS = "because although while and yet but until whenever where".split()
TOWNS = "Xiamen Guangzhou Harbin Nanjing Lisbon Antwerp Galway Trieste Bergen Mainz".split()
_ROWS = 6


@dataclass(frozen=True)
class Block:
    """A piece of an article; ``kind`` is paragraph, heading, quote, picture, table or list.

    ``note`` is a footnote at its end, ``to`` the article that it sends the reader to.
    """

    kind: str
    texts: tuple[str, ...]
    note: str = ""
    to: str = ""


@dataclass(frozen=True)
class Article:
    """An article without its markup."""

    name: str
    title: str
    standfirst: str
    blocks: tuple[Block, ...]


class _Prose:
    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)

    def words(self, count: int) -> str:
        """Return sentences of so many words, or a few more."""
        said: list[str] = []
        while sum(len(sentence.split()) for sentence in said) < count:
            said.append(self._sentence())
        return " ".join(said)

    def title(self) -> str:
        """Return a title."""
        return f"The {self._one(KINDS)} {self._one(NOUNS)} and its {self._one(NOUNS)}"

    def row(self) -> str:
        """Return the cells of a row of a table."""
        year, share = self._draw.randint(1949, 2024), self._draw.randint(10, 990) / 10
        return f"{self._one(NOUNS).capitalize()}|{self._one(TOWNS)}|{year}|{share}"

    def _sentence(self) -> str:
        text = self._clause()
        if self._draw.random() < 0.45:
            text += f", {self._one(LINKS)} {self._clause()}"
        if self._draw.random() < 0.12:
            text += f" (in {self._one(TOWNS)}, {self._draw.randint(1949, 2024)})"
        return text[0].upper() + text[1:] + "."

    def _clause(self) -> str:
        start = f"the {self._one(KINDS)} {self._one(NOUNS)} {self._one(DEEDS)}"
        return f"{start} its {self._one(NOUNS)} {self._one(PLACES)} the {self._one(NOUNS)}"

    def _one(self, words: Sequence[str]) -> str:
        return self._draw.choice(words)


def articles(count: int) -> list[Article]:
    """Return so many articles, the same on every call."""
    prose = _Prose(7)
    return [
        Article(
            f"article-{n:03}", f"{prose.title()}, {n + 1}", prose.words(28),
            tuple(_blocks(prose, f"article-{n:03}", f"article-{(n + 7) % count:03}")),
        )
        for n in range(count)
    ]  # fmt: skip


def _blocks(prose: _Prose, name: str, other: str) -> Iterator[Block]:
    def text(words: int, *, note: bool = False, to: str = "") -> Block:
        return Block("paragraph", (prose.words(words),), prose.words(16) if note else "", to)

    yield from (text(80), text(95, note=True))
    yield from (Block("heading", (prose.title(),)), text(95, note=True))
    yield from (Block("quote", (prose.words(42),)), text(70))
    yield from (Block("picture", (name, prose.words(12))), text(85, note=True))
    yield from (Block("heading", (prose.title(),)), text(60), text(60), text(60))
    yield text(80, note=True)
    yield Block("table", ("Item|Town|Year|Share", *(prose.row() for _ in range(_ROWS))))
    yield from (text(85), Block("list", tuple(prose.words(12) for _ in range(4))))
    yield from (text(60), text(70), text(60, to=other))


def write(folder: Path, count: int) -> Path:
    """Write a publication of that many articles, about six A5 pages each; two products of them.

    The layout of the product "common" has what every program of the comparison can set.
    """
    (folder / "people").mkdir(parents=True)
    roles = "name: An Author\nroles: [Chair of the Committee | The Office]\n"
    (folder / "people" / "author.yaml").write_text(roles)
    shutil.copytree(Path(__file__).parent / "common", folder / "layouts" / "common")
    made = articles(count)
    for article in made:
        _picture(folder / f"{article.name}.jpg")
        (folder / f"{article.name}.md").write_text(_markdown(article))
    listed = "".join(f"  - {article.name}.md\n" for article in made)
    (folder / "publication.yaml").write_text(
        "title: A book to measure with\ndate: 2024-09-25\narticles:\n" + listed + "products:\n"
        "  common: {layout: common}\n  classic: {layout: classic-a5, binding: perfect}\n"
    )  # fmt: skip
    return folder


def _picture(file: Path) -> None:
    """Write a picture of 105 by 62 mm at 300 ppi, with about as many bytes as a photograph."""
    size = (1240, 732)
    shades = Image.effect_noise((12, 8), 90).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 22).filter(ImageFilter.GaussianBlur(0.6))
    Image.blend(shades, grain, 0.5).convert("RGB").save(file, quality=86, dpi=(300, 300))


def slip(text: str) -> str:
    """Return the text of an article with a slip of the keyboard, which moves no page."""
    return text.replace("harbour", "harbuor", 1)


def _markdown(article: Article) -> str:
    head = f"---\ntitle: {article.title}\nauthors: [author]\nstandfirst: {article.standfirst}\n---"
    notes = [f"[^{n}]: {block.note}" for n, block in enumerate(article.blocks, 1) if block.note]
    set_ = [_set(n, block) for n, block in enumerate(article.blocks, 1)]
    return "\n\n".join([head, *set_, *notes]) + "\n"


def _set(number: int, block: Block) -> str:
    text = block.texts[0]
    match block.kind:
        case "heading":
            return f"## {text}"
        case "quote":
            return f"> {text}"
        case "picture":
            return f'![Noise]({text}.jpg "{block.texts[1]}")'
        case "table":
            head, *rows = (f"| {' | '.join(row.split('|'))} |" for row in block.texts)
            return "\n".join([head, "|---" * 4 + "|", *rows])
        case "list":
            return "\n".join(f"- {item}" for item in block.texts)
    text += f"[^{number}]" if block.note else ""
    return text + (f" See [another place]({block.to}.md)." if block.to else "")


def typst(folder: Path, count: int) -> Path:
    """Write the same text for Typst, beside the pictures; return the file."""
    file = folder / "book.typ"
    file.write_text(_TYPST + "\n".join(map(_typst, articles(count))))
    return file


_TYPST = """\
#set page(width: 148mm, height: 210mm, margin: (inside: 20mm, outside: 15mm, top: 18mm,
  bottom: 20mm), numbering: "1")
#set text(size: 9.8pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em)
#outline()
"""


def _typst(article: Article) -> str:
    head = f"#pagebreak(weak: true)\n= {article.title} <{article.name}>\n_{article.standfirst}_"
    return "\n\n".join([head, *map(_typst_of, article.blocks)])


def _typst_of(block: Block) -> str:
    text = block.texts[0]
    match block.kind:
        case "heading":
            return f"== {text}"
        case "quote":
            return f"#quote(block: true)[{text}]"
        case "picture":
            return f'#figure(image("{text}.jpg"), caption: [{block.texts[1]}])'
        case "table":
            cells = ", ".join(f"[{cell}]" for row in block.texts for cell in row.split("|"))
            return f"#table(columns: 4, {cells})"
        case "list":
            return "\n".join(f"- {item}" for item in block.texts)
    text += f"#footnote[{block.note}]" if block.note else ""
    page = f"#context counter(page).at(<{block.to}>).first()"
    return text + (f" See another place, page {page}." if block.to else "")
