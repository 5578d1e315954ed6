"""Pages that are joined are a file only for those who want one."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from printkit.cli import run
from printkit.model.file import Written
from printkit.press.draft import Draft, opened

ARTICLES = Path(__file__).parents[2] / "articles"


def _draft() -> Draft:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 200))
    return Draft(pdf, b"one")


def test_who_is_last_has_the_pages_as_they_are() -> None:
    draft = _draft()
    with opened(draft, last=False) as before, opened(draft, last=True) as pdf:
        assert pdf is not before
        assert "/ID" not in before.trailer
        assert len(pdf.pages) == len(before.pages) == 1
    with pikepdf.open(BytesIO(draft.data)) as written:
        assert len(written.pages) == 1


def test_a_draft_that_is_taken_has_no_other_bytes() -> None:
    draft = _draft()
    draft.take().close()
    with pytest.raises(ValueError, match="to change"):
        draft.data  # noqa: B018 - to ask is to have it written


def test_a_file_that_is_written_stays_as_it_is() -> None:
    data = _draft().data
    file = Written(data)
    with opened(file, last=True) as pdf:
        pdf.add_blank_page()
    assert file.data == data
    assert file.identity == sha256(data).digest()


def test_the_file_for_the_screen_is_the_same_whatever_is_made_before_it(tmp_path: Path) -> None:
    made = {}
    for name, targets in (("alone", ["screen"]), ("last", ["office", "screen"]),
                          ("first", ["screen", "office"])):  # fmt: skip
        choices = [word for target in targets for word in ("--target", target)]
        out = tmp_path / name
        command = ["build", str(ARTICLES / "voices"), "--product", "booklet", "--out", str(out)]
        assert run([*command, *choices]) == 0
        made[name] = (out / "booklet-screen.pdf").read_bytes()
    assert made["alone"] == made["last"] == made["first"]
