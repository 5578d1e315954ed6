"""The lists at the back: index, glossary, abbreviations, contributors and figures."""

import re

import pytest

from printkit.build.recipe import Order, build
from printkit.compose.back import lists, thinned
from printkit.compose.composition import Composition
from printkit.model.finding import Problems
from printkit.model.marks import Back, Term
from printkit.model.measure import Size
from printkit.model.target import Target
from printkit.sources.markdown import html
from printkit.sources.publication import read
from printkit.sources.reading import Context
from reading import text_of

FILLING = "The list was read aloud, and everyone who was on it said so. " * 12 + "\n\n"
ONE = f"""\
---
title: The first voice
authors: [anna, wen]
lead: square
images:
  square: {{file: square.png, alt: A square, caption: A square above the text}}
---

A [drawer]{{.index}} opens, and [another drawer]{{.index entry=drawer}} beside it. Then
[Zürich]{{.index}} is far, and [the éclair]{{.index entry="éclair"}} is near. CSCO asks.

{FILLING * 3}
Again the [drawer]{{.index}} ALPHAMARK, with
[a false bottom]{{.index entry="drawer > false bottom of"}}.

![Another square](square.png "A square in the text")

{FILLING}
"""
TWO = f"""\
---
title: The second voice
authors: [anna]
---

我们在大会说到[临床试验]{{.index}}，参加CSCO年会。
A [chest]{{.index entry=commode see=drawer}} stands here.

{FILLING * 2}
A third [drawer]{{.index}} BETAMARK is locked. The Registry keeps a protocol.

{{.glossary}}
Ledger
:   A book[^1] of *accounts*.

[^1]: Bound in cloth.
"""
WEN = "name: Wen Aalto\nnames: {zh-Hans: 文}\nroles: [Chair | Example Society]\n"
BACK = """\
back: [contributors, figures, abbreviations, glossary, index]
abbreviations: {CSCO: Chinese Society of Clinical Oncology}
glossary:
  registry: Who has a disease.
"""


@pytest.fixture
def written(make):
    def write(products, back=BACK, **files):
        text = (make() / "publication.yaml").read_text("utf-8").split("products:")[0]
        files = {"one.md": ONE, "two.md": TWO, "people/wen.yaml": WEN} | files
        return make(**{"publication.yaml": f"{text}{back}products:\n{products}"}, **files)

    return write


def pages(folder, out, **order):
    built = build(Order(folder, out, targets=(Target.SCREEN,), **order))
    return text_of(built.outputs[0].path), built.findings


def folio(texts, mark):
    """Return the number of the page with a mark; the cover is page 1."""
    [number] = [n for n, text in enumerate(texts, 1) if mark in text]
    return number


def title(texts, words):
    """Return the number of the page that an article begins on."""
    return next(n for n, t in enumerate(texts, 1) if words in t and "Contents" not in t)


@pytest.mark.parametrize("layout", ["classic-a5", "modernist"])
def test_the_index_gives_each_page_once_and_the_right_one(written, tmp_path, layout):
    texts, findings = pages(written(f"  it: {{layout: {layout}}}\n"), tmp_path / "out")
    assert not findings
    back = " ".join(texts[folio(texts, "BETAMARK") :])
    first, again, third = (folio(texts, m) for m in ("drawer opens", "ALPHAMARK", "BETAMARK"))
    assert first < again < third
    assert f"drawer, {first}, {again}, {third} false bottom of, {again}" in back
    assert "commode see drawer" in back
    order = ["commode", "drawer,", "éclair", "临床试验", "Zürich"]
    index = back[back.index("commode") - 9 :]
    assert sorted(order, key=index.index) == order
    assert re.search(r"L\s+临床试验", index)


def test_lists_name_contributors_figures_and_what_is_explained(written, tmp_path):
    texts, _ = pages(written("  it: {layout: classic-a5}\n"), tmp_path / "out")
    one, two = (title(texts, f"The {name} voice") for name in ("first", "second"))
    back = " ".join(texts[folio(texts, "BETAMARK") :])
    assert f"Wen Aalto 文, Chair, Example Society {one}" in back
    assert f"Dr. Anna Placeholder 安娜, Chair, Programme Committee {one}, {two}" in back
    assert back.rindex("Wen Aalto") < back.rindex("Anna Placeholder")
    assert f"A square above the text {one}" in back
    picture = next(n for n, t in enumerate(texts, 1) if "A square in the text" in t)
    assert f"A square in the text {picture}" in back
    assert f"CSCO Chinese Society of Clinical Oncology {one}, {two}" in back
    third = folio(texts, "BETAMARK")
    ledger = next(n for n, t in enumerate(texts, 1) if "Ledger A book1 of accounts" in t)
    assert re.search(rf"Ledger A book of accounts\.\s+{ledger}", back)
    assert re.search(rf"registry Who has a disease\.\s+{third}", back)
    contents = " ".join(texts[:3])
    assert all(word in contents for word in ("Contributors", "Figures", "Glossary", "Index"))


