"""Letters: which face each character is set in, and how wide a line is."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

import uharfbuzz

from printkit.compose.coverage import INVISIBLE, characters_of, no_glyph
from printkit.draw.direction import visual
from printkit.draw.look import Look
from printkit.model.face import Face, nearest
from printkit.model.finding import Finding, Problems

_PLAIN = MappingProxyType({"kern": True, "liga": True})
_SMALL_CAPS = MappingProxyType({"kern": True, "smcp": True, "c2sc": True})


@dataclass(frozen=True)
class Style:
    """How a line is set: stack, weight, slant, colour role; tracking and leading in ems."""

    stack: Literal["text", "display"] = "text"
    weight: int = 400
    italic: bool = False
    role: str = "ink"
    tracking: float = 0.0
    leading: float = 1.2
    small_caps: bool = False

    @property
    def features(self) -> dict[str, bool]:
        """The OpenType features that the line is shaped with."""
        # Letterspaced text has no ligatures: they would stand closer than their neighbours.
        if self.small_caps:
            return dict(_SMALL_CAPS)
        return dict(_PLAIN) | {"liga": not self.tracking, "clig": not self.tracking}


class Piece(NamedTuple):
    """A run of characters in one face, with its advance in ems (tracking not counted)."""

    text: str
    face: Face
    advance: float


def pieces(text: str, look: Look, style: Style) -> tuple[Piece, ...]:
    """Split a line into runs by the first family of the stack that has each character.

    They come as they are seen, from left to right. Raises Problems naming every character that
    no family has.
    """
    out: list[Piece] = []
    for run, rtl in visual(text):
        split = _split(run, look, style, rtl)
        out += split[::-1] if rtl else split
    return tuple(out)


def _split(text: str, look: Look, style: Style, rtl: bool) -> list[Piece]:
    chain = _chain(look.faces, getattr(look, style.stack), style.weight, style.italic)
    runs: list[tuple[Face, str]] = []
    lost: dict[str, None] = {}
    for character in _visible(text, chain):
        face = _face_of(character, chain, runs[-1][0] if runs else None, rtl)
        if face is None:
            lost[character] = None
        elif runs and runs[-1][0] == face:
            runs[-1] = (face, runs[-1][1] + character)
        else:
            runs.append((face, character))
    if lost:
        raise Problems(_missing(character, text, getattr(look, style.stack)) for character in lost)
    features = tuple(sorted(style.features.items()))
    return [Piece(run, face, _advance(face.path, run, features)) for face, run in runs]


def width_of(text: str, look: Look, style: Style) -> float:
    """Return the width of a line in ems; the tracking after the last letter is not counted."""
    advance = sum(piece.advance for piece in pieces(text, look, style))
    return advance + style.tracking * max(len(text) - 1, 0)


@lru_cache(maxsize=64)
def _chain(
    faces: tuple[Face, ...], stack: tuple[str, ...], weight: int, italic: bool
) -> tuple[Face, ...]:
    return tuple(nearest(faces, family, weight, italic) for family in stack)


def _visible(text: str, chain: tuple[Face, ...]) -> str:
    """Return the text with spaces that no face has made plain, and other unseen ones left out."""
    seen = []
    for character in text:
        category = unicodedata.category(character)
        if category not in INVISIBLE or any(ord(character) in characters_of(f.path) for f in chain):
            seen.append(character)
        elif category[0] == "Z" or character == "\t":
            seen.append(" ")
    return "".join(seen)


def _face_of(
    character: str, chain: tuple[Face, ...], last: Face | None, rtl: bool = False
) -> Face | None:
    """Return the face of a character; a mark stays with what is before it, as does a space."""
    category = unicodedata.category(character)
    wanted = ord(character)
    kept = "MZP" if rtl else "M"
    if last and category[0] in kept and wanted in characters_of(last.path):
        return last
    for face in chain:
        if wanted in characters_of(face.path):
            return face
    return None


def _missing(character: str, text: str, stack: tuple[str, ...]) -> Finding:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return Finding(
        "glyph/missing",
        f"{no_glyph(character)}, in {shown!r}",
        hint=f"add a family that has it to `fonts:`; asked: {', '.join(stack)}",
    )


@lru_cache(maxsize=64)
def _shaper(path: Path) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


@lru_cache(maxsize=16384)
def _advance(path: Path, text: str, features: tuple[tuple[str, bool], ...]) -> float:
    font = _shaper(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, dict(features))
    total: int = sum(position.x_advance for position in buffer.glyph_positions)
    return total / float(font.face.upem)
