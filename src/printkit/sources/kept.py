"""Texts that were read before, in this process or another.

A text is known by itself and all that it was read with, down to the program and its libraries.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pydantic import TypeAdapter, ValidationError

from printkit.model.store import READ, Store, program, system
from printkit.sources.markdown import html
from printkit.sources.reading import Context, Reading


@dataclass(frozen=True)
class _Kept:
    """A text that was read; ``changes`` are those of the reading, which JSON cannot hold."""

    html: str
    reading: Reading
    changes: tuple[tuple[str, str, int], ...]


@lru_cache(maxsize=4096)
def read(text: str, context: Context, store: Store | None) -> tuple[str, Reading]:
    """Return the same as `html`, which is not asked for what is in ``store``.

    Texts that cite are always read: the references that they draw on are not a part of them.
    Raises Problems (markdown/tangled).
    """
    if store is None or context.library or not text:
        return html(text, context)
    key = hashlib.sha256(repr((program(), system(), context, text)).encode()).hexdigest()
    if known := _known(store.get(READ, key)):
        return known
    rendered, reading = html(text, context)
    changes = tuple((*change, count) for change, count in reading.changes.items())
    kept = _Kept(rendered, replace(reading, changes=Counter()), changes)
    store.put(READ, key, _adapter().dump_json(kept))
    return rendered, reading


def _known(data: bytes | None) -> tuple[str, Reading] | None:
    if data is None:
        return None
    try:
        kept = _adapter().validate_json(data)
    except ValidationError:
        return None
    changes = Counter({(old, new): count for old, new, count in kept.changes})
    return kept.html, replace(kept.reading, changes=changes)


@cache
def _adapter() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)
