"""What fuzzing found stays mended; the rest of it is `make fuzz`."""

import pytest

from printkit.model.finding import Problems
from printkit.sources.arrivals import reader_of

CASES = {
    "a page whose body is in its title": (
        "page.html", b"<html><head><title<html><head><title>T</titl>eT><",
    ),
    "a page with a vertical tab in its title": (
        "page.html", b"<html><head><title>T</tit</li>l>Note</p><\xff\x0body></html>",
    ),
    "a calendar with an event that begins twice": (
        "days.ics",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20240925T090000Z\r\n"
        b"DTSTART:20240926T090000Z\r\nSUMMARY:T\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ),
    "a calendar with a broken time": (
        "days.ics",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        b"DTSTART:20240925T090000Z\r\nDTEND:20240925T093000Z\xf4\r\nSUMMARY:T\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_fuzzing_found_is_imported_or_refused(name, tmp_path):
    file, data = CASES[name]
    path = tmp_path / file
    path.write_bytes(data)
    try:
        done = reader_of(path, "fail")(path, tmp_path / "out")
    except Problems as problems:
        assert problems.findings
        assert not (tmp_path / "out").exists()
    else:
        assert not done.ledger.lost
