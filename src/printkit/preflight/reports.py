"""Reports for programs: JSON, SARIF 2.1.0 and JUnit XML."""

import json
from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as Xml

from printkit.model.finding import Finding, Severity
from printkit.model.measure import Box, mm
from printkit.preflight.registry import CHECKS
from printkit.preflight.run import Located, Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_WORDS = {"error": "error", "warning": "warning", "info": "note"}


def as_lines(report: Report) -> list[str]:
    """Return the report for a terminal, a text for each finding.

    The same finding on many pages is told once; what is not listed is counted.
    """
    lines = [_told(same) for same in _alike(report.located)]
    lines += [
        f"{report.file}: waived: {same[0].finding.message} [{same[0].finding.code}]"
        f"{_on_pages(same)}\n    {same[0].waived}"
        for same in _alike(report.waived)
    ]
    lines += unlisted(report)
    return [*lines, *(f"rule of the house: {rule}" for rule in report.rules)]


def unlisted(report: Report) -> list[str]:
    """Return a text for each check of which not all findings are listed."""
    return [f"{code}: {count:,} more, not listed" for code, count in report.unlisted.items()]


def _alike(items: Iterable[Located]) -> list[list[Located]]:
    groups: dict[tuple[str, ...], list[Located]] = defaultdict(list)
    for item in items:
        plain = item.finding.message.partition(" (")[0]
        groups[item.finding.code, plain, item.kind, item.waived].append(item)
    return list(groups.values())


def _told(same: list[Located]) -> str:
    first = str(same[0].finding)
    pages = [item.finding.place.page for item in same[1:] if item.finding.place.page]
    return f"{first}\n    also on pages {ranges(pages)}" if pages else first


def _on_pages(same: list[Located]) -> str:
    pages = [item.finding.place.page for item in same if item.finding.place.page]
    return f" on pages {ranges(pages)}" if pages else ""


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
    """Return one line such as ``2 errors, 1 warning, 0 notes on 16 pages``.

    It counts every finding, the waived ones apart, also those that are not listed.
    """
    counts = [_counted(report.totals.get(level, 0), word) for level, word in _WORDS.items()]
    if waived := report.totals.get("waived", 0):
        counts.append(f"{waived:,} waived")
    return f"{', '.join(counts)} on {_counted(report.pages, 'page')}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def as_json(report: Report) -> str:
    """Return the report as JSON: findings with page and boxes in millimetres."""
    value = {
        "file": str(report.file),
        "pages": report.pages,
        "totals": {kind: report.totals.get(kind, 0) for kind in (*_WORDS, "waived")},
        "findings": [_as_dict(item) for item in report.located],
        "waived": [_as_dict(item) | {"reason": item.waived} for item in report.waived],
        "unlisted": dict(report.unlisted),
        "rules": list(report.rules),
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _as_dict(item: Located) -> dict[str, object]:
    return item.finding.as_dict() | {"boxes_mm": [_mm(box) for box in item.boxes]}


def _mm(box: Box) -> list[float]:
    return [round(mm(side), 2) for side in box]


def as_sarif(report: Report) -> str:
    """Return the report as SARIF 2.1.0, each check a rule, each waived finding suppressed."""
    items = (*report.located, *report.waived)
    codes = list(dict.fromkeys(item.finding.code for item in items))
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
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "results": [_result(item, codes) for item in items],
        "properties": {"totals": dict(report.totals), "rules": list(report.rules)},
    }
    if report.unlisted:
        notes = [{"level": "note", "message": {"text": text}} for text in unlisted(report)]
        told = {"executionSuccessful": True, "toolExecutionNotifications": notes}
        run["invocations"] = [told]
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _result(item: Located, codes: list[str]) -> dict[str, object]:
    finding = item.finding
    page = finding.place.page
    where: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": finding.place.path}}
    }
    if page:
        where["logicalLocations"] = [{"name": f"page {page}", "kind": "page"}]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"page {page}: {finding.message}" if page else finding.message},
        "locations": [where],
    }
    if item.waived:
        result["suppressions"] = [{"kind": "external", "justification": item.waived}]
    return result


def as_junit(report: Report, *, strict: bool = False) -> str:
    """Return the report as JUnit XML: one test case for each check.

    It is failed where it found something, skipped where all that it found is waived.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.code].append(finding)
    waived = {item.finding.code: item.waived for item in report.waived}
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failed = {code for code, items in found.items() if any(f.severity in bad for f in items)}
    skipped = waived.keys() - found.keys()
    suite = Xml.Element(
        "testsuite", name=str(report.file), tests=str(len(CHECKS)), failures=str(len(failed)),
        skipped=str(len(skipped)),
    )  # fmt: skip
    for code, check in CHECKS.items():
        case = Xml.SubElement(suite, "testcase", classname=check.subject, name=code)
        told = [*map(str, found.get(code, ()))]
        told += [line for line in unlisted(report) if line.startswith(f"{code}: ")]
        text = _clean("\n".join(told))
        if code in failed:
            Xml.SubElement(case, "failure", message=check.title).text = text
        elif code in skipped:
            Xml.SubElement(case, "skipped", message=_clean(f"waived: {waived[code]}"))
        elif text:
            Xml.SubElement(case, "system-out").text = text
    return Xml.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    """Leave out the control characters that XML forbids."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
