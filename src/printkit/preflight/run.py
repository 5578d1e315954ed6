"""Judge one PDF: every check of the profile's purpose, whatever the file is like."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf

import printkit.preflight.checks  # noqa: F401 - registers the checks
from printkit.model.finding import Finding, Place
from printkit.model.measure import Box
from printkit.preflight.document import Facts, bounded
from printkit.preflight.profile import Profile
from printkit.preflight.registry import CHECKS, Check, Hit

MAX_HITS = 500
"""So many findings of a check are listed; the rest are counted."""


@dataclass(frozen=True)
class Located:
    """A finding and the rectangles (points, unrotated) on its page that it is about.

    ``waived`` is the reason for which the house lets it pass; empty for a finding that counts.
    """

    finding: Finding
    boxes: tuple[Box, ...] = ()
    waived: str = ""

    @property
    def kind(self) -> str:
        """What it counts as: a severity, or ``waived``."""
        return "waived" if self.waived else str(self.finding.severity)


@dataclass(frozen=True)
class Report:
    """What was found in a file.

    ``totals`` count every finding by kind (``error``, ``warning``, ``info``, ``waived``), also
    those that are not listed; ``unlisted`` counts these by code; ``rules`` are those of the house;
    ``endless`` are the pages that must not be drawn.
    """

    file: Path
    pages: int
    located: tuple[Located, ...] = ()
    waived: tuple[Located, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    unlisted: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    endless: frozenset[int] = frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that count, as far as they are listed."""
        return tuple(item.finding for item in self.located)

    def failed(self, *, strict: bool = False) -> bool:
        """Whether there are errors, or warnings under ``strict``."""
        return bool(self.totals.get("error", 0) or (strict and self.totals.get("warning", 0)))


def preflight(file: Path, profile: Profile) -> Report:
    """Judge a file by a profile. Damaged and hostile files end in findings, never in an error."""
    trouble = _cannot_read(file)
    if trouble:
        return _closed(file, *trouble, profile)
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
            judged = [check for check in CHECKS.values() if profile.purpose in check.purposes]
            hits = (pair for check in judged for pair in _hits(check, facts, profile))
            report = _report(file, facts.page_count, hits, profile)
            endless = (page.number for page, content in facts.contents if content.endless)
            return replace(report, endless=frozenset(endless))


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
    return _report(file, 0, [(CHECKS[code], Hit(message))], profile)


CRASHED = "preflight/check-crashed"


def _hits(check: Check, facts: Facts, profile: Profile) -> Iterator[tuple[Check, Hit]]:
    try:
        for hit in check.body(facts, profile):
            yield check, hit
    except Exception as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        yield CHECKS[CRASHED], Hit(f"{check.code} could not be judged: {said}")


def _report(file: Path, pages: int, hits: Iterable[tuple[Check, Hit]], profile: Profile) -> Report:
    listed: dict[bool, list[Located]] = {False: [], True: []}
    totals: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    unlisted: Counter[str] = Counter()
    for check, hit in hits:
        item = _located(check, hit, file, profile)
        totals[item.kind] += 1
        kinds[check.code, item.kind] += 1
        if kinds[check.code, item.kind] > MAX_HITS:
            unlisted[check.code] += 1
        else:
            listed[bool(item.waived)].append(item)
    return Report(
        file, pages, tuple(listed[False]), tuple(listed[True]), totals, unlisted, profile.rules
    )


def _located(check: Check, hit: Hit, file: Path, profile: Profile) -> Located:
    finding = Finding(
        check.code, hit.message, Place(str(file), page=hit.page), check.cure, check.severity
    )
    override = profile.overrides.get(check.code)
    if override is None or not override.covers(hit.page):
        return Located(finding, hit.boxes)
    if override.severity == "off":
        return Located(finding, hit.boxes, override.reason)
    return Located(replace(finding, severity=override.severity), hit.boxes)
