from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import change, drawing, p, png, t, word

from printkit.cli import cli, run
from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.sources.intake import pieces
from printkit.sources.intake.bring import bring
from printkit.sources.intake.draft import draft
from printkit.sources.intake.ledger import words_of
from printkit.sources.intake.pieces import Piece
from printkit.sources.intake.word import docx
from printkit.sources.intake.writer import files
from printkit.sources.publication import read as read_publication
from printkit.sources.settings import load


def brought(tmp_path, data, name="letter.docx", **options):
    (tmp_path / name).write_bytes(data)
    return bring(tmp_path / name, tmp_path / "out", **options)


def body(tmp_path, *paragraphs, name="letter.docx", changes="fail", **parts):
    """Import paragraphs below a title; return the text of the article and what was found."""
    data = word(p("The Title", style="Titel"), *paragraphs, **parts)
    result = brought(tmp_path, data, name, changes=changes)
    assert not result.ledger.lost
    text = (tmp_path / "out" / "letter.md").read_text("utf-8")
    return text.split("---\n\n", 1)[1], result


def codes(result):
    return [finding.code for finding in result.findings]


def test_headings_emphasis_and_soft_returns_are_kept(tmp_path):
    text, result = body(
        tmp_path,
        p("First part", style="U1"),
        p("Deeper", style="U2"),
        p("It was ", t("very", "b"), " ", t("quiet", "i"), ".", "<w:r><w:br/></w:r>", "And *so*."),
        p("Said once.", style="Zitat"),
        p(t("H"), t("2", "vertAlign"), t("O")),
    )
    assert text.startswith("## First part\n\n### Deeper\n\nIt was **very** *quiet*.\\\nAnd \\*so")
    assert "\n\n> Said once.\n" in text
    assert codes(result) == []
    assert "title: The Title\n" in (tmp_path / "out/letter.md").read_text()


def test_a_note_and_a_bio_are_found_in_paragraphs_of_word(tmp_path):
    text, result = body(
        tmp_path,
        p(t("Editor's Note: ", "b"), "the “Example Congress” of ", t("5-7 May 2021", "i"), "."),
        p("We began with two rooms."),
        p(t("Dr. Ada Specimen", "b"), "<w:r><w:br/></w:r>", "Chair, Trial Board; Dean, School X"),
        p("She keeps ", t("lists", "i"), "."),
    )
    assert text == "We began with two rooms.\n"
    head = (tmp_path / "out/letter.md").read_text()
    assert "of *5-7 May 2021*." in head and "authors:\n  - ada-specimen" in head
    person = load(tmp_path / "out/people/ada-specimen.yaml", Person)
    assert [role.title for role in person.roles] == ["Chair", "Dean"]
    assert person.biography == "She keeps *lists*."
    assert "name: Example Congress" in (tmp_path / "out/publication.yaml").read_text()
    assert not result.ledger.lost


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def listed(text, key, depth=0):
    numbers = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
    return p(text, properties=numbers)


def test_lists_keep_their_numbers_and_depth(tmp_path):
    text, _ = body(
        tmp_path,
        listed("one", 1), listed("a point", 1, 1), listed("two", 1), listed("dot", 2),
        listed("under", 2, 1), listed("dot", 2), listed("five", 4), listed("six", 4),
        listed("甲", 3), listed("乙", 3),
        numbering=NUMBERING,
    )  # fmt: skip
    assert text == (
        "1. one\n\n(a) a point\n\n2. two\n- dot\n  - under\n- dot\n5) five\n6) six\n\n"
        "一、 甲\n\n二、 乙\n"
    )


def cell(*runs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(*runs)}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_a_table_keeps_every_cell_also_beyond_its_first_row(tmp_path):
    span = '<w:gridSpan w:val="2"/>'
    text, result = body(
        tmp_path,
        p("See below"),
        table(
            [cell("a|b", properties=span)],
            [cell("1"), cell(t("2", "b"), "<w:r><w:br/></w:r>", "3"), cell("extra")],
        ),
    )
    assert "| a\\|b |  |  |\n| --- | --- | --- |\n| 1 | **2**<br>3 | extra |" in text
    assert codes(result) == ["import/merged-cells"]


def test_footnotes_and_endnotes_are_called_where_they_were(tmp_path):
    note = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    text, _ = body(
        tmp_path,
        p("One", note.format("footnote", 2), " two", note.format("endnote", 2), "."),
        footnotes=f'<w:footnote w:id="2">{p("The ", t("first", "i"))}{p("More")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("The last")}</w:endnote>',
    )
    assert text == "One[^1] two[^2].\n\n[^1]: The *first*\n\n    More\n\n[^2]: The last\n"
    publication, findings = read_publication(tmp_path / "out")
    assert findings == [] and "More" in publication.articles[0].body


