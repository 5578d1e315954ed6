"""Texts that were read before, in this process or another.

A text is known by itself and all that it was read with, down to the program and its libraries.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from pydantic import TypeAdapter, ValidationError

from printkit.model.processes import shared
from printkit.model.store import READ, Store, program, system
from printkit.sources.markdown import html
from printkit.sources.reading import Context, Reading

_MANY = 100_000
"""Characters that two processes read sooner than one."""


@dataclass(frozen=True)
class _Kept:
    """A text that was read; ``changes`` are those of the reading, which JSON cannot hold."""

    html: str
    reading: Reading
    changes: tuple[tuple[str, str, int], ...]


Text = tuple[str, Context]
Read = tuple[str, Reading]


def read(text: str, context: Context, store: Store | None) -> Read:
    """Return the same as `html`, which is not asked for what is in ``store``.

    Texts that cite are always read: the references that they draw on are not a part of them.
    Raises Problems (markdown/tangled).
    """
    return read_all([(text, context)], store)[0]


def read_all(texts: Sequence[Text], store: Store | None, *, fork: bool = False) -> list[Read]:
    """Return the same for each text; with ``fork`` another process reads half of many new ones."""
    known = [_known(*one, store) for one in texts]
    new = [one for one, found in zip(texts, known, strict=True) if found is None]
    each = partial(_each, store)
    many = fork and sum(len(text) for text, _ in new) >= _MANY
    made = iter(shared(each, new) if many else each(new))
    return [found or next(made) for found in known]


def _each(store: Store | None, texts: Iterable[Text]) -> list[Read]:
    return [_anew(text, context, store) for text, context in texts]


def _anew(text: str, context: Context, store: Store | None) -> Read:
    rendered, reading = html(text, context)
    if store and _is_kept(text, context):
        changes = tuple((*change, count) for change, count in reading.changes.items())
        kept = _Kept(rendered, replace(reading, changes=Counter()), changes)
        store.put(READ, _key(text, context), _adapter().dump_json(kept))
    return rendered, reading


def _is_kept(text: str, context: Context) -> bool:
    return bool(text) and context.library is None


@lru_cache(maxsize=4096)
def _key(text: str, context: Context) -> str:
    return hashlib.sha256(repr((program(), system(), context, text)).encode()).hexdigest()


def _known(text: str, context: Context, store: Store | None) -> Read | None:
    try:
        return _stored(text, context, store) if store and _is_kept(text, context) else None
    except LookupError:
        return None


@lru_cache(maxsize=4096)
def _stored(text: str, context: Context, store: Store) -> Read:
    """Return a text that is in a store. Raises LookupError where it is not: that may change."""
    data = store.get(READ, _key(text, context))
    if data is None:
        raise LookupError
    try:
        kept = _adapter().validate_json(data)
    except ValidationError:
        raise LookupError from None
    changes = Counter({(old, new): count for old, new, count in kept.changes})
    return kept.html, replace(kept.reading, changes=changes)


@cache
def _adapter() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)
