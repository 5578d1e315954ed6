"""Pictures of pages, drawn by PDFium."""

from pathlib import Path

import pypdfium2
from PIL import Image

from printkit.model.measure import Box

MAX_PIXELS = 20_000_000


class Raster:
    """A document opened for drawing. Raises pypdfium2.PdfiumError when it cannot be drawn."""

    def __init__(self, source: Path | bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(source)

    def picture(
        self, number: int, area: Box, ppi: float, *, grey: bool = False, unit: float = 1.0
    ) -> Image.Image:
        """Draw an area (points) of a page (from 1), upright as in the file, without rotation.

        PDFium does not know UserUnit: ``unit`` tells how many points a unit of the page is.
        The resolution is lowered until the picture has at most ``MAX_PIXELS``.
        """
        page = self.pdf[number - 1]
        page.set_rotation(0)
        units = [side / unit for side in area]
        page.set_mediabox(*units)
        page.set_cropbox(*units)
        width, height = area.size
        most = (MAX_PIXELS / max(width * height, 1)) ** 0.5
        bitmap = page.render(scale=min(ppi / 72, most) * unit, grayscale=grey, may_draw_forms=False)
        picture: Image.Image = bitmap.to_pil().copy()
        bitmap.close()
        page.close()
        return picture

    def close(self) -> None:
        """Let go of the file."""
        self.pdf.close()
