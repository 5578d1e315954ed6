import json
import subprocess
import sys
from pathlib import Path

import pytest

from printkit.cli import run
from printkit.cli.schema import FILES


def test_help_names_every_command_without_importing_an_engine():
    code = (
        "import sys; from printkit.cli import run; run(['--help']);"
        "print(sorted({'weasyprint','reportlab','pikepdf','jinja2','pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "build" in done.stdout


def test_a_new_publication_builds_at_once(tmp_path, capsys):
    folder, out = tmp_path / "mine", tmp_path / "build"
    assert run(["new", str(folder), "--title", 'A "quoted": title']) == 0
    assert run(["build", str(folder), "--out", str(out), "--product", "insert"]) == 0
    assert str(out / "insert-press.pdf") in capsys.readouterr().out


def test_a_folder_with_files_is_left_alone(make, capsys):
    assert run(["new", str(make())]) == 1
    assert "[new/exists]" in capsys.readouterr().err


def test_problems_end_with_1_and_are_in_the_report(make, tmp_path, capsys):
    report = tmp_path / "report.json"
    folder = make(**{"one.md": None})
    code = run(["build", str(folder), "--out", str(tmp_path / "b"), "--report", str(report)])
    assert code == 1
    assert "[article/missing]" in capsys.readouterr().err
    [finding] = json.loads(report.read_text())["findings"]
    assert finding["code"] == "article/missing"
    assert not (tmp_path / "b").exists()


def test_check_writes_nothing(make, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["check", str(make()), "--product", "insert"]) == 0
    assert "3 files would be written" in capsys.readouterr().out
    assert not (tmp_path / "build").exists()


def test_strict_fails_on_warnings(make, tmp_path):
    folder = make(**{"two.md": "---\ntitle: T\n---\n\nText ![](square.png) text.\n"})
    arguments = ["build", str(folder), "--out", str(tmp_path / "b"), "--product", "insert"]
    assert run(arguments) == 0
    assert run([*arguments, "--strict"]) == 1


@pytest.mark.parametrize("arguments", [["bild"], ["build", "--nope"], ["schema", "nothing"]])
def test_wrong_usage_ends_with_2(arguments):
    assert run(arguments) == 2


def test_a_bug_ends_with_3_and_a_report(make, monkeypatch, capsys):
    from printkit.build import recipe

    def broken(*_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(recipe, "build", broken)
    assert run(["build", str(make())]) == 3
    assert "This is a bug in printkit" in capsys.readouterr().err


def test_an_interruption_ends_with_130(make, monkeypatch):
    from printkit.build import recipe

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(recipe, "build", interrupted)
    assert run(["build", str(make())]) == 130


@pytest.mark.parametrize("name", FILES)
def test_schemas_are_printed(name, capsys):
    assert run(["schema", name]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["type"] == "object"
    published = Path(__file__).parents[1] / "docs" / "schemas" / f"{name}.json"
    assert published.read_text("utf-8") == printed, "print it again: printkit schema " + name


def test_layouts_fonts_and_doctor_speak(capsys):
    assert run(["layouts"]) == 0
    assert run(["layouts", "classic-a5"]) == 0
    assert run(["fonts"]) == 0
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "modern-a5" in out
    assert "148 x 210 mm" in out
    assert "EB Garamond" in out
