"""Other processes to share work with: how many there may be, and how one is begun."""

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

S = TypeVar("S")
T = TypeVar("T")


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Tell whether processes can be made that have all that this one has."""
    return sys.platform.startswith("linux")


def forked(
    work: Callable[..., None], *given: Any, parent: bool = False
) -> "tuple[BaseProcess, Connection]":
    """Begin a process that does ``work`` with what is given and its end of a line to this one.

    Returns the process and our end of the line. Only a ``parent`` may begin others in its turn.
    """
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(ours, work, *given, theirs), daemon=not parent)
    with warnings.catch_warnings():
        # The other threads draw a progress bar and wait; they hold nothing of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return process, ours


def _begin(ours: "Connection", work: Callable[..., None], *given: Any) -> None:
    # Held open here, it would hide the end of the process that has begun this one.
    ours.close()
    work(*given)


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Let another process do some work; what is yielded waits for its end and returns the result.

    It raises what the work raises. Of a work that is not waited for nothing is left.
    """
    process, line = forked(_tell, work, parent=True)
    try:
        yield partial(_heard, line)
    finally:
        line.close()
        process.kill()
        process.join()


def _tell(work: Callable[[], Any], line: "Connection") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer: tuple[Any, BaseException | None]
    try:
        answer = work(), None
    except BaseException as error:
        answer = None, sendable(error)
    with suppress(BrokenPipeError):
        line.send(answer)


def _heard(line: "Connection") -> Any:
    answer, error = line.recv()
    if error:
        raise error
    return answer


def sendable(error: BaseException) -> BaseException:
    """Return an error without its frames, which may hold what cannot be sent, and may be deep.

    What they say goes with it as a note.
    """
    error.add_note("".join(traceback.format_exception(error)))
    error.__traceback__ = error.__context__ = None
    return error


def shared(work: Callable[[Sequence[S]], Sequence[T]], items: Sequence[S]) -> list[T]:
    """Return what ``work`` makes of items, half of which another process works on.

    What that one leaves undone because it is killed is done here. Raises what the work raises.
    """
    half = len(items) // 2
    with meanwhile(partial(work, items[half:])) as done:
        first = work(items[:half])
        try:
            return [*first, *done()]
        except EOFError:
            return [*first, *work(items[half:])]
