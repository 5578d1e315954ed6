"""The commands, the reports and the repairs, as a designer and a build server use them."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from conftest import TRIM, draw
from printkit.cli import run
from printkit.preflight.registry import catalogue

Make = Callable[..., Path]


def bad(pdf: Pdf) -> None:
    draw(pdf, b"0 0 1 rg 100 300 40 40 re f")


def test_the_exit_code_tells_errors_from_warnings(make: Make) -> None:
    assert run(["preflight", str(make())]) == 0
    assert run(["preflight", str(make(bad))]) == 1
    thin = make(lambda pdf: draw(pdf, b"0 0 0 1 K 0.1 w 100 300 m 150 300 l S"))
    assert run(["preflight", str(thin)]) == 0
    assert run(["preflight", str(thin), "--strict"]) == 1
    assert run(["preflight", str(thin), "--multiple", "4"]) == 1
    assert run(["preflight", "nowhere.pdf"]) == 2
    assert run(["preflight", str(thin), "--profile", "pres"]) == 1


def test_the_terminal_names_place_severity_and_cure(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(bad)
    run(["preflight", str(path)])
    out = capsys.readouterr().out
    assert f"{path}:page 1: error: RGB fills [colour/rgb]" in out
    assert "1 error, 0 warnings, 0 notes on 2 pages" in out


@pytest.mark.parametrize("kind", ["json", "sarif", "junit", "html"])
def test_every_report_names_the_finding(make: Make, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "report"
    assert run(["preflight", str(make(bad)), "--format", kind, "--output", str(out)]) == 1
    text = out.read_text("utf-8")
    if kind == "json":
        [finding] = json.loads(text)["findings"]
        assert (finding["code"], finding["page"]) == ("colour/rgb", 1)
        assert finding["boxes_mm"] == [[35.28, 105.83, 49.39, 119.94]]
    elif kind == "sarif":
        [result] = json.loads(text)["runs"][0]["results"]
        assert (result["ruleId"], result["level"]) == ("colour/rgb", "error")
    elif kind == "junit":
        [failure] = Xml.fromstring(text).findall("testcase/failure/..")
        assert failure.get("name") == "colour/rgb"
    else:
        assert "colour/rgb" in text
        assert "data:image/png;base64," in text
        assert "<rect " in text
        assert "http" not in text


def test_a_code_is_explained_and_a_wrong_one_corrected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["explain", "colour/rgb"]) == 0
    assert "Cure:" in capsys.readouterr().out
    assert run(["explain", "colour/rbg"]) == 1
    assert "did you mean colour/rgb" in capsys.readouterr().err


def test_fix_mends_boxes_and_takes_out_what_is_not_for_paper(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(pdf: Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/TrimBox"], page.obj["/BleedBox"]
            page.obj.CropBox = Array(TRIM)
            page.obj.Annots = Array(
                [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[90, 90, 120, 120])]
            )
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")
        pdf.attachments["a.txt"] = b"hello"

    out = tmp_path / "fixed.pdf"
    assert run(["preflight", str(make(spoil)), "--fix", str(out)]) == 0
    said = capsys.readouterr().err
    assert "TrimBox and BleedBox set on 2 pages" in said
    assert "2 annotations removed" in said
    assert "attachments removed" in said
    with pikepdf.open(out) as pdf:
        x0, y0, x1, y1 = (float(side) for side in pdf.pages[0].obj.TrimBox)
        assert (x1 - x0, y1 - y0) == pytest.approx((TRIM[2] - TRIM[0], TRIM[3] - TRIM[1]), abs=0.01)
        assert "/OpenAction" not in pdf.Root


def test_the_list_of_checks_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "preflight.md"
    assert page.read_text("utf-8") == catalogue()
