"""A press PDF without a fault, made by hand: the ground on which each test breaks one thing."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import reportlab
from pikepdf import Array, Dictionary, Name
from reportlab.lib.utils import ImageReader  # noqa: F401 - loaded early: it is slow
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
TRIM = (6 * MM, 6 * MM, 6 * MM + 105 * MM, 6 * MM + 148 * MM)
BLEED = (3 * MM, 3 * MM, 9 * MM + 105 * MM, 9 * MM + 148 * MM)
MEDIA = (0, 0, 12 * MM + 105 * MM, 12 * MM + 148 * MM)
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Programme</rdf:li></rdf:Alt></dc:title>
<pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
ICC = b"\0\0\0\x84test\x04\0\0\0prtrCMYKLab \0" + b"\0" * 11 + b"acsp" + b"\0" * 92


def _pages() -> bytes:
    font = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    pdfmetrics.registerFont(TTFont("Text", font))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=MEDIA[2:], invariant=1, initialFontName="Text")
    for number in (1, 2):
        canvas.setFillColorCMYK(0.3, 0.1, 0, 0)
        canvas.rect(BLEED[0], BLEED[3] - 60, BLEED[2] - BLEED[0], 60, stroke=0, fill=1)
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.setFont("Text", 10)
        canvas.drawString(60, 200, f"The programme of the day, page {number}")
        canvas.setStrokeColorCMYK(0, 0, 0, 1)
        canvas.setLineWidth(0.5)
        canvas.line(60, 190, 250, 190)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def image(pdf: pikepdf.Pdf, side: int = 300, pixel: bytes = b"\x40\x20\x10\x00") -> pikepdf.Stream:
    """A CMYK image of one colour."""
    return pdf.make_stream(
        pixel * (side * side),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceCMYK,
    )


def draw(pdf: pikepdf.Pdf, content: bytes, page: int = 0, **resources: dict[str, object]) -> None:
    """Add content to a page; resources by group, such as ``XObject={"/Im1": stream}``."""
    where = pdf.pages[page]
    for group, items in resources.items():
        found = where.obj.Resources.get("/" + group)
        if found is None:
            where.obj.Resources["/" + group] = found = Dictionary()
        for name, value in items.items():
            found[name] = value
    where.contents_add(pdf.make_stream(b"q " + content + b" Q"))


def font_name(pdf: pikepdf.Pdf) -> bytes:
    """The resource name of the embedded font on page 1."""
    return next(name for name in pdf.pages[0].obj.Resources.Font.keys()).encode()  # noqa: SIM118


def text(pdf: pikepdf.Pdf, colour: bytes, size: float = 10, x: float = 80, y: float = 250) -> None:
    """Write a word on page 1, in the embedded font."""
    name = font_name(pdf)
    draw(pdf, b"BT %s %s %f Tf %f %f Td (page) Tj ET" % (colour, name, size, x, y))


@pytest.fixture(scope="session")
def pages() -> bytes:
    """Two pages drawn by ReportLab, in CMYK, font embedded."""
    return _pages()


@pytest.fixture
def make(pages: bytes, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes the faultless file, after a change, and saves it."""

    def build(change: Callable[[pikepdf.Pdf], object] | None = None, **save: object) -> Path:
        pdf = pikepdf.open(io.BytesIO(pages))
        for page in pdf.pages:
            page.obj.MediaBox, page.obj.TrimBox = Array(MEDIA), Array(TRIM)
            page.obj.BleedBox = Array(BLEED)
            for key in ("/Trans", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        draw(pdf, b"72 0 0 72 100 60 cm /Im1 Do", XObject={"/Im1": image(pdf)})
        pdf.Root.OutputIntents = Array([intent(pdf)])
        pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        pdf.docinfo["/Title"] = "Programme"
        pdf.docinfo["/Trapped"] = Name("/False")
        if change is not None:
            change(pdf)
        path = tmp_path / "file.pdf"
        options = {
            "deterministic_id": True,
            "force_version": "1.6",
            "fix_metadata_version": False,
        } | save
        pdf.save(path, **options)
        return path

    return build


def intent(pdf: pikepdf.Pdf, icc: bytes = ICC, channels: int = 4) -> Dictionary:
    """A PDF/X output intent."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier="FOGRA39",
        DestOutputProfile=pdf.make_stream(icc, N=channels),
    )
