"""Editions of the same sources in one language or two."""

from collections import Counter

import pypdfium2
import pytest

from printkit.build.recipe import Order, build
from printkit.compose.markup import blocks
from printkit.model.finding import Problems
from printkit.model.target import Target
from reading import text_of

SETTINGS = """\
title: Voices
names: {{zh-Hans: 大会之声}}
language: en
date: 2026-01-01
articles: [one.md]
products:
  book: {{layout: {}, {}}}
"""
ENGLISH = [
    "From the booth you see a congress from behind. " * 6,
    "## Names",
    "- one\n- two",
    "A name in the wrong order belongs to nobody. " * 8,
    "The last paragraph.",
]
CHINESE = [
    "从同传间望出去，大会只露出背影。" * 6,
    "## 名字",
    "- 一\n- 二",
    "次序一颠倒，那个名字就不再属于任何人了。" * 8,
    "最后一段。",
]
HEAD = "---\ntitle: {}\nstandfirst: {}\n---\n\n"


@pytest.fixture
def edition(make, tmp_path):
    def built(product, english=ENGLISH, chinese=CHINESE, layout="classic-a5"):
        folder = make(**{
            "publication.yaml": SETTINGS.format(layout, product),
            "one.md": HEAD.format("Two rooms", "A note.") + "\n\n".join(english) + "\n",
            "one.zh-Hans.md": chinese and HEAD.format("两间屋", "一则笔记。")
            + "\n\n".join(chinese) + "\n",
            "two.md": None,
        })  # fmt: skip
        made = build(Order(folder, tmp_path / "out", targets=(Target.SCREEN,), jobs=1))
        return made.outputs[0].path

    return built


def tops(pdf, signs):
    """Return the page, and the left and top of the ink, of the first of each sign's places."""
    found = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            whole = text.get_text_range().replace("\r\n", "  ")
            for sign in signs:
                if sign not in found and (at := whole.find(sign)) >= 0:
                    left, _, _, top = text.get_charbox(at, loose=True)
                    found[sign] = (number, left, top)
    return found


PAIRS = [("From the booth", "从同传间"), ("A name", "次序"), ("The last", "最后")]


def test_paragraphs_stand_side_by_side_in_step(edition):
    pdf = edition("bilingual: columns", ENGLISH + ENGLISH[3:4] * 6, CHINESE + CHINESE[3:4] * 6)
    places = tops(pdf, [sign for pair in PAIRS for sign in pair])
    for english, chinese in PAIRS:
        (page, left, top), (other_page, other_left, other_top) = places[english], places[chinese]
        assert page == other_page
        assert top == pytest.approx(other_top, abs=7)
        assert other_left > left + 120


def test_paragraphs_alternate(edition):
    pdf = edition("bilingual: alternating")
    places = tops(pdf, [sign for pair in PAIRS for sign in pair])
    order = sorted(places, key=lambda sign: (places[sign][0], -places[sign][2]))
    assert order == [sign for pair in PAIRS for sign in pair]


def test_paragraphs_face_each_other(edition):
    english = [*ENGLISH, *ENGLISH[3:4] * 12, "A word[^1] to explain.\n\n[^1]: Explained."]
    chinese = [*CHINESE, *CHINESE[3:4] * 12, "一个词[^1]要解释。\n\n[^1]: 解释过了。"]
    pdf = edition("bilingual: facing", english, chinese)
    pairs = [*PAIRS, ("A word", "一个词"), ("Explained", "解释过了")]
    places = tops(pdf, [sign for pair in pairs for sign in pair])
    for one, other in pairs:
        (page, _, top), (other_page, _, other_top) = places[one], places[other]
        assert page % 2 == 1, "the first language is on the left, page 1 being a right one"
        assert other_page == page + 1
        assert top == pytest.approx(other_top, abs=7)
    assert places["A word"][0] > places["From the booth"][0]
    pages = text_of(pdf)
    assert "1. Explained" in pages[places["Explained"][0]]
    assert "1. 解释过了" in pages[places["解释过了"][0]]


