"""The processes that lay out parts of a composition, and which of them holds which part."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import Any

from printkit.typeset.bench import Bench, PartPages
from printkit.typeset.exchange import Report, Truth
from printkit.typeset.workers import Chores, Order, Workers, in_processes, in_turn

Heard = Callable[[], None]
_FEW = 2
"""So many parts are laid out before other processes would have begun."""


@dataclass(frozen=True)
class Hire:
    """Who may lay out parts.

    This process, with a ``bench`` that is opened for the first part; workers ``elsewhere``; or as
    many as are wanted of those that are ``prepared``, if there are any.
    """

    bench: AbstractContextManager[Bench]
    elsewhere: AbstractContextManager[Workers] | None = None
    prepared: Callable[[int], AbstractContextManager[Workers] | None] = lambda _: None


class Team:
    """Lays out parts in one process when they are few, and else in up to ``jobs`` processes.

    They are hired when there is something to lay out. While they lay out chores are done here.
    """

    def __init__(self, hire: Hire, jobs: int, heard: Heard) -> None:
        self._hire, self._jobs, self._heard = hire, jobs, heard
        self._stack = ExitStack()
        self._opened: Bench | None = None
        self._groups: dict[bool, tuple[Workers, list[list[int]]]] = {}
        self._finished: dict[int, tuple[Truth, PartPages]] = {}

    def __enter__(self) -> "Team":
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def __contains__(self, number: int) -> bool:
        return any(number in held for _, holds in self._groups.values() for held in holds)

    def lay(
        self, truths: Mapping[int, Truth], sizes: Sequence[int], chores: Chores | None = None
    ) -> dict[int, Report]:
        """Lay out parts where the truths hold, which may be guesses; ``sizes`` are their lengths.

        Parts that follow one another go to the same process, which knows where they end.
        """
        if not truths:
            return {}
        workers, holds = self._group(len(truths))
        chunks = _chunks(sorted(truths), sizes, len(workers))
        orders = [
            [Order("lay", n, truths[n], follows=n - 1 in chunk) for n in chunk] for chunk in chunks
        ]
        for held, chunk in zip(holds, chunks, strict=False):
            held.extend(chunk)
        return dict(workers.run(orders, self._heard, chores))

    def correct(
        self, truths: Mapping[int, Truth], reports: Mapping[int, Report], sizes: Sequence[int]
    ) -> dict[int, Report]:
        """Bring the parts that are laid out in line with the truths.

        A part that begins on the other side of a spread is laid out anew: processes share those.
        """
        answers: dict[int, Report] = {}
        for workers, holds in self._groups.values():
            held = [n for held in holds for n in held if not reports[n].turns]
            turned = {n for n in held if reports[n].right != truths[n].right}
            moved = _moved(holds, turned, sizes)
            orders = [
                [Order("drop" if moved.get(n, at) != at else "correct", n, truths[n]) for n in held]
                for at, held in enumerate(holds)
            ]
            for number, to in moved.items():
                next(held for held in holds if number in held).remove(number)
                holds[to].append(number)
                orders[to].append(Order("lay", number, truths[number]))
            given = workers.run(orders)
            answers |= {n: report for n, report in given if report is not None}
        return answers

    def finish(
        self, truths: Mapping[int, Truth], chores: Chores | None = None
    ) -> dict[int, PartPages]:
        """Return the pages of the parts that are laid out."""
        begun = []
        for workers, holds in self._groups.values():
            wanted = [[n for n in held if not self._is_finished(n, truths[n])] for held in holds]
            orders = [[Order("finish", n, truths[n]) for n in held] for held in wanted]
            begun.append(workers.run(orders, self._heard, chores))
        for number, pages in chain.from_iterable(begun):
            self._finished[number] = truths[number], pages
        return {number: pages for number, (_, pages) in self._finished.items()}

    def _is_finished(self, number: int, truth: Truth) -> bool:
        return number in self._finished and self._finished[number][0] == truth

    def _group(self, parts: int) -> tuple[Workers, list[list[int]]]:
        count = min(self._jobs, parts) if parts > _FEW else 1
        many = count > 1 or (self._hire.elsewhere is not None and parts > _FEW)
        if many not in self._groups:
            workers = self._stack.enter_context(self._hired(count) if many else self._alone())
            self._groups[many] = workers, [[] for _ in range(len(workers))]
        return self._groups[many]

    def _hired(self, count: int) -> AbstractContextManager[Workers]:
        if self._hire.elsewhere:
            return self._hire.elsewhere
        return self._hire.prepared(count) or in_processes(self._bench_here(), count)

    def _alone(self) -> AbstractContextManager[Workers]:
        return self._hire.prepared(1) or in_turn(self._bench_here())

    def _bench_here(self) -> Bench:
        if self._opened is None:
            self._opened = self._stack.enter_context(self._hire.bench)
        return self._opened


def _chunks(numbers: Sequence[int], sizes: Sequence[int], workers: int) -> list[list[int]]:
    """Divide parts among workers, each with about as much text, in order."""
    share = sum(sizes[n] for n in numbers) / workers
    chunks: list[list[int]] = [[]]
    filled = 0.0
    for number in numbers:
        if filled + sizes[number] / 2 > share * len(chunks) and len(chunks) < workers:
            chunks.append([])
        chunks[-1].append(number)
        filled += sizes[number]
    return chunks


def _moved(
    holds: Sequence[Sequence[int]], turned: set[int], sizes: Sequence[int]
) -> dict[int, int]:
    """Return to which other worker parts go that are laid out anew, so that all have as much."""
    work = [sum(sizes[n] for n in held if n in turned) for held in holds]
    moved: dict[int, int] = {}
    for at, held in enumerate(holds):
        for number in reversed([n for n in held if n in turned]):
            to = work.index(min(work))
            if work[at] - work[to] > sizes[number]:
                moved[number] = to
                work[at] -= sizes[number]
                work[to] += sizes[number]
    return moved
