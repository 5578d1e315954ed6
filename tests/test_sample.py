"""The sample publication, built as a newcomer does and read back."""

import json
from pathlib import Path

import pytest

from printkit.build.recipe import Order, build
from printkit.model.finding import Severity
from printkit.model.target import Target
from printkit.sources.publication import read
from reading import run, text_of

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    out = tmp_path_factory.mktemp("sample")
    built = build(Order(ROOT / "articles" / "voices", out, strict=True))
    assert not [one for one in built.findings if one.severity is not Severity.INFO]
    return out


def squeezed(text):
    return "".join(c for c in text if c.isalnum())


def test_every_letter_of_every_article_is_in_the_booklet(sample):
    publication, _ = read(ROOT / "articles" / "voices")
    import re

    pages = squeezed(" ".join(text_of(sample / "booklet-screen.pdf")))
    for article in publication.articles:
        for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", article.body, re.DOTALL):
            words = squeezed(re.sub(r"<span class=\"footnote\">.*?</span>|<[^>]*>", "", paragraph))
            # Page numbers, footnote calls and page breaks stand inside; look at the beginning.
            assert words[1:25] in pages, paragraph


def test_press_files_claim_what_they_are(sample):
    for path in sample.glob("*-press.pdf"):
        info = run("pdfinfo", "-meta", str(path))
        assert "PDF/X-4" in info
        run("qpdf", "--check", str(path))


def test_office_booklets_are_a4_sheets(sample):
    manifest = json.loads((sample / "manifest.json").read_text())["outputs"]
    assert manifest["booklet-office.pdf"]["trim_mm"] == [297.0, 210.0]
    assert manifest["booklet-press.pdf"]["pages"] % 4 == 0
    assert {o["target"] for o in manifest.values()} == {str(t) for t in Target}
