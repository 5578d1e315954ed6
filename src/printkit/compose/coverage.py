"""The glyph gate: every character of a text has a glyph in one of the families it is set in."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from printkit.model.face import Face
from printkit.model.finding import Finding, Place

INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Unicode categories that need no glyph: controls, formats and spaces."""


@lru_cache(maxsize=64)
def characters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for."""
    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


def missing(text: str, faces: Iterable[Face]) -> set[str]:
    """Return the visible characters of ``text`` that no face has a glyph for."""
    covered = frozenset().union(*(characters_of(face.path) for face in faces))
    visible = {c for c in set(text) if unicodedata.category(c) not in INVISIBLE}
    return {c for c in visible if ord(c) not in covered}


def no_glyph(character: str) -> str:
    """Return the words for a character that no font has, with its code point and its name."""
    name = unicodedata.name(character, "unnamed")
    return f"no font has the character {character} U+{ord(character):04X} {name}"


def locate(
    lost: Iterable[str], texts: Mapping[Path, str], others: Mapping[str, Path]
) -> list[Finding]:
    """Return a finding for each lost character: where it first stands, and who has it.

    ``texts`` are source files; ``others`` are font files of families that are not used.
    """
    return [_lost(character, texts, others) for character in sorted(lost)]


def _lost(character: str, texts: Mapping[Path, str], others: Mapping[str, Path]) -> Finding:
    have = [name for name, file in others.items() if ord(character) in characters_of(file)]
    hint = (
        f"add the family {have[0]!r} to `fonts:` of the publication"
        if have
        else "no known family has it; add one in fonts/fonts.yaml"
    )
    return Finding("glyph/missing", no_glyph(character), _place(character, texts), hint)


def _place(character: str, texts: Mapping[Path, str]) -> Place:
    for path, text in texts.items():
        at = text.find(character)
        if at >= 0:
            return Place(str(path), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return Place()
