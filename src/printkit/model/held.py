"""What is held in memory from one build to the next, where builds follow one another."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")


class _Things:
    def __init__(self) -> None:
        self.last: dict[Hashable, Any] = {}
        self.now: dict[Hashable, Any] = {}


_things: ContextVar[_Things | None] = ContextVar("_things", default=None)


@contextmanager
def holding() -> Iterator[None]:
    """Hold things while this is open."""
    token = _things.set(_Things())
    try:
        yield
    finally:
        _things.reset(token)


def held(key: Hashable, make: Callable[[], T]) -> T:
    """Return what is held under a key, which says all that it is made of, or make it.

    None is not held.
    """
    things = _things.get()
    if things is None:
        return make()
    known = things.now.get(key, things.last.get(key))
    thing: T = make() if known is None else known
    if thing is not None:
        things.now[key] = thing
    return thing


def is_holding() -> bool:
    """Tell whether things are held: whether builds follow one another."""
    return _things.get() is not None


def let_go() -> None:
    """Hold no more what nobody has asked for since this was called before."""
    if things := _things.get():
        things.last, things.now = things.now, {}