def test_the_footnote_of_a_title_stays_in_the_text(tmp_path):
    title = p("The Title", '<w:r><w:footnoteReference w:id="3"/></w:r>', style="Titel")
    notes = f'<w:footnote w:id="3">{p("Read in May.")}</w:footnote>'
    result = brought(tmp_path, word(title, p("Text."), footnotes=notes))
    text = (tmp_path / "out/letter.md").read_text()
    assert "title: The Title\n" in text and text.endswith("Text.\n\nRead in May.\n")
    assert codes(result) == ["import/footnote-moved"]


def test_comments_hidden_text_and_headers_are_left_out_with_a_reason(tmp_path):
    text, result = body(
        tmp_path,
        p("Kept", '<w:r><w:commentReference w:id="7"/></w:r>', t("secret", "vanish")),
        comments=f'<w:comment w:id="7" w:author="Bo">{p("Is this so?")}</w:comment>',
        header=p("Running head"),
    )
    assert text == "Kept\n"
    left = {one.text: one.reason for one in result.ledger.dropped}
    assert left["Is this so?"] == "a comment by Bo" and left["secret"] == "hidden text"
    assert "layouts print their own" in left["Running head"]
    assert codes(result) == ["import/comment", "import/hidden-text"]


TRACKED = (
    p("We ", change("del", '<w:r><w:delText>never</w:delText></w:r>'), change("ins", t("always")),
      " agree."),
    p("First half,", properties=f"<w:rPr>{change('del', '')}</w:rPr>"),
    p(" second half."),
)  # fmt: skip


def test_tracked_changes_are_listed_and_nothing_is_written(tmp_path):
    with pytest.raises(Problems) as caught:
        body(tmp_path, *TRACKED)
    messages = [finding.message for finding in caught.value.findings]
    assert messages[1:] == [
        "Ada Bee, 2024-05-01, deleted 'never'",
        "Ada Bee, 2024-05-01, inserted 'always'",
        "Ada Bee, 2024-05-01, deleted the end of a paragraph",
    ]
    assert not (tmp_path / "out").exists()


def test_tracked_changes_are_accepted_or_rejected_as_told(tmp_path):
    text, result = body(tmp_path, *TRACKED, changes="accept")
    assert text == "We always agree.\n\nFirst half, second half.\n"
    assert [one.text for one in result.ledger.dropped] == ["never"]
    text, result = body(tmp_path, *TRACKED, changes="reject", name="letter.docx")
    assert text == "We never agree.\n\nFirst half,\n\nsecond half.\n"
    assert "inserted; --changes reject" in result.ledger.dropped[0].reason


def test_a_picture_is_written_with_its_text_once(tmp_path):
    data = {"word/media/a.png": png()}
    relations = {"r1": ("image", "media/a.png"), "r2": ("image", "media/b.emf")}
    text, result = body(
        tmp_path,
        p(drawing("r1", "A [red] square")),
        p("Text ", drawing("r1", "again"), " goes on", drawing("r1", "beside", anchored=True)),
        p("And ", drawing("r2", "An old drawing")),
        relations=relations,
        extra={**data, "word/media/b.emf": b"\x01\x00\x00\x00emf"},
    )
    file = "images/letter-1.png"
    assert text == (
        f"![A \\[red\\] square]({file})\n\nText ![again]({file}) goes on\n\n![beside]({file})\n\n"
        "And\n"
    )
    assert (tmp_path / "out" / file).read_bytes() == data["word/media/a.png"]
    assert codes(result) == ["image/unreadable"]
    assert [one.text for one in result.ledger.dropped] == ["An old drawing"]
    assert read_publication(tmp_path / "out")[1] == []
    assert brought(tmp_path, (tmp_path / "letter.docx").read_bytes()).changed == ()


def test_links_and_fields_show_what_they_showed(tmp_path):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def code(text):
        return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'

    text, result = body(
        tmp_path,
        p("See ", f'<w:hyperlink r:id="h">{t("the page")}</w:hyperlink>', "!"),
        p(mark("begin"), code(' HYPERLINK "https://b.example/?x=1" '), mark("separate"),
          "there", mark("end"), " on ", mark("begin"), code(" DATE "), mark("separate"), "3 May",
          mark("end")),
        p(f'<w:hyperlink r:id="f">{t("a file")}</w:hyperlink>'),
        relations={"h": ("hyperlink", "https://a.example/a(b)_c"),
                   "f": ("hyperlink", "file:///etc/hosts")},
    )  # fmt: skip
    assert text == (
        "See [the page](<https://a.example/a(b)_c>)!\n\n"
        "[there](<https://b.example/?x=1>) on 3 May\n\na file\n"
    )
    assert codes(result) == ["import/link"]


