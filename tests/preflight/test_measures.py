"""Scaled and turned pages: the lengths are those of the paper, the sides those that are seen."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from conftest import TRIM, draw, image, text
from printkit.cli import run
from printkit.preflight.html import as_html
from printkit.preflight.profile import named
from printkit.preflight.run import Report, preflight

Make = Callable[..., Path]


def faulty(pdf: Pdf) -> None:
    """Things that are judged by their measures: each is found on page 1 or 2."""
    x0, y0, x1, y1 = TRIM
    text(pdf, b"0 0 0 1 k", x=x0 + 2)
    text(pdf, b"0 0 0 1 k", size=4)
    draw(pdf, b"0 0 0 1 K 0.1 w 100 300 m 150 300 l S")
    draw(pdf, b"36 0 0 36 200 300 cm /Small Do", XObject={"/Small": image(pdf, 60)})
    draw(pdf, b"0.4 0 0 0 k %f 150 40 100 re f" % x0)
    over = {"/Over": Dictionary(OP=True, OPM=1)}
    draw(pdf, b"0.8 0.8 0.7 0 k 150 250 60 30 re f /Over gs 0 0 0 1 k 160 255 20 20 re f",
         ExtGState=over)  # fmt: skip
    for page in pdf.pages:
        page.obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[90, 90, 120, 120])]
        )
    pdf.pages[1].obj.BleedBox = Array([x0 - 3, y0 - 3, x1 + 3, y1 + 3])


def scaled(pdf: Pdf) -> None:
    """Write the same pages in units of two points."""
    faulty(pdf)
    for page in pdf.pages:
        page.obj.UserUnit = 2
        for key in ("MediaBox", "BleedBox", "TrimBox"):
            page.obj["/" + key] = Array([float(side) / 2 for side in page.obj["/" + key]])
        for annotation in page.obj.Annots:
            annotation.Rect = Array([float(side) / 2 for side in annotation.Rect])
        page.contents_add(pdf.make_stream(b"q .5 0 0 .5 0 0 cm"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q"))


def seen(report: Report) -> list[tuple[object, ...]]:
    return sorted(
        (
            item.finding.code,
            item.finding.message,
            item.finding.place.page,
            *(round(side) for box in item.boxes for side in box),
        )
        for item in report.located
        if item.finding.code not in ("pages/user-unit", "pages/rotated")
    )


def test_a_scaled_page_is_judged_by_the_lengths_of_the_paper(make: Make) -> None:
    plain = preflight(make(faulty), named("press"))
    codes = {finding.code for finding in plain.findings}
    assert codes >= {
        "safety/text", "text/too-small", "line/hairline", "image/low-resolution",
        "bleed/not-covered", "bleed/too-small", "ink/overlap-over-limit", "annotation/on-page",
    }  # fmt: skip
    assert seen(preflight(make(scaled), named("press"))) == seen(plain)


def test_a_scaled_page_is_pictured_whole(make: Make) -> None:
    report = preflight(make(scaled), named("press"))
    assert 'viewBox="0 0 331.7 453.5"' in as_html(report)


def test_boxes_of_a_scaled_page_are_set_at_the_right_size(make: Make, tmp_path: Path) -> None:
    def untrimmed(pdf: Pdf) -> None:
        scaled(pdf)
        for page in pdf.pages:
            page.obj.CropBox = page.obj.TrimBox
            del page.obj["/TrimBox"], page.obj["/BleedBox"]

    out = tmp_path / "fixed.pdf"
    run(["preflight", str(make(untrimmed)), "--profile", "office", "--fix", str(out)])
    with pikepdf.open(out) as pdf:
        sides = [float(side) for side in pdf.pages[0].obj.TrimBox]
    assert sides == pytest.approx([side / 2 for side in TRIM], abs=0.01)


@pytest.mark.parametrize(
    ("turn", "side"), [(0, "left"), (90, "top"), (180, "right"), (270, "bottom"), (-90, "bottom")]
)
def test_the_side_without_bleed_is_the_one_that_is_seen(make: Make, turn: int, side: str) -> None:
    def turned(pdf: Pdf) -> None:
        faulty(pdf)
        for page in pdf.pages:
            page.obj.Rotate = turn

    report = preflight(make(turned), named("press"))
    [found] = [f.message for f in report.findings if f.code == "bleed/not-covered"]
    assert found == f"art stops at the trim without bleed: {side}"
    plain = [
        row for row in seen(preflight(make(faulty), named("press"))) if "bleed/not" not in row[0]
    ]
    assert [row for row in seen(report) if "bleed/not" not in row[0]] == plain


def test_a_turned_page_is_as_large_as_one_drawn_so(make: Make) -> None:
    def both(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        for key in ("MediaBox", "BleedBox", "TrimBox"):
            x0, y0, x1, y1 = page["/" + key]
            page["/" + key] = Array([y0, x0, y1, x1])
        page.Rotate = 90

    codes = {finding.code for finding in preflight(make(both), named("press")).findings}
    assert "pages/mixed-sizes" not in codes
