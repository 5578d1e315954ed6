"""PDFs as they come: turned, cropped, scaled, odd or broken. And what is said about them."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from numbered_pdf import A6, edited, numbered, words
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageChops

from printkit.model.finding import Problems
from printkit.model.measure import MM, paper
from printkit.press.imposition import SCHEMES, Options
from printkit.press.placing import booklet, impose

A4 = paper("A4")


def raster(data: bytes, page: int = 0):
    with pdfium.PdfDocument(data) as pdf:
        return pdf[page].render(scale=1).to_pil().convert("L")


def far(one, other) -> float:
    """Return how far two pictures are apart on average, in grey levels."""
    assert one.size == other.size
    histogram = ImageChops.difference(one, other).histogram()
    return sum(level * count for level, count in enumerate(histogram)) / sum(histogram)


def upright() -> bytes:
    return impose(numbered(4, bleed=9), "saddle", A4, marks=False)[0]


def rotated(turn: int):
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Rotate"] = turn

    return change


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_placed_as_it_is_seen(turn: int) -> None:
    trim = A6 if turn == 180 else A6.turned()
    turned = edited(numbered(1, trim, bleed=9), rotated(turn))
    sheet = impose(turned, "n-up", A6.grown(9), Options(sides=1), marks=False)[0]
    assert far(raster(sheet), raster(turned)) < 1


def shifted(pdf: Pdf) -> None:
    for page in pdf.pages:
        for name in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"):
            if name in page.obj:
                x0, y0, x1, y1 = (float(v) for v in page.obj[name])
                page.obj[name] = Array([x0 - 300, y0 - 200, x1 - 300, y1 - 200])
        old = page.obj.Contents
        page.obj.Contents = Array(
            [pdf.make_stream(b"q 1 0 0 1 -300 -200 cm\n"), old, pdf.make_stream(b"\nQ")]
        )


def test_a_negative_origin_changes_nothing() -> None:
    moved = edited(numbered(4, bleed=9), shifted)
    sheet = impose(moved, "saddle", A4, marks=False)[0]
    assert far(raster(sheet), raster(upright())) < 0.2


def test_corners_of_a_box_may_be_given_in_any_order() -> None:
    def swap(pdf: Pdf) -> None:
        for page in pdf.pages:
            x0, y0, x1, y1 = page.obj.TrimBox
            page.obj.TrimBox = Array([x1, y1, x0, y0])

    sheet = impose(edited(numbered(4, bleed=9), swap), "saddle", A4, marks=False)[0]
    assert far(raster(sheet), raster(upright())) == 0


def test_user_units_scale_the_page() -> None:
    def halve(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.UserUnit = 2
            for name in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"):
                if name in page.obj:
                    page.obj[name] = Array([float(v) / 2 for v in page.obj[name]])
            old = page.obj.Contents
            page.obj.Contents = Array(
                [pdf.make_stream(b"q .5 0 0 .5 0 0 cm\n"), old, pdf.make_stream(b"\nQ")]
            )

    sheet = impose(edited(numbered(4, bleed=9), halve), "saddle", A4, marks=False)[0]
    assert far(raster(sheet), raster(upright())) < 0.2


def test_a_page_without_a_trim_is_cut_at_its_crop_box() -> None:
    def crop(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.CropBox = page.obj.TrimBox
            del page.obj.TrimBox, page.obj.BleedBox

    data = impose(edited(numbered(4, bleed=9), crop), "saddle", A4, marks=False)[0]
    box = ImageChops.invert(raster(data)).getbbox()
    assert box[2] - box[0] == pytest.approx(2 * A6.width, abs=2)
    assert box[3] - box[1] == pytest.approx(A6.height, abs=2)


def test_boxes_inherited_from_the_page_tree_count() -> None:
    def hoist(pdf: Pdf) -> None:
        pdf.Root.Pages.MediaBox = pdf.pages[0].obj.MediaBox
        pdf.Root.Pages.Rotate = 180
        for page in pdf.pages:
            del page.obj.MediaBox, page.obj.Rotate

    (front, _) = words(impose(edited(numbered(4), hoist), "saddle", A4, marks=False)[0])
    assert all(word.turned for word in front)


def test_pages_of_mixed_sizes_are_all_named() -> None:
    def odd(pdf: Pdf) -> None:
        for at in (1, 3):
            pdf.pages[at].obj.TrimBox = Array([0, 0, 200, 300])

    with pytest.raises(Problems) as problems:
        impose(edited(numbered(4), odd), "saddle", A4)
    findings = problems.value.findings
    assert [f.code for f in findings] == ["impose/mixed-sizes"] * 2
    assert [f.place.page for f in findings] == [2, 4]


def test_landscape_pages_are_bound_at_the_short_side() -> None:
    data, _ = booklet(numbered(4, A6.turned()), A4)
    numbers = [[w.number for w in sorted(side, key=lambda w: w.x)] for side in words(data)]
    assert numbers == [[4, 1], [2, 3]]


@pytest.mark.parametrize("pages", [1, 3])
def test_few_pages_are_filled_up(pages: int) -> None:
    numbers = sorted(w.number for side in words(booklet(numbered(pages), A4)[0]) for w in side)
    assert numbers == list(range(1, pages + 1))


def encrypted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    return stream.getvalue()


def empty() -> bytes:
    stream = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "pdf/damaged"),
        (b"%PDF-1.4 nothing more", "pdf/damaged"),
        (encrypted(), "pdf/encrypted"),
        (empty(), "impose/no-pages"),
    ],
)
def test_a_source_that_cannot_be_used_is_a_finding(source: bytes, code: str) -> None:
    with pytest.raises(Problems) as problems:
        impose(source, "saddle", A4)
    assert [finding.code for finding in problems.value.findings] == [code]


def as_pdfx(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"profile")
    profile.N = 4
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier="FOGRA39",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"


def test_sheets_of_a_press_file_keep_the_intent_and_say_that_the_claim_is_gone() -> None:
    data, findings = impose(edited(numbered(4, bleed=9), as_pdfx), "saddle", A4, marks=False)
    assert [finding.code for finding in findings] == ["impose/pdfx-claim-dropped"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert "/GTS_PDFXVersion" not in pdf.docinfo
        assert "/Metadata" not in pdf.Root


def test_lost_links_and_annotations_are_said() -> None:
    def note(pdf: Pdf) -> None:
        notes = [Dictionary(Type=Name.Annot, Subtype=Name(f"/{k}")) for k in ("Link", "Stamp")]
        pdf.pages[0].obj.Annots = Array(notes)

    _, findings = impose(edited(numbered(4), note), "saddle", A4)
    codes = [finding.code for finding in findings]
    assert codes == ["impose/links-dropped", "impose/annotations-dropped"]


def test_hidden_layers_stay_hidden() -> None:
    def layer(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
        config = Dictionary(OFF=Array([group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=config)
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(L1=group)
        page.Contents = Array(
            [
                pdf.make_stream(b"/OC /L1 BDC 0 g 0 0 900 900 re f EMC\n"),
                page.Contents,
            ]
        )

    source = numbered(1, coloured=False)
    plain = impose(source, "n-up", A6, Options(sides=1), marks=False)[0]
    hidden = impose(edited(source, layer), "n-up", A6, Options(sides=1), marks=False)[0]
    assert far(raster(hidden), raster(plain)) == 0


def test_pages_are_shrunk_only_when_asked_and_it_is_said() -> None:
    source = numbered(4, A4)
    with pytest.raises(Problems, match="impose/sheet-too-small"):
        impose(source, "saddle", A4)
    data, findings = impose(source, "saddle", A4, shrink=True)
    assert [finding.code for finding in findings] == ["impose/scaled"]
    assert [len(side) for side in words(data)] == [2, 2]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_shrinks_to_the_sheet(scheme: str) -> None:
    big = numbered(4, paper("A2"), bleed=9)
    per_sheet = 2 if scheme.startswith("work") else 4
    data, findings = impose(big, scheme, A4, Options(gathering=per_sheet), shrink=True)
    assert [finding.code for finding in findings] == ["impose/scaled"]
    found = {word.number for side in words(data) for word in side}
    assert found == {1, 2, 3, 4}


def test_the_printer_is_asked_to_turn_the_right_edge() -> None:
    for sheet, duplex, edge in [
        (A4.turned(), None, "/DuplexFlipShortEdge"),
        (A4.turned(), "long", "/DuplexFlipLongEdge"),
        (paper("A3"), None, "/DuplexFlipLongEdge"),
    ]:
        data, _ = impose(numbered(4), "saddle", sheet, Options(duplex=duplex))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            width, height = (float(v) for v in pdf.pages[0].MediaBox[2:])
            assert str(pdf.Root.ViewerPreferences.Duplex) == edge
            assert (width > height) == (sheet.width > sheet.height)


def test_sheets_pass_a_structural_check() -> None:
    data, _ = impose(numbered(16, bleed=9), "perfect", paper("A2"), Options(gathering=16))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_bleed_is_no_more_than_the_page_has() -> None:
    data, _ = impose(numbered(1, A6, bleed=5), "n-up", A4, Options(bleed=20 * MM), marks=False)
    box = ImageChops.invert(raster(data)).getbbox()
    assert box[2] - box[0] == pytest.approx(A6.width + 10, abs=2)


def restricted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(4, bleed=9))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(user="", owner="secret"))
    return stream.getvalue()


def without_table() -> bytes:
    data = numbered(4, bleed=9)
    return data[: data.rindex(b"startxref")]


@pytest.mark.parametrize(
    ("source", "code"),
    [(restricted(), "impose/restrictions-dropped"), (without_table(), "pdf/repaired")],
)
def test_what_is_odd_about_a_file_is_said_and_its_pages_are_there(
    source: bytes, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    data, findings = impose(source, "saddle", paper("A3"), marks=False)
    assert [(finding.code, str(finding.severity)) for finding in findings] == [(code, "warning")]
    assert sorted(w.number for side in words(data) for w in side) == [1, 2, 3, 4]
    caplog.clear()  # qpdf speaks of the repair, too
