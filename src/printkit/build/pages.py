"""An edition's pages: its articles laid out side by side where its layout allows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from printkit.compose.composition import Composition
from printkit.model.face import Face
from printkit.typeset import texture
from printkit.typeset.bench import PartPages, fingerprint
from printkit.typeset.exchange import AWAY, NotApart
from printkit.typeset.extent import in_order
from printkit.typeset.parts import Means, Unsettled, typeset_parts
from printkit.typeset.weasy import Pages, require, typeset


def laid_out(composition: Composition, day: date, means: Means) -> Pages:
    """Return the pages of a composition; ``day`` dates them.

    The pages are the same whatever the ``means``. Raises Problems as `typeset` does.
    """
    if len(composition.parts) == 1:
        return typeset(composition, day)
    opened = cache(_opened)  # those that are known are opened while others are laid out
    try:
        parts = typeset_parts(composition, day, replace(means, known=opened))
    except (NotApart, Unsettled):
        return typeset(composition, day)
    return _joined(parts, composition, opened)


def _opened(part: bytes) -> Any:
    from printkit.press.join import opened

    return opened(part)


def _joined(
    parts: list[PartPages], composition: Composition, opened: Callable[[bytes], Any]
) -> Pages:
    from printkit.press.join import join

    slots, before = [], 0
    for part in parts:
        slots += [replace(slot, page=slot.page + before) for slot in part.slots]
        before += part.count
    require(tuple(slots), composition)
    file = join([part.pdf for part in parts], _files(composition.faces), AWAY, opened)
    findings = tuple(dict.fromkeys(f for part in parts for f in part.findings))
    room = in_order(part.extents for part in parts)
    even = texture.in_order(part.textures for part in parts)
    return Pages(file, before, tuple(slots), findings, room, even)


def _files(faces: tuple[Face, ...]) -> dict[bytes, Path]:
    return {fingerprint(face.path.read_bytes()): face.path for face in faces}
