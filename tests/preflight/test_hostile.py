"""Damaged and hostile files end in findings, never in a traceback."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from conftest import draw, image
from printkit.cli import run
from printkit.preflight.document import Facts
from printkit.preflight.html import as_html
from printkit.preflight.profile import named
from printkit.preflight.run import preflight

Make = Callable[..., Path]


def codes(path: Path) -> set[str]:
    return {finding.code for finding in preflight(path, named("press")).findings}


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99])
def test_a_truncated_file_is_damaged_or_repaired(make: Make, share: float) -> None:
    path = make()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = codes(path)
    assert found & {"file/damaged", "file/repaired"}
    assert "preflight/check-crashed" not in found


def test_a_file_without_cross_references_is_repaired(make: Make) -> None:
    path = make(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref\n0")])
    assert "file/repaired" in codes(path)


def test_a_folder_and_a_missing_file_are_unreadable(tmp_path: Path) -> None:
    assert codes(tmp_path) == {"file/unreadable"}
    assert codes(tmp_path / "none.pdf") == {"file/unreadable"}


def test_a_page_tree_that_holds_itself_ends(make: Make) -> None:
    def cycle(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    path = make(cycle)
    assert codes(path) & {"file/damaged", "file/repaired"}


def test_an_image_of_huge_dimensions_is_not_unpacked(make: Make) -> None:
    def huge(pdf: Pdf) -> None:
        made = image(pdf, 1)
        made.Width = made.Height = 2_000_000
        draw(pdf, b"72 0 0 72 100 300 cm /Im9 Do", XObject={"/Im9": made})

    assert "image/too-many-pixels" in codes(make(huge))


def test_a_stream_that_unpacks_without_end_is_bounded(make: Make) -> None:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0 g " * 2**18) for _ in range(20)) + packer.flush()

    def bomb(pdf: Pdf) -> None:
        stream = pikepdf.Stream(pdf, data)
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[1].obj.Contents = stream

    assert "file/too-large" in codes(make(bomb, compress_streams=False))


def test_forms_that_multiply_are_cut_short(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printkit.preflight.document.MAX_OPERATORS", 20_000)

    def laughs(pdf: Pdf) -> None:
        inner = pdf.make_stream(b"0 0 1 1 re f " * 10, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        for _ in range(9):
            outer = pdf.make_stream(b"/X Do " * 10, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            outer.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = outer
        draw(pdf, b"/X Do", XObject={"/X": inner})

    assert "file/too-large" in codes(make(laughs))


def test_ten_thousand_pages_are_judged(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printkit.preflight.document.MAX_PAGES", 300)

    def many(pdf: Pdf) -> None:
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 100, 100])
        kids = Array([pdf.make_indirect(Dictionary(page)) for _ in range(10_000)])
        for kid in kids:
            kid.Parent = pdf.Root.Pages
        pdf.Root.Pages.Kids, pdf.Root.Pages.Count = kids, 10_000

    report = preflight(make(many), named("press"))
    assert report.pages == 10_000
    assert "file/too-large" in {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    "value", [Name.Odd, 7, Array([]), Dictionary(), Array([Name.A, Name.B, Name.C, Name.D])]
)
@pytest.mark.parametrize(
    "key",
    ["MediaBox", "TrimBox", "Contents", "Resources", "Annots", "Rotate", "Group", "AA", "UserUnit"],
)
def test_a_page_entry_of_the_wrong_kind_never_raises(make: Make, key: str, value: object) -> None:
    def spoil(pdf: Pdf) -> None:
        pdf.pages[0].obj["/" + key] = value

    preflight(make(spoil), named("press"))


@pytest.mark.parametrize(
    "value", [Name.Odd, 7, Array([]), Array([7]), Dictionary(), Array([Dictionary(S=7)])]
)
@pytest.mark.parametrize(
    "key", ["OutputIntents", "Metadata", "OCProperties", "AcroForm", "Names", "OpenAction", "AA"]
)
def test_a_catalogue_entry_of_the_wrong_kind_never_raises(
    make: Make, key: str, value: object
) -> None:
    def spoil(pdf: Pdf) -> None:
        pdf.Root["/" + key] = value

    found = codes(make(spoil))
    assert "preflight/check-crashed" not in found


@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=30))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_flipped_byte_raises(make: Make, places: list[tuple[float, int]]) -> None:
    path = make()
    data = bytearray(path.read_bytes())
    for where, value in places:
        data[int(where * (len(data) - 1))] = value
    path.write_bytes(data)
    preflight(path, named("press"))


@pytest.mark.parametrize(
    "content",
    [b"0 0 9 9 re f [ 1 2", b"(no end", b"<< /A", b"BT (a) Tj [", b"q \xff\xfe )"],
)
def test_content_that_breaks_off_is_damaged(make: Make, content: bytes) -> None:
    found = codes(make(lambda pdf: draw(pdf, b"Q " + content)))
    assert found & {"structure/content-damaged", "structure/unknown-operator"}
    assert "preflight/check-crashed" not in found


def test_damage_in_a_form_leaves_the_page_after_it_judged(make: Make) -> None:
    def spoil(pdf: Pdf) -> None:
        form = pdf.make_stream(b"2 0 0 2 0 0 cm [ 1", Subtype=Name.Form, BBox=[0, 0, 99, 99])
        draw(pdf, b"/X Do 0 0 1 rg 100 300 40 40 re f", XObject={"/X": form})

    report = preflight(make(spoil), named("press"))
    assert "structure/content-damaged" in {finding.code for finding in report.findings}
    [rgb] = [item for item in report.located if item.finding.code == "colour/rgb"]
    assert tuple(rgb.boxes[0]) == (100, 300, 140, 340)


def endless(pdf: Pdf, kind: str) -> bytes:
    """Return content that a simple program paints for ever, its resources set on page 1."""
    tiling = {"PatternType": 1, "PaintType": 1, "TilingType": 1}
    step = 1e-4 if kind == "tiny cells" else 9
    more = {} if kind in ("form", "mask") else {"XStep": step, "YStep": step} | tiling
    use = {"form": b"/X Do ", "mask": b"/M gs 0 0 9 9 re f "}.get(
        kind, b"/Pattern cs /X scn 0 0 99 99 re f "
    )
    body = b"0 g 0 0 5 5 re f" if kind == "tiny cells" else use * 2
    made = pdf.make_stream(body, Subtype=Name.Form, BBox=[0, 0, 99, 99], **more)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=made))
    groups = {"XObject": {"/X": made}, "Pattern": {"/X": made}, "ExtGState": {"/M": state}}
    made.Resources = Dictionary({f"/{key}": Dictionary(value) for key, value in groups.items()})
    draw(pdf, use, **groups)
    return use


@pytest.mark.parametrize("kind", ["form", "pattern", "mask", "tiny cells"])
def test_what_is_painted_without_end_is_never_drawn(
    make: Make, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("printkit.preflight.raster.Raster.picture", None)

    def change(pdf: Pdf) -> None:
        use = endless(pdf, kind)
        overprint = b" /O gs 0.9 0.9 0.9 0 k 0 0 300 300 re f 0 0 0 1 k 0 0 300 300 re f"
        draw(pdf, use + overprint, ExtGState={"/O": Dictionary(OP=True, OPM=1)})
        del pdf.pages[1]

    report = preflight(make(change), named("press"))
    found = {finding.code for finding in report.findings}
    assert found & {"structure/nested-too-deep", "file/too-large"}
    assert "preflight/check-crashed" not in found
    assert "too complex to be drawn" in as_html(report)


def test_a_page_with_a_huge_image_is_never_drawn(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printkit.preflight.raster.Raster.picture", None)

    def huge(pdf: Pdf) -> None:
        made = image(pdf, 1)
        made.Width = made.Height = 20_000
        states = {"/O": Dictionary(OP=True, OPM=1)}
        content = b"/O gs q 310 0 0 430 0 0 cm /Im9 Do Q 0 0 0 1 k 0 0 300 300 re f"
        draw(pdf, content, ExtGState=states, XObject={"/Im9": made})
        del pdf.pages[1]

    report = preflight(make(huge), named("press"))
    found = {finding.code for finding in report.findings}
    assert "image/too-many-pixels" in found
    assert "preflight/check-crashed" not in found
    assert "too complex to be drawn" in as_html(report)


@pytest.mark.parametrize("side", [1e-6, 1e9])
def test_pages_of_absurd_sizes_are_judged(make: Make, side: float) -> None:
    def resize(pdf: Pdf) -> None:
        for key in ("MediaBox", "BleedBox", "TrimBox"):
            pdf.pages[0].obj["/" + key] = Array([0, 0, side, side])
        states = {"/O": Dictionary(OP=True, OPM=1)}
        draw(pdf, b"/O gs 1 1 .9 0 k 0 0 99 99 re f 0 0 0 1 k 0 0 99 99 re f", ExtGState=states)

    assert "preflight/check-crashed" not in codes(make(resize))


def test_nesting_without_end_is_a_damaged_file(tmp_path: Path) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    path = tmp_path / "deep.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + deep + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    assert codes(path) & {"file/damaged", "file/repaired"}


def test_a_page_tree_of_a_thousand_levels_ends(make: Make) -> None:
    def deepen(pdf: Pdf) -> None:
        root = pdf.Root.Pages
        kids = root.Kids
        for _ in range(1000):
            kids = Array([pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=kids, Count=2))])
        root.Kids = kids

    found = codes(make(deepen))
    assert "preflight/check-crashed" not in found


@pytest.mark.parametrize("filler", [b"q ", b"1 2 m ", b"1 ", b"[", b"\xff"])
def test_two_hundred_megabytes_of_operators_are_not_read(make: Make, filler: bytes) -> None:
    packer = zlib.compressobj(1)
    part = filler * (2**22 // len(filler))
    data = b"".join(packer.compress(part) for _ in range(50)) + packer.flush()

    def bomb(pdf: Pdf) -> None:
        stream = pikepdf.Stream(pdf, data)
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[1].obj.Contents = stream

    assert "file/too-large" in codes(make(bomb, compress_streams=False))


def test_a_pattern_of_many_marks_used_many_times_is_bounded(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printkit.preflight.document.MAX_OPERATORS", 20_000)

    def change(pdf: Pdf) -> None:
        tile = pdf.make_stream(
            b"/Im9 Do " * 500, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9],
            XStep=9, YStep=9, Resources=Dictionary(XObject=Dictionary(Im9=image(pdf, 1))),
        )  # fmt: skip
        use = b"/Pattern cs /X scn " + b"100 100 9 9 re f " * 2000
        draw(pdf, use, Pattern={"/X": tile})

    report = preflight(make(change), named("press"))
    assert "file/too-large" in {finding.code for finding in report.findings}
    with pikepdf.open(report.file) as pdf:
        assert len(Facts(report.file, pdf, named("press")).pages[0].content.pictures) < 25_000


def test_chinese_names_that_are_not_utf8_are_read(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fonts, inks and resources named in GB 18030, as Chinese programs long wrote them."""

    def change(pdf: Pdf) -> None:
        name = pikepdf.Object.parse(b"/#CB#CE#CC#E5")
        resources = pdf.pages[0].obj.Resources
        tint = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0])
        spot = Array([Name.Separation, name, Name.DeviceCMYK, tint])
        resources.ColorSpace = Dictionary()
        resources.ColorSpace[name] = spot
        resources.Font[name] = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, Encoding=Name.WinAnsiEncoding
        )
        draw(pdf, "/宋体 cs 1 scn BT /宋体 12 Tf 80 80 Td (word) Tj ET /黑体 Do".encode("gb18030"))

    path = make(change)
    report = preflight(path, named("press"))
    told = {finding.code: finding.message for finding in report.findings}
    assert "宋体" in told["font/not-embedded"]
    assert told["spot/unexpected"] == "spot colour 宋体"
    assert told["structure/missing-resource"] == "not in the file: XObject/黑体"
    assert "structure/content-damaged" not in told
    for kind in ("text", "json", "sarif", "junit", "html"):
        run(["preflight", str(path), "--format", kind])
        assert "宋体" in capsys.readouterr().out
