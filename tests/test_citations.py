"""References, cited in articles and listed at their end."""

import json

import pytest

from printkit.model.finding import Problems, Severity
from printkit.sources.citations import cited
from printkit.sources.publication import read
from reading import text_of

pytest.importorskip("citeproc")

SETTINGS = """\
title: Voices
date: 2024-09-25
articles: [one.md]
references: [%s]
citations: %s
products: {booklet: {layout: classic-a5, targets: [screen]}}
"""
BIBTEX = """\
@article{drawers, author={Donald Example and M{\\"u}ller, Anna}, title={On drawers \\& lists},
  journal={Specimen Journal}, year={1999}, volume={3}, number={2}, pages={12--19}}
@book{Lists, author={明, 示例}, title={清单之书}, publisher={Sample Press}, year={2001}}
@book{unused, author={Nobody, N.}, title={Never read}, publisher={Sample Press}, year={2002}}
"""
CSL = [
    {
        "id": "drawers", "type": "article-journal", "title": "On <i>drawers</i> & lists",
        "author": [{"family": "Example", "given": "Donald"}], "issued": {"date-parts": [[1999, 3]]},
        "container-title": "Specimen Journal", "volume": "3", "page": "12-19",
    },
]  # fmt: skip
TEXT = """\
---
title: One
---

Much is known of drawers [@drawers, p. 14].[^n] It is said of lists [see @Lists; @drawers].

[^n]: In a footnote, too [@Lists].
"""


def publication(make, references="refs.bib", style="ama", text=TEXT, **files):
    wanted = {"publication.yaml": SETTINGS % (references, style), "one.md": text}
    return make(**(wanted | {"refs.bib": BIBTEX} | files))


def body(folder):
    return read(folder)[0].articles[0].body


def test_works_are_numbered_as_they_are_cited_and_listed_at_the_end(make):
    found = body(publication(make))
    assert '<span class="citation"><sup>1(p14)</sup></span>' in found
    assert found.index("<sup>1(p14)</sup>") < found.index("<sup>2</sup>")
    listed = found[found.index("References</h2>") :]
    assert (
        "<li>Example D, Müller A. On drawers &amp; lists. <i>Specimen Journal</i>. 1999" in listed
    )
    assert listed.index("Müller") < listed.index("明示例")
    assert "Never read" not in listed


def test_works_are_cited_by_name_and_year_in_the_other_style(make):
    found = body(publication(make, style="apa"))
    assert "(Example &amp; Müller, 1999, p. 14)" in found
    assert "(see 明示例, 2001" in found or "see 明示例, 2001" in found


def test_csl_json_is_read_as_well(make):
    text = "---\ntitle: One\n---\n\nOf drawers [@drawers].\n"
    folder = publication(make, "refs.json", text=text, **{"refs.json": json.dumps(CSL)})
    assert "On <i>drawers</i> &amp; lists" in body(folder)


def test_the_list_speaks_the_language_of_its_article(make):
    text = "---\ntitle: 一\nlanguage: zh-Hans\n---\n\n清单之书 [@Lists]。\n"
    assert "<h2>参考文献</h2>" in body(publication(make, text=text))


def test_an_unknown_key_is_an_error_with_the_nearest_known_one(make):
    text = "---\ntitle: One\n---\n\nSome text.\n\nOf drawers [@drawrs].\n"
    with pytest.raises(Problems) as caught:
        read(publication(make, text=text))
    [finding] = caught.value.findings
    assert finding.code == "citation/unknown"
    assert (finding.place.line, "drawers" in finding.hint) == (7, True)


def test_a_citation_without_references_stands_and_is_told(make):
    settings = SETTINGS.replace("references: [%s]\ncitations: %s\n", "")
    folder = make(**{"publication.yaml": settings, "one.md": TEXT})
    found, findings = read(folder)
    assert "[@Lists]" in found.articles[0].body
    assert {(f.code, f.severity) for f in findings} == {
        ("citation/no-references", Severity.WARNING)
    }


@pytest.mark.parametrize(
    ("references", "style", "files", "code"),
    [
        ("rfs.bib", "ama", {}, "references/missing"),
        ("refs.bib", "apq", {}, "citations/unknown-style"),
        ("refs.json", "ama", {"refs.json": "{"}, "references/broken"),
        ("refs.json", "ama", {"refs.json": '[{"id": 1}]'}, "references/broken"),
        ("refs.bib", "ama", {"refs.bib": "@book{a, title={\\Strange{x}}}"}, "references/broken"),
        ("refs.bib, more.bib", "ama", {"more.bib": BIBTEX}, "references/same-key"),
    ],
)
def test_what_is_wrong_with_references_is_told(make, references, style, files, code):
    with pytest.raises(Problems) as caught:
        read(publication(make, references, style, **files))
    assert code in {f.code for f in caught.value.findings}


@pytest.mark.parametrize("text", ["a@b.org", "write to a@b.org; @", "@", "see"])
def test_what_is_no_citation_is_not_taken_for_one(text):
    assert cited(text) == []


def test_citations_and_their_list_are_set_and_balance_in_the_ledger(make, tmp_path):
    from printkit.build.recipe import Order, build

    folder = publication(make)
    found = build(Order(folder, tmp_path / "out", strict=True)).findings
    assert not [one for one in found if not one.code.startswith("typography/")]
    pages = " ".join(text_of(tmp_path / "out" / "booklet-screen.pdf"))
    for words in ("References", "On drawers & lists.", "Specimen Journal", "明示例", "清单之书"):
        assert words in pages
    one = json.loads((tmp_path / "out" / "ledger.json").read_text())["booklet"]["articles"]["one"]
    assert one["lost"] == []
    grown = sum((len(b) - len(a)) * n for a, b, n in one["changed"])
    brought = one["from_references"]
    assert one["characters"] + brought == one["markup"] + one["text"] - grown
