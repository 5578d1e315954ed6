"""What parts became when they were laid out before, in this process or another.

A part is known by its text and all that it is set with, down to the program and its libraries;
what it became is kept for the pages that were true of it then.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from printkit.compose.composition import Composition
from printkit.model.digest import digest_if_there
from printkit.model.epoch import epoch
from printkit.model.finding import Finding
from printkit.model.held import held
from printkit.model.measure import Box
from printkit.model.store import PARTS, Store, program, system
from printkit.typeset.bench import PartPages
from printkit.typeset.exchange import Report, Truth
from printkit.typeset.extent import Extents
from printkit.typeset.texture import Texture
from printkit.typeset.weasy import Filled


@dataclass(frozen=True)
class _Kept:
    """The finished part, without its PDF. ``slots`` are by id, page and box."""

    report: Report
    count: int
    slots: tuple[tuple[str, int, Box], ...]
    findings: tuple[Finding, ...]
    extents: Extents
    textures: tuple[Texture, ...]


@dataclass(frozen=True)
class _Last:
    """The last that was made of a part: its report, and the files that it read, with digests."""

    report: Report
    files: Mapping[str, str] = field(default_factory=dict)


_KEPT, _LAST = TypeAdapter(_Kept), TypeAdapter(_Last)


class Memory:
    """Parts of a composition that are in a store."""

    def __init__(self, store: Store, composition: Composition, day: date) -> None:
        self._store, self._composition = store, composition
        setting = _setting(composition, day)
        self._keys = [_digest(setting, str(not n), part)
                      for n, part in enumerate(composition.parts)]  # fmt: skip
        self._files: dict[int, Mapping[str, str]] = {}
        self._at_hand: dict[str, tuple[_Kept, bytes]] = {}

    def last(self) -> dict[int, Report]:
        """Return what each part reported last, where its files are the same now."""
        reports = {}
        for number, key in enumerate(self._keys):
            data = self._store.get(PARTS, key)
            last = _LAST.validate_json(data) if data else None
            if last and all(
                digest_if_there(self._path(n)) == known for n, known in last.files.items()
            ):
                reports[number], self._files[number] = last.report, last.files
        return reports

    def report(self, number: int, truth: Truth) -> Report | None:
        """Return what a part would report where ``truth`` holds, when that is known."""
        found = self._found(number, truth)
        return found[0].report if found else None

    def pages(self, number: int, truth: Truth) -> PartPages:
        """Return what a part becomes where ``truth`` holds. Raises LookupError if not known."""
        found = self._found(number, truth)
        if found is None:
            raise LookupError(number)
        kept, pdf = found
        slots = {slot.id: slot for slot in self._composition.slots}
        filled = tuple(Filled(slots[name], page, Box(*box)) for name, page, box in kept.slots)
        return PartPages(pdf, kept.count, filled, kept.findings, kept.extents, kept.report,
                         kept.textures)  # fmt: skip

    def keep(self, number: int, truth: Truth, pages: PartPages) -> None:
        """Remember a finished part."""
        files = {os.path.relpath(path, self._composition.folder): digest_if_there(path)
                 for path in pages.files}  # fmt: skip
        self._files[number] = files
        slots = tuple((one.slot.id, one.page, one.box) for one in pages.slots)
        kept = _Kept(pages.report, pages.count, slots, pages.findings, pages.extents,
                     pages.textures)  # fmt: skip
        head = _KEPT.dump_json(kept)
        self._store.put(PARTS, self._key(number, truth), head + b"\n" + pages.pdf)
        last = _LAST.dump_json(_Last(pages.report, files))
        self._store.put(PARTS, self._keys[number], last)

    def _path(self, name: str) -> Path:
        return self._composition.folder / name

    def _key(self, number: int, truth: Truth) -> str:
        told = [truth.before, truth.right, sorted(truth.anchors.items())]
        files = sorted(self._files[number].items())
        return _digest(self._keys[number], json.dumps([told, files]))

    def _found(self, number: int, truth: Truth) -> tuple[_Kept, bytes] | None:
        if number not in self._files:
            return None
        key = self._key(number, truth)
        # Kept at hand, as another process may make room in the store meanwhile.
        if key not in self._at_hand and (found := held(("part", key), partial(self._read, key))):
            self._at_hand[key] = found
        return self._at_hand.get(key)

    def _read(self, key: str) -> tuple[_Kept, bytes] | None:
        data = self._store.get(PARTS, key)
        if data is None:
            return None
        head, _, pdf = data.partition(b"\n")
        return _KEPT.validate_json(head), pdf


def _setting(composition: Composition, day: date) -> str:
    """Return what stands for all that the parts of a composition are set with."""
    faces = [(f.family, f.weight, f.italic, digest_if_there(f.path)) for f in composition.faces]
    slots = [(s.id, s.kind, s.size) for s in composition.slots]
    lengths = (composition.trim, composition.bleed)
    return _digest(
        program(), system(), composition.head, composition.css, epoch() or "",
        repr((faces, slots, lengths, day)),
    )  # fmt: skip


def _digest(*parts: str) -> str:
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
