"""The text of finished pages, read by one process or two."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from printkit.model.processes import can_fork
from printkit.preflight import reading
from printkit.preflight.reading import page_texts


def pages(count: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 200))
    for number in range(count):
        canvas.drawString(20, 100, f"Page {number} of {count}")
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
    monkeypatch.setattr(reading, "_read", lambda *_: None)
    assert page_texts(pages(80), fork=True) == [f"Page {number} of 80" for number in range(80)]
