"""What YAML texts say, kept from one build to the next: nothing else of a short text takes as long.

Only plain values are kept. Where they are not as they should be, the text is read again: it tells
where in it they stand.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from printkit.model.store import READ, Store, program

_DAY = ""
"""The one key of what stands for a day, which JSON has no word for."""
_store: ContextVar[Store | None] = ContextVar("_store", default=None)


class _Unlike(Exception):  # noqa: N818 - it says what a value is
    """A value that JSON would give back as another."""


@contextmanager
def kept_in(store: Store | None) -> Iterator[None]:
    """Keep what texts say in a store while this is open."""
    token = _store.set(store)
    try:
        yield
    finally:
        _store.reset(token)


def known(text: str) -> Any:
    """Return the values of a text that was read before, None where it was not."""
    store = _store.get()
    data = store.get(READ, _key(text)) if store else None
    return json.loads(data, object_hook=_back) if data else None


def keep(text: str, values: Any) -> None:
    """Keep what a text says, where it is plain."""
    if store := _store.get():
        try:
            data = json.dumps(_plain(values))
        except _Unlike:
            return
        store.put(READ, _key(text), data.encode())


def _key(text: str) -> str:
    return hashlib.sha256(repr((program(), "yaml", text)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        if _DAY in value or not all(isinstance(key, str) for key in value):
            raise _Unlike
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, str | bool | int | float | None):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return {_DAY: value.isoformat()}
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    raise _Unlike


def _back(values: dict[str, Any]) -> Any:
    return date.fromisoformat(values[_DAY]) if _DAY in values else values
