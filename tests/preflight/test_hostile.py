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