def test_boxes_ruby_equations_and_symbols_keep_their_text(tmp_path):
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    above = f"<w:rt>{t('かんじ')}</w:rt><w:rubyBase>{t('漢字')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{above}</w:ruby></w:r>"
    math = (
        "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
        "</m:den></m:f></m:oMath>"
    )
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    text, result = body(
        tmp_path,
        p("Before", both),
        p(ruby),
        p("Half: ", math),
        p("α is ", sign.format("Symbol", "F061"), "; ", sign.format("Own", "F061")),
    )
    assert text == ("Before\n\nIn a box\n\n漢字（かんじ）\n\nHalf: (a+b)/2\n\nα is α; \uf061\n")
    assert codes(result) == [
        "import/text-box", "import/equation", "import/ruby", "import/symbol"
    ]  # fmt: skip


def test_prompts_and_tables_of_contents_are_left_out_with_a_reason(tmp_path):
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}"
        "</w:sdtContent></w:sdt>"
    )
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Filled in')}</w:sdtContent></w:sdt>"
    text, result = body(tmp_path, prompt, filled, p("Part 1 ... 3", style="Verzeichnis1"))
    assert text == "Filled in\n"
    assert [one.text for one in result.ledger.dropped] == ["Click here", "Part 1 ... 3"]


def test_text_in_unknown_elements_is_kept(tmp_path):
    text, _ = body(tmp_path, p("<w:unheard><w:of>" + t("still here") + "</w:of></w:unheard>"))
    assert text == "still here\n"


SIGNS = st.text(alphabet="ab *_`#-+=>|~[](){}<!\\&1.:\"'“甲\n\t^$/", max_size=12)
TAGS = st.frozensets(st.sampled_from(["strong", "em", "u", "s", "sup", "code"]), max_size=3)
PIECE = st.builds(Piece, SIGNS, TAGS, st.sampled_from(["", "", "https://a.example/x?a=1&b=(2)"]))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECE, max_size=6))
def test_markdown_shows_exactly_the_runs(found):
    held = pieces.trimmed(found)
    shown = words_of(pieces.markup(held))
    wanted = pieces.plain(held) + "".join(pieces.links(held))
    assert sorted("".join(shown.split())) == sorted("".join(wanted.split()))
    if not pieces.links(held):
        assert "".join(shown.split()) == "".join(wanted.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SIGNS, st.sampled_from(["", "b", "i", "b i", "strike"])), max_size=5),
       st.sampled_from(["", "Titel", "U1", "Zitat"]))  # fmt: skip
def test_every_character_of_a_word_file_is_kept_in_order(runs, style):
    made = p(*(t(text, look) for text, look in runs), style=style)
    data = word(p("A title", style="Titel"), p("Begin"), made, p("End"))
    manuscript = docx.read(data, "letter.docx")
    made_files, account = files(draft(manuscript), manuscript.source, Path("nowhere"))
    assert account.lost == ""
    text = made_files["letter.md"].decode().split("---\n\n", 1)[1]
    flat = "".join(text for text, _ in runs) if style != "Titel" else ""
    assert "".join(words_of(text).split()) == "".join(f"Begin{flat}End".split())


def test_the_command_takes_a_decision_on_changes(tmp_path, capsys):
    (tmp_path / "a.docx").write_bytes(word(p("Title"), *TRACKED))
    into = ["--into", str(tmp_path / "out")]
    assert run(["import", str(tmp_path / "a.docx"), *into]) == 1
    assert "import/tracked-change" in "".join(capsys.readouterr())
    assert run(["import", str(tmp_path / "a.docx"), *into, "--changes", "accept"]) == 0


@pytest.mark.parametrize(("said", "kept"), [("accept", "always"), ("reject", "never")])
def test_the_command_asks_for_a_decision_on_changes(tmp_path, said, kept):
    (tmp_path / "a.docx").write_bytes(word(p("Title"), *TRACKED))
    arguments = ["import", str(tmp_path / "a.docx"), "--into", str(tmp_path / "out")]
    result = CliRunner().invoke(cli, [*arguments, "--changes", "ask"], input=f"{said}\n")
    assert "import/tracked-change" in result.output
    assert kept in (tmp_path / "out" / "a.md").read_text("utf-8")
