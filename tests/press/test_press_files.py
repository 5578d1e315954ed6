"""The whole file: boxes, marks, metadata, and what must not be in it."""

import re
from datetime import timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from pressed import BLEED, TRIM, everything, job, make

from printkit.model.finding import Problems
from printkit.model.measure import MM, Box, Size
from printkit.press.boxes import crop_to_trim, sorted_corners
from printkit.press.marks import NEAREST
from printkit.press.pdfx import press
from printkit.press.profile import icc_file
from printkit.sources.printers import printer, printers

PAGE = "0.541176 0.109804 0.109804 rg 0 0 99 99 re f"


def _box(box: Any) -> Box:
    return Box(*sorted_corners(box))


def test_the_boxes_say_what_is_cut_and_what_bleeds() -> None:
    pdf, findings = press(make(PAGE), job())
    assert findings == []
    with Pdf.open(BytesIO(pdf)) as read:
        page = read.pages[0].obj
        trim = _box(page.TrimBox)
        assert tuple(trim.size) == pytest.approx(tuple(TRIM), abs=0.01)
        assert _box(page.BleedBox) == pytest.approx(trim.grown(BLEED), abs=0.01)
        assert _box(page.MediaBox).holds(trim.grown(BLEED + 5 * MM))
        assert "/ArtBox" not in page
        assert "/CropBox" not in page


def test_without_marks_the_media_is_the_bleed() -> None:
    shy = job(printer=printer("coated-fogra39").model_copy(update={"marks": "forbidden"}))
    for own in (job(marks=False), shy):
        with Pdf.open(BytesIO(press(make(PAGE), own)[0])) as read:
            page = read.pages[0].obj
            assert _box(page.MediaBox) == _box(page.BleedBox)
            assert "/PressMarks" not in page.Resources.get("/XObject", {})


@pytest.mark.parametrize("bleed", [0, 2 * MM, 5 * MM])
def test_no_mark_is_in_the_bleed_or_nearer_than_three_millimetres(bleed: float) -> None:
    pages = Pdf.new()
    pages.add_blank_page(page_size=TRIM.grown(bleed))
    out = BytesIO()
    pages.save(out)
    pdf, _ = press(out.getvalue(), job(bleed=bleed, folds=(TRIM.width / 3,)))
    with Pdf.open(BytesIO(pdf)) as read:
        page = read.pages[0].obj
        clear = _box(page.TrimBox).grown(max(bleed, NEAREST) - 0.2)
        marks = page.Resources.XObject["/PressMarks"].read_bytes().decode()
        lines = re.findall(r"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", marks)
        assert len(lines) == 8 + 2 * 4 + 2
        for x0, y0, x1, y1 in (map(float, line) for line in lines):
            drawn = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)).grown(0.125)
            assert not drawn.overlaps(clear)
            assert _box(page.MediaBox).holds(drawn)


def test_a_page_of_another_size_is_an_error() -> None:
    pdf, findings = press(make(PAGE), job(trim=Size(TRIM.width + 5, TRIM.height)))
    assert [finding.code for finding in findings] == ["box/size"]
    assert b"GTS_PDFXVersion" not in pdf


def test_a_file_that_holds_says_so_and_its_dates_agree() -> None:
    date = job().date.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    pdf, _ = press(make(PAGE), job(date=date))
    assert pdf.startswith(b"%PDF-1.6")
    with Pdf.open(BytesIO(pdf)) as read:
        xmp = read.Root.Metadata.read_bytes().decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
        assert "A &lt;title&gt; &amp; more" in xmp
        assert "<xmp:CreateDate>2026-01-01T23:34:05-03:30</xmp:CreateDate>" in xmp
        info = read.trailer.Info
        assert str(info.Title) == "A <title> & more"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20260101233405-03'30'"
        assert info.Trapped == Name("/False")
        intent = read.Root.OutputIntents[0]
        assert intent.S == Name.GTS_PDFX
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        profile = icc_file(printer("coated-fogra39")).read_bytes()
        assert intent.DestOutputProfile.read_bytes() == profile


def test_the_same_pages_give_the_same_bytes() -> None:
    assert press(make(PAGE), job()) == press(make(PAGE), job())


def _busy() -> bytes:
    pdf = Pdf.open(BytesIO(make(PAGE)))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String("https://example.org")),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"thumb")
    pdf.Root.OpenAction = script
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.attachments["secret.txt"] = b"secret"
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("One", 0))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_nothing_that_acts_reaches_the_press() -> None:
    text = everything(press(_busy(), job())[0])
    for word in (
        "Annot", "JavaScript", "AcroForm", "EmbeddedFile", "StructTree", "MarkInfo", "Thumb",
        "OpenAction", "Outlines", "DeviceRGB",
    ):  # fmt: skip
        assert word not in text


def test_the_screen_keeps_links_and_bookmarks_and_loses_the_bleed() -> None:
    with Pdf.open(BytesIO(crop_to_trim(_busy(), BLEED))) as read:
        page = read.pages[0].obj
        assert tuple(_box(page.MediaBox).size) == pytest.approx(tuple(TRIM), abs=0.01)
        assert _box(page.MediaBox) == _box(page.CropBox) == _box(page.TrimBox)
        assert len(page.Annots) == 1
        assert "/Outlines" in read.Root
        assert "/StructTreeRoot" in read.Root


def test_layers_are_an_error() -> None:
    pdf = Pdf.open(BytesIO(make(PAGE)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())
    out = BytesIO()
    pdf.save(out)
    assert [f.code for f in press(out.getvalue(), job())[1]] == ["pdf/layers"]


def test_pages_that_cannot_be_read_are_a_problem() -> None:
    with pytest.raises(Problems, match="pdf/damaged"):
        press(b"no pdf at all", job())


def test_a_slug_that_cannot_be_drawn_is_told() -> None:
    _, findings = press(make(PAGE), job(slug="会议"))
    assert [finding.code for finding in findings] == ["marks/slug"]


def test_every_shipped_printer_is_read() -> None:
    assert "coated-fogra39" in printers()
    for name in printers():
        assert printer(name).name == name


def test_an_unknown_printer_is_answered_with_the_nearest() -> None:
    with pytest.raises(Problems, match="coated-fogra39") as caught:
        printer("coated-fogra93")
    assert caught.value.findings[0].code == "printer/unknown"


def test_a_missing_profile_is_named_with_its_source(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = printer("coated-fogra39").model_copy(
        update={"icc": "Own.icc", "icc_source": "https://example.org"}
    )
    monkeypatch.setenv("PRINTKIT_ICC_PATH", str(tmp_path))
    with pytest.raises(Problems, match=r"Own\.icc") as caught:
        icc_file(wanted)
    assert caught.value.findings[0].code == "icc/missing"
    assert "https://example.org" in caught.value.findings[0].hint
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Own.icc").write_bytes(b"")
    assert icc_file(wanted) == tmp_path / "deep" / "Own.icc"
