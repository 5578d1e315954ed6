"""Streams are packed less tightly than pydyf has it, and hold the same."""

import zlib
from io import BytesIO

import pikepdf
import pydyf
from hypothesis import given
from hypothesis import strategies as st

from printkit.typeset import engine

engine.load()
ITEM = st.binary() | st.text("abc 0.5") | st.integers() | st.floats(-1e6, 1e6)


@given(st.lists(ITEM), st.booleans())
def test_a_stream_holds_its_items(items: list[object], compress: bool) -> None:
    data = pydyf.Stream(items, {"Own": 1}, compress).data
    head, _, rest = data.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    assert f"/Length {len(content)}".encode() in head
    assert b"/Own 1" in head
    assert (b"/FlateDecode" in head) == compress
    written = zlib.decompress(content) if compress else content
    assert written == b"\n".join(pydyf._to_bytes(item) for item in items)


def test_a_file_of_packed_objects_can_be_read() -> None:
    pdf = pydyf.PDF()
    content = pydyf.Stream([b"0 0 10 10 re f"] * 2000, compress=True)
    pdf.add_object(content)
    page = {
        "Type": "/Page", "Parent": pdf.pages.reference, "Contents": content.reference,
        "MediaBox": pydyf.Array([0, 0, 100, 100]), "Resources": pydyf.Dictionary(),
    }  # fmt: skip
    pdf.add_page(pydyf.Dictionary(page))
    out = BytesIO()
    pdf.write(out, compress=True)
    with pikepdf.open(out) as read:
        assert read.pages[0].obj.Contents.read_bytes().count(b"re f") == 2000
        assert not read.check_pdf_syntax()
