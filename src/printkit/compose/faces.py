"""Font faces made ready: one static TrueType file for each weight and style, kept in a cache.

WeasyPrint, ReportLab and every reader of the file then see the same plain faces: variable ones
are pinned, and CFF ones (which come out wrong as subsets of Chinese faces) become TrueType.
"""

import hashlib
import importlib.util
import os
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import uharfbuzz
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError, newTable

from printkit.model.digest import digest
from printkit.model.face import Face
from printkit.model.finding import Finding, Place, Problems, did_you_mean
from printkit.model.layout import Family, FontList
from printkit.model.shipped import shipped
from printkit.model.store import FACES, cache_folder
from printkit.sources.settings import load

RECIPE = "1"
"""Changes when faces are made in another way, so that old ones are not used."""


def families(publication: Path | None = None) -> dict[str, tuple[Family, Path]]:
    """Return every known family with the folder that its files are relative to."""
    own = [publication / "fonts", publication.parent.parent / "fonts"] if publication else []
    known: dict[str, tuple[Family, Path]] = {}
    for folder in (*own, Path.cwd() / "fonts", shipped("fonts")):
        if (folder / "fonts.yaml").is_file():
            for name, family in load(folder / "fonts.yaml", FontList).families.items():
                known.setdefault(name, (family, folder))
    return known


def source(family: Family, folder: Path, file: str) -> Path | None:
    """Return a font file of a family, or None when it is not installed."""
    if family.package:
        spec = importlib.util.find_spec(family.package)
        if spec is None or spec.origin is None:
            return None
        folder = Path(spec.origin).parent
    path = folder / file
    return path if path.is_file() else None


def ready(
    names: Iterable[str], characters: frozenset[str], publication: Path | None = None
) -> tuple[Face, ...]:
    """Return the faces of the named families, made where the cache does not have them.

    ``characters`` are those of the publication: of a CFF family only they are kept.
    Raises Problems for unknown families and those whose files are missing or unusable.
    """
    known = families(publication)
    findings: list[Finding] = []
    faces: list[Face] = []
    for name in dict.fromkeys(names):
        if name not in known:
            hint = did_you_mean(name, known)
            findings.append(Finding("font/unknown", f"no font family {name!r}", hint=hint))
            continue
        family, folder = known[name]
        for file, italic, weights in _files(family):
            path = source(family, folder, file)
            if path is None:
                findings.append(_missing(name, family, folder, file))
                continue
            if why := _refused(path, path.stat().st_mtime_ns):
                place = Place(str(folder / "fonts.yaml"))
                findings.append(Finding(why[0], f"{path.name} of {name!r} {why[1]}", place, why[2]))
                continue
            faces += [
                Face(name, weight, italic, _face(path, name, weight, italic, family, characters))
                for weight in weights
            ]
    if findings:
        raise Problems(findings)
    return tuple(faces)


BOLD = 600
"""The least weight that is made of the bold file of a family, where it has one."""


def _files(family: Family) -> Iterator[tuple[str, bool, tuple[int, ...]]]:
    """Give the files of a family, each with its slant and the weights that are made of it."""
    heavy = tuple(weight for weight in family.weights if family.bold and weight >= BOLD)
    yield family.upright, False, tuple(w for w in family.weights if w not in heavy)
    if family.bold:
        yield family.bold, False, heavy
    if family.italic:
        yield family.italic, True, family.weights


def _missing(name: str, family: Family, folder: Path, file: str) -> Finding:
    how = f"type: pip install {family.install}" if family.install else f"copy it into {folder.name}"
    message = f"the font file {file!r} of {name!r} is not there"
    return Finding("font/missing", message, Place(str(folder / "fonts.yaml")), how)


