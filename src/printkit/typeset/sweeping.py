"""When memory is swept of what refers to itself.

A layout makes thousands of objects for each page, and all of them are wanted until the page is
drawn. To look through them for waste, as Python does again and again, took a tenth of its time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def swept_rarely() -> Iterator[None]:
    """Let memory be swept less often."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def unswept() -> Iterator[None]:
    """Let memory not be swept at all, while pages are made."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def keep() -> None:
    """Leave out all that there is when memory is swept, as it stays."""
    gc.freeze()


def sweep() -> None:
    """Sweep memory of what was made since something was kept."""
    gc.collect()


@contextmanager
def kept() -> Iterator[None]:
    """Leave out what is kept until this ends."""
    try:
        yield
    finally:
        gc.unfreeze()


def rest() -> None:
    """Sweep memory while nothing is asked for, so that the next build need not."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
