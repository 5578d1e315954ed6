"""Reading drawings back with tools that printkit does not draw with."""

import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image


def text(pdf: bytes) -> str:
    """Return the text of the only page, its line breaks made spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())


def size(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the page in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_size()


def picture(pdf: bytes, ppi: float = 300, fill: int = 255) -> Image.Image:
    """Return the page as an image on white."""
    with pypdfium2.PdfDocument(pdf) as document:
        colour = (fill, fill, fill, 255)
        return document[0].render(scale=ppi / 72, fill_color=colour).to_pil().convert("RGB")


def fonts(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """Return name and ``embedded`` column of every font, as Poppler's pdffonts sees them."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()[2:]
    return [(line.split()[0], line.split()[-5]) for line in lines]
