"""Other processes to share work with: how many there may be, and how one is begun."""

import os
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Tell whether processes can be made that have all that this one has."""
    return sys.platform.startswith("linux")


def forked(work: Callable[..., None], *given: Any) -> tuple[BaseProcess, Connection]:
    """Begin a process that does ``work`` with what is given and its end of a line to this one.

    Returns the process and our end of the line.
    """
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(*given, theirs), daemon=True)
    with warnings.catch_warnings():
        # The other threads draw a progress bar and wait; they hold nothing of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return process, ours
