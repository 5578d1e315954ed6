"""The glyph gate: every character of a text has a glyph in one of the families it is set in."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from printkit.model.face import Face
from printkit.model.finding import Finding, Place

_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}


@lru_cache(maxsize=64)
def characters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for."""
    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


def missing(text: str, faces: Iterable[Face]) -> set[str]:
    """Return the visible characters of ``text`` that no face has a glyph for."""
    covered = frozenset().union(*(characters_of(face.path) for face in faces))
    visible = {c for c in set(text) if unicodedata.category(c) not in _INVISIBLE}
    return {c for c in visible if ord(c) not in covered}


def check(
    texts: Mapping[Path, str], faces: tuple[Face, ...], others: Mapping[str, Path]
) -> list[Finding]:
    """Return a finding for each missing character: where it first stands, and who has it.

    ``texts`` are source files; ``others`` are font files of families that are not used.
    """
    findings = []
    for path, text in texts.items():
        for character in sorted(missing(text, faces)):
            line = text[: text.index(character)].count("\n") + 1
            column = text.index(character) - text.rfind("\n", 0, text.index(character))
            name = unicodedata.name(character, "unnamed")
            have = [n for n, file in others.items() if ord(character) in characters_of(file)]
            hint = (
                f"add the family {have[0]!r} to `fonts:` of the publication"
                if have
                else "no installed family has it; add one to fonts/fonts.yaml"
            )
            message = f"no font has the character {character} U+{ord(character):04X} {name}"
            findings.append(Finding("glyph/missing", message, Place(str(path), line, column), hint))
    return findings
