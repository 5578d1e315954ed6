"""Office files on label sheets, and moved by what a printer misses."""

import pypdfium2
import pytest

from printkit.build.recipe import Order, build
from printkit.model.finding import Problems
from printkit.model.measure import MM
from printkit.model.target import Target
from printkit.sources.sheets import sheets

SETTINGS = """\
title: Voices of the Meeting
date: 2024-09-25
articles: [one.md]
CALIBRATION
products:
  handout: {layout: handout-a4, OPTIONS}
"""
ONE = "---\ntitle: The first voice\n---\n\nWords.\n"
BADGE = """\
name: badge
title: Badge
extends: base
binding: none
sizes:
  L4785:
    trim: 80mm x 50mm
    margins: {top: 8mm, bottom: 8mm, inner: 8mm, outer: 8mm}
    text: 12pt
    leading: 15pt
"""


def built(
    make, tmp_path, options="targets: [office]", calibration="", layout="handout-a4", one=ONE
):
    text = SETTINGS.replace("CALIBRATION", calibration).replace("OPTIONS", options)
    text = text.replace("handout-a4", layout)
    folder = make(**{
        "publication.yaml": text, "one.md": one, "two.md": None, "layouts/badge/layout.yaml": BADGE,
    })  # fmt: skip
    done = build(Order(folder, tmp_path / "b", targets=(Target.OFFICE,)))
    return done.findings, tmp_path / "b" / "handout-office.pdf"


def first_word(path, page=0):
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[page].get_textpage()
        assert text.count_rects()
        return text.get_rect(0)[:2]


@pytest.mark.parametrize(
    ("options", "calibration"),
    [
        ("calibration: {x: 1mm, y: -0.5mm}", ""),
        ("targets: [office]", "calibration: {x: 1mm, y: -0.5mm}"),
        ("calibration: {x: 1mm, y: -0.5mm}", "calibration: {x: 9mm}"),
    ],
)
def test_an_office_file_is_moved_by_the_calibration(make, tmp_path, options, calibration):
    before = first_word(built(make, tmp_path)[1])
    after = first_word(built(make, tmp_path, options, calibration)[1])
    assert after[0] - before[0] == pytest.approx(1 * MM, abs=0.01)
    assert after[1] - before[1] == pytest.approx(-0.5 * MM, abs=0.01)


def test_backs_are_moved_further(make, tmp_path):
    one = "---\ntitle: The first voice\n---\n\n" + "Words and words. " * 500
    _, path = built(make, tmp_path, one=one)
    before = [first_word(path, page) for page in (0, 1)]
    calibration = "calibration: {x: 1mm, back_x: 2mm, back_y: 3mm}"
    _, path = built(make, tmp_path, calibration, one=one)
    after = [first_word(path, page) for page in (0, 1)]
    by = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)]
    assert by == [
        pytest.approx((1 * MM, 0), abs=0.01), pytest.approx((3 * MM, 3 * MM), abs=0.01),
    ]  # fmt: skip


def test_a_product_is_put_on_label_sheets(make, tmp_path):
    sheet = sheets()["avery-l4785"]
    findings, path = built(
        make, tmp_path, "labels: {sheet: L4785, start: 4}, calibration: {x: 1mm}", layout="badge"
    )
    assert findings == ()
    x, y = first_word(path)
    cell = sheet.cell(3)
    assert cell.x0 + 8 * MM < x - 1 * MM < cell.x0 + 10 * MM
    assert cell.y0 < y < cell.y1


def test_a_product_that_is_larger_than_its_label_fails(make, tmp_path):
    with pytest.raises(Problems) as caught:
        built(make, tmp_path, "labels: {sheet: L7160}", layout="badge")
    assert caught.value.findings[0].code == "labels/page-larger"
    with pytest.raises(Problems) as caught:
        built(make, tmp_path, "labels: {sheet: L716O}", layout="badge")
    assert caught.value.findings[0].code == "labels/unknown-sheet"
