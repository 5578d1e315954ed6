"""Who lays out parts: this process, or several that are forked with the engine warm."""

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Literal, Protocol

from printkit.model.processes import can_fork, forked, sendable
from printkit.typeset.bench import Bench
from printkit.typeset.exchange import Truth


@dataclass(frozen=True)
class Order:
    """What a worker is to do with a part.

    A part that ``follows`` begins where the one that was laid out before it ended.
    """

    what: Literal["lay", "correct", "drop", "finish"]
    number: int
    truth: Truth = field(default_factory=Truth)
    follows: bool = False


Heard = Callable[[], None]
Chores = Iterator[object]
"""Small pieces of other work, each done by asking for the next one."""
_DONE = object()


class Workers(Protocol):
    """Workers that hold the parts that they have laid out."""

    def __len__(self) -> int: ...

    def run(
        self,
        orders: Sequence[Sequence[Order]],
        heard: Heard = lambda: None,
        chores: Chores | None = None,
    ) -> Iterator[tuple[int, Any]]:
        """Carry out the orders of each worker, and yield the answers with their numbers.

        Who waits for answers does ``chores``, as many as there is time for, or all of them.
        """
        ...


def carry_out(bench: Bench, order: Order) -> Any:
    """Return the answer to an order."""
    if order.what == "lay":
        return bench.lay(order.number, order.truth, order.follows)
    if order.what == "drop":
        return bench.drop(order.number)
    if order.what == "correct":
        return bench.correct(order.number, order.truth)
    return bench.finish(order.number, order.truth)


class _Alone:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def __len__(self) -> int:
        return 1

    def run(
        self,
        orders: Sequence[Sequence[Order]],
        heard: Heard = lambda: None,
        chores: Chores | None = None,
    ) -> Iterator[tuple[int, Any]]:
        do_all(chores)
        for chunk in orders:
            for order in chunk:
                yield order.number, carry_out(self._bench, order)
                heard()


def do_all(chores: Chores | None) -> None:
    """Do all chores that are left."""
    deque(chores or (), maxlen=0)


@contextmanager
def in_turn(bench: Bench) -> Iterator[Workers]:
    """Lay out parts in this process."""
    yield _Alone(bench)


class Lines:
    """Workers in other processes, each at the end of a line."""

    def __init__(self, lines: Sequence[Connection]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def run(
        self,
        orders: Sequence[Sequence[Order]],
        heard: Heard = lambda: None,
        chores: Chores | None = None,
    ) -> Iterator[tuple[int, Any]]:
        """Have the orders of each worker begun, and return the answers as they come."""
        waiting: dict[Connection, int] = {}
        for line, chunk in zip(self._lines, orders, strict=False):
            line.send(list(chunk))
            waiting[line] = len(chunk)
        return self._answers(waiting, heard, chores or iter(()))

    def _answers(
        self, waiting: dict[Connection, int], heard: Heard, chores: Chores
    ) -> Iterator[tuple[int, Any]]:
        while waiting := {line: left for line, left in waiting.items() if left}:
            while not wait(list(waiting), 0) and next(chores, _DONE) is not _DONE:
                pass
            for line in (line for line in wait(list(waiting)) if isinstance(line, Connection)):
                number, answer = line.recv()
                if isinstance(answer, BaseException):
                    raise answer
                waiting[line] -= 1
                yield number, answer
                heard()


def serve(bench: Bench, line: Connection) -> None:
    """Carry out the orders that come along a line, until one fails or its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            orders: list[Order] = line.recv()
            for order in orders:
                answer = _answer(bench, order)
                line.send((order.number, answer))
                if isinstance(answer, BaseException):
                    return


def _answer(bench: Bench, order: Order) -> Any:
    try:
        return carry_out(bench, order)
    except BaseException as error:
        return sendable(error)


@contextmanager
def in_processes(bench: Bench, count: int) -> Iterator[Workers]:
    """Lay out parts in ``count`` processes, where the system can fork; else in this one."""
    if not can_fork():
        yield _Alone(bench)
        return
    begun = [forked(serve, bench) for _ in range(count)]
    try:
        yield Lines([line for _, line in begun])
    finally:
        for process, line in begun:
            line.close()
            process.kill()
            process.join()
