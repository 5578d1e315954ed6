"""Whether a build would make what is there already.

Without the libraries that make it: the answer takes a fraction of a second.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from printkit.build.order import Order
from printkit.model.digest import GRAIN, digest_if_there
from printkit.model.epoch import epoch
from printkit.model.finding import Finding, Place, Severity
from printkit.model.shipped import shipped
from printkit.model.store import BUILDS, program, system


@dataclass(frozen=True)
class Standing:
    """A build that stands: the names of its files, and what it found."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


Seen = dict[str, list[Any]]
"""Files by path: size, time of change in nanoseconds, digest."""


class Looked(NamedTuple):
    """When a build began, the files that it may read, and what is remembered of the last one."""

    when: float
    seen: Seen
    last: Mapping[str, Any]


def look(order: Order) -> Looked:
    """Look at all files that a build of the order may read."""
    when, last = time.time(), _record(order)
    return Looked(when, {str(path): _seen(path, last) for path in inputs(order)}, last)


def recall(order: Order) -> Standing | None:
    """Return the last build of an order, if its inputs and its files are the same now."""
    record = _record(order)
    if not record:
        return None
    seen: Seen = record["inputs"]
    if {str(path) for path in inputs(order)} != set(record["listed"]):
        return None
    if not all(_same(Path(name), was, record["time"]) for name, was in seen.items()):
        return None
    if any(digest_if_there(order.out / name) != was for name, was in record["files"].items()):
        return None
    return Standing(tuple(record["files"]), tuple(map(_finding, record["findings"])))


def remember(
    order: Order,
    looked: Looked,
    others: Iterable[Path],
    files: Mapping[str, str],
    findings: Iterable[Finding],
) -> None:
    """Remember a build: what was seen before it began, ``others`` that it read, its files.

    Files are given by their SHA-256.
    """
    if order.store is None:
        return
    when, seen, last = looked
    record = {
        "time": when,
        "listed": sorted(seen),
        "inputs": seen | {str(path): _seen(path, last) for path in others},
        "files": {**files},
        "findings": [asdict(finding) for finding in findings],
    }
    order.store.put(BUILDS, _key(order), json.dumps(record).encode())


def _record(order: Order) -> dict[str, Any]:
    """Return what is remembered of the last build of an order, nothing where there is none."""
    data = order.store.get(BUILDS, _key(order)) if order.store else None
    record: dict[str, Any] = json.loads(data) if data else {}
    return record


def _key(order: Order) -> str:
    asked = (order.products, order.targets, order.printer, order.strict, order.account)
    where = (Path.cwd(), order.folder.resolve(), order.out.resolve())
    around = [epoch() or "", os.environ.get("PRINTKIT_ICC_PATH", "")]
    known = repr((program(), system(), asked, where, around))
    return hashlib.sha256(known.encode()).hexdigest()


def inputs(order: Order) -> Iterator[Path]:
    """Yield all files in the folders that a build of the order looks into."""
    folder, out = order.publication.resolve(), order.out.resolve()
    yield from files_in(folder, out)
    for name in ("layouts", "fonts", "printers"):
        roots = (folder.parent.parent / name, Path.cwd() / name, shipped(name))
        for root in dict.fromkeys(root.resolve() for root in roots):
            yield from files_in(root, out)


def files_in(folder: Path, but: Path | None = None) -> Iterator[Path]:
    """Yield the files of a folder that are not hidden, and not in the folder ``but``."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n != but)
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _seen(path: Path, last: Mapping[str, Any]) -> list[Any]:
    """Return what a file is like; one that is as it was in the last build is not read again."""
    try:
        stat = path.stat()
    except OSError:
        return [0, 0, ""]
    was = last["inputs"].get(str(path)) if last else None
    if was and _stands(stat, was, last["time"]):
        return [*was]
    return [stat.st_size, stat.st_mtime_ns, digest_if_there(path)]


def _same(path: Path, was: list[Any], when: float) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return not was[2]
    if _stands(stat, was, when):
        return True
    return bool(stat.st_size == was[0] and digest_if_there(path) == was[2])


def _stands(stat: os.stat_result, was: list[Any], when: float) -> bool:
    """Tell whether a file has not changed since it was seen, well before some time."""
    return was[1] / 1e9 < when - GRAIN and [stat.st_size, stat.st_mtime_ns] == was[:2]


def _finding(data: dict[str, Any]) -> Finding:
    place, severity = Place(**data.pop("place")), Severity(data.pop("severity"))
    return Finding(**data, place=place, severity=severity)
