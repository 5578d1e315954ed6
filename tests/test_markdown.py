import re

import pytest

from printkit.model.article import Picture
from printkit.sources.markdown import html
from printkit.sources.reading import Context


def made(text, **context):
    return html(text, Context("a.md", "en", "me", **context))


def test_a_footnote_stands_where_it_is_called():
    body, _ = made("Word[^a] more.\n\n[^a]: The *note*.\n")
    assert 'Word<span class="footnote">The <em>note</em>.</span> more.' in body


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A[^x] call.", "footnote/undefined"),
        ("A call.\n\n[^x]: Never called.", "footnote/unused"),
        ("One[^x] two[^x].\n\n[^x]: Note.", "footnote/called-twice"),
        ("![](a.png)", "image/no-alt"),
        ("<script>alert(1)</script>", "html/removed"),
        ("Text <iframe src='x'></iframe>", "html/removed"),
    ],
)
def test_what_would_be_lost_is_said(text, code):
    _, reading = made(text)
    assert code in [finding.code for finding in reading.findings]


def test_a_paragraph_of_one_image_is_a_figure_with_caption_and_credit():
    pictures = {"sea": Picture(file="sea.png", alt="The sea", caption="Low tide", credit="A. B.")}
    body, reading = made("![](sea)", pictures=pictures)
    assert '<figcaption>Low tide <span class="credit">A. B.</span></figcaption>' in body
    assert 'alt="The sea"' in body
    assert reading.pictures == [("sea.png", 1)]


def test_a_link_to_an_article_becomes_a_cross_reference():
    body, reading = made("[there](other.md#part)", files={"other.md": "other"})
    assert '<a class="xref" href="#other--part">there</a>' in body
    assert reading.links == [("other--part", 1)]


def test_headings_of_the_same_words_have_anchors_of_their_own():
    body, reading = made("## Methods\n\n## Results\n\n## Methods\n\n## Methods 1\n")
    assert re.findall(r'id="me--([^"]*)"', body) == [
        "methods", "results", "methods-1", "methods-1-1",
    ]  # fmt: skip
    assert reading.anchors == {"methods", "results", "methods-1", "methods-1-1"}
    note, _ = made("## Methods\n", part="note-")
    assert 'id="me--note-methods"' in note


def test_lines_of_chinese_join_without_a_space():
    body, _ = made("{lang=zh-Hans}\n这是**“你好”**然后\n下一行。")
    assert '<p lang="zh-Hans">这是<strong>“你好”</strong>然后下一行。</p>' in body


def test_no_script_or_handler_survives():
    body, _ = made('<p onclick="x()">a</p> <a href="javascript:x()">b</a> <img src=x onerror=y>')
    assert not re.search(r"onclick|onerror|javascript", body)


def test_tables_definitions_and_attributes_are_set():
    body, _ = made("| a | b |\n|---|--:|\n| 1 | 2 |\n\nTerm\n: Meaning\n\n{.small}\nPara.\n")
    assert '<td style="text-align:right">2</td>' in body
    assert "<dt>Term</dt>" in body
    assert '<p class="small">Para.</p>' in body
