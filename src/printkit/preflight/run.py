"""Judge one PDF: every check of the profile's purpose, whatever the file is like."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pikepdf

import printkit.preflight.checks  # noqa: F401 - registers the checks
from printkit.model.finding import Finding, Place, Severity
from printkit.model.measure import Box
from printkit.preflight.document import Facts, bounded
from printkit.preflight.profile import Profile
from printkit.preflight.registry import CHECKS, Check, Hit

MAX_HITS = 500


@dataclass(frozen=True)
class Located:
    """A finding and the rectangles (points, unrotated) on its page that it is about."""

    finding: Finding
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was found in a file, and what was not looked at and why."""

    file: Path
    pages: int
    located: tuple[Located, ...]
    skipped: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(item.finding for item in self.located)

    def failed(self, *, strict: bool = False) -> bool:
        """Whether there are errors, or warnings under ``strict``."""
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(finding.severity in bad for finding in self.findings)


def preflight(file: Path, profile: Profile) -> Report:
    """Judge a file by a profile. Damaged and hostile files end in findings, never in an error."""
    trouble = _cannot_read(file)
    if trouble:
        return Report(file, 0, tuple(_located(file, *trouble, profile)))
    with bounded():
        try:
            pdf = pikepdf.open(file)
            _ = len(pdf.pages)
        except pikepdf.PasswordError:
            return _closed(file, "file/password", "the file opens with a password only", profile)
        except Exception as error:
            return _closed(file, "file/damaged", f"the file cannot be read: {error}", profile)
        with pdf:
            facts = Facts(file, pdf, profile)
            return _judge(facts, profile)


def _cannot_read(file: Path) -> tuple[str, str] | None:
    try:
        with file.open("rb") as stream:
            head = stream.read(1024)
    except OSError as error:
        return "file/unreadable", f"the file cannot be opened: {error.strerror}"
    if not head:
        return "file/empty", "the file has 0 bytes"
    if b"%PDF-" not in head:
        return "file/not-a-pdf", "the file does not begin with %PDF-"
    return None


def _closed(file: Path, code: str, message: str, profile: Profile) -> Report:
    return Report(file, 0, tuple(_located(file, code, message, profile)))


def _located(file: Path, code: str, message: str, profile: Profile) -> Iterator[Located]:
    finding = _finding(CHECKS[code], Hit(message), file, profile)
    if finding:
        yield Located(finding)


def _judge(facts: Facts, profile: Profile) -> Report:
    located: list[Located] = []
    skipped: list[str] = []
    for check in CHECKS.values():
        if profile.purpose not in check.purposes:
            continue
        override = profile.overrides.get(check.code)
        if override and override.severity == "off":
            skipped.append(f"{check.code}: switched off, {override.reason}")
            continue
        hits = _hits(check, facts, profile)
        if len(hits) > MAX_HITS:
            skipped.append(f"{check.code}: only the first {MAX_HITS} are listed")
        for hit, failed in hits[:MAX_HITS]:
            finding = _finding(failed or check, hit, facts.path, profile)
            if finding:
                located.append(Located(finding, hit.boxes))
    return Report(facts.path, facts.page_count, tuple(located), tuple(skipped))


def _hits(check: Check, facts: Facts, profile: Profile) -> list[tuple[Hit, Check | None]]:
    hits: list[tuple[Hit, Check | None]] = []
    try:
        hits.extend((hit, None) for hit in islice(check.body(facts, profile), MAX_HITS + 1))
    except Exception as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        hits.append((Hit(f"{check.code} could not be judged: {said}"), CHECKS[CRASHED]))
    return hits


CRASHED = "preflight/check-crashed"


def _finding(check: Check, hit: Hit, file: Path, profile: Profile) -> Finding | None:
    override = profile.overrides.get(check.code)
    severity = override.severity if override else check.severity
    if severity == "off":
        return None
    place = Place(str(file), page=hit.page)
    return Finding(check.code, hit.message, place, check.cure, Severity(severity))
