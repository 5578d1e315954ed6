"""The checks, each with its code, its reason and its cure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from printkit.model.finding import Severity
from printkit.model.measure import Box
from printkit.preflight.profile import Profile, Purpose

if TYPE_CHECKING:
    from printkit.preflight.document import Facts

ANY = frozenset(Purpose)
PRESS = frozenset({Purpose.PRESS})
PRINT = frozenset({Purpose.PRESS, Purpose.OFFICE})
SCREEN = frozenset({Purpose.SCREEN})


@dataclass(frozen=True)
class Hit:
    """What a check saw: a message, the page (from 1) and where on it (points)."""

    message: str
    page: int | None = None
    boxes: tuple[Box, ...] = ()


Body = Callable[["Facts", Profile], Iterator[Hit]]


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong with a file."""

    code: str
    title: str
    rationale: str
    cure: str
    severity: Severity
    purposes: frozenset[Purpose]
    body: Body = field(repr=False, compare=False)

    @property
    def subject(self) -> str:
        """The part of the code before the slash."""
        return self.code.partition("/")[0]


CHECKS: dict[str, Check] = {}
MAX_BOXES = 40


def per_page(seen: Iterable[tuple[int, Box, str]]) -> Iterator[Hit]:
    """Gather what was seen into one hit for each page and message, with all its places."""
    groups: dict[tuple[int, str], list[Box]] = {}
    for number, box, message in seen:
        groups.setdefault((number, message), []).append(box)
    for (number, message), boxes in groups.items():
        times = f" ({len(boxes)} places)" if len(boxes) > 1 else ""
        yield Hit(message + times, number, tuple(boxes[:MAX_BOXES]))


def check(
    code: str,
    title: str,
    *,
    why: str,
    cure: str,
    severity: Severity = Severity.ERROR,
    purposes: frozenset[Purpose] = PRESS,
) -> Callable[[Body], Body]:
    """Register a generator of hits as the check of that code.

    Raises ValueError when the code is taken or is not ``subject/what``.
    """
    if code in CHECKS or code.count("/") != 1:
        raise ValueError(f"check code {code!r} is taken or not subject/what")

    def keep(body: Body) -> Body:
        CHECKS[code] = Check(code, title, why, cure, severity, purposes, body)
        return body

    return keep


def explained(check: Check) -> str:
    """Return the check in words for a terminal."""
    purposes = ", ".join(purpose for purpose in Purpose if purpose in check.purposes)
    return (
        f"{check.code}: {check.title}\n\n"
        f"Why: {check.rationale}\nCure: {check.cure}\n"
        f"Severity: {check.severity}; judged for: {purposes}"
    )


def catalogue() -> str:
    """Return the list of all checks as a Markdown page."""
    lines = [
        "# The checks of `printkit preflight`",
        "",
        f"{len(CHECKS)} checks. `printkit explain CODE` tells the same in the terminal.",
        "This page is written from the checks themselves; do not edit it by hand.",
        "",
        "A house may judge otherwise, or waive findings, with its reasons: [house.md](house.md).",
        "A report lists up to 500 findings of a check and counts all of them.",
    ]
    subjects = dict.fromkeys(check.subject for check in CHECKS.values())
    for subject in subjects:
        lines += ["", f"## {subject}", "", "| code | what | why | cure | severity | for |"]
        lines.append("|---|---|---|---|---|---|")
        for check in CHECKS.values():
            if check.subject == subject:
                purposes = ", ".join(p for p in Purpose if p in check.purposes)
                cells = (f"`{check.code}`", check.title, check.rationale, check.cure)
                lines.append(f"| {' | '.join((*cells, str(check.severity), purposes))} |")
    return "\n".join(lines) + "\n"
