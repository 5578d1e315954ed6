"""What is held in memory from one build to the next, where builds follow one another."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_MANY = 4096
"""Things that are held: of each part of a long book, some."""
_held: ContextVar[OrderedDict[Hashable, Any] | None] = ContextVar("_held", default=None)


@contextmanager
def holding() -> Iterator[None]:
    """Hold things while this is open."""
    token = _held.set(OrderedDict())
    try:
        yield
    finally:
        _held.reset(token)


def held(key: Hashable, make: Callable[[], T]) -> T:
    """Return what is held under a key, which says all that it is made of, or make it.

    What was not asked for the longest is let go where there is too much. None is not held.
    """
    known = _held.get()
    thing: T = known[key] if known and key in known else make()
    if known is not None and thing is not None:
        known[key] = thing
        known.move_to_end(key)
        if len(known) > _MANY:
            known.popitem(last=False)
    return thing
