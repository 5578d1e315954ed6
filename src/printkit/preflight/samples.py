"""The CMYK pictures of a document, each decoded once and kept small."""

from typing import Any

import pikepdf
from PIL import Image, ImageChops

from printkit.preflight.marks import Picture

_MAX_SAMPLED = 64_000_000
_SAMPLE = 200
CMYK_KINDS = ("cmyk", "icc-cmyk")


class Samples:
    """The pictures of a document, each shrunk once."""

    def __init__(self) -> None:
        self.known: dict[Any, Image.Image | None] = {}

    def of(self, picture: Picture) -> Image.Image | None:
        """Return a CMYK picture shrunk by picking pixels; None where its inks are not known."""
        if picture.key is None:
            return None
        if picture.key not in self.known:
            self.known[picture.key] = _sample(picture)
        return self.known[picture.key]


def _sample(picture: Picture) -> Image.Image | None:
    image = decoded(picture.obj) if picture.space.kind in CMYK_KINDS else None
    if image is not None:
        image.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST)
    return image


def decoded(obj: Any) -> Image.Image | None:
    """Return the inks of a CMYK image dictionary of 8 bits; None where they cannot be read."""
    width, height = int(obj.get("/Width", 0)), int(obj.get("/Height", 0))
    if not 0 < width * height <= _MAX_SAMPLED or int(obj.get("/BitsPerComponent", 8)) != 8:
        return None
    try:
        image = _as_stored(obj, (width, height))
    except Exception:  # Decoders raise anything on damaged data; image/damaged tells of it.
        return None
    decode = [float(value) for value in obj.get("/Decode", ())]
    return ImageChops.invert(image) if decode[:2] == [1.0, 0.0] else image


def _as_stored(obj: Any, size: tuple[int, int]) -> Image.Image:
    if str(obj.get("/Filter", "")) == "/DCTDecode":
        # Pillow inverts CMYK, which PDF leaves to Decode.
        return ImageChops.invert(pikepdf.PdfImage(obj).as_pil_image())
    return Image.frombytes("CMYK", size, obj.read_bytes()[: size[0] * size[1] * 4])
