"""A dieline is in the file and not on the paper: preflight looks at what prints."""

import io

import pikepdf
import pytest

from printkit.model.measure import MM, Size
from printkit.preflight.profile import PROFILES
from printkit.preflight.run import preflight
from printkit.preflight.technical import is_technical
from printkit.press.dieline import INK, dieline

TRIM, BLEED = Size(100 * MM, 80 * MM), 3 * MM


def page(content: str) -> bytes:
    pdf = pikepdf.new()
    added = pdf.add_blank_page(page_size=TRIM.grown(BLEED))
    width, height = TRIM
    added.trimbox = pikepdf.Array([BLEED, BLEED, BLEED + width, BLEED + height])
    added.bleedbox = added.mediabox
    added.obj.Contents = pdf.make_stream(content.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def inked(data: bytes, name: str) -> bytes:
    """Return a file with its dieline on the plate of an ink."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].Resources.ColorSpace.Dieline[1] = pikepdf.Name(f"/{name}")
        pdf.save(out)
    return out.getvalue()


def codes(data: bytes, folder) -> set[str]:
    path = folder / "page.pdf"
    path.write_bytes(data)
    return {finding.code for finding in preflight(path, PROFILES["press"]).findings}


def test_a_dieline_along_the_trim_is_no_art_without_bleed(tmp_path):
    drawn = dieline(page("0 0 0 1 k 100 100 20 20 re f"), TRIM, BLEED, [40 * MM])
    assert "bleed/not-covered" not in codes(drawn, tmp_path)


def test_art_that_ends_at_the_trim_is_found_below_a_dieline(tmp_path):
    ground = f"0 0 0 .5 k {BLEED:.3f} {BLEED:.3f} {TRIM.width:.3f} {TRIM.height:.3f} re f"
    assert "bleed/not-covered" in codes(page(ground), tmp_path)
    assert "bleed/not-covered" in codes(dieline(page(ground), TRIM, BLEED, []), tmp_path)


def test_a_line_in_a_printing_ink_along_the_trim_is_still_found(tmp_path):
    drawn = dieline(page("0 0 0 1 k 100 100 20 20 re f"), TRIM, BLEED, [])
    assert "bleed/not-covered" in codes(inked(drawn, "Gold"), tmp_path)


def test_a_dieline_adds_no_ink_to_what_is_below_it(tmp_path):
    ground = f".7 .7 .7 .7 k 0 0 {TRIM.width + 2 * BLEED:.3f} {TRIM.height + 2 * BLEED:.3f} re f"
    drawn = dieline(page(ground), TRIM, BLEED, [40 * MM])
    assert not [code for code in codes(drawn, tmp_path) if code.startswith("ink/")]
    assert "ink/overlap-over-limit" in codes(inked(drawn, "Gold"), tmp_path)


@pytest.mark.parametrize("name", [INK, "CutContour", "DIE LINE", "Crease", "Thru-cut"])
def test_the_names_of_finishing_departments_are_known(name):
    assert is_technical(name)
    assert not is_technical("PANTONE 300 C")
