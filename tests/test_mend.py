"""A foreign PDF is repaired for the press: what is safe, and no more; and it says what."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printkit.cli import run
from printkit.model.measure import MM
from printkit.preflight.profile import PROFILES
from printkit.preflight.run import preflight

WIDTH, HEIGHT = 100 * MM, 140 * MM


def _page(canvas: Canvas) -> None:
    canvas.setFont("Mend", 11)
    canvas.setFillColorRGB(0.1, 0.3, 0.7)
    canvas.drawString(30, 300, "Blue on the screen")
    canvas.setFillColorCMYK(0.75, 0.68, 0.67, 0.9)
    canvas.drawString(30, 250, "Black in four inks")
    canvas.rect(30, 200, 60, 20, stroke=0, fill=1)
    picture = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(picture, "PNG")
    canvas.drawImage(ImageReader(picture), 150, 60, 60, 60)
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(60, 60, 40, 40, stroke=0, fill=1)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    spec = importlib.util.find_spec("fontpkg_source_sans_3")
    assert spec is not None and spec.origin is not None
    face = Path(spec.origin).parent / "files" / "SourceSans3[wght].ttf"
    pdfmetrics.registerFont(TTFont("Mend", str(face)))
    file = tmp_path / "foreign.pdf"
    canvas = Canvas(
        str(file), pagesize=(WIDTH, HEIGHT), initialFontName="Mend", invariant=1, lang="en"
    )
    canvas.setTitle("From elsewhere")
    for _ in range(2):
        _page(canvas)
        canvas.linkURL("https://example.org", (30, 300, 90, 312))
        canvas.showPage()
    canvas.save()
    return file


def _run(*words: str | Path) -> int:
    return run([str(word) for word in words])


def test_a_screen_pdf_becomes_a_clean_press_file(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "fixed.pdf"
    assert _run("preflight", foreign) == 1
    capsys.readouterr()
    assert _run("preflight", foreign, "--fix", out) == 0
    said = capsys.readouterr().err
    assert "fixed: 2 annotations removed" in said
    assert "fixed: no more: Text, rules or fills are RGB [colour/rgb], 2 pages" in said
    assert "fixed: made PDF/X-4 for" in said
    assert [f for f in preflight(out, PROFILES["press"]).findings if f.severity != "info"] == []
    with Pdf.open(out) as pdf:
        page = pdf.pages[0]
        assert [float(x) for x in page.TrimBox] == pytest.approx(
            [3 * MM, 3 * MM, 3 * MM + WIDTH, 3 * MM + HEIGHT], abs=0.01
        )
        assert str(pdf.docinfo.Title) == "From elsewhere"


def test_small_black_text_is_black_alone_and_shapes_keep_their_inks(
    foreign: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fixed.pdf"
    _run("preflight", foreign, "--fix", out)
    with Pdf.open(out) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.Page
        lines = form.read_bytes().decode("latin-1").splitlines()
    shown = [at for at, line in enumerate(lines) if line.endswith("Tj")]
    before = [next(x for x in reversed(lines[:at]) if x.endswith(" k")) for at in shown]
    assert before[1] == "0 0 0 1 k"
    rectangle = next(at for at, line in enumerate(lines) if line.endswith("re"))
    inks = next(line for line in reversed(lines[:rectangle]) if line.endswith(" k"))
    assert inks == "0.75 0.68 0.67 0.9 k"


def test_what_cannot_be_repaired_is_said_and_the_file_is_no_pdfx(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Pdf.open(foreign, allow_overwriting_input=True) as pdf:
        font = pdf.pages[0].obj.Resources.Font
        font[next(iter(font.keys()))] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
        )
        pdf.save()
    out = tmp_path / "fixed.pdf"
    assert _run("preflight", foreign, "--fix", out) == 1
    said = capsys.readouterr().err
    assert "Helvetica is not embedded" in said
    assert "made PDF/X-4" not in said
    assert b"GTS_PDFXVersion" not in out.read_bytes()


def test_nothing_is_written_when_the_printer_has_no_profile(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "fixed.pdf"
    assert _run("preflight", foreign, "--fix", out, "--printer", "newspaper") == 1
    assert "[icc/missing]" in capsys.readouterr().err
    assert not out.exists()


def _render(file: Path) -> Image.Image:
    picture = file.with_suffix(".png")
    order = ["mutool", "draw", "-q", "-r", "72", "-o", str(picture), str(file), "1"]
    subprocess.run(order, check=True)
    with Image.open(picture) as image:
        return image.convert("L")


def _turned(page: Dictionary, turn: int) -> None:
    page.Rotate = turn


def _enlarged(page: Dictionary, _: int) -> None:
    page.UserUnit = 2
    page.MediaBox = Array([0, 0, WIDTH, HEIGHT])


def _moved(page: Dictionary, by: int) -> None:
    page.MediaBox = Array([-by, -by, WIDTH + by, HEIGHT + by])
    page.CropBox = Array([WIDTH, HEIGHT, 0, 0])


@pytest.mark.skipif(not shutil.which("mutool"), reason="needs mutool")
@pytest.mark.parametrize(
    ("change", "value"),
    [(_turned, 90), (_turned, 180), (_turned, 270), (_enlarged, 0), (_moved, 30)],
)
def test_pages_that_lie_otherwise_come_out_as_they_are_seen(
    foreign: Path, tmp_path: Path, change: Callable[[Dictionary, int], None], value: int
) -> None:
    with Pdf.open(foreign, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            change(page.obj, value)
        pdf.save()
    before = _render(foreign)
    out = tmp_path / "fixed.pdf"
    assert _run("preflight", foreign, "--fix", out) == 0
    with Pdf.open(out, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.MediaBox = page.obj.TrimBox
        pdf.save()
    after = _render(out)
    assert after.size == pytest.approx(before.size, abs=1)
    dark = [image.point(lambda x: 255 if x < 200 else 0) for image in (before, after)]
    boxes = [image.getbbox() for image in dark]
    assert boxes[0] is not None
    assert boxes[1] == pytest.approx(boxes[0], abs=2)
    small = [image.resize((20, 20)) for image in (before, after.resize(before.size))]
    assert ImageChops.difference(*small).getextrema()[1] < 60
