"""What a publication needs for its scripts: font stacks, and sizes that match Latin letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from printkit.model.face import Face, nearest
from printkit.model.publication import Publication
from printkit.model.script import SCRIPTS, Script, named, used

Stacks = Mapping[str, tuple[str, ...]]
SMALLEST, LARGEST = 0.8, 1.25
"""Bounds of the size of a script, of that of the Latin letters around it."""


@lru_cache(maxsize=4096)
def _signs(path: Path, changed: int) -> str:  # noqa: ARG001 - it tells files apart
    text = path.read_text("utf-8", errors="replace")
    return "\n".join((*named(text), *sorted(set(text))))


def signs(publication: Publication) -> str:
    """Return each character that was written for a publication, its settings among it.

    Each file tells each of its characters once, and which kinds of Chinese it names.
    """
    paths = (p for p in publication.inputs if p.suffix in (".md", ".yaml", ".yml", ".svg"))
    return "\n".join(_signs(path, path.stat().st_mtime_ns) for path in paths)


def scripts(publication: Publication) -> tuple[Script, ...]:
    """Return the scripts of a publication that Latin faces do not hold."""
    settings = publication.settings
    return used(signs(publication), (settings.language, *settings.languages))


def stacks(fonts: Stacks, needed: tuple[Script, ...]) -> dict[str, tuple[str, ...]]:
    """Return font stacks with those of the scripts that are needed behind ``text``, ``display``.

    ``text-han`` is the stack of the Han forms that a publication has: where it has no simplified
    Chinese, that of traditional Chinese or of Japanese.
    """
    han = [s.role for s in needed if s.role in ("han", "hant", "jpan")]
    first = han[0] if han else "han"
    made = dict(fonts)
    for role in ("text", "display"):
        made[f"{role}-han"] = fonts[f"{role}-{first}"]
        behind = [f"{role}-{s.role}" for s in needed if s.role not in ("han", "hant", "jpan")]
        made[role] = tuple(dict.fromkeys((*fonts[role], *(n for b in behind for n in fonts[b]))))
    return made


def families(fonts: Stacks, needed: tuple[Script, ...]) -> list[str]:
    """Return the families of the font stacks that a publication needs."""
    roles = {script.role for script in needed}
    ends = {script.role for script in SCRIPTS} - roles
    kept = (stack for role, stack in fonts.items() if role.rpartition("-")[2] not in ends)
    return list(dict.fromkeys(name for stack in kept for name in stack))


@dataclass(frozen=True)
class Setting:
    """How a script is set: its languages as a list of selectors, its stacks, its size in em."""

    script: Script
    text: tuple[str, ...]
    display: tuple[str, ...]
    size: float

    def within(self, *around: str) -> str:
        """Return selectors of its languages, each after every one of ``around``."""
        langs = [f":lang({one})" for one in self.script.languages]
        return ", ".join(before + lang for before in around for lang in langs)


def settings(fonts: Stacks, needed: tuple[Script, ...], faces: tuple[Face, ...]) -> list[Setting]:
    """Return how each script of a publication is set."""
    return [
        Setting(
            script, fonts[f"text-{script.role}"], fonts[f"display-{script.role}"],
            size(script, nearest(faces, fonts[f"text-{script.role}"][0]),
                 nearest(faces, fonts["text"][0])),
        )
        for script in needed
    ]  # fmt: skip


def size(script: Script, face: Face, latin: Face) -> float:
    """Return the size, in em, at which a script looks as large as the Latin letters beside it."""
    low, high = _height(latin.path, "x"), _height(latin.path, "H")
    own = _height(face.path, script.reference)
    if not own or not low:
        return 1.0
    wanted = low + script.height * (high - low)
    return round(min(LARGEST, max(SMALLEST, wanted / own)), 2)


@lru_cache(maxsize=128)
def _height(path: Path, text: str) -> float:
    """Return the height of a letter above the base line, for Han of its ink, in em."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    font, buffer = uharfbuzz.Font(face), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    ink = font.get_glyph_extents(buffer.glyph_infos[0].codepoint)
    if buffer.glyph_infos[0].codepoint == 0 or ink is None:
        return 0.0
    return float(-ink.height if text in "国國국" else ink.y_bearing) / float(face.upem)