def test_facing_pages_are_as_full_within_a_cover_as_without_one(edition):
    english, chinese = [*ENGLISH, *ENGLISH[3:4] * 12], [*CHINESE, *CHINESE[3:4] * 12]
    bare = text_of(edition("bilingual: facing", english, chinese))
    bound = text_of(edition("bilingual: facing, cover: {design: rings}", english, chinese))
    assert bound[2:-2] == bare[2:-1]


def test_a_heading_stays_with_the_row_below_it_on_facing_pages(edition):
    for before in range(1, 9):
        english = [*ENGLISH[:1] * before, "## Heading", *ENGLISH[3:4]]
        chinese = [*CHINESE[:1] * before, "## 标题", *CHINESE[3:4]]
        places = tops(edition("bilingual: facing", english, chinese), ["标题", "次序"])
        assert places["标题"][0] == places["次序"][0]


def test_a_row_higher_than_a_page_is_named(edition):
    long = "A paragraph without an end. " * 120
    with pytest.raises(Problems) as problems:
        edition("bilingual: facing", [*ENGLISH, long], [*CHINESE, "短。"])
    [finding] = problems.value.findings
    assert (finding.code, finding.place.line) == ("bilingual/too-high", 17)


def test_a_layout_without_facing_pages_is_refused(edition):
    with pytest.raises(Problems) as problems:
        edition("bilingual: facing", layout="journal")
    assert problems.value.findings[0].code == "bilingual/facing"


@pytest.mark.parametrize("arrangement", ["columns", "alternating", "facing"])
def test_everything_of_both_texts_is_printed(edition, arrangement):
    printed = Counter("".join(text_of(edition(f"bilingual: {arrangement}"))))
    for text in (*ENGLISH, *CHINESE, "Two rooms", "两间屋", "A note.", "一则笔记。"):
        printed.subtract(text.replace("## ", "").replace("- ", "").replace(" ", ""))
    assert not [sign for sign, count in printed.items() if count < 0 and not sign.isspace()]


def test_an_edition_in_one_language_has_nothing_of_the_other(edition):
    pages = "".join(text_of(edition("language: zh")))
    assert "从同传间" in pages
    assert "大会之声" in pages
    assert "booth" not in pages
    assert "目录" in pages
    pages = "".join(text_of(edition("language: en")))
    assert "booth" in pages
    assert "从同传间" not in pages


@pytest.mark.parametrize(
    ("english", "chinese", "line", "said"),
    [
        (ENGLISH, CHINESE[:-1], 15, "paragraph has no counterpart in one.zh-Hans.md"),
        (ENGLISH[:1] + ENGLISH[2:], CHINESE, 8, "in one.zh-Hans.md near line 8"),
    ],
)
def test_a_block_without_its_counterpart_is_named_with_its_line(
    edition, english, chinese, line, said
):
    with pytest.raises(Problems) as problems:
        edition("bilingual: columns", english, chinese)
    [finding] = problems.value.findings
    assert finding.code == "bilingual/unequal"
    assert finding.place.path.endswith("one.md")
    assert finding.place.line == line
    assert said in finding.message


def test_an_article_without_a_translation_is_named(edition):
    for product in ("bilingual: columns", "bilingual: columns, second: fr"):
        chinese = CHINESE if "fr" in product else None
        with pytest.raises(Problems) as problems:
            edition(product, chinese=chinese)
        [finding] = problems.value.findings
        assert finding.code == "article/no-translation"


def test_a_text_is_cut_into_its_blocks():
    text = "<p>a<br>b <em>c</em></p>\n<ul>\n<li><p>d</p></li></ul>\n<hr>\n<!-- e -->"
    assert blocks(text) == [
        "<p>a<br>b <em>c</em></p>", "<ul>\n<li><p>d</p></li></ul>", "<hr>", "<!-- e -->",
    ]  # fmt: skip
