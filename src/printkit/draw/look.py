"""What a drawing looks like: the colours and faces of its layout."""

from dataclasses import dataclass

from printkit.model.face import Face
from printkit.model.palette import Palette


@dataclass(frozen=True)
class Look:
    """Palette, faces, and two font stacks: families in the order they are asked.

    The palette has the roles ``ink``, ``paper``, ``accent``, ``soft`` and ``muted``.
    """

    palette: Palette
    faces: tuple[Face, ...]
    text: tuple[str, ...]
    display: tuple[str, ...]
