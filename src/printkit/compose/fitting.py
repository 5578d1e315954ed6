"""How wide a line of text comes out, so that a template can set it to a measure."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from printkit.compose.coverage import characters_of
from printkit.model.face import Face, nearest


@lru_cache(maxsize=32)
def _font(path: Path) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


def width(text: str, stack: Iterable[str], faces: tuple[Face, ...], weight: int = 400) -> float:
    """Return the width of a line in ems, each character in the first family that has it."""
    there = {face.family for face in faces}
    chain = [nearest(faces, family, weight) for family in stack if family in there]
    total, run, last = 0.0, "", None
    for character in text:
        has = (face for face in chain if ord(character) in characters_of(face.path))
        face = next(has, last or chain[0])
        if last and face != last:
            total, run = total + _advance(last.path, run), ""
        run, last = run + character, face
    return total + _advance(last.path, run) if last else 0.0


def _advance(path: Path, run: str) -> float:
    font, line = _font(path), uharfbuzz.Buffer()
    line.add_str(run)
    line.guess_segment_properties()
    uharfbuzz.shape(font, line)
    return float(sum(p.x_advance for p in line.glyph_positions) / font.face.upem)
