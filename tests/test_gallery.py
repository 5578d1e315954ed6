"""The gallery shows every layout as it is."""

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def gallery() -> ModuleType:
    spec = util.spec_from_file_location("gallery", DOCS / "gallery.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_gallery_is_up_to_date(gallery: ModuleType) -> None:
    assert (DOCS / "gallery.md").read_text("utf-8") == gallery.text(), "run `make gallery`"


def test_every_layout_is_pictured(gallery: ModuleType) -> None:
    names = {layout.settings.name for layout in gallery.shown()}
    assert len(names) >= 12
    assert {path.stem for path in (DOCS / "pictures").glob("*.png")} == names
    for name in names:
        with Image.open(DOCS / "pictures" / f"{name}.png") as picture:
            assert min(picture.size) > 150
            assert len(picture.getcolors() or range(300)) > 8, "there is something on it"
