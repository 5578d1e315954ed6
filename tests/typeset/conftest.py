"""A book of a few articles that refer to one another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from printkit.build.recipe import Order, edition_of, lay_out, read
from printkit.compose.composition import Composition
from printkit.model.file import Written
from printkit.typeset.extent import NOWHERE
from printkit.typeset.parts import Means
from printkit.typeset.weasy import Pages

Make = Callable[..., Path]
WORDS = "the ward list table window morning letter answer trial patient nurse number city form "


def _article(number: int, paragraphs: int, others: str) -> str:
    text = f"Here is {others}.[^a]\n\n" + "\n\n".join(
        f"Paragraph {i} of {number}. " + WORDS * 6 for i in range(paragraphs)
    )
    note = "[^a]: A note that is printed at the foot of the page.\n"
    return (
        f"---\ntitle: Article {number}\nauthors: [anna]\n---\n\n{text}\n\n## A heading\n\n"
        f"{WORDS * 3} 患者至上，共享未来。[^b]\n\n![A square](square.png)\n\n{note}"
        "[^b]: Another one.\n"
    )


BOOK = """\
title: A book
date: 2024-09-25
articles: [a.md, b.md, c.md, d.md]
products:
  book: {layout: LAYOUT, binding: perfect, targets: [screen]}
"""


@pytest.fixture
def book(make: Make, tmp_path: Path) -> Callable[..., Composition]:
    """Return the composition of a book of four articles that refer to one another."""

    def compose(css: str = "", counts: tuple[int, ...] = (3, 22, 9, 14)) -> Composition:
        layout = "classic-a5"
        if css:
            layout = "own"
            own = tmp_path / "layouts" / "own"
            own.mkdir(parents=True)
            (own / "layout.yaml").write_text("name: own\ntitle: Own\nextends: classic-a5\n")
            (own / "style.css").write_text(css)
        links = [
            "[the last](d.md)",
            "[the first](a.md) and [the third](c.md)",
            "[one](b.md)",
            "[two](b.md)",
        ]
        files: dict[str, Any] = {
            f"{name}.md": _article(n, count, link)
            for n, (name, count, link) in enumerate(zip("abcd", counts, links, strict=True))
        }
        folder = make(
            **{"publication.yaml": BOOK.replace("LAYOUT", layout), "one.md": None, "two.md": None},
            **files,
        )
        caught: list[Composition] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "printkit.build.recipe.laid_out",
                lambda made, *_: caught.append(made) or Pages(Written(b""), 0, (), (), NOWHERE),
            )
            publication, _ = read(folder)
            lay_out(edition_of(publication, "book", Order(folder)), Means())
        return caught[0]

    return compose
