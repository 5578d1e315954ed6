"""Ghostscript, qpdf and Poppler judge a pressed page."""

import importlib.util
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pressed import BLEED, TRIM, job
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printkit.press.pdfx import press

JUDGES = ("gs", "qpdf", "pdffonts", "pdfinfo")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, JUDGES)), reason=f"needs {', '.join(JUDGES)}"
)


def _drawn() -> bytes:
    spec = importlib.util.find_spec("fontpkg_source_sans_3")
    assert spec is not None and spec.origin is not None
    face = Path(spec.origin).parent / "files" / "SourceSans3[wght].ttf"
    pdfmetrics.registerFont(TTFont("Plates", str(face)))
    out = BytesIO()
    canvas = Canvas(out, pagesize=tuple(TRIM.grown(BLEED)), invariant=1)
    canvas.setFont("Plates", 40)
    canvas.drawString(40, 300, "Black")
    canvas.setFillColorRGB(0, 0x72 / 255, 0xCE / 255)
    canvas.rect(40, 60, 80, 80, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # The default font that ReportLab names on every page is not embedded, nor is it used.
    pdf, findings = press(_drawn(), job(marks=False))
    assert findings == []
    path = tmp_path_factory.mktemp("plates") / "file.pdf"
    path.write_bytes(pdf)
    return path


def test_text_is_on_the_black_plate_alone_and_the_spot_ink_on_its_own(file: Path) -> None:
    order = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r36"]
    subprocess.run([*order, "-o", str(file.with_suffix(".tif")), str(file)], check=True)
    inked = {}
    for plate in file.parent.glob("file(*).tif"):
        with Image.open(plate) as picture:
            image = picture.convert("L")
            half = image.height // 2
            text = image.crop((0, 0, image.width, half)).getextrema()[0] < 128
            patch = image.crop((0, half, image.width, image.height)).getextrema()[0] < 128
            inked[plate.stem[5:-1]] = (text, patch)
    assert inked == {
        "Black": (True, False), "Cyan": (False, False), "Magenta": (False, False),
        "Yellow": (False, False), "PANTONE 300 C": (False, True),
    }  # fmt: skip


@pytest.mark.parametrize(
    "order", [["qpdf", "--check"], ["pdfinfo", "-box"], ["pdffonts"]], ids=lambda order: order[0]
)
def test_no_reader_complains(file: Path, order: list[str]) -> None:
    done = subprocess.run([*order, str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Helvetica" not in done.stdout
