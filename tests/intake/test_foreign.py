from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import png

from printkit.model.finding import Problems
from printkit.sources.intake import foreign
from printkit.sources.intake.bring import bring
from printkit.sources.intake.draft import draft
from printkit.sources.intake.writer import files
from printkit.sources.publication import read as read_publication

BODY = """
# Part

Some *quiet* [text](https://a.example)[^n] and `code`,
on two lines.

![A square](a.png)

- one
- two

[^n]: The note.
"""


def brought(tmp_path, content):
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "letter.md").write_text(content, "utf-8")
    result = bring(tmp_path / "letter.md", tmp_path / "out")
    assert not result.ledger.lost
    return (tmp_path / "out/letter.md").read_text("utf-8"), result


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: The Title\nauthor: [Ada Bee]\ndate: 3 May\n---\n",
        "% The Title\n% Ada Bee\n% 3 May\n",
        "Title: The Title\nAuthor: Ada Bee\nDate: 3 May\n",
    ],
)
def test_the_heads_of_three_programs_become_ours(tmp_path, head):
    text, result = brought(tmp_path, head + BODY)
    assert "title: The Title\n" in text and "authors:\n  - ada-bee\n" in text
    assert text.endswith(
        "## Part\n\nSome *quiet* [text](<https://a.example>)[^n] and `code`, on two lines.\n\n"
        "![A square](images/letter-1.png)\n\n- one\n- two\n\n[^n]: The note.\n"
    )
    assert [one.text for one in result.ledger.dropped] == ["3 May"]
    assert [f.code for f in result.findings] == ["import/head"]
    assert read_publication(tmp_path / "out")[1] == []


def test_a_broken_head_is_told(tmp_path):
    with pytest.raises(Problems, match="YAML"):
        brought(tmp_path, "---\na: [\n---\n\ntext\n")


def test_what_is_of_pandoc_alone_is_told(tmp_path):
    _, result = brought(tmp_path, "# T\n\nAs shown [@bee2020].\n")
    assert [(f.code, f.place.line) for f in result.findings] == [("import/pandoc", 3)]


def test_links_captions_and_stray_footnotes_are_accounted_for(tmp_path):
    text, result = brought(
        tmp_path,
        "# T\n\nSee [one](two.md) and ^[a *short* note].\n\n"
        '![A](a.png "Said *so*")\n\n[^x]: Lost note.\n',
    )
    assert "[one](<two.md>) and [^in-text-1]" in text and "[^in-text-1]: a *short* note" in text
    assert '![A](images/letter-1.png "Said *so*")' in text
    assert any("Lost note." in one.text for one in result.ledger.dropped)


SIGNS = st.text(alphabet="ab *_`#-1.甲\n!&<>[]()|:^%~", max_size=60)


@settings(max_examples=200, deadline=None)
@given(SIGNS)
def test_no_markdown_loses_a_character(content):
    try:
        manuscript = foreign.read(f"# T\n\nBegin\n\n{content}".encode(), "a.md")
    except Problems as problems:
        assert problems.findings[0].code in ("import/empty", "yaml/broken")
        return
    _, account = files(draft(manuscript), manuscript.source, Path("nowhere"))
    assert account.lost == ""


@pytest.mark.parametrize("words", ["*a **b ", "~~a ~b ", "[a]{.b", "![a]("])
def test_a_paragraph_of_endless_marks_is_refused_at_once(words, tmp_path):
    path = tmp_path / "tangled.md"
    path.write_text("# Title\n\nText.\n\n" + words * 50_000)
    with pytest.raises(Problems) as caught:
        bring(path, tmp_path / "out")
    [finding] = caught.value.findings
    assert (finding.code, finding.place.line) == ("markdown/tangled", 5)
    assert not (tmp_path / "out").exists()


def test_a_long_table_of_bold_cells_is_no_tangle(tmp_path):
    path = tmp_path / "table.md"
    path.write_text("# T\n\n|a|b|\n|-|-|\n" + "|**x**|**y**|\n" * 3_000)
    assert not bring(path, tmp_path / "out").ledger.lost
