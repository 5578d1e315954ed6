"""Calls that go deep without asking the system for memory again and again.

CPython 3.11 and newer keep the frames of functions in chunks of 16 KiB, and give a chunk back as
soon as its first frame ends. A layout goes deep for each line and comes back, to and fro over the
edge of a chunk: a twelfth of its time was spent there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_SLOTS = 70_000
"""A frame of so many slots of 8 bytes gets a chunk of 1 MiB, and leaves the rest to what it calls.

Those slots are never written, so that they take no memory.
"""


def roomy(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function, and all that it calls, have their frames in one chunk."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    room: Any = call
    room.__code__ = room.__code__.replace(co_stacksize=_SLOTS)
    return call
