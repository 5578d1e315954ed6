"""Screen colours to inks: by name where the palette knows them, neutral to black, else by ICC."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageFilter

from printkit.model.palette import Colour, Palette, rgb
from printkit.press.spot import Cmyk

_STEP = 1.01 / 255
_GRID = 33


@dataclass(frozen=True)
class Ink:
    """What goes onto the plates: parts from 0 to 1 of the process inks, or a spot ink in full."""

    cmyk: Cmyk
    spot: str = ""


class Inks:
    """Turns colours and images into the inks of one printing condition.

    ``limit`` is the most ink at one point, of 4. littleCMS works relative colorimetric with black
    point compensation; every colour is worked out once.
    """

    def __init__(self, icc: Path, palette: Palette, limit: float) -> None:
        self.icc = icc.read_bytes()
        self.limit = limit
        self._named = [(rgb(colour), colour) for colour in palette.values()]
        self._seen: dict[tuple[float, ...], Ink] = {}
        self._srgb: dict[bytes, bool] = {}
        self._transforms: dict[tuple[bytes, str], ImageCms.ImageCmsTransform] = {}

    def of_rgb(self, colour: Sequence[float], icc: bytes | None = None) -> Ink:
        """Return the inks of an RGB colour, three parts from 0 to 1; without ``icc`` it is sRGB."""
        if icc and not self._is_srgb(icc) and max(colour) - min(colour) > _STEP:
            return Ink(self._process(tuple(colour), icc))
        key = tuple(round(min(max(part, 0), 1), 6) for part in colour)
        if key not in self._seen:
            self._seen[key] = self._named_ink(key) or Ink(self._process(key))
        return self._seen[key]

    def of_lab(self, lightness: float, a: float, b: float) -> Ink:
        """Return the inks of a CIE L*a*b* colour (D50)."""
        # Pillow takes a* and b* as signed bytes.
        signed = [round(min(max(x, -128), 127)) & 0xFF for x in (a, b)]
        pixel = bytes([round(min(max(lightness, 0), 100) * 2.55), *signed])
        image = Image.frombytes("LAB", (1, 1), pixel)
        out = ImageCms.applyTransform(image, self._transform(b"", "LAB"))
        return Ink(self.limited([x / 255 for x in out.tobytes()] if out else (0, 0, 0, 1)))

    def limited(self, cmyk: Sequence[float]) -> Cmyk:
        """Return the colour with cyan, magenta and yellow lowered to the ink limit."""
        c, m, y, k = (min(max(float(part), 0), 1) for part in cmyk)
        over = c + m + y + k - self.limit
        if over <= 1e-6:
            return (c, m, y, k)
        scale = max(0.0, 1 - over / (c + m + y))
        return (c * scale, m * scale, y * scale, k)

    def image(self, image: Image.Image, icc: bytes | None = None) -> Image.Image:
        """Return an image in grey (when it holds nothing else) or CMYK.

        ``icc`` is its own profile; without one RGB is sRGB, and CMYK taken as it is.
        """
        if image.mode in {"1", "L"}:
            return image
        if image.mode == "RGB" and _neutral(image):
            return image.getchannel("G")
        if image.mode == "CMYK" and not icc:
            return image
        if image.mode == "LAB" and self._needs_limit:
            plain = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, *plain, outputMode="RGB") or image
        if image.mode == "RGB" and (self._needs_limit or not icc):
            return self._to_srgb(image, icc).filter(self._table)
        out = ImageCms.applyTransform(image, self._transform(icc or b"", image.mode))
        assert out is not None
        return out

    def _to_srgb(self, image: Image.Image, icc: bytes | None) -> Image.Image:
        if not icc:
            return image
        source, target = ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target) or image

    def _named_ink(self, colour: tuple[float, ...]) -> Ink | None:
        for screen, named in self._named:
            near = all(abs(x - y) <= _STEP for x, y in zip(screen, colour, strict=True))
            if near and (named.cmyk or named.spot):
                return Ink(self._alternate(named, colour), named.spot or "")
        return None

    def _alternate(self, named: Colour, colour: tuple[float, ...]) -> Cmyk:
        if named.cmyk is None:
            return self._process(colour)
        c, m, y, k = (part / 100 for part in named.cmyk)
        return (c, m, y, k)

    def _is_srgb(self, icc: bytes) -> bool:
        if icc not in self._srgb:
            try:
                words = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc)))
            except (OSError, ImageCms.PyCMSError):
                # A broken profile says nothing; RGB without one is sRGB.
                words = "sRGB"
            self._srgb[icc] = "srgb" in words.lower()
        return self._srgb[icc]

    def _process(self, colour: tuple[float, ...], icc: bytes = b"") -> Cmyk:
        if max(colour) - min(colour) <= 0.5 / 255:
            return (0, 0, 0, round(1 - colour[1], 4))
        pixel = Image.new("RGB", (1, 1), tuple(round(part * 255) for part in colour))
        out = ImageCms.applyTransform(pixel, self._transform(icc, "RGB"))
        assert out is not None
        return self.limited([round(part / 255, 4) for part in out.tobytes()])

    def _transform(self, icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
        if (icc, mode) not in self._transforms:
            plain = {"LAB": "LAB"}.get(mode, "sRGB")
            source = (
                ImageCms.ImageCmsProfile(BytesIO(icc)) if icc else ImageCms.createProfile(plain)  # type: ignore[arg-type]
            )
            self._transforms[icc, mode] = ImageCms.buildTransform(
                source,
                ImageCms.ImageCmsProfile(BytesIO(self.icc)),
                mode,
                "CMYK",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        return self._transforms[icc, mode]

    @cached_property
    def _needs_limit(self) -> bool:
        """Whether the ICC profile alone would go over the limit in its darkest colours."""
        dark = Image.new("RGB", (1, 1), (0, 0, 0))
        out = ImageCms.applyTransform(dark, self._transform(b"", "RGB"))
        return out is not None and sum(out.tobytes()) / 255 > self.limit + 0.02

    @cached_property
    def _table(self) -> ImageFilter.Color3DLUT:
        """A table from sRGB to inks within the limit, and so everything between its points.

        littleCMS works with such a table too: the two differ by 4 parts of 255 at most.
        """
        steps = [round(255 * i / (_GRID - 1)) for i in range(_GRID)]
        points = bytes(x for b in steps for g in steps for r in steps for x in (r, g, b))
        cube = Image.frombytes("RGB", (_GRID, _GRID * _GRID), points)
        out = ImageCms.applyTransform(cube, self._transform(b"", "RGB"))
        data = out.tobytes() if out else b""
        inks = (data[i : i + 4] for i in range(0, len(data), 4))
        table = [part for ink in inks for part in self.limited([x / 255 for x in ink])]
        return ImageFilter.Color3DLUT(_GRID, table, channels=4, target_mode="CMYK")


def _neutral(image: Image.Image) -> bool:
    red, green, blue = image.split()
    pairs = ((red, green), (green, blue))
    return all(ImageChops.difference(x, y).getextrema() == (0, 0) for x, y in pairs)
