"""Parts of a document laid out side by side: they exchange page counts and anchors.

The result does not depend on how many processes there are, nor on what is remembered.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from printkit.compose.composition import Composition
from printkit.model.finding import Problems, errors
from printkit.model.store import Store
from printkit.typeset.ahead import prepared
from printkit.typeset.bench import Bench, PartPages
from printkit.typeset.cluster import on_cluster
from printkit.typeset.engine import engine
from printkit.typeset.exchange import Report, Truth, ids, links
from printkit.typeset.memory import Memory
from printkit.typeset.sweeping import kept
from printkit.typeset.team import Hire, Team
from printkit.typeset.workers import Chores

_ROUNDS = 12
_PAGE = 2000
"""Characters of HTML that make about one page of A5."""
Done = Callable[[int, int], None]


@dataclass(frozen=True)
class Means:
    """What to lay out with: ``jobs`` processes, or the machines of ``executor``.

    What is in ``store`` is not laid out again; ``done`` hears how many of how many steps are made.
    ``chores`` are done here while others lay out; then ``known`` is given what is in the store.
    """

    jobs: int = 1
    store: Store | None = None
    executor: str | None = None
    done: Done = lambda *_: None
    chores: Chores | None = None
    known: Callable[[bytes], object] = lambda _: None


class Unsettled(Exception):  # noqa: N818 - it says what the references do
    """Page numbers in the text that change the pages that they tell, for ever."""


def typeset_parts(composition: Composition, day: date, means: Means) -> list[PartPages]:
    """Lay out the parts of a composition; ``day`` dates them.

    Raises Problems as `typeset` does, NotApart or Unsettled where the document must be laid out
    in one piece.
    """
    memory = Memory(means.store, composition, day) if means.store else None
    reports = memory.last() if memory else {}
    heard = _Heard(means.done, 2 * (len(composition.parts) - len(reports)))
    elsewhere = on_cluster(means.executor, composition, day) if means.executor else None
    hire = Hire(_bench(composition, day), elsewhere, partial(prepared, composition, day))
    with Team(hire, means.jobs, heard) as team:
        for _ in range(_ROUNDS):
            truths, reports = _settled(composition, team, memory, reports, means.chores)
            remembered = _remembered(memory, team, truths, means.known)
            pages = team.finish(truths, chain(means.chores or (), remembered))
            made = {number: one.report for number, one in pages.items()}
            if all(reports[number] == report for number, report in made.items()):
                break
            reports |= made
        else:
            raise Unsettled
    for number, truth in truths.items():
        if number not in pages and memory:
            pages[number] = memory.pages(number, truth)
        elif memory:
            memory.keep(number, truth, pages[number])
    findings = [finding for number in truths for finding in pages[number].findings]
    if errors(findings):
        raise Problems(dict.fromkeys(findings))
    return [pages[number] for number in truths]


def _remembered(
    memory: Memory | None, team: Team, truths: Mapping[int, Truth], known: Callable[[bytes], object]
) -> Chores:
    for number, truth in truths.items():
        if memory and number not in team:
            yield known(memory.pages(number, truth).pdf)


def _settled(
    composition: Composition,
    team: Team,
    memory: Memory | None,
    reports: dict[int, Report],
    chores: Chores | None,
) -> tuple[dict[int, Truth], dict[int, Report]]:
    """Lay parts out until what they report is what they were told.

    Returns what is true of each, and what each reports. Raises Unsettled.
    """
    parts = composition.parts
    sizes = [len(part) for part in parts]
    away = [links(part) - ids(part) for part in parts]
    guesses = _truths({n: reports.get(n) or _estimated(part) for n, part in enumerate(parts)}, away)
    for _ in range(_ROUNDS):
        unknown = {n: guesses[n] for n in range(len(parts)) if n not in reports}
        reports |= team.lay(unknown, sizes, chores)
        truths = _truths(reports, away)
        found = team.correct(truths, reports, sizes)
        for number in range(len(parts)):
            if memory and number not in team:
                report = memory.report(number, truths[number])
                found |= {number: report} if report else {}
        if len(found) == len(parts) and _truths(found, away) == truths:
            return truths, found
        reports, guesses = found, truths
    raise Unsettled


@contextmanager
def _bench(composition: Composition, day: date) -> Iterator[Bench]:
    with engine(composition, day) as ready, kept():
        yield Bench(ready)


def _truths(reports: Mapping[int, Report], away: list[frozenset[str]]) -> dict[int, Truth]:
    """Return what is true of each part when all of them have so many pages."""
    starts, truth = [], Truth(0, reports[0].right)
    for number in range(len(reports)):
        starts.append(truth)
        truth = truth.after(reports[number])
    return {n: replace(start, anchors=truth.anchors).of(away[n]) for n, start in enumerate(starts)}


def _estimated(part: str) -> Report:
    """Return about what a part will report: page numbers of as many digits save a pass."""
    return Report(1 + len(part) // _PAGE, dict.fromkeys(ids(part), 0), "", right=True)


@dataclass
class _Heard:
    """Counts the answers of workers."""

    done: Done
    total: int
    count: int = 0

    def __call__(self) -> None:
        self.count += 1
        self.done(self.count, max(self.total, self.count))
