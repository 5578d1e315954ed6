"""What stands for the content of a file."""

import hashlib
import time
from functools import lru_cache
from pathlib import Path

GRAIN = 2.0
"""Seconds within which a file may change again without another time of change."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    A file that has not changed since this process read it is not read again. Raises OSError.
    """
    stat = path.stat()
    if stat.st_mtime > time.time() - GRAIN:
        return _read(path)
    return _settled(path, stat.st_size, stat.st_mtime_ns)


def digest_if_there(path: Path) -> str:
    """Return the digest of a file, empty where it cannot be read."""
    try:
        return digest(path)
    except OSError:
        return ""


@lru_cache(maxsize=65_536)
def _settled(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - they tell files apart
    return _read(path)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
