"""What compose hands to typeset: HTML and CSS, the files they may read, the slots to fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printkit.model.face import Face
from printkit.model.measure import Size


@dataclass(frozen=True)
class Slot:
    """A box reserved by a layout: ``kind`` says what is drawn in it, ``data`` from what."""

    id: str
    kind: str
    size: Size
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Composition:
    """A document ready to be laid out.

    ``parts`` is the content of its body: several where each of them begins on a page of its own
    and can be laid out apart. ``files`` are the only ones it may read; ``bleed`` is the margin
    kept around the trim size.
    """

    head: str
    parts: tuple[str, ...]
    css: str
    folder: Path
    files: frozenset[Path]
    faces: tuple[Face, ...]
    trim: Size
    bleed: float
    slots: tuple[Slot, ...]

    @property
    def html(self) -> str:
        """The whole document."""
        return self.document(*self.parts)

    def document(self, *parts: str) -> str:
        """Return a document of some of the parts."""
        return f"{self.head}{''.join(parts)}</body></html>"
