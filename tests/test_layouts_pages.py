"""The layouts of a society: the sample set in each of them, read back from the finished files."""

import re
import shutil
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from printkit.build.inspect import inspect
from printkit.build.recipe import Order, build
from printkit.model.target import Target
from printkit.preflight.profile import PROFILES
from reading import MM, text_of

SAMPLE = Path(__file__).parents[1] / "articles" / "voices"
PRODUCTS = {
    "newsletter": '{layout: newsletter, options: {issue: "No. 12"}}',
    "certificate": "{layout: certificate, articles: [a-table-by-the-window]}",
    "journal": '{layout: journal, options: {volume: "Vol. 3"}, cover: {design: plain}}',
    # The white letters in the plan of the ward are too small for a column of this book.
    "abstract-book": (
        "{layout: abstract-book, options: {prefix: P-}, articles:"
        " [a-table-by-the-window, the-long-list, two-languages, letter-from-abroad]}"
    ),
    "poster": "{layout: poster, articles: [a-table-by-the-window], size: A1}",
    "modernist": "{layout: modernist, cover: {design: band}}",
}


@pytest.fixture(scope="module")
def setting(tmp_path_factory):
    """Build the sample in the layout of a name for screen and press, once for all tests."""

    @cache
    def build_once(name):
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(SAMPLE, folder / "voices")
        settings = folder / "voices" / "publication.yaml"
        before, after = settings.read_text("utf-8").split("\nproducts:\n")
        product = f"\nproducts:\n  it: {PRODUCTS[name]}\n\ncolophon:"
        settings.write_text(before + product + after.split("\ncolophon:")[1], "utf-8")
        return build(Order(folder / "voices", folder, targets=(Target.SCREEN, Target.PRESS)))

    return build_once


def screen(built):
    return next(output for output in built.outputs if output.target is Target.SCREEN)


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_press_preflight_and_the_screen_preflight_find_nothing(setting, name):
    assert not setting(name).findings
    assert not inspect(screen(setting(name)), PROFILES["screen"])


@pytest.mark.parametrize("name", PRODUCTS)
def test_both_languages_are_on_the_pages(setting, name):
    text = " ".join(text_of(screen(setting(name)).path))
    assert "A Table by the Window" in text
    assert "明示例" in text


def lines(pdf, page, size):
    """Return the left end and the baseline of each letter of a size, without heads and folios."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        found = []
        highest = document[page].get_height() - 18 * MM
        x, y = pdfium.c_double(), pdfium.c_double()
        for index in range(text.count_chars()):
            # The renderer counts in pixels, and its pages are scaled to points.
            if abs(pdfium.FPDFText_GetFontSize(text, index) * 0.75 - size) < 0.06:
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                if 18 * MM < y.value < highest:
                    found.append((x.value, y.value))
        return found


def off_grid(baselines, leading):
    """Return how far baselines lie from a common grid, in points."""
    steps = [y % leading for y in baselines]
    return max(min((s - steps[0]) % leading, (steps[0] - s) % leading) for s in steps)


def test_the_columns_of_facing_pages_begin_on_one_grid(setting):
    path = screen(setting("newsletter")).path
    tops = []
    for page in (1, 2):
        letters = lines(path, page, 9)
        for column in range(3):
            left, right = (45 + 174 * (column + k) for k in (0, 0.9))
            tops.append(max(y for x, y in letters if left < x < right))
    assert off_grid(tops, 12.5) < 0.1


def test_an_abstract_book_heads_each_page_and_lists_its_contributors(setting):
    pages = text_of(screen(setting("abstract-book")).path)
    [start] = [n for n, page in enumerate(pages) if "P-001 A Table" in page]
    heads = [page[:30] for page in pages[start : start + 2]]
    assert all(re.search(r"P-00\d\s*–\s*P-00\d", page) for page in pages[start : start + 2]), heads
    [index] = [page for page in pages if "Contributors" in page]
    assert re.search(r"Wen Specimen 文样, \d", index)
    names = ["Example", "Placeholder", "Specimen"]
    assert sorted(names, key=index.index) == names


BODY = {"journal": (10, 12.6), "modernist": (9.4, 13.5)}
"""Size and leading of the text of layouts that keep one grid on all pages."""


@pytest.mark.parametrize("name", BODY)
def test_every_line_of_the_text_stands_on_one_grid_through_the_book(setting, name):
    size, leading = BODY[name]
    path, on_page = screen(setting(name)).path, {}
    for page in range(2, len(text_of(path)) - 2):
        letters = [y for _, y in lines(path, page, size)]
        steps = [round(y % leading, 1) for y in letters]
        common = max(set(steps), key=steps.count, default=0.0)
        if steps.count(common) > 250:
            assert steps.count(common) > 0.98 * len(steps)
            on_page[page] = common
    assert len(on_page) > 5
    assert off_grid(on_page.values(), leading) < 0.15
