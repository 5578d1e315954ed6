"""Lines and pages that are read from the right."""

import ctypes
import ctypes.util

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.build.recipe import Order, build
from printkit.compose.body import set_body
from printkit.compose.mirror import from_the_start, mirrored
from printkit.draw.direction import visual
from printkit.model.article import Article, FrontMatter
from printkit.model.finding import Place
from printkit.model.target import Target

FRIBIDI = ctypes.util.find_library("fribidi")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("plain", [("plain", False)]),
        ("שלום", [("שלום", True)]),
        ("a כתב 12", [("a ", False), ("12", False), ("כתב ", True)]),
        ("كتاب CSCO هنا", [(" هنا", True), ("CSCO", False), ("كتاب ", True)]),
        ("25 נוב 2026", [("2026", False), (" נוב ", True), ("25", False)]),
    ],
)
def test_lines_are_put_in_the_order_in_which_they_are_seen(line, seen):
    assert visual(line) == seen


@pytest.mark.skipif(not FRIBIDI, reason="the library fribidi is not installed")
@given(st.text(st.sampled_from("abאבג12 "), min_size=1, max_size=14))
def test_the_order_is_that_of_another_implementation(line):
    ours = "".join(run[::-1] if rtl else run for run, rtl in visual(line))
    assert ours == _fribidi(line)


def _fribidi(line):
    library, size = ctypes.CDLL(FRIBIDI), len(line)
    text = (ctypes.c_uint32 * size)(*map(ord, line))
    seen, kind = (ctypes.c_uint32 * (size + 1))(), ctypes.c_uint32(0x40)  # by the first letter
    assert library.fribidi_log2vis(text, size, ctypes.byref(kind), seen, None, None, None)
    return "".join(chr(seen[i]) for i in range(size))


def test_left_and_right_change_places_but_for_the_sides_of_the_paper():
    css = (
        "@page :left { margin-left: 1mm; @top-left { text-align: left; } } p { margin-left: 2mm; }"
    )
    assert mirrored(css) == css.replace("p { margin-left", "p { margin-right")
    assert mirrored("p { margin: 1mm 2mm 3mm calc(2 * (1mm + 2mm)) }") == (
        "p { margin: 1mm calc(2 * (1mm + 2mm)) 3mm 2mm}"
    )
    assert mirrored("p { float: left; left: 3mm; border-left: 0 }") == (
        "p { float: right; right: 3mm; border-right: 0 }"
    )
    assert (
        mirrored('p { margin: 0 1mm; content: "left" }') == 'p { margin: 0 1mm; content: "left" }'
    )
    assert from_the_start("p { text-align: left }") == "p { text-align: start }"


MARGIN = 17 * 72 / 25.4  # inner, the narrower one of classic-a5
ARABIC = """\
title: كتاب المؤتمر
language: ar
date: 2026-11-26
articles: [one.md, two.md]
products:
  booklet: {layout: classic-a5, cover: {design: band}}
"""
ONE = """\
---
title: جملة
---
من المقصورة ترى المؤتمر من الخلف في CSCO عام 2024.

- بند أول
"""
TWO = """\
---
title: The same
language: en
---
From the booth you see a congress, said نجيب محفوظ.
"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory):
    pytest.importorskip("fontpkg_amiri", reason="the faces of printkit[scripts] are not installed")
    folder = tmp_path_factory.mktemp("arabic")
    for name, text in {"publication.yaml": ARABIC, "one.md": ONE, "two.md": TWO}.items():
        (folder / name).write_text(text, "utf-8")
    built = build(Order(folder, folder / "out", targets=(Target.SCREEN, Target.OFFICE), jobs=1))
    return {output.target: output.path for output in built.outputs}


def words(page):
    """Return each word of a page with the left and right of its ink, in points."""
    text, found = page.get_textpage(), []
    for index in range(text.count_chars()):
        left, bottom, right, _ = text.get_charbox(index)
        found.append((text.get_text_range(index, 1), left, right, bottom))
    return found


def test_an_arabic_booklet_is_bound_and_shown_from_the_right(arabic):
    with pikepdf.open(arabic[Target.SCREEN]) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    with pypdfium2.PdfDocument(arabic[Target.OFFICE]) as sheets:
        first = sheets[0]
        letters = [left for sign, left, *_ in words(first) if sign in "كتاب"]
        # The front cover lies at the left of the outer sheet, so that its spine is at the right.
        assert letters
        assert max(letters) < first.get_width() / 2


def test_arabic_stands_flush_right_and_english_within_it_flush_left(arabic):
    with pypdfium2.PdfDocument(arabic[Target.SCREEN]) as pdf:
        pages = [words(page) for page in pdf]
        width = pdf[0].get_width()
    of_one, of_two = pages[2], pages[3]
    # Page 3 is a left one, with its spine at the right.
    assert max(right for _, _, right, _ in of_one) == pytest.approx(width - MARGIN, abs=2)
    initial = next(left for sign, left, *_ in of_two if sign == "F")
    assert initial == pytest.approx(MARGIN, abs=12)


def test_a_joined_letter_is_not_taken_out_of_its_word():
    def body(language, text):
        head = FrontMatter(title="One")
        return set_body(Article("one", head, language, text, "", Place("one.md"), text))

    assert "initial" not in body("ar", "<p>من المقصورة</p>\n")
    assert "initial" not in body("hi", "<p>हिन्दी</p>\n")
    assert '<span class="initial">ש</span>' in body("he", "<p>שלום</p>\n")
