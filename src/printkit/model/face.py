"""Font faces made ready for use: static TrueType files, one per weight and style."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One face of a family. ``path`` is a static TrueType (glyf) file that may be embedded."""

    family: str
    weight: int
    italic: bool
    path: Path


def nearest(faces: tuple[Face, ...], family: str, weight: int = 400, italic: bool = False) -> Face:
    """Return the face of ``family`` nearest to a weight and style.

    Raises LookupError when the family has no face.
    """
    own = [face for face in faces if face.family == family]
    if not own:
        raise LookupError(f"no face of the family {family!r}")
    return min(own, key=lambda face: (face.italic != italic, abs(face.weight - weight)))
