"""Texts of many lengths are fitted to their pages, or refused with the words to cut or to add."""

import random
import re
from pathlib import Path

import pytest
from slips import pages, paragraphs, slip, words

from printkit.build import recipe
from printkit.build.recipe import Order, build
from printkit.model.finding import Problems, Severity
from printkit.model.target import Target
from reading import text_of


@pytest.fixture
def layouts_made(monkeypatch):
    """Count how many times a text is laid out for its measure."""
    made, measure = [], recipe.measure
    monkeypatch.setattr(recipe, "measure", lambda *given: made.append(1) or measure(*given))
    return made


def attempt(folder, count, seed):
    """Lay out a text of ``count`` words; return its pages, or the finding that refuses it."""
    columns, bios = seed % 3 == 2, seed % 2 == 1
    body = paragraphs(words(count, seed), seed)
    slip(folder, body, "{pages: 2}", bios=bios, size="columns" if columns else "small")
    try:
        return pages(folder)
    except Problems as problems:
        [finding] = problems.findings
        return finding


def said(finding):
    return int(re.search(r"about (\d+) words", finding.hint)[1])


def check(folder, seed, layouts_made):
    count = random.Random(seed).randint(40, 540)
    result = attempt(folder, count, seed)
    assert len(layouts_made) <= 7
    if not hasattr(result, "code"):
        assert result.count == 2
        return "set" if result.findings else "as designed"
    assert result.severity is Severity.ERROR
    assert Path(result.place.path).name == "one.md"
    if result.code == "fit/overset":
        cut = said(result)
        assert attempt(folder, count - cut, seed).count == 2
        # A line or two more or less is what balanced columns and whole paragraphs come to.
        spare = count * (0.05 if seed % 3 == 2 else 0.03)
        assert cut <= spare or hasattr(attempt(folder, round(count - cut + spare), seed), "code")
        return "overset"
    assert result.code == "fit/underset"
    assert attempt(folder, count + said(result), seed).count == 2
    return "underset"


def test_thirty_texts_make_two_pages_or_are_refused_with_the_right_number_of_words(
    tmp_path, layouts_made
):
    ends = []
    for seed in range(30):
        layouts_made.clear()
        ends.append(check(tmp_path, seed, layouts_made))
    assert set(ends) == {"as designed", "set", "overset", "underset"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30, 130))
def test_a_hundred_more_texts(tmp_path, layouts_made, seed):
    check(tmp_path, seed, layouts_made)


def refused(folder):
    with pytest.raises(Problems) as caught:
        pages(folder)
    return caught.value.findings


def test_the_change_is_said_with_the_measures_before_and_after(tmp_path):
    slip(tmp_path, paragraphs(words(355, 12), 12), "{pages: 2}")
    [note] = pages(tmp_path).findings
    assert (note.code, note.severity) == ("fit/set", Severity.INFO)
    assert re.search(r"set at 8\.\d+ pt on 11\.2 pt instead of at 9 pt on 12 pt", note.message)
    assert note.message.endswith("to make 2 pages")


def test_the_finished_file_has_the_pages_and_every_word(tmp_path):
    text = words(355, 12)
    slip(tmp_path, paragraphs(text, 12), "{pages: 2}")
    build(Order(tmp_path, tmp_path / "out", targets=(Target.SCREEN,)))
    set_ = text_of(tmp_path / "out" / "slip-screen.pdf")
    assert len(set_) == 2
    letters = "".join(c for c in " ".join(set_) if c.isalpha())
    assert "".join(text)[1:] in letters


def test_a_text_is_never_made_longer_to_meet_a_maximum(tmp_path):
    slip(tmp_path, paragraphs(words(60, 1), 1), "{max: 3}")
    assert pages(tmp_path).count == 1
    slip(tmp_path, paragraphs(words(355, 12), 12), "{max: 2}")
    assert pages(tmp_path).count == 2


@pytest.mark.parametrize(("count", "made"), [(190, 2), (330, 2), (620, 4)])
def test_gatherings_are_filled_from_the_nearer_side(tmp_path, count, made):
    slip(tmp_path, paragraphs(words(count, 12), 12), "{multiple_of: 2}")
    assert pages(tmp_path).count == made


def test_an_article_is_fitted_alone_and_the_rest_stays_as_it_was(tmp_path):
    slip(tmp_path, paragraphs(words(355, 12), 12), head="fit: {pages: 2}\n")
    settings = (tmp_path / "publication.yaml").read_text()
    (tmp_path / "publication.yaml").write_text(settings.replace("one.md", "two.md, one.md"))
    (tmp_path / "two.md").write_text("---\ntitle: Two\n---\n\n" + "word " * 40)
    set_ = pages(tmp_path)
    assert set_.count == 3
    first, *own = [set_.extents.articles[name].lines[0].height for name in ("two", "one")]
    assert first == pytest.approx(12)
    assert own[0] < 12
    assert Path(set_.findings[0].place.path).name == "one.md"


def test_two_texts_that_are_too_long_are_both_named(tmp_path):
    long = paragraphs(words(420, 3), 3)
    slip(tmp_path, long, head="fit: {pages: 1}\n")
    settings = (tmp_path / "publication.yaml").read_text()
    (tmp_path / "publication.yaml").write_text(settings.replace("one.md", "one.md, two.md"))
    (tmp_path / "two.md").write_text(f"---\ntitle: Two\nfit: {{pages: 2}}\n---\n\n{long}")
    found = refused(tmp_path)
    assert [(f.code, Path(f.place.path).name) for f in found] == [
        ("fit/overset", "one.md"), ("fit/overset", "two.md"),
    ]  # fmt: skip
    assert found[0].place.line < found[1].place.line


def test_the_place_of_overset_is_the_paragraph_that_runs_over(tmp_path):
    text = paragraphs(words(420, 3), 3)
    slip(tmp_path, text, "{pages: 2}")
    [finding] = refused(tmp_path)
    lines = (tmp_path / "one.md").read_text().splitlines()
    at = lines[finding.place.line - 1].split()
    beyond = len(" ".join(lines[finding.place.line :]).split())
    assert beyond - 5 < said(finding) < beyond + len(at) + 5


def test_a_text_without_words_to_cut_asks_for_something_else(tmp_path):
    slip(tmp_path, "Short.\n", "{pages: 1}")
    roles = "".join(f"  - Role number {n} | Body {n}\n" for n in range(60))
    (tmp_path / "people" / "anna.yaml").write_text(f"name: Anna Placeholder\nroles:\n{roles}")
    settings = (tmp_path / "publication.yaml").read_text().replace("bios: false", "bios: true")
    (tmp_path / "publication.yaml").write_text(settings)
    [finding] = refused(tmp_path)
    assert (finding.code, "words" in finding.hint) == ("fit/overset", False)


def test_pages_that_articles_share_are_not_counted_for_one(tmp_path):
    slip(tmp_path, "Short.\n", head="fit: {pages: 2}\n")
    style = tmp_path / "layouts" / "slip" / "style.css"
    style.write_text(style.read_text() + ".article { break-before: auto; }")
    settings = (tmp_path / "publication.yaml").read_text()
    (tmp_path / "publication.yaml").write_text(settings.replace("one.md", "one.md, two.md"))
    (tmp_path / "two.md").write_text("---\ntitle: Two\n---\n\nShort.\n")
    [finding] = refused(tmp_path)
    assert finding.code == "fit/shared-pages"
    assert "two" in finding.message
