"""veraPDF judges what the press pass makes of pages with everything on them."""

import importlib.util
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import verapdf
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from printkit.model.finding import errors
from printkit.model.measure import MM, Size
from printkit.model.palette import Colour
from printkit.press.pdfx import Job, press
from printkit.sources.printers import printer

pytestmark = pytest.mark.skipif(
    bool(verapdf.missing), reason=f"veraPDF is not installed: {verapdf.missing}"
)
TRIM, BLEED = Size(148 * MM, 210 * MM), 3 * MM
PALETTE = {
    "ink": Colour(screen="#1a1a1a", cmyk=(0, 0, 0, 100)),
    "accent": Colour(screen="#8a1c2c", cmyk=(12, 100, 78, 38)),
    "gold": Colour(screen="#b08d3c", cmyk=(20, 35, 80, 10), spot="Gold 871"),
}
HTML_PAGE = """<!doctype html><html lang="en"><head><title>All of it</title><style>
@page {{ size: 154mm 216mm; margin: 20mm }}
@font-face {{ font-family: Test; src: url({font}) }}
body {{ font: 10pt/14pt Test; color: #1a1a1a }}
h1 {{ color: #8a1c2c; border-bottom: 1pt solid #b08d3c }}
.a {{ height: 20mm; background: linear-gradient(90deg, #8a1c2c, #ffcc00 40%, #00f) }}
.s {{ height: 9mm; background: linear-gradient(90deg, #b08d3c, white 40%, #8a1c2c) }}
.b {{ height: 20mm; background: radial-gradient(#08f, rgba(255, 0, 0, 0.2)) }}
.c {{ height: 10mm; background: #0a0; opacity: 0.5; border-radius: 3mm }}
</style></head><body><h1>All of it</h1><p>Black text, <a href="https://example.org">a link</a>.
<div class="a"></div><div class="s"></div><div class="b"></div><div class="c"></div>
<img src="alpha.png" alt="A" style="width: 30mm"><img src="photo.jpg" alt="A" style="width: 30mm">
<svg width="60" height="60"><circle cx="30" cy="30" r="20" fill="#b08d3c" stroke="#00f"/></svg>
</body></html>"""


def _font() -> Path:
    spec = importlib.util.find_spec("fontpkg_eb_garamond")
    assert spec is not None and spec.origin is not None
    return next(
        path for path in Path(spec.origin).parent.rglob("*.ttf") if "Italic" not in path.name
    )


def _picture(kind: str, mode: str) -> bytes:
    wide = Image.linear_gradient("L").resize((96, 64))
    tall = Image.linear_gradient("L").rotate(90).resize((96, 64))
    bands = [wide, tall, Image.new("L", wide.size, 90), tall]
    out = BytesIO()
    Image.merge(mode, bands[: len(mode)]).save(out, kind)
    return out.getvalue()


class _Pictures(URLFetcher):
    def fetch(self, url: str, headers: object = None) -> object:
        made = {"alpha.png": ("PNG", "RGBA"), "photo.jpg": ("JPEG", "RGB")}
        name = url.rpartition("/")[2]
        if name in made:
            kind = made[name]
            return URLFetcherResponse(url, _picture(*kind), {"Content-Type": f"image/{kind[0]}"})
        return super().fetch(url, headers)


@pytest.fixture(scope="module")
def pages() -> bytes:
    text = HTML_PAGE.format(font=_font().as_uri())
    html = HTML(string=text, base_url="https://example.org/", url_fetcher=_Pictures())
    laid_out, drawn = BytesIO(html.write_pdf(pdf_tags=True)), BytesIO(_drawing())
    with pikepdf.open(laid_out) as pdf, pikepdf.open(drawn) as drawing:
        pdf.pages.extend(drawing.pages)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def _drawing() -> bytes:
    size, out = TRIM.grown(BLEED), BytesIO()
    pdfmetrics.registerFont(TTFont("Test", str(_font())))
    canvas = Canvas(out, pagesize=tuple(size), initialFontName="Test", invariant=1)
    canvas.setFillColorRGB(0.54, 0.11, 0.17)
    canvas.setFont("Test", 24)
    canvas.drawString(80, 300, "Drawn")
    canvas.linearGradient(60, 60, 200, 200, ("#8a1c2c", "#ffcc00"), (0, 1))
    canvas.setFillAlpha(0.4)
    canvas.rect(100, 100, 150, 150, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def pressed(pages: bytes) -> bytes:
    job = Job(
        title="All of it", language="en", date=datetime(2026, 5, 1, tzinfo=UTC), trim=TRIM,
        bleed=BLEED, palette=PALETTE, printer=printer("coated-fogra39"), slug="all-of-it",
    )  # fmt: skip
    pdf, findings = press(pages, job)
    assert not errors(findings)
    return pdf


def _screen_colour(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f"))


def _two_titles(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = "Another"


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _no_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.TrimBox


def _no_font(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[1].resources.Font.values()))
    del font.FontDescriptor.FontFile2


def test_pages_of_every_origin_keep_the_rules_of_pdf_x(pressed: bytes) -> None:
    assert verapdf.broken(pressed, "PDF/X-4") == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_screen_colour, "6.2.4.3"),
        (_no_intent, "6.2.4.3"),
        (_no_font, "6.2.11.4"),
        (_two_titles, "X 6.7"),
        (_no_trim, "X 6.9"),
    ],
)
def test_the_judge_sees_what_is_wrong(
    pressed: bytes, change: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    with pikepdf.open(BytesIO(pressed)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, force_version="1.6")
    broken = verapdf.broken(out.getvalue(), "PDF/X-4")
    assert any(found.startswith(rule) for found in broken), broken
