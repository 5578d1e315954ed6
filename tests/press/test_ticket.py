"""The job ticket: facts of finished files, read back and judged by other tools."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from pressed import BLEED, TRIM, job, make

from printkit.build.recipe import Order, build
from printkit.model.measure import MM, Size
from printkit.model.target import Target
from printkit.press.assemble import identified
from printkit.press.pdfx import press
from printkit.press.separations import separations
from printkit.press.ticket import differences, read_back
from printkit.sources.printers import printer
from reading import boxes, run, text_of


def plates_of(content, add=None):
    with Pdf.open(BytesIO(make(content, add))) as pdf:
        return separations(pdf)


def spot(name, tint=(0, 1, 0, 0)):
    def add(_, resources):
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4),
                              C1=Array(tint), N=1)  # fmt: skip
        space = Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, function])
        resources.ColorSpace = Dictionary(S=space)

    return add


def image(mode, colour):
    def add(pdf, resources):
        space = {"CMYK": Name.DeviceCMYK, "L": Name.DeviceGray}[mode]
        stream = pdf.make_stream(
            Image.new(mode, (8, 8), colour).tobytes(), Subtype=Name.Image, Width=8, Height=8,
            ColorSpace=space, BitsPerComponent=8,
        )  # fmt: skip
        resources.XObject = Dictionary(I=stream)

    return add


def gradient(start, end, kind=2):
    def add(_, resources):
        function = Dictionary(FunctionType=kind, Domain=Array([0, 1]), C0=Array(start),
                              C1=Array(end), N=1)  # fmt: skip
        whole = Dictionary(FunctionType=3, Domain=Array([0, 1]), Functions=Array([function]),
                           Bounds=Array([]), Encode=Array([0, 1]))  # fmt: skip
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]),
                             Function=whole)  # fmt: skip
        resources.Shading = Dictionary(G=shading)

    return add


def form(content):
    def add(pdf, resources):
        kind = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
        inner = pdf.make_stream(content.encode(), **kind, Resources=Dictionary())
        outer = pdf.make_stream(b"/In Do", **kind)
        outer.Resources = Dictionary(XObject=Dictionary(In=inner, Self=outer))
        resources.XObject = Dictionary(Out=pdf.make_indirect(outer))

    return add


@pytest.mark.parametrize(
    ("content", "add", "expected"),
    [
        ("0 0 0 1 k 0 0 9 9 re f", None, ["Black"]),
        ("0.5 g 0 0 9 9 re f", None, ["Black"]),
        ("1 g 0 0 0 0 k 0 0 9 9 re f", None, []),
        ("0 0 1 0 k 0 0 9 9 re f 1 0 0 0 K 0 0 m 9 9 l S", None, ["Cyan", "Yellow"]),
        ("/S cs 1 scn 0 0 9 9 re f", spot("Gold 871"), ["Gold 871"]),
        ("/S cs 0 scn 0 0 9 9 re f", spot("Gold 871"), []),
        ("/S cs 1 scn 0 0 9 9 re f", spot("All"), []),
        ("/S cs 1 scn 0 0 9 9 re f", spot("Magenta"), ["Magenta"]),
        ("q /S cs 1 scn Q 1 sc", spot("Gold 871"), ["Gold 871"]),
        ("/DeviceCMYK cs 0 .2 0 0 sc", None, ["Magenta"]),
        ("/I Do", image("CMYK", (0, 0, 0, 90)), ["Black"]),
        ("/I Do", image("CMYK", (10, 0, 20, 0)), ["Cyan", "Yellow"]),
        ("/I Do", image("L", 9), ["Black"]),
        ("/G sh", gradient([0, 0, 0, 0], [0, 1, 0, 0]), ["Magenta"]),
        ("/G sh", gradient([0], [0], kind=4), ["Cyan", "Magenta", "Yellow", "Black"]),
        ("/Out Do", form("0 1 0 0 k 0 0 9 9 re f"), ["Magenta"]),
        ("1 0 0 rg 0 0 9 9 re f", None, ["Cyan", "Magenta", "Yellow", "Black"]),
    ],
)
def test_a_plate_is_counted_when_something_asks_for_its_ink(content, add, expected):
    assert list(plates_of(content, add)) == expected


def test_the_printers_marks_are_no_plates():
    pdf, _ = press(make("0 0 0 1 k 20 20 99 99 re f"), job())
    assert list(read_back("x.pdf", pdf).plates) == ["Black"]


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
def test_plates_are_those_that_ghostscript_makes(tmp_path):
    code = "1 0 0 RG 0.541 0.11 0.11 rg 0 0.447 0.808 rg 40 40 99 99 re f"
    pdf, _ = press(make(code), job(marks=False))
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf)
    order = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r36"]
    run(*order, f"-sOutputFile={tmp_path}/%d.tif", str(file))
    separated = {
        path.name.partition("(")[2].removesuffix(").tif")
        for path in tmp_path.glob("*(*).tif")
        if Image.open(path).getextrema()[0] < 255
    }
    assert separated <= set(read_back("x.pdf", pdf).plates)
    assert "PANTONE 300 C" in separated


def test_facts_are_those_that_other_tools_see(tmp_path):
    pdf, _ = press(make("0 0 0 1 k 20 20 99 99 re f"), job())
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf)
    facts, seen = read_back("x.pdf", pdf), boxes(file)
    assert facts.sha256 == sha256(file.read_bytes()).hexdigest()
    assert [side / MM for side in facts.trim.size] == pytest.approx(
        [seen["TrimBox"][2] - seen["TrimBox"][0], seen["TrimBox"][3] - seen["TrimBox"][1]], abs=0.02
    )
    assert facts.bleed / MM == pytest.approx(seen["TrimBox"][0] - seen["BleedBox"][0], abs=0.02)
    assert facts.pages == 1
    assert (facts.pdfx, facts.condition, facts.title) == ("PDF/X-4", "FOGRA39", job().title)
    assert "ISO Coated" in facts.profile


def test_a_file_without_labels_has_none_in_its_facts():
    facts = read_back("x.pdf", make("0 g"))
    assert (facts.pdfx, facts.condition, facts.profile, facts.bleed) == ("", "", "", 0.0)


def test_every_difference_from_order_and_printer_is_a_finding():
    facts = read_back("x.pdf", press(make("0 0 0 1 k 9 9 99 99 re f"), job())[0])
    assert differences(facts, printer("coated-fogra39"), TRIM) == []
    wrong = replace(facts, pdfx="", bleed=BLEED - 1, condition="FOGRA51")
    found = differences(wrong, printer("coated-fogra39"), Size(TRIM.width + 1, TRIM.height))
    assert {finding.code for finding in found} == {"ticket/differs"}
    assert [finding.message.split(" is ")[0] for finding in found] == [
        "the PDF/X version", "the condition", "the bleed", "the trim",
    ]  # fmt: skip


@pytest.fixture
def ticket(make, tmp_path):
    """Build a press file with its ticket: (folder, ticket as plain values)."""
    settings = (make() / "publication.yaml").read_text("utf-8")
    ordered = settings.replace("stock: coated-115}", "stock: coated-115, quantity: 1500,\n"
                               "    imposition: {sheet: 450mm x 640mm, gathering: 8}}")  # fmt: skip
    folder = make(**{"publication.yaml": ordered})
    out = tmp_path / "build"
    built = build(Order(folder, out, ("booklet",), (Target.PRESS,)))
    assert not built.findings
    return out, json.loads((out / "booklet-press.ticket.json").read_text("utf-8"))


def test_a_press_file_has_its_job_ticket_beside_it(ticket):
    out, told = ticket
    for file in told["files"]:
        data = (out / file["name"]).read_bytes()
        assert (file["sha256"], file["bytes"]) == (sha256(data).hexdigest(), len(data))
        assert file["pages"] == len(text_of(data))
    assert [file["name"] for file in told["files"]] == [
        "booklet-press.pdf", "booklet-sheets-press.pdf",
    ]  # fmt: skip
    assert (told["trim_mm"], told["bleed_mm"], told["quantity"]) == ([148.0, 210.0], 3.0, 1500)
    assert told["plates"] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert told["stock"]["name"] == "coated-115"
    assert (told["sheets"]["scheme"], told["sheets"]["sheet_mm"]) == ("saddle", [450.0, 640.0])
    assert told["differences"] == []

    [page] = text_of(out / "booklet-press.ticket.pdf")
    for words in (
        "Voices of the Meeting", "大会之声", "1,500 copies", "148 x 210 mm", "CMYK", "FOGRA39",
        "saddle stitch", told["files"][0]["sha256"], told["files"][1]["sha256"],
    ):  # fmt: skip
        assert words in page
    size = boxes(out / "booklet-press.ticket.pdf")["MediaBox"]
    assert size == pytest.approx([0, 0, 210, 297], abs=0.02)
    rows = run("pdffonts", str(out / "booklet-press.ticket.pdf")).splitlines()[2:]
    assert rows and all(row.split()[-5] == "yes" for row in rows)


def test_the_ticket_shows_the_first_sheet(ticket):
    out, _ = ticket
    with pypdfium2.PdfDocument(out / "booklet-press.ticket.pdf") as pdf:
        kind = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        [shown] = [item.get_bitmap().to_pil() for item in pdf[0].get_objects(kind)]
    with pypdfium2.PdfDocument(out / "booklet-sheets-press.pdf") as pdf:
        sheet = pdf[0].render(scale=0.2).to_pil().convert("L")
    near = shown.convert("L").resize(sheet.size)
    off = sum(abs(a - b) for a, b in zip(near.tobytes(), sheet.tobytes(), strict=True))
    assert off / (sheet.width * sheet.height) < 12


def test_a_ticket_has_an_identifier_of_its_own():
    def identifier(content):
        with Pdf.open(BytesIO(identified(make(content)))) as pdf:
            return bytes(pdf.trailer.ID[0])

    first, second = "0 0 9 9 re f", "0 0 8 8 re f"
    assert identifier(first) == identifier(first) != identifier(second)
