"""The baseline grid: type sizes with leadings that keep it, and pictures that end on it."""

import math
import re
import warnings
from pathlib import Path

from markupsafe import Markup
from PIL import Image

from printkit.model.layout import Geometry
from printkit.model.measure import Size
from printkit.sources.images import UNREADABLE

_IMAGE = re.compile(r'<img src="([^"]*)"')
_VIEW = re.compile(
    rb'<svg[^>]*?viewBox="[\d.\-]+[ ,]+[\d.\-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', re.DOTALL
)
WIDE = 2.2
"""A picture wider than this may be given more than one column."""
TIGHTEST = 1.04
"""A line is never set closer than this multiple of its size: accents and Chinese would touch."""


def set_in(size: float, geometry: Geometry) -> str:
    """Return the CSS of type at ``size`` times the body text.

    Its leading is the smallest multiple of the body's that it can be read at, so that the lines
    after it stand on the grid again.
    """
    points = size * geometry.text
    lines = max(math.ceil(TIGHTEST * points / geometry.leading - 0.001), 1)
    return f"font-size: {points:.4g}pt; line-height: {lines * geometry.leading:.6g}pt"


def column(geometry: Geometry, span: int = 1) -> float:
    """Return the width of ``span`` columns with the gutters between them, in points."""
    margins, count = geometry.margins, geometry.columns
    room = geometry.trim.width - margins.inner - margins.outer
    one = (room - (count - 1) * geometry.gutter) / count
    return span * one + (span - 1) * geometry.gutter


def on_grid(
    html: str, folder: Path, leading: float, room: Size, wide: Size | None = None
) -> Markup:
    """Give the images of ``html`` the height, in lines, that they take in ``room`` (points).

    An image much wider than high is marked with the class ``wide`` and gets the room of ``wide``
    when there is one. An image of unknown proportions is left alone.
    """

    def sized(match: re.Match[str]) -> str:
        proportion = proportion_of(folder / match[1])
        if proportion is None:
            return match[0]
        broad = wide is not None and proportion > WIDE
        width, most = wide if wide and broad else room
        lines = max(round(min(width / proportion, most) / leading), 1)
        kind = ' class="wide"' if broad else ""
        return f'<img{kind} style="height:{lines * leading:.6g}pt" src="{match[1]}"'

    return Markup(_IMAGE.sub(sized, str(html)))


def proportion_of(path: Path) -> float | None:
    """Return width divided by height of an image file; None when it does not tell."""
    try:
        if path.suffix.lower() == ".svg":
            view = _VIEW.search(path.read_bytes())
            return float(view[1]) / float(view[2]) if view else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                return image.width / image.height
    except (*UNREADABLE, ZeroDivisionError):
        return None
