"""Read finished PDFs back."""

import subprocess
from pathlib import Path

import pypdfium2

MM = 72 / 25.4


def text_of(pdf: Path | bytes) -> list[str]:
    """Return the text of each page, its lines joined by spaces and hyphens taken back."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [page.replace("\ufffe", "").replace("\r\n", " ") for page in pages]


def boxes(pdf: Path) -> dict[str, list[float]]:
    """Return the boxes of the first page in millimetres, as Poppler reads them."""
    out = run("pdfinfo", "-box", "-f", "1", "-l", "1", str(pdf))
    found = {}
    for line in out.splitlines():
        if "Box:" in line:
            words = line.split()
            found[words[-5].rstrip(":")] = [round(float(w) / MM, 2) for w in words[-4:]]
    return found


def run(*command: str) -> str:
    """Run a judge and return what it prints. Anything on standard error fails the test."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout
