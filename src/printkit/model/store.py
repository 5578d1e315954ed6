"""Work that is done already, kept by what it was made from.

Entries are written beside their place and moved there whole, so that processes may share a store
and an end in the middle leaves none half. An entry that is damaged is no entry.
"""

import ctypes
import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sysconfig import get_path

LIMIT = 1024**3
PARTS, BUILDS, FACES, READ = KINDS = ("parts", "builds", "faces", "read")
_DIGEST = 32


def cache_folder() -> Path:
    """Return the folder for files that can be made again: ``PRINTKIT_CACHE``, or the user's."""
    if own := os.environ.get("PRINTKIT_CACHE"):
        return Path(own)
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "printkit"


@dataclass(frozen=True)
class Store:
    """Entries by kind and key, in a folder of at most ``limit`` bytes."""

    folder: Path
    limit: int = LIMIT

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None when there is none."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if _digest(data[_DIGEST:]) != data[:_DIGEST]:
            return None
        with suppress(OSError):
            os.utime(path)
        return data[_DIGEST:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry. A store that cannot be written keeps nothing."""
        path = self._path(kind, key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, half = tempfile.mkstemp(prefix=".", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(data) + data)
                Path(half).replace(path)
            except OSError:
                Path(half).unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove the entries that were not used for the longest time, until the rest fits.

        Faces stay: a build may be using them.
        """
        kept = list(self._entries(PARTS, BUILDS, READ))
        total = sum(stat.st_size for _, stat in kept)
        if total <= self.limit:
            return
        for path, stat in sorted(kept, key=lambda one: one[1].st_mtime):
            if total > self.limit:
                total -= stat.st_size
                with suppress(OSError):
                    Path(path).unlink()

    def size(self) -> tuple[int, int]:
        """Return how many files there are, and their bytes."""
        sizes = [stat.st_size for _, stat in self._entries(*KINDS)]
        return len(sizes), sum(sizes)

    def clear(self) -> None:
        """Remove every entry, and nothing else that is in the folder."""
        for path, _ in self._entries(*KINDS):
            with suppress(OSError):
                Path(path).unlink()

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]

    def _entries(self, *kinds: str) -> Iterator[tuple[str, os.stat_result]]:
        # Paths as text: there are thousands, and they are looked through after each build.
        for kind in kinds:
            for folder, _, names in os.walk(self.folder / kind):
                for name in names:
                    with suppress(OSError):
                        path = f"{folder}/{name}"
                        yield path, os.stat(path)  # noqa: PTH116


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@cache
def program() -> str:
    """Return what stands for this very program: another one may do the same work otherwise."""
    package = str(Path(__file__).parents[1])
    paths = [
        f"{folder}/{name}"
        for folder, _, names in os.walk(package)
        for name in names
        if name.endswith(".py")
    ]
    total = hashlib.sha256()
    for path in sorted(paths):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - there are hundreds
            total.update(path.removeprefix(package).encode() + file.read())
    return total.hexdigest()


@cache
def system() -> str:
    """Return what stands for the libraries: the packages, and what sets text in the system."""
    packages = sorted(path.name for path in Path(get_path("purelib")).glob("*.dist-info"))
    return repr((sys.version, _platform(), _pango(), packages))


def _platform() -> str:
    """Return what stands for machine and C library."""
    with suppress(AttributeError, ValueError, OSError):
        # Python's own word for it is found by searching its program, for 7 ms.
        return f"{os.uname().machine} {os.confstr('CS_GNU_LIBC_VERSION')}"
    return platform.platform()


def _pango() -> int:
    for name in ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0"):
        with suppress(OSError):
            return int(ctypes.CDLL(name).pango_version())
    return 0