def test_lists_are_the_same_in_one_piece_and_in_parts(written, tmp_path):
    apart, _ = pages(written("  it: {layout: classic-a5}\n"), tmp_path / "a", jobs=2)
    own = "name: whole\ntitle: Whole\nextends: classic-a5\nparts: false\n"
    folder = written("  it: {layout: whole}\n", **{"layouts/whole/layout.yaml": own})
    whole, _ = pages(folder, tmp_path / "b")
    assert apart == whole


def test_a_product_has_lists_of_its_own_articles_alone(written, tmp_path):
    product = "  it: {layout: classic-a5, articles: [two], back: [index, abbreviations]}\n"
    texts, findings = pages(written(product), tmp_path / "out")
    back = " ".join(texts[folio(texts, "BETAMARK") :])
    assert f"drawer, {folio(texts, 'BETAMARK')}" in back
    assert "Zürich" not in back
    assert "Contributors" not in back
    assert not findings


def test_an_empty_list_and_a_term_that_is_nowhere_are_told(written, tmp_path):
    back = "back: [index]\nabbreviations: {WHO: World Health Organization}\nglossary:\n  x-ray: y\n"
    plain = {name: re.sub(r"\[([^]]*)\]\{[^}]*\}", r"\1", text)
             for name, text in (("one.md", ONE), ("two.md", TWO))}  # fmt: skip
    folder = written("  it: {layout: classic-a5}\n", back, **plain)
    _, findings = pages(folder, tmp_path / "out")
    told = {finding.code: finding.place.line for finding in findings}
    lines = (folder / "publication.yaml").read_text("utf-8").splitlines()
    where = {code: lines[line - 1].strip() for code, line in told.items()}
    assert where["back/empty"] == "back: [index]"
    assert where["abbreviation/unused"].startswith("abbreviations: {WHO")
    assert where["term/unused"] == "x-ray: y"


def test_a_layout_without_lists_refuses_them(written, tmp_path):
    folder = written("  it: {layout: insert, articles: [one], back: [index]}\n")
    with pytest.raises(Problems) as caught:
        pages(folder, tmp_path / "out")
    [finding] = caught.value.findings
    assert finding.code == "layout/back"


def terms(text):
    found, reading = html(text, Context("a.md", "en", "a"))
    return found, reading.marks().terms


def test_a_mark_is_seen_in_the_source_and_not_on_the_page():
    found, marks = terms('A [**bold** word]{.index} and [it]{.index entry="a > b" sort=c see=d}.')
    assert found == (
        '<p>A <span class="term" id="a--term-1"><strong>bold</strong> word</span> and '
        '<span class="term" id="a--term-2">it</span>.</p>\n'
    )
    assert marks == (
        Term("a--term-1", ("bold word",)),
        Term("a--term-2", ("a", "b"), "c", "d"),
    )


def test_a_mark_that_is_not_understood_is_told():
    _, reading = html("One\n\n[two]{.index entry=é}", Context("a.md", "en", "a", first_line=5))
    [finding] = reading.findings
    assert (finding.code, finding.place.line) == ("index/broken", 7)


@pytest.mark.parametrize("text", ["[a] {.index}", "[a](b.md)", "a [b] c"])
def test_brackets_that_are_no_mark_stay(text):
    assert terms(text)[1] == ()


def test_an_entry_without_pages_on_paper_is_left_as_it_is():
    places = "".join(f'<a class="at" href="#{name}"></a>' for name in "abc")
    part = f'<p>x<span class="pages">{places}</span></p>'
    before = Composition("", (part,), "", None, frozenset(), (), Size(1, 1), 0, ())
    after = thinned(before, {"a": 4, "b": 4, "c": 5}.get)
    assert re.findall('href="#(.)"', after.html) == ["a", "c"]
    assert thinned(after, {"a": 4, "c": 5}.get) == after


def test_signs_do_not_sort_and_what_is_no_letter_comes_first(written):
    marks = "[“zeta”]{.index} [alpha]{.index} [18F]{.index} [*Beta*]{.index}"
    folder = written("  it: {layout: classic-a5}\n", **{"one.md": ONE + marks})
    publication, _ = read(folder)
    [index] = lists(publication, publication.articles[:1], [Back.INDEX], notes=True)
    assert [one.letter for one in index.letters] == ["#", "A", "B", "D", "E", "Z"]
