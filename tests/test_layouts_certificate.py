"""Certificates: a page for each person, with who signs and a printed seal."""

import pytest

from printkit.build.recipe import Order, build
from printkit.compose import faces, layouts
from printkit.draw.look import Look
from printkit.draw.seal import seal
from printkit.model.finding import Problems
from printkit.model.measure import MM, Size
from printkit.model.target import Target
from reading import text_of

BO = "name: Bo Placeholder\n"


def certificates(make, tmp_path, options, language="en"):
    text = (make() / "publication.yaml").read_text("utf-8").split("products:")[0]
    text = text.replace("language: en", f"language: {language}")
    product = f"products:\n  it: {{layout: certificate, articles: [one], options: {options}}}\n"
    folder = make(**{"publication.yaml": text + product, "people/bo.yaml": BO})
    build(Order(folder, tmp_path / "build", targets=(Target.SCREEN,)))
    return text_of(tmp_path / "build" / "it-screen.pdf")


def test_an_author_receives_a_certificate_for_the_article_with_those_who_sign_it(make, tmp_path):
    [page] = certificates(make, tmp_path, "{}")
    assert "This is to certify that" in page
    assert page.count("Dr. Anna Placeholder") == 2
    assert "contributed The first voice to Voices of the Meeting" in page
    assert "25–29 September 2024 · Xiamen" in page
    assert "Chair, Programme Committee" in page


def test_the_people_named_receive_one_for_what_is_written(make, tmp_path):
    options = '{to: "bo, anna", title: Certificate of Attendance, text: "took part in *all* of it"}'
    pages = certificates(make, tmp_path, options)
    assert ["Bo Placeholder" in page for page in pages] == [True, False]
    assert all("took part in all of it" in page for page in pages)
    assert all("CERTIFICATEOFATTENDANCE" in page.replace(" ", "").upper() for page in pages)


def test_a_chinese_certificate_puts_titles_between_book_marks(make, tmp_path):
    [page] = certificates(make, tmp_path, "{}", "zh-Hans")
    assert "兹证明" in page
    assert "撰写了《The first voice》，载于《Voices of the Meeting》。" in page.replace(" 》", "》")


@pytest.mark.parametrize("option", ["to", "signed_by"])
def test_an_unknown_person_is_named(make, tmp_path, option):
    with pytest.raises(Problems) as caught:
        certificates(make, tmp_path, f"{{{option}: ana}}")
    [finding] = caught.value.findings
    assert (finding.code, finding.hint) == ("person/missing", "did you mean anna?")


def test_a_seal_repeats_a_short_legend_and_refuses_one_that_is_too_long():
    settings = layouts.find("certificate", layouts.search_path()).settings
    ready = faces.ready(["EB Garamond"], frozenset())
    look = Look(settings.palette, ready, ("EB Garamond",), ("EB Garamond",))
    size = Size(36 * MM, 36 * MM)
    [text] = text_of(seal(size, look, "EM 2024", "2024"))
    letters = text.replace(" ", "").replace("\n", "")
    assert letters.count("E") >= 3
    assert seal(size, look, "EM 2024") == seal(size, look, "EM 2024")
    with pytest.raises(Problems) as caught:
        seal(size, look, "A society of a very long name " * 4)
    assert caught.value.findings[0].code == "text/does-not-fit"
