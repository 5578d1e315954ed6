"""What a drawing looks like, with the colours and faces of its layout, and what a cover says."""

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


@dataclass(frozen=True)
class CoverText:
    """The words of a cover; what is empty is not drawn.

    ``other_title`` is the title in another language, ``kicker`` the series, ``event`` the lines
    about the congress, ``blurb`` and ``link`` (a QR code) go on the back, ``spine`` is lettered
    on the spine (the title when it is empty), the flaps of a jacket have texts of their own.
    """

    title: str
    other_title: str = ""
    subtitle: str = ""
    kicker: str = ""
    event: tuple[str, ...] = ()
    publisher: str = ""
    blurb: str = ""
    link: str = ""
    isbn: str = ""
    spine: str = ""
    front_flap: str = ""
    back_flap: str = ""
