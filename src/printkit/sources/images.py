"""Is an image there, whole, and of a size that can be handled?"""

import hashlib
import warnings
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from printkit.model.digest import digest_if_there
from printkit.model.finding import Finding, Place, did_you_mean
from printkit.model.store import READ, Store, program, system

FORMATS = {"PNG", "JPEG", "GIF", "TIFF", "WEBP"}
UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises for a broken image."""
SVG_LIMIT = 5_000_000
PIXEL_LIMIT = 150_000_000
"""Above A0 at 300 ppi with bleed: a larger image is a mistake, and costs gigabytes to decode."""


def check(path: Path, folder: Path, place: Place, store: Store | None = None) -> list[Finding]:
    """Return what is wrong with an image that ``place`` names; it must lie inside ``folder``.

    An image that ``store`` knows to be sound is not decoded again.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        hint = "copy it beside the article"
        return [Finding("image/outside", f"{path.name} lies outside the publication", place, hint)]
    if not path.is_file():
        siblings = path.parent.iterdir() if path.parent.is_dir() else ()
        hint = did_you_mean(path.name, (p.name for p in siblings if p.is_file()))
        return [Finding("image/missing", f"no image {path.name!r}", place, hint)]
    if path.stat().st_size == 0:
        return [Finding("image/empty", f"{path.name} is empty", place, "export it again")]
    if path.suffix.lower() == ".svg":
        return _check_svg(path.read_bytes(), path.name, place)
    stat = path.stat()
    return [f.at(place) for f in _check_file(path, stat.st_size, stat.st_mtime_ns, store)]


@lru_cache(maxsize=4096)
def _check_file(path: Path, size: int, changed: int, store: Store | None) -> list[Finding]:  # noqa: ARG001 - they tell files apart
    content = digest_if_there(path)
    key = hashlib.sha256(repr((program(), system(), content)).encode()).hexdigest()
    if store and content and store.get(READ, key) is not None:
        return []
    findings = _check_raster(path, path.name, Place())
    if store and content and not findings:
        store.put(READ, key, b"sound")
    return findings


def check_data(data: bytes, name: str, place: Place) -> list[Finding]:
    """Return what is wrong with the bytes of an image that is in no file yet."""
    if not data:
        return [Finding("image/empty", f"{name} is empty", place, "export it again")]
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _check_svg(data, name, place)
    return _check_raster(BytesIO(data), name, place)


def _check_raster(path: Path | BytesIO, name: str, place: Place) -> list[Finding]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                width, height = image.size
                kind = image.format
                if width * height <= PIXEL_LIMIT:
                    # All of a JPEG is read, and decoded at an eighth of its size.
                    image.draft(None, (width // 8, height // 8))
                    image.load()
    except UNREADABLE as e:
        message = f"{name} cannot be read as an image: {_first_line(e)}"
        return [Finding("image/unreadable", message, place, "export it again as PNG, JPEG or SVG")]
    if found := too_large(name, width, height, place):
        return [found]
    if kind not in FORMATS:
        message = f"{name} is {kind}, which is not set"
        return [Finding("image/unsupported", message, place, "save it as PNG, JPEG or SVG")]
    return []


def too_large(name: str, width: int, height: int, place: Place) -> Finding | None:
    """Return a finding for an image of more pixels than ``PIXEL_LIMIT``."""
    if width * height <= PIXEL_LIMIT:
        return None
    message = f"{name} has {width:,} x {height:,} pixels; at most {PIXEL_LIMIT:,} are set"
    return Finding("image/too-large", message, place, "300 pixels for each inch are enough")


def _check_svg(data: bytes, name: str, place: Place) -> list[Finding]:
    if len(data) > SVG_LIMIT:
        message = f"{name} has {len(data):,} bytes; at most {SVG_LIMIT:,} are drawn"
        return [Finding("image/too-large", message, place, "simplify its paths")]
    if b"<svg" not in data or b"<!ENTITY" in data:
        hint = "save it as plain SVG, without entities"
        return [Finding("image/unreadable", f"{name} is not a plain SVG", place, hint)]
    return []


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].replace(str(Path.cwd()) + "/", "")
