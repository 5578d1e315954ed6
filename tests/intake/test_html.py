import base64
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wordfile import png

from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.sources.intake.bring import bring
from printkit.sources.intake.draft import draft
from printkit.sources.intake.web import html
from printkit.sources.intake.writer import files
from printkit.sources.publication import read as read_publication
from printkit.sources.settings import load


def brought(tmp_path, page, name="letter.html"):
    (tmp_path / name).write_bytes(page if isinstance(page, bytes) else page.encode())
    return bring(tmp_path / name, tmp_path / "out")


def body(tmp_path, inside):
    page = f"<!DOCTYPE html><html><head><title>The Title</title></head><body>{inside}</body></html>"
    result = brought(tmp_path, page)
    assert not result.ledger.lost
    return (tmp_path / "out/letter.md").read_text("utf-8").split("---\n\n", 1)[1], result


def codes(result):
    return [finding.code for finding in result.findings]


def test_a_page_becomes_an_article(tmp_path):
    text, result = body(
        tmp_path,
        "<h2>Part</h2>loose <b>text</b> here<p>A <em>quiet</em>\n line,"
        "<br>and H<sub>2</sub>O: *so*.</p>"
        "<blockquote><p>One</p><p>Two</p></blockquote><pre>a\n  b</pre><hr>"
        "<p><code>x_y</code> <a href='https://a.example/?a=1&amp;b'>there</a></p>",
    )
    assert text == (
        "## Part\n\nloose **text** here\n\nA *quiet* line,\\\nand H<sub>2</sub>O: \\*so\\*.\n\n"
        "> One\n> \n> Two\n\n```\na\n  b\n```\n\n* * *\n\n"
        "`x_y` [there](<https://a.example/?a=1\\&b>)\n"
    )
    assert codes(result) == []
    assert "title: The Title\n" in (tmp_path / "out/letter.md").read_text()
    assert read_publication(tmp_path / "out")[1] == []


def test_the_only_first_heading_is_the_title(tmp_path):
    text, result = body(tmp_path, "<h1>The <i>real</i> title</h1><h2>Part</h2><p>Text</p>")
    assert text == "## Part\n\nText\n"
    assert "title: The real title\n" in (tmp_path / "out/letter.md").read_text()
    assert [one.text for one in result.ledger.dropped] == ["The Title"]


def test_lists_and_tables_are_kept(tmp_path):
    text, result = body(
        tmp_path,
        "<ol start=3><li>three<ul><li>dot</li></ul></li><li><p>four</p></li></ol>"
        "<table><caption>Said</caption><tr><th>a<th>b|c<tr><td>1<td>2<br>3<td>4</table>",
    )
    assert text == (
        "3. three\n   - dot\n4. four\n\nSaid\n\n"
        "| a | b\\|c |  |\n| --- | --- | --- |\n| 1 | 2<br>3 | 4 |\n"
    )
    assert codes(result) == []


NOTE = (
    '<p>One<a href="#{0}1" id="{1}1">[1]</a> and two<a href="#{0}1">[1]</a>.</p>'
    '<div id="{0}1"><p>The <i>note</i>. <a href="#{1}1">↩</a></p></div>'
)


@pytest.mark.parametrize(
    "inside",
    [
        NOTE.format("fn", "fnref"),
        NOTE.format("cite_note-", "cite_ref-"),
        NOTE.replace('<div id="{0}1"><p>', '<div><p><a name="{0}1"></a>').format("_ftn", "_ftnref"),
    ],
)
def test_footnotes_of_several_makers_are_called_where_they_were(tmp_path, inside):
    text, result = body(tmp_path, inside)
    # A footnote stands on the page that calls it: called twice, it is there twice.
    assert text == "One[^1] and two[^2].\n\n[^1]: The *note*.\n\n[^2]: The *note*.\n"
    assert [one.text for one in result.ledger.dropped] == ["[1]", "[1]", "↩", "↩"] or [
        one.reason for one in result.ledger.dropped
    ].count("the mark of a note: notes are numbered by the layout") == 2


def test_a_bio_at_the_end_of_a_page_is_found(tmp_path):
    text, _ = body(
        tmp_path, "<p>Text.</p><p><b>Dr. Ada Specimen</b><br>Chair, Trial Board; Dean, School X</p>"
    )
    assert text == "Text.\n"
    person = load(tmp_path / "out/people/ada-specimen.yaml", Person)
    assert [role.title for role in person.roles] == ["Chair", "Dean"]


