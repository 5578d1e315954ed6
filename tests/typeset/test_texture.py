"""What is measured of a page is what was made to be on it."""

import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from printkit.typeset.greys import textures
from printkit.typeset.rivers import count
from printkit.typeset.texture import Texture

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "


def _measured(body: str, css: str = "") -> tuple[Texture, ...]:
    style = (
        "@page { size: 300px 100px; margin: 10px } html { font: 16px/20px serif }"
        "body, p { margin: 0 } p { text-align: justify; orphans: 1; widows: 1 }"
    )
    html = f"<html lang=en><style>{style}{css}</style>{body}"
    return textures(weasyprint.HTML(string=html).render())


def test_a_first_line_alone_at_the_foot_of_a_page_is_an_orphan() -> None:
    pages = _measured("<p>a<br>b<br>c</p><p>d<br>e<br>f</p>")
    assert [page.count("orphan") for page in pages] == [1, 0]
    assert [page.count("widow") for page in pages] == [0, 0]


def test_a_last_line_alone_at_the_head_of_a_page_is_a_widow() -> None:
    pages = _measured("<p>a<br>b<br>c<br>d<br>e</p>")
    assert [page.count("widow") for page in pages] == [0, 1]


def test_three_hyphens_below_one_another_are_a_stack() -> None:
    lines = "<br>".join(["wood-", "stone-", "glass-", "iron"])
    assert [(p.hyphens, p.count("stack")) for p in _measured(f"<p>{lines}</p>")] == [(3, 1)]
    assert [p.count("stack") for p in _measured("<p>wood-<br>stone-<br>glass</p>")] == [0]


def test_a_line_that_is_stretched_far_is_loose() -> None:
    loose = _measured(
        "<p>here are<span> </span>letters incomprehensibilities-everywhere-and-so</p>"
    )
    assert loose[0].count("loose") >= 1
    even = _measured("<p>" + WORDS + "</p>", "p { text-align: left }")
    assert even[0].badness == () and even[0].mean == 0


def test_a_last_line_of_a_few_letters_is_short() -> None:
    long = "<p style='text-align: left'>" + "mmmmmmmm mmmmmmmm mmmmm" + "<br>{}</p>"
    assert [p.count("short") for p in _measured(long.format("so"))] == [1]
    assert [p.count("short") for p in _measured(long.format("so it is and was"))] == [0]


def test_wide_spaces_below_one_another_are_a_river() -> None:
    words = ["aaaa", "bbbb", "cccc", "dddd", "eeee"]
    lines = "<br>".join(f"{one} {one}" for one in words)
    css = "p { text-align-last: justify; width: 150px }"
    page = _measured(f"<p>{lines}<br>end of it all</p>", "@page { size: 300px 300px }" + css)[0]
    assert page.count("river") == 1
    short = "<br>".join(f"{one} {one}" for one in words[:3])
    assert _measured(f"<p>{short}<br>end of it all</p>", css)[0].count("river") == 0


def test_a_fault_is_told_with_its_article_and_line() -> None:
    body = "<article id='one'><p data-line='7'>a<br>b<br>c</p><p data-line='9'>d<br>e</p></article>"
    faults = [fault for page in _measured(body) for fault in page.faults]
    assert {(f.article, f.source) for f in faults} == {("one", 9)}
    assert [f.kind for f in faults] == ["orphan", "widow"]


@given(st.lists(st.lists(st.tuples(st.integers(0, 90), st.integers(5, 9)), max_size=3), max_size=8))
def test_rivers_are_as_long_as_they_must_be(lines: list[list[tuple[int, int]]]) -> None:
    gaps = [[(float(x), float(x + wide)) for x, wide in line] for line in lines]
    found = count(gaps)
    assert (found > 0) <= (len(gaps) >= 4)
    assert count([[(0.0, 9.0)]] * 4 + gaps) >= 1
