"""A look with real faces, pinned from the variable fonts that the package depends on."""

import importlib.util
from pathlib import Path

import pytest
import uharfbuzz

from printkit.draw.look import Look
from printkit.model.face import Face
from printkit.model.palette import Colour

SOURCES = [
    ("EB Garamond", "fontpkg_eb_garamond", "files/EBGaramond[wght].ttf", (400, 700), False),
    ("EB Garamond", "fontpkg_eb_garamond", "files/EBGaramond-Italic[wght].ttf", (400,), True),
    ("Source Sans 3", "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf", (400, 700), False),
    (
        "Noto Sans SC",
        "justmytype_intl_cjk",
        "fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
        (400, 700),
        False,
    ),
]
PALETTE = {
    "ink": "#1a1a1a",
    "paper": "#fffdf8",
    "accent": "#8a1c2c",
    "soft": "#f3e4e2",
    "muted": "#6b6b6b",
}


def _pin(source: Path, weight: int, path: Path) -> None:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source)))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    path.write_bytes(uharfbuzz.subset(face, wanted).blob.data)


@pytest.fixture(scope="session")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    folder = tmp_path_factory.mktemp("faces")
    faces = []
    for family, package, file, weights, italic in SOURCES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            pytest.skip(f"the font package {package} is not installed")
        for weight in weights:
            path = folder / f"{family}-{weight}-{italic}.ttf"
            _pin(Path(spec.origin).parent / file, weight, path)
            faces.append(Face(family, weight, italic, path))
    palette = {role: Colour(screen=value) for role, value in PALETTE.items()}
    stacks = (("EB Garamond", "Noto Sans SC"), ("Source Sans 3", "Noto Sans SC"))
    return Look(palette, tuple(faces), *stacks)
