"""One problem, whatever found it: settings, layout, fonts, preflight."""

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is. Errors fail a build; warnings fail it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding is: a file with line and column (from 1), or a page (from 1) of a PDF."""

    path: str = ""
    line: int | None = None
    column: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        numbers = "".join(f":{n}" for n in (self.line, self.column) if n is not None)
        page = f":page {self.page}" if self.page is not None else ""
        return f"{self.path}{numbers}{page}"


@dataclass(frozen=True)
class Finding:
    """One problem: a readable code such as ``image/missing``, a message, a place and a cure."""

    code: str
    message: str
    place: Place = Place()
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        line = f"{where}{self.severity}: {self.message} [{self.code}]"
        return f"{line}\n    {self.hint}" if self.hint else line

    def at(self, place: Place) -> "Finding":
        """Return the same finding at another place."""
        return replace(self, place=place)

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain values for a report."""
        place = {key: value for key, value in asdict(self.place).items() if value not in ("", None)}
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            **place,
        }


class Problems(Exception):  # noqa: N818 - it carries findings about the material, not an error of ours
    """The material has errors: raised once per stage, with all of its findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


def problem(code: str, message: str, place: Place | None = None, hint: str = "") -> Problems:
    """Return a Problems of one error, ready to raise."""
    return Problems([Finding(code, message, place or Place(), hint)])


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return only the findings that fail a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known words, or the list of them when none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=2, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"known: {', '.join(names)}" if names else ""
