"""The impose command, and the dummies it prints."""

import io
from pathlib import Path

import pikepdf
import pytest
from numbered_pdf import A6, numbered, words

from printkit.cli import run
from printkit.model.imposition import Imposition
from printkit.model.measure import MM, paper
from printkit.press.dummy import dummy, duplex_test
from printkit.press.imposition import SCHEMES


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "book.pdf"
    path.write_bytes(numbered(8, A6, bleed=9))
    return path


def test_a_booklet_is_imposed(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    code = run(
        ["impose", str(source), "--scheme", "saddle", "--sheet", "A3", "--stock", "silk-115",
         "--binding-edge", "right", "--out", str(out)]
    )  # fmt: skip
    assert code == 0
    front = sorted(words(out.read_bytes())[0], key=lambda w: w.x)
    assert [w.number for w in front] == [1, 8]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.pdf", "sheets.pdf"]


def test_problems_leave_the_old_file_alone(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sheets.pdf"
    out.write_bytes(b"old")
    assert run(["impose", str(source), "--sheet", "A6", "--out", str(out)]) == 1
    assert out.read_bytes() == b"old"
    assert "impose/sheet-too-small" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_finding(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "none" / "sheets.pdf"
    assert run(["impose", str(source), "--sheet", "A3", "--out", str(out)]) == 1
    assert "write/failed" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [["--sheet", "A99"], ["--sheet", "A3", "--creep", "3"], ["--sheet", "A3", "--blanks", "some"]],
)
def test_a_wrong_option_is_a_usage_error(source: Path, tmp_path: Path, wrong: list[str]) -> None:
    assert run(["impose", str(source), *wrong, "--out", str(tmp_path / "x.pdf")]) == 2


def test_every_key_of_an_imposition_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["impose", "--help"]) == 0
    shown = capsys.readouterr().out
    for name, field in Imposition.model_fields.items():
        assert f"--{name.replace('_', '-')}" in shown
        assert field.description and field.description.split()[0] in shown


def test_all_wrong_options_are_told_at_once(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ["--sheet", "A99", "--gap", "3", "--nested", "none"]
    assert run(["impose", str(source), *wrong, "--out", str(tmp_path / "x.pdf")]) == 2
    said = capsys.readouterr().err
    assert all(f"'{flag}'" in said for flag in wrong[::2])


def test_help_names_every_scheme(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["impose", "--help"]) == 0
    shown = capsys.readouterr().out.replace("-\n", "-").replace(" ", "")
    assert all(scheme in shown for scheme in SCHEMES)


def test_a_dummy_has_the_sheets_of_the_book() -> None:
    with pikepdf.open(io.BytesIO(dummy("saddle", 8, A6, paper("A3")))) as pdf:
        assert len(pdf.pages) == 4


def test_backs_are_moved_by_what_the_printer_misses(source: Path, tmp_path: Path) -> None:
    plain, moved = tmp_path / "plain.pdf", tmp_path / "moved.pdf"
    arguments = ["impose", str(source), "--sheet", "A3", "--out"]
    assert run([*arguments, str(plain)]) == 0
    assert run([*arguments, str(moved), "--back-offset", "1mm", "-2mm"]) == 0
    (front, back), (front_too, moved_back) = (
        words(path.read_bytes())[:2] for path in (plain, moved)
    )
    assert front_too == front
    assert moved_back[0].x - back[0].x == pytest.approx(1 * MM, abs=0.01)
    assert moved_back[0].y - back[0].y == pytest.approx(-2 * MM, abs=0.01)


def test_a_duplex_test_is_two_pages_of_the_sheet(tmp_path: Path) -> None:
    out = tmp_path / "test.pdf"
    assert run(["impose", "--duplex-test", "--sheet", "A4", "--out", str(out)]) == 0
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 2
        assert float(pdf.pages[1].MediaBox[2]) == pytest.approx(paper("A4").width, abs=0.01)
    assert duplex_test(paper("A4")) == out.read_bytes()


def test_the_guide_describes_every_scheme() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "imposition.md").read_text("utf-8")
    assert [scheme for scheme in SCHEMES if scheme not in guide] == []
