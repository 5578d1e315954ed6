"""What arrives from authors and offices: which reader takes a file."""

from functools import partial
from pathlib import Path
from typing import Protocol

from printkit.sources.intake import bring as manuscripts
from printkit.sources.intake.word.changes import Changes
from printkit.sources.programme import bring as schedules
from printkit.sources.tables import bring as tables


class Reader(Protocol):
    """Reads a file into a publication folder, and says what it did."""

    def __call__(self, path: Path, folder: Path, *, force: bool = False) -> manuscripts.Brought:
        """Import ``path``. Raises Problems, with nothing written, when that fails."""


def reader_of(path: Path, changes: Changes) -> Reader:
    """Return the reader for a file, by the ending of its name; XML by its first element.

    ``changes`` decides on the tracked changes of a manuscript.
    """
    if path.suffix.lower() in tables.READERS:
        return tables.bring
    if schedules.claims(path):
        return schedules.bring
    return partial(manuscripts.bring, changes=changes)
