"""Table tents: a name that is read from both sides of a table."""

import ctypes
import math
from collections import Counter

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from printkit.build.inspect import inspect
from printkit.build.recipe import Order, build
from printkit.model.target import Target
from printkit.preflight.profile import PROFILES
from reading import MM, text_of

LONG = """\
name: Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Example
prefix: Prof.
affiliations: [Example Hospital]
"""


@pytest.fixture
def tents(make, tmp_path):
    def built(product, *targets, **files):
        text = (make() / "publication.yaml").read_text("utf-8").split("products:")[0]
        folder = make(**{"publication.yaml": f"{text}products:\n  tent: {product}\n"}, **files)
        made = build(Order(folder, tmp_path / "out", targets=(Target.SCREEN, *targets)))
        return made, next(o for o in made.outputs if o.target is Target.SCREEN)

    return built


def letters(pdf, page=0):
    """Return character, angle in degrees and origin of each letter of a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        found = []
        for index in range(text.count_chars()):
            sign = chr(pdfium.FPDFText_GetUnicode(text, index))
            if sign.isalpha():
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                turned = math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) % 360
                found.append((sign, round(turned) % 360, x.value, y.value))
        return found


def test_the_upper_face_is_the_lower_one_turned_about_the_fold(tents):
    made, output = tents("{layout: table-tent}", Target.PRESS)
    assert not made.findings
    assert not inspect(output, PROFILES["screen"])
    found = letters(output.path)
    front = [(s, x, y) for s, turned, x, y in found if not turned]
    back = [(s, 210 * MM - x, 297 * MM - y) for s, turned, x, y in found if turned == 180]
    assert len(front) + len(back) == len(found)
    assert all(y < 297 / 2 * MM for _, _, y in front)
    assert Counter(s for s, _, _ in front) == Counter(s for s, _, _ in back)
    for sign, *place in front:
        assert any(s == sign and place == pytest.approx(other, abs=0.1) for s, *other in back)


def test_an_author_of_two_articles_has_one_tent_and_others_are_named_by_id(tents):
    one, two = tents("{layout: table-tent}")[1], LONG
    assert len(text_of(one.path)) == 1
    pages = text_of(
        tents('{layout: table-tent, options: {to: "bo, anna"}}', **{"people/bo.yaml": two})[1].path
    )
    assert ["Wolfe" in page for page in pages] == [True, False]


@pytest.mark.parametrize("size", ["A4", "A5", "letter"])
def test_a_long_name_stays_on_one_line_between_the_margins(tents, size):
    product = f'{{layout: table-tent, size: {size}, options: {{to: "bo"}}}}'
    made, output = tents(product, **{"people/bo.yaml": LONG})
    assert not made.findings
    width = {"A4": 210, "A5": 148, "letter": 215.9}[size] * MM
    side = {"A4": 18, "A5": 13, "letter": 18}[size] * MM
    xs = [x for _, _, x, _ in letters(output.path)]
    assert side - 1 < min(xs) < max(xs) < width - side + 1
    assert "Featherstonehaugh Example" in text_of(output.path)[0].replace("- ", "-")