def _face(
    path: Path, name: str, weight: int, italic: bool, family: Family, characters: frozenset[str]
) -> Path:
    kept = "".join(sorted(characters)) if _is_cff(path) else ""
    recipe = (RECIPE, digest(path), name, weight, italic, kept, sorted(family.axes.items()))
    key = hashlib.sha256(repr(recipe).encode()).hexdigest()[:16]
    style = f"{weight}{'-italic' if italic else ''}"
    target = cache_folder() / FACES / f"{name.replace(' ', '-')}-{style}-{key}.ttf"
    if not target.is_file():
        data = _truetype(path, kept) if kept else _pinned(path, {**family.axes, "wght": weight})
        _write(target, _named(data, name, weight, italic))
    return target


_RESTRICTED = 2
_WEB = "take the desktop font of the family, or unpack it: fonttools ttLib.woff2 decompress FILE"


@lru_cache(maxsize=256)
def _refused(path: Path, changed: int) -> tuple[str, str, str] | None:  # noqa: ARG001 - it tells files apart
    """Return why a font file is not set with: code, what is wrong, and what to do."""
    with path.open("rb") as file:
        return _why_not(file)


def _why_not(file: BinaryIO) -> tuple[str, str, str] | None:
    if file.read(4) in (b"wOFF", b"wOF2"):
        return "font/web", "is packed for web pages", _WEB
    try:
        file.seek(0)
        with TTFont(file, lazy=True, fontNumber=0) as font:
            allowed = font["OS/2"].fsType if "OS/2" in font else 0
            new = "CFF2" in font
    except (TTLibError, OSError, AssertionError, struct.error, KeyError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        return "font/broken", f"cannot be read: {said}", "copy it again"
    if new:
        return "font/cff2", "has CFF2 outlines, which few presses read", "take its TrueType version"
    if allowed & 0xF == _RESTRICTED:
        hint = "buy a licence that allows it, or choose another family"
        return "font/restricted", "must not be embedded, its maker says (OS/2 fsType)", hint
    return None


def _is_cff(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"OTTO"


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(f".{os.getpid()}.part")
    half.write_bytes(data)
    half.replace(target)


def _pinned(path: Path, axes: dict[str, float]) -> bytes:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    tags = {axis.tag for axis in face.axis_infos}
    if not tags:
        return path.read_bytes()
    plan = uharfbuzz.SubsetInput()
    plan.keep_everything()
    plan.pin_all_axes_to_default(face)
    for tag, value in axes.items():
        if tag in tags:
            plan.pin_axis_location(face, tag, value)
    return bytes(uharfbuzz.subset(face, plan).blob.data)


def _truetype(path: Path, characters: str) -> bytes:
    """Return the part of a CFF face that sets ``characters``, with TrueType outlines."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    plan = uharfbuzz.SubsetInput()
    plan.unicode_set.update(map(ord, characters))
    font = TTFont(BytesIO(bytes(uharfbuzz.subset(face, plan).blob.data)), recalcTimestamp=False)
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        # One unit of 1000 is 0.004 mm at 11 pt: below what a press can show.
        outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    _truetype_maxp(font)
    font.sfntVersion = "\000\001\000\000"
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _truetype_maxp(font: TTFont) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth",
        "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
    ):  # fmt: skip
        setattr(maxp, key, 0)
    maxp.maxZones = 1


def _named(data: bytes, name: str, weight: int, italic: bool) -> bytes:
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    style = f"{'Bold' if weight == 700 else '' if weight == 400 else weight}"
    style = f"{style}{' Italic' if italic else ''}".strip() or "Regular"
    names = {1: name, 2: style, 4: f"{name} {style}", 6: f"{name}-{style}".replace(" ", "")}
    font["name"].names = [n for n in font["name"].names if n.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight >= 700
    plain = 0x40 if not bold and not italic else 0
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | italic | bold << 5 | plain
    font["head"].macStyle = bold | italic << 1
    for tag in ("STAT", "DSIG"):
        if tag in font:
            del font[tag]
    out = BytesIO()
    font.save(out)
    return out.getvalue()
