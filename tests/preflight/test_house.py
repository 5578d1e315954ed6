"""The rules of a house: waived with a reason, counted, and told in every report."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import pikepdf
import pytest
from pikepdf import Pdf

from conftest import draw
from printkit.build.files import Output
from printkit.build.inspect import inspect
from printkit.cli import run
from printkit.model.finding import Problems
from printkit.model.measure import PAPERS
from printkit.model.target import Target
from printkit.preflight import run as judging
from printkit.preflight.house import House, house
from printkit.preflight.html import as_html
from printkit.preflight.profile import named
from printkit.preflight.reports import as_lines, summary
from printkit.preflight.run import preflight

Make = Callable[..., Path]
REASON = "the sponsor wants it <so> & pays"


def bad(pdf: Pdf) -> None:
    """RGB on both pages, too much ink on the first."""
    for page in (0, 1):
        draw(pdf, b"0 0 1 rg 100 300 40 40 re f", page)
    draw(pdf, b"0.8 0.8 0.8 0.8 k 100 350 40 40 re f")


@pytest.fixture
def rules(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "house.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


WAIVED = f"overrides:\n  colour/rgb: {{severity: off, reason: '{REASON}'}}\n"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("overrides:\n  image/soft:\n    severity: off\n", 2, "settings/missing-key"),
        ("overrides:\n  image/soft: {severity: off, reason: ' '}\n", 2, "settings/value"),
        ("overrides:\n  image/sotf: {severity: off, reason: a}\n", 2, "settings/value"),
        ("overrides:\n  image/soft: {severity: of, reason: a}\n", 2, "settings/value"),
        ("limits:\n  ink_limit: {to: 280}\n", 2, "settings/missing-key"),
        ("limits:\n  ink_limit: {to: 800, reason: a}\n", 2, "settings/value"),
        ("profile: press\nlimits:\n  inklimit: {to: 280, reason: a}\n", 3, "settings/unknown-key"),
    ],
)
def test_a_rule_without_a_reason_or_sense_is_an_error_in_its_line(
    rules: Callable[[str], Path], text: str, line: int, code: str
) -> None:
    path = rules(text)
    with pytest.raises(Problems) as raised:
        house(path)
    assert {(f.code, f.place.path, f.place.line) for f in raised.value.findings} >= {
        (code, str(path), line)
    }


def test_a_wrong_code_is_corrected(rules: Callable[[str], Path]) -> None:
    with pytest.raises(Problems, match="did you mean image/soft"):
        house(rules("overrides:\n  image/sotf: {severity: off, reason: a}\n"))


def test_severities_and_limits_are_changed(make: Make, rules: Callable[[str], Path]) -> None:
    text = (
        "limits:\n  ink_limit: {to: 330, reason: a new press}\n  bleed: {to: 2mm, reason: b}\n"
        "overrides:\n  colour/rgb: {severity: warning, pages: [2], reason: only the back}\n"
    )
    profile = house(rules(text)).applied(named("press"))
    report = preflight(make(bad), profile)
    assert [(f.code, str(f.severity), f.place.page) for f in report.findings] == [
        ("colour/rgb", "error", 1),
        ("colour/rgb", "warning", 2),
    ]
    assert profile.bleed == pytest.approx(5.669, abs=0.001)
    assert report.rules[:2] == ("bleed is 2 mm: b", "ink_limit is 330: a new press")
    assert "colour/rgb is warning on pages 2: only the back" in report.rules


def test_what_is_waived_is_counted_and_does_not_fail(
    make: Make, rules: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file, path = make(lambda pdf: draw(pdf, b"0 0 1 rg 100 300 40 40 re f")), rules(WAIVED)
    assert run(["preflight", str(file)]) == 1
    capsys.readouterr()
    assert run(["preflight", str(file), "--house", str(path), "--strict"]) == 0
    out = capsys.readouterr().out
    assert "0 errors, 0 warnings, 0 notes, 1 waived on 2 pages" in out
    assert "waived: RGB fills [colour/rgb] on pages 1" in out
    assert REASON in out


def test_every_report_tells_what_is_waived_and_why(
    make: Make, rules: Callable[[str], Path], tmp_path: Path
) -> None:
    file, path, out = make(bad), rules(WAIVED), tmp_path / "report"
    told = {}
    for kind in ("json", "sarif", "junit", "html"):
        args = ["preflight", str(file), "--house", str(path), "--format", kind]
        assert run([*args, "--output", str(out)]) == 1
        told[kind] = out.read_text("utf-8")
    value = json.loads(told["json"])
    assert value["totals"] == {"error": 1, "warning": 0, "info": 0, "waived": 2}
    assert {item["reason"] for item in value["waived"]} == {REASON}
    results = json.loads(told["sarif"])["runs"][0]["results"]
    suppressed = [r["suppressions"][0]["justification"] for r in results if "suppressions" in r]
    assert suppressed == [REASON, REASON]
    assert [r["ruleId"] for r in results if "suppressions" not in r] == ["ink/over-limit"]
    suite = Xml.fromstring(told["junit"])
    [skipped] = suite.findall("testcase/skipped/..")
    assert skipped.get("name") == "colour/rgb"
    assert skipped[0].get("message") == f"waived: {REASON}"
    assert suite.get("skipped") == "1"
    assert "the sponsor wants it &lt;so&gt; &amp; pays" in told["html"]


def test_the_profile_of_the_house_is_taken_unless_another_is_asked_for(
    make: Make, rules: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file, path = make(bad), rules("profile: screen\n")
    assert run(["preflight", str(file), "--house", str(path)]) == 0
    assert run(["preflight", str(file), "--house", str(path), "--profile", "press"]) == 1
    assert "colour/rgb" in capsys.readouterr().out


def test_totals_count_what_is_not_listed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MAX_HITS", 1)
    report = preflight(make(bad), named("press"))
    assert report.totals["error"] == 3
    assert len(report.findings) == 2
    assert "3 errors" in summary(report)
    assert "colour/rgb: 1 more, not listed" in as_lines(report)
    assert "colour/rgb: 1 more, not listed" in as_html(report)


def test_errors_that_are_not_listed_fail_too(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MAX_HITS", 0)
    assert preflight(make(bad), named("press")).failed()


def test_every_page_with_a_finding_has_a_picture(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seventy(pdf: Pdf) -> None:
        bad(pdf)
        with pikepdf.open(make(bad)) as other:
            for _ in range(35):
                pdf.pages.extend(other.pages)

    report = preflight(make(seventy), named("press"))
    assert as_html(report).count("data:image/png") == 72
    monkeypatch.setattr("printkit.preflight.html.MAX_PICTURES", 1)
    text = as_html(report)
    assert text.count("data:image/png") == 1
    assert "no picture of pages 2-72: the report is full" in text


def test_a_house_without_rules_changes_nothing() -> None:
    plain = named("press")
    assert House().applied(plain) == plain


def test_a_build_tells_what_is_waived_without_failing(
    make: Make, rules: Callable[[str], Path]
) -> None:
    pdf = make(lambda pdf: draw(pdf, b"0 0 1 rg 100 300 40 40 re f")).read_bytes()
    output = Output("insert", Target.PRESS, "", pdf, PAPERS["A6"])
    [finding] = inspect(output, house(rules(WAIVED)).applied(named("press")))
    assert (finding.code, str(finding.severity)) == ("colour/rgb", "info")
    assert finding.hint == f"waived: {REASON}"
    assert finding.place.page == 1
