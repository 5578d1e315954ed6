"""Reports for programs: JSON, SARIF 2.1.0 and JUnit XML."""

import json
from collections import defaultdict
from xml.etree import ElementTree as Xml

from printkit.model.finding import Finding, Severity
from printkit.model.measure import Box, mm
from printkit.preflight.registry import CHECKS
from printkit.preflight.run import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_lines(report: Report) -> list[str]:
    """Return one text for each finding; the same finding on many pages is told once."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        plain = finding.message.partition(" (")[0]
        groups[finding.code, plain, str(finding.severity)].append(finding)
    lines = []
    for same in groups.values():
        first = str(same[0])
        pages = [finding.place.page for finding in same[1:] if finding.place.page]
        lines.append(f"{first}\n    also on pages {ranges(pages)}" if pages else first)
    return lines


def ranges(numbers: list[int]) -> str:
    """Return ``"1-3, 7"`` for [1, 2, 3, 7]."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in runs)


def summary(report: Report) -> str:
    """Return one line such as ``2 errors, 1 warning, 0 notes on 16 pages``."""
    counts = {
        level: sum(finding.severity is level for finding in report.findings) for level in Severity
    }
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    told = ", ".join(f"{n} {words[level]}{'' if n == 1 else 's'}" for level, n in counts.items())
    return f"{told} on {report.pages} page{'' if report.pages == 1 else 's'}"


def as_json(report: Report) -> str:
    """Return the report as JSON: findings with page and boxes in millimetres."""
    findings = [
        item.finding.as_dict() | {"boxes_mm": [_mm(box) for box in item.boxes]}
        for item in report.located
    ]
    value = {
        "file": str(report.file),
        "pages": report.pages,
        "findings": findings,
        "skipped": list(report.skipped),
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _mm(box: Box) -> list[float]:
    return [round(mm(side), 2) for side in box]


def as_sarif(report: Report) -> str:
    """Return the report as SARIF 2.1.0, each check a rule."""
    codes = list(dict.fromkeys(finding.code for finding in report.findings))
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CHECKS[code].title},
            "fullDescription": {"text": CHECKS[code].rationale},
            "help": {"text": CHECKS[code].cure},
            "defaultConfiguration": {"level": _LEVELS[CHECKS[code].severity]},
        }
        for code in codes
    ]
    driver = {"name": "printkit preflight", "rules": rules}
    results = [_result(finding, codes) for finding in report.findings]
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _result(finding: Finding, codes: list[str]) -> dict[str, object]:
    page = finding.place.page
    where: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": finding.place.path}}
    }
    if page:
        where["logicalLocations"] = [{"name": f"page {page}", "kind": "page"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"page {page}: {finding.message}" if page else finding.message},
        "locations": [where],
    }


def as_junit(report: Report, *, strict: bool = False) -> str:
    """Return the report as JUnit XML: one test case for each check, failed where it found."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.code].append(finding)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failed = {code for code, items in found.items() if any(f.severity in bad for f in items)}
    suite = Xml.Element(
        "testsuite", name=str(report.file), tests=str(len(CHECKS)), failures=str(len(failed))
    )
    for code, check in CHECKS.items():
        case = Xml.SubElement(suite, "testcase", classname=check.subject, name=code)
        text = "\n".join(map(str, found.get(code, ())))
        if code in failed:
            Xml.SubElement(case, "failure", message=check.title).text = _clean(text)
        elif text:
            Xml.SubElement(case, "system-out").text = _clean(text)
    return Xml.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    """Leave out the control characters that XML forbids."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
