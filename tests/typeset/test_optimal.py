"""Paragraphs that WeasyPrint breaks as it is told, read back from its boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from printkit.build.recipe import Means, Order, edition_of, lay_out, read
from printkit.compose.composition import Composition
from printkit.typeset.engine import engine
from printkit.typeset.hanging import SHARES
from printkit.typeset.parts import typeset_parts
from printkit.typeset.weasy import typeset

DAY = date(2024, 9, 25)
TEXT = (
    "In the winter the committee of the hospital met on the first evening of every month, and "
    "whoever arrived late found the door locked; <em>correspondence</em> was read aloud, accounts "
    "were examined, and the well-known disagreement about the heating returned. Nobody remembered "
    "afterwards who had proposed the resolution, although everybody remembered perfectly the "
    "extraordinary silence in which it was adopted. "
)
"""Our own words."""


ARTICLE = "---\ntitle: {0}\n---\n\n" + TEXT.replace("<em>", "*").replace("</em>", "*") * 12
BOOK = """\
title: A book
date: 2024-09-25
articles: [a.md, b.md]
products:
  book: {layout: own, binding: perfect, targets: [screen]}
"""


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory) -> Composition:
    folder = tmp_path_factory.mktemp("book")
    own = folder / "layouts" / "own"
    own.mkdir(parents=True)
    layout = "name: own\ntitle: Own\nextends: classic-a5\nparagraphs: optimal\n"
    (own / "layout.yaml").write_text(layout)
    (folder / "publication.yaml").write_text(BOOK)
    for name in "ab":
        (folder / f"{name}.md").write_text(ARTICLE.format(name) + "\n")
    publication, _ = read(folder)
    return lay_out(edition_of(publication, "book", Order(folder)), Means())[1]


def _laid(composition: Composition, body: str, css: str) -> list[Any]:
    p = "margin: 0; text-align: justify; hyphens: auto; font-size: 10pt"
    style = f"body {{ margin: 0 }} p {{ {p} }} {css}"
    html = f'<html lang="en"><head></head><body>{body}</body></html>'
    plain = replace(composition, css=f"@page {{ size: 105mm 148mm; margin: 15mm }} {style}")
    with engine(plain, DAY) as ready:
        document = ready.document(ready.source(html))
        return [line for page in document.pages for line in _lines(page._page_box)]


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _texts(line: Any) -> list[Any]:
    return [box for box in line.descendants() if hasattr(box, "text")]


def _words(lines: list[Any]) -> str:
    """Return the characters that were set, without spaces and the hyphens that were added."""
    text = "\n".join("".join(box.text for box in _texts(line)) for line in lines)
    return re.sub(r"\s", "", text.replace("‐\n", "").replace("‐", ""))


def _mean_badness(lines: list[Any]) -> float:
    """Return the mean of all lines but those that end a paragraph: 10,000 where nothing gives."""
    bad = []
    for line, after in pairwise([*lines, None]):
        if after is None or after.element is not line.element:
            continue
        extra = max((box.justification_spacing for box in _texts(line)), key=abs)
        space = line.style["font_size"] / 4
        bad.append(min(100 * abs(extra / (space / 2 if extra > 0 else space / 3)) ** 3, 10_000))
        if not extra and " " not in "".join(box.text for box in _texts(line)).strip():
            bad[-1] = 10_000
    return sum(bad) / len(bad)


BODY = f"<p>{TEXT * 3}</p><p>{TEXT[40:] * 2}</p>"


def test_optimal_paragraphs_are_set_more_evenly(composition: Composition) -> None:
    greedy = _laid(composition, BODY, "")
    optimal = _laid(composition, BODY, "p { --paragraphs: optimal }")
    assert _mean_badness(optimal) < 0.6 * _mean_badness(greedy)


def test_the_text_stays_the_same(composition: Composition) -> None:
    greedy = _laid(composition, BODY, "")
    optimal = _laid(composition, BODY, "p { --paragraphs: optimal }")
    plain = re.sub(r"<[^>]*>|\s", "", BODY)
    assert _words(greedy) == _words(optimal) == plain


def test_no_line_is_wider_than_the_measure(composition: Composition) -> None:
    lines = _laid(composition, BODY, "p { --paragraphs: optimal; text-indent: 1em }")
    edge = 75 / 25.4 * 96
    for line in lines:
        last = _texts(line)[-1]
        assert last.position_x + last.width <= 15 / 25.4 * 96 + edge + 0.05
    assert any(box.justification_spacing < 0 for line in lines for box in _texts(line))


FLOAT = "<div style='float: left; width: 12mm; height: 17mm; background: #ccc'></div>"


def test_lines_beside_a_float_and_below_it_are_planned_for_their_room(
    composition: Composition,
) -> None:
    body = f"{FLOAT}<p>{TEXT * 3}</p><p>{TEXT}</p>"
    greedy = _laid(composition, body, "")
    optimal = _laid(composition, body, "p { --paragraphs: optimal }")
    left, right = 15 / 25.4 * 96, 90 / 25.4 * 96
    beside = [line for line in optimal if line.position_x > left + 1]
    assert len(beside) >= 3
    for line in optimal[:-1]:
        first, last = _texts(line)[0], _texts(line)[-1]
        assert first.position_x >= line.position_x - 0.05
        assert last.position_x + last.width <= right + 0.05
    assert _words(optimal) == _words(greedy)
    assert _mean_badness(optimal) < 0.6 * _mean_badness(greedy)


def test_a_drop_cap_does_not_push_its_lines_out(composition: Composition) -> None:
    body = f"<p><span style='float: left; font-size: 40pt; line-height: 1'>W</span>{TEXT * 2}</p>"
    for line in _laid(composition, body, "p { --paragraphs: optimal }"):
        last = _texts(line)[-1]
        assert last.position_x + last.width <= 90 / 25.4 * 96 + 0.05


@pytest.mark.parametrize("css", ["p { text-align: right }", "html { --paragraphs: greedy }", ""])
def test_other_paragraphs_are_left_alone(composition: Composition, css: str) -> None:
    lines = _laid(composition, BODY, css)
    assert not any(getattr(line, "planned", False) for line in lines)


def test_signs_hang_at_the_ends_of_justified_lines(composition: Composition) -> None:
    css = "p { --paragraphs: optimal; --hanging: "
    plain, hung = (_laid(composition, BODY, css + way) for way in ("none }", "signs }"))
    assert _words(plain) == _words(hung)
    right = 90 / 25.4 * 96
    seen = set()
    for line in hung:
        last = _texts(line)[-1]
        out = last.position_x + last.width - right
        sign = last.text.rstrip()[-1]
        if out > 0.2:
            assert sign in SHARES
            assert out < 0.26 * line.style["font_size"]
            seen.add(sign)
    assert {"‐", ","} <= seen
    assert all(b.position_x + b.width <= right + 0.05 for x in plain for b in _texts(x))


@pytest.mark.parametrize("way", ["greedy", "optimal"])
def test_no_word_stands_alone_before_an_inline_box(composition: Composition, way: str) -> None:
    text = "and whoever arrived late found the door locked; <em>correspondence</em> was read aloud"
    css = "".join(
        f"#w{width} {{ width: {width / 4}pt; --paragraphs: {way} }}" for width in range(640, 800)
    )
    body = "".join(f"<p id=w{width}>{text}</p>" for width in range(640, 800))
    lines = _laid(composition, body, css + "p { text-align: left; font-size: 9pt }")
    assert len(lines) >= 320
    assert not [line for line in lines if "".join(b.text for b in _texts(line)).strip() == "and"]


DECK = "Every hospital believes that its own abbreviations are universal, and so did mine"


def _widths(lines: list[Any]) -> list[float]:
    return [sum(box.width for box in _texts(line)) for line in lines]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_lines_of_a_heading_are_balanced(composition: Composition, align: str) -> None:
    css = f"h1 {{ margin: 0; font-size: 12pt; text-align: {align}; --paragraphs: "
    greedy = _laid(composition, f"<h1>{DECK}</h1>", css + "greedy }")
    balanced = _laid(composition, f"<h1>{DECK}</h1>", css + "balanced }")
    assert len(greedy) == len(balanced) > 1
    assert min(_widths(greedy)) < 0.5 * max(_widths(greedy))
    assert min(_widths(balanced)) > 0.75 * max(_widths(balanced))
    assert _words(greedy) == _words(balanced)


def test_ragged_paragraphs_have_fewer_hyphens_and_no_stub(composition: Composition) -> None:
    css = "p { text-align: left; font-size: 9pt; --paragraphs: "
    body = "".join(
        f"<p style='width: {width}mm'>{TEXT[start:]}</p>"
        for width in range(50, 76, 5)
        for start in range(0, 60, 4)
    )
    greedy = _laid(composition, body, css + "greedy }")
    ragged = _laid(composition, body, css + "optimal }")
    assert _words(greedy) == _words(ragged)
    hyphens, stubs = [], []
    for lines in (greedy, ragged):
        hyphens.append(sum(_texts(line)[-1].text.endswith("‐") for line in lines))
        stubs.append(sum(width < 50 / 25.4 * 96 / 8 for width in _widths(lines)))
    assert hyphens[1] < hyphens[0] / 2
    assert stubs[1] < stubs[0] / 4
    assert all(not box.justification_spacing for line in ragged for box in _texts(line))


HAN = "<span lang='zh-Hans' style='margin: 0 0.25em'>中国临床肿瘤学会（大会）</span>"
NOTE = "word<span style='float: footnote'>Said below.</span>"


@pytest.mark.parametrize(
    "inside",
    [
        "患者至上，共享未来",
        HAN,
        f"({HAN}) and {HAN}",
        "<span style='padding: 0 2pt; border: 1px solid'>padded and bordered</span>",
        NOTE,
    ],
)
def test_what_stands_within_latin_is_planned_with_it(composition: Composition, inside: str) -> None:
    body = f"<p>{TEXT}{inside} {TEXT}{inside}, {TEXT * 2}</p>"
    greedy = _laid(composition, body, "")
    optimal = _laid(composition, body, "p { --paragraphs: optimal }")
    assert _mean_badness(optimal) < 0.7 * _mean_badness(greedy)
    assert Counter(_words(greedy)) == Counter(_words(optimal))
    for line in optimal:
        last = _texts(line)[-1]
        assert last.position_x + last.width <= 90 / 25.4 * 96 + 0.05


@pytest.mark.parametrize(
    "inside",
    ["ไทยภาษา", "<span style='padding: 0 2%'>padded</span>", "soft­hyphen"],
)
def test_what_cannot_be_planned_is_set_line_by_line(composition: Composition, inside: str) -> None:
    body = f"<p>{TEXT}{inside} {TEXT}</p>"
    greedy = _laid(composition, body, "")
    optimal = _laid(composition, body, "p { --paragraphs: optimal }")
    assert _mean_badness(greedy) == _mean_badness(optimal)


def _pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_layout_asks_for_it_whole_and_in_parts(composition: Composition) -> None:
    whole = _pages(typeset(composition, DAY).pdf)
    parts = typeset_parts(composition, DAY, Means(2))
    assert len(composition.parts) > 1
    assert sum(part.count for part in parts) == len(whole)
    css = composition.css.replace("--paragraphs: optimal", "--paragraphs: greedy")
    greedy = _pages(typeset(replace(composition, css=css), DAY).pdf)
    assert greedy != whole
