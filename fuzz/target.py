"""What is fuzzed: the import of a file as the command line does it."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from fuzz.seeds import INSIDE
from printkit.model.finding import Problems
from printkit.sources.arrivals import reader_of


def take(reader: str, data: bytes) -> None:
    """Import a file of a kind. Raises AssertionError on a loss, or whatever a reader raises."""
    with tempfile.TemporaryDirectory() as name:
        ending, member = INSIDE.get(reader, (f".{reader.rpartition('-')[2]}", ""))
        path = Path(name) / f"sent{ending}"
        path.write_bytes(_packed(member, data) if member else data)
        out = Path(name) / "out"
        try:
            done = reader_of(path, "accept")(path, out)
        except Problems as problems:
            assert problems.findings
            assert not out.exists(), "something was written, though the import failed"
        else:
            assert not done.ledger.lost, done.ledger.lost


def _packed(member: str, data: bytes) -> bytes:
    """Return an office file whose text is ``data``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        if member == "content.xml":
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        else:
            packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(member, data)
    return out.getvalue()
