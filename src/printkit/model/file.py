"""A PDF that one step of a build hands to the next."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Protocol


class File(Protocol):
    """A file in memory: its bytes, and what stands for its content, 32 bytes."""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        ...

    @property
    def identity(self) -> bytes:
        """The same for the same content."""
        ...


@dataclass(frozen=True)
class Written:
    """A file that is bytes already."""

    data: bytes

    @cached_property
    def identity(self) -> bytes:
        """The SHA-256 of the file."""
        return sha256(self.data).digest()
