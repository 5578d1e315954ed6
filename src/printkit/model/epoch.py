"""The moment that files are dated by (see reproducible-builds.org on SOURCE_DATE_EPOCH)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

NAME = "SOURCE_DATE_EPOCH"
_own: list[str] = []


def epoch() -> str | None:
    """Return SOURCE_DATE_EPOCH, where it is set from outside and not by `dated`."""
    return None if _own else os.environ.get(NAME)


@contextmanager
def dated(day: date) -> Iterator[None]:
    """Let SOURCE_DATE_EPOCH be the midnight of a day, unless it is set from outside."""
    if NAME in os.environ:
        yield
        return
    os.environ[NAME] = str((day - date(1970, 1, 1)).days * 86400)
    _own.append(NAME)
    try:
        yield
    finally:
        _own.pop()
        os.environ.pop(NAME, None)
