"""A process that has WeasyPrint ready before there is anything to lay out.

It is begun before this one imports and reads what it sets, and imports WeasyPrint meanwhile.
Workers are forked from it, so that this process need not import WeasyPrint at all.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import recv_handle, send_handle
from typing import TYPE_CHECKING

from printkit.model.processes import forked, sendable

if TYPE_CHECKING:
    from printkit.compose.composition import Composition
    from printkit.typeset.workers import Workers

_PATIENCE = 3.0
"""Seconds that workers have to end by themselves."""
_ahead: ContextVar["_Ahead | None"] = ContextVar("_ahead", default=None)


@contextmanager
def ahead(wanted: bool) -> Iterator[None]:
    """Have another process make WeasyPrint ready where it is ``wanted``, and not here already."""
    if not wanted or "weasyprint" in sys.modules:
        yield
        return
    begun = _Ahead()
    token = _ahead.set(begun)
    try:
        yield
    finally:
        _ahead.reset(token)
        begun.stop()


def prepared(
    composition: "Composition", day: date, count: int
) -> AbstractContextManager["Workers"] | None:
    """Return so many workers of the process that is ahead, or None where there is none.

    They lay out parts of the composition; ``day`` dates it.
    """
    begun = _ahead.get()
    lines = [line for _ in range(count) if (line := begun.worker())] if begun else []
    if len(lines) < count:
        return None
    for line in lines:
        line.send((composition, day))
    return _at_work(lines)


@contextmanager
def _at_work(lines: list[Connection]) -> Iterator["Workers"]:
    from printkit.typeset.workers import Lines

    try:
        yield Lines(lines)
    finally:
        for line in lines:
            line.close()


class _Ahead:
    def __init__(self) -> None:
        self._process, self._line = forked(_wait)
        # Both do it, as either may come first.
        with suppress(OSError):
            os.setpgid(self._process.pid or 0, 0)

    def worker(self) -> Connection | None:
        """Return the line to a new worker, or None where WeasyPrint cannot be made ready."""
        ours, theirs = Pipe()
        try:
            send_handle(self._line, theirs.fileno(), self._process.pid)
            theirs.close()
            ours.recv()
        except (EOFError, OSError):
            return None
        return ours

    def stop(self) -> None:
        """End the process with all of its workers, which first tidy up what is theirs."""
        self._line.close()
        self._process.join(_PATIENCE)
        with suppress(OSError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.join()


def _wait(line: Connection) -> None:
    """Fork a worker for each line that comes along this one."""
    with suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        from printkit.typeset import bench, engine, exchange, greys, sweeping, workers  # noqa: F401

        engine.load()
        exchange.install()
        _hyphens()
    except Exception:  # the other process will find the same, and say it
        return
    sweeping.rest()
    with suppress(EOFError, OSError):
        while True:
            handle = recv_handle(line)
            if os.fork() == 0:
                try:
                    line.close()
                    _work(Connection(handle))
                finally:
                    os._exit(0)
            os.close(handle)
    with suppress(ChildProcessError):
        os.wait()  # as children are not asked for their end, for all of them


def _hyphens() -> None:
    """Read where English words are divided: most texts are English, or have some in them."""
    from weasyprint.text.line_break import pyphen

    pyphen.Pyphen(lang=pyphen.language_fallback("en"))


def _work(line: Connection) -> None:
    from printkit.typeset.bench import Bench
    from printkit.typeset.engine import engine
    from printkit.typeset.workers import serve

    with suppress(EOFError, OSError), ExitStack() as stack:
        line.send(True)
        composition, day = line.recv()
        try:
            bench = Bench(stack.enter_context(engine(composition, day)))
        except BaseException as error:
            line.send((0, sendable(error)))
            return
        serve(bench, line)
