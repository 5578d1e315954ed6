"""Parts of a document laid out side by side: they exchange page counts and anchors.

The result does not depend on how many processes there are.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date

from printkit.compose.composition import Composition
from printkit.model.finding import Problems, errors
from printkit.typeset.bench import Bench, PartPages
from printkit.typeset.engine import engine
from printkit.typeset.exchange import Report, Truth, ids
from printkit.typeset.workers import Order, Workers, in_processes, in_turn

_ROUNDS = 8
_PAGE = 2000
"""Characters of HTML that make about one page of A5."""
Done = Callable[[int, int], None]


class Unsettled(Exception):  # noqa: N818 - it says what the references do
    """Page numbers in the text that change the pages that they tell, for ever."""


def typeset_parts(
    composition: Composition, day: date, jobs: int, done: Done = lambda *_: None
) -> list[PartPages]:
    """Lay out the parts of a composition in ``jobs`` processes; ``day`` dates them.

    ``done`` hears how many of how many steps are made. Raises Problems as `typeset` does,
    NotApart or Unsettled where the document must be laid out in one piece.
    """
    count = len(composition.parts)
    with _workers(composition, day, jobs) as workers:
        heard = _Heard(done, 2 * count)
        reports = dict(workers.run(_first(composition, len(workers)), heard))
        truths = _truths(reports)
        for _ in range(_ROUNDS):
            orders = [[Order("correct", n, truths[n]) for n in chunk] for chunk in workers.held]
            reports = dict(workers.run(orders))
            if (found := _truths(reports)) == truths:
                break
            truths = found
        else:
            raise Unsettled
        finish = [[Order("finish", n) for n in chunk] for chunk in workers.held]
        pages = dict(workers.run(finish, heard))
    findings = [finding for number in range(count) for finding in pages[number].findings]
    if errors(findings):
        raise Problems(dict.fromkeys(findings))
    return [pages[number] for number in range(count)]


@contextmanager
def _workers(composition: Composition, day: date, jobs: int) -> Iterator[Workers]:
    with ExitStack() as stack:
        bench = Bench(stack.enter_context(engine(composition, day)))
        many = min(jobs, len(composition.parts))
        yield stack.enter_context(in_processes(bench, many) if many > 1 else in_turn(bench))


def _first(composition: Composition, workers: int) -> list[list[Order]]:
    """Return the orders of the first pass: parts that follow one another for each worker."""
    guess = Truth(anchors=_estimated(composition))
    sizes = [len(part) for part in composition.parts]
    share, chunks, filled = sum(sizes) / workers, [[]], 0.0  # type: ignore[var-annotated]
    for number, size in enumerate(sizes):
        if filled + size / 2 > share * len(chunks) and len(chunks) < workers:
            chunks.append([])
        chunks[-1].append(Order("lay", number, guess, follows=bool(chunks[-1])))
        filled += size
    return chunks


def _estimated(composition: Composition) -> dict[str, int]:
    """Return about what page each anchor is on: a number of as many digits saves a pass."""
    anchors: dict[str, int] = {}
    before = 0
    for part in composition.parts:
        anchors |= dict.fromkeys(ids(part), 1 + before // _PAGE)
        before += len(part)
    return anchors


def _truths(reports: Mapping[int, Report]) -> dict[int, Truth]:
    """Return what is true of each part when all of them have so many pages."""
    starts, truth = [], Truth(0, reports[0].right)
    for number in range(len(reports)):
        starts.append(truth)
        truth = truth.after(reports[number])
    return {n: replace(start, anchors=truth.anchors) for n, start in enumerate(starts)}


@dataclass
class _Heard:
    """Counts the answers of workers."""

    done: Done
    total: int
    count: int = 0

    def __call__(self) -> None:
        self.count += 1
        self.done(self.count, self.total)