def test_pictures_beside_the_page_and_in_it_are_written_others_told(tmp_path):
    (tmp_path / "a b.png").write_bytes(png())
    inside = base64.b64encode(png((5, 5))).decode()
    text, result = body(
        tmp_path,
        '<figure><img src="a%20b.png" alt="A square"><figcaption>A "red" <b>one</b></figcaption>'
        f'</figure><p>And <img src="data:image/png;base64,{inside}" alt="more"> here</p>'
        '<img src="http://127.0.0.1:9/x.png" alt="far"><img src="../secret.png" alt="out">'
        '<img src="file:///etc/passwd">',
    )
    assert text == (
        '![A square](images/letter-1.png "A \\"red\\" **one**")\n\n'
        "And ![more](images/letter-2.png) here\n"
    )
    assert codes(result) == ["import/external", "image/missing", "import/external"]
    assert [one.text for one in result.ledger.dropped] == ["far", "out"]
    publication, findings = read_publication(tmp_path / "out")
    assert findings == []
    assert "A “red”" in publication.articles[0].body or 'A "red"' in publication.articles[0].body


def test_what_is_no_text_is_left_out_with_a_reason(tmp_path):
    text, result = body(
        tmp_path,
        "<script>let a = 'no text';</script><style>p {}</style><p>Seen</p><p hidden>unseen</p>"
        '<p style="display: none">nor this</p><iframe>old</iframe><noscript>no script</noscript>'
        '<p><a href="javascript:x()">a link</a> <ruby>漢<rt>かん</rt></ruby></p><!-- a remark -->',
    )
    assert text == "Seen\n\na link 漢（かん）\n"
    assert [one.text for one in result.ledger.dropped] == [
        "unseen", "nor this", "old", "no script"
    ]  # fmt: skip
    assert set(codes(result)) == {
        "import/active-content", "import/embedded", "import/hidden-text", "import/link",
        "import/ruby",
    }  # fmt: skip


def test_a_page_is_read_in_the_encoding_it_names(tmp_path):
    page = '<meta charset="gb2312"><h1>标题</h1><p>“引号”和正文</p>'.encode("gb18030")
    brought(tmp_path, page)
    assert "“引号”和正文" in (tmp_path / "out/letter.md").read_text("utf-8")


def test_quotation_marks_of_windows_are_what_was_meant(tmp_path):
    page = b'<meta charset="iso-8859-1"><h1>T</h1><p>\x93one\x94 &#147;two&#x94;</p>'
    result = brought(tmp_path, page)
    assert "“one” “two”" in (tmp_path / "out/letter.md").read_text("utf-8")
    assert result.ledger.dropped == ()


def test_overrides_and_controls_are_told(tmp_path):
    _, result = body(tmp_path, "<p>a\x00b \u202edcba\u202c</p>")
    assert set(codes(result)) == {"import/control-character", "import/direction-override"}
    assert [one.text for one in result.ledger.dropped] == ["\x00"]


@pytest.mark.parametrize("depth", [100, 240, 3_000, 100_000])
def test_a_page_that_is_nested_deeply_is_read_whole_or_refused(tmp_path, depth):
    page = "<h1>T</h1><p>x</p>" + "<div>" * depth + "bottom" + "</div>" * depth
    try:
        assert not brought(tmp_path, page).ledger.lost
        assert "bottom" in (tmp_path / "out/letter.md").read_text("utf-8")
    except Problems as problems:
        assert problems.findings[0].code in ("import/too-deep", "import/broken") and depth > 200


@pytest.mark.parametrize("page", ["", "<html></html>", "<p></p><script>x</script>"])
def test_a_page_without_text_is_refused(tmp_path, page):
    with pytest.raises(Problems) as caught:
        brought(tmp_path, page)
    assert caught.value.findings[0].code == "import/empty"


def test_a_page_with_entities_of_its_own_is_refused(tmp_path):
    with pytest.raises(Problems, match="entities"):
        brought(tmp_path, '<!DOCTYPE html [<!ENTITY a "b">]><html><p>&a;</p></html>')


TEXT = st.text(alphabet="ab *_`#-1.甲\n!&<>[]|", max_size=6)
LEAF = TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
TAG = st.sampled_from(
    "b i em a p div span li ul ol h1 h2 h3 blockquote pre code td tr table br hr sup q dl dt dd "
    "section figure figcaption ruby rt section".split()
)
TREE = st.recursive(
    LEAF,
    lambda inner: st.tuples(TAG, st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=14,
)


@settings(max_examples=300, deadline=None)
@given(TREE)
@example("<h2>1 ##</h2>")
@example("<figure><figcaption></figcaption>1</figure>")
def test_no_page_loses_a_character(page):
    manuscript = html.read(f"<p>Begin</p><p>x</p>{page}".encode(), "a.html")
    _, account = files(draft(manuscript), manuscript.source, Path("nowhere"))
    assert account.lost == ""
