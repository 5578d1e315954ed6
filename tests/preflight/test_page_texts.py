"""The text of finished pages, read by one process or two."""

from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from printkit.model import processes
from printkit.model.processes import can_fork
from printkit.model.store import Store
from printkit.preflight import reading
from printkit.preflight.reading import known_texts, page_texts
from printkit.preflight.sameness import page_digests


def pages(count: int, told: str = "Page {} of {}") -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 200))
    for number in range(count):
        canvas.drawString(20, 100, told.format(number, count))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 59, 60, 61, 200])
def test_two_processes_read_what_one_reads(count: int) -> None:
    pdf = pages(count)
    alone = page_texts(pdf)
    assert alone == [f"Page {number} of {count}" for number in range(count)]
    assert page_texts(pdf, fork=can_fork()) == alone


@pytest.mark.skipif(not can_fork(), reason="no process can be made here")
def test_what_a_process_that_ends_did_not_read_is_read_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_tell", lambda *_: None)
    assert page_texts(pages(80), fork=True) == [f"Page {number} of 80" for number in range(80)]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that were read."""
    numbers: list[int] = []
    texts = reading._texts

    def noted(document, wanted):
        numbers.extend(wanted)
        return texts(document, wanted)

    monkeypatch.setattr(reading, "_texts", noted)
    return numbers


def changed(pdf: bytes, change) -> bytes:
    with Pdf.open(BytesIO(pdf)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out)
        return out.getvalue()


def known(pdf: bytes, store: Store) -> list[str]:
    with Pdf.open(BytesIO(pdf)) as opened:
        return known_texts(opened, lambda: pdf, store, "book")


def digests(pdf: bytes) -> list[str]:
    with Pdf.open(BytesIO(pdf)) as opened:
        return page_digests(opened)


def saved(pdf: bytes) -> bytes:
    """Return a file with its streams written as they will be written again."""
    return changed(pdf, lambda _: None)


def test_a_page_that_stayed_is_not_read_again(tmp_path: Path, read: list[int]) -> None:
    store = Store(tmp_path)
    before = saved(pages(5))
    assert known(before, store) == page_texts(before)
    read.clear()
    assert known(before, store) == page_texts(before)
    assert read == [0, 1, 2, 3, 4]  # by page_texts alone

    def swap(pdf: Pdf) -> None:
        pdf.pages[3].obj.Contents = pdf.make_stream(
            pdf.pages[3].obj.Contents.read_bytes().replace(b"Page 3", b"Leaf 3")
        )
        del pdf.pages[1]

    after = changed(before, swap)
    read.clear()
    assert known(after, store) == [
        "Page 0 of 5", "Page 2 of 5", "Leaf 3 of 5", "Page 4 of 5"
    ]  # fmt: skip
    assert read == [0]  # of an excerpt


def test_numbers_of_objects_do_not_tell_pages_apart() -> None:
    pdf = saved(pages(3))
    after = changed(pdf, lambda opened: opened.add_blank_page(page_size=(50, 50)))
    first = changed(after, lambda opened: opened.pages.reverse())
    assert digests(first)[:0:-1] == digests(pdf)


def test_another_font_or_form_is_another_page() -> None:
    pdf = saved(pages(2))

    def other_font(opened: Pdf) -> None:
        (font,) = opened.pages[1].obj.Resources.Font.as_dict().values()
        font.BaseFont = Name("/Symbol")

    def form(opened: Pdf) -> None:
        made = opened.make_stream(b"BT (more) Tj ET")
        made.Subtype = Name.Form
        opened.pages[1].obj.Resources.XObject = {"/Form": made}

    was, font, formed = (digests(one) for one in (pdf, changed(pdf, other_font),
                                                       changed(pdf, form)))  # fmt: skip
    assert font[1] != was[1]
    assert formed[1] != was[1]


def test_a_kept_entry_that_is_damaged_is_read_anew(tmp_path: Path) -> None:
    store, pdf = Store(tmp_path), pages(3)
    known(pdf, store)
    (path,) = (file for file in tmp_path.rglob("*") if file.is_file())
    path.write_bytes(b"half")
    assert known(pdf, store) == page_texts(pdf)
