"""Technical plates: dielines, creases, perforations. They are in the file and never printed."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from printkit.preflight.paint import Paint

_NAMES = {
    "dieline", "die line", "die-line", "die", "die cut", "diecut", "cut", "cutcontour",
    "cut contour", "kiss cut", "kisscut", "thru-cut", "through-cut", "crease", "creasing",
    "fold", "folds", "score", "perf", "perforation",
}  # fmt: skip


def is_technical(name: str) -> bool:
    """Tell whether an ink is by its name not an ink: the names that finishing departments use."""
    return name.strip().lower() in _NAMES


def technical(paint: Paint) -> bool:
    """Tell whether a mark is on technical plates alone."""
    return bool(paint.spots) and all(is_technical(name) for name, _ in paint.spots)


def without_technical(data: bytes) -> bytes:
    """Return a file whose technical plates paint nothing, to see what prints."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for space in _spaces(pdf):
            if space[0] == pikepdf.Name.Separation and is_technical(str(space[1])[1:]):
                # ISO 32000-2, 8.6.6.4: the colorant None never produces any output.
                space[1] = pikepdf.Name("/None")
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _spaces(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the colour spaces of a file, those of their own and those within resources."""
    for obj in pdf.objects:
        found = [obj]
        if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            for holder in (obj, obj.get("/Resources")):
                spaces = holder.get("/ColorSpace") if holder is not None else None
                if isinstance(spaces, pikepdf.Dictionary):
                    found += [value for _, value in spaces.items()]
        for space in found:
            if isinstance(space, pikepdf.Array) and len(space) == 4:
                yield space
