"""Up to three plates as red, green and blue: colours, and the spaces of images and shadings."""

from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from printkit.preflight.paint import PROCESS, Paint, Space, space_of
from printkit.preflight.samples import CMYK_KINDS, decoded

Plates = tuple[str, ...]
_ENOUGH = 2000
"""Pixels on a side that are enough for any page that is drawn."""
_GREY_KINDS = ("grey", "icc-grey")


class Channels:
    """The plates that are the channels of one drawing: a full channel is a plate without ink."""

    def __init__(self, pdf: pikepdf.Pdf, names: Plates) -> None:
        self.pdf = pdf
        self.names = names
        self.done: set[tuple[int, int]] = set()
        self.spaces: dict[Space, Any] = {}

    def of(self, paint: Paint) -> list[float]:
        """Return red, green and blue that stand for a colour."""
        tints = dict(zip(PROCESS, paint.inks or (0.0,) * 4, strict=True)) | dict(paint.spots)
        levels = [round(1 - tints.get(name, 0.0), 5) for name in self.names]
        return [*levels, 1, 1][:3]

    def picture(self, image: Any, resources: Any) -> None:
        """Give an image the channels for colours; a function for each pixel would be slow."""
        if image.objgen in self.done:
            return
        space = space_of(image.get("/ColorSpace"), resources)
        grey, cmyk = space.kind in _GREY_KINDS, space.kind in CMYK_KINDS
        inks = decoded(image) if cmyk and _large(image) else None
        if inks is not None:
            self._put(image, inks)
        elif grey and "Black" in self.names:
            image.ColorSpace = Name.DeviceGray
        elif space.kind in ("spot", "indexed") or (cmyk and not _large(image)):
            self.respace(image, resources)
        else:
            self._put(image, Image.new("CMYK", (1, 1)))
        self.done.add(image.objgen)

    def _put(self, image: Any, inks: Image.Image) -> None:
        inks.thumbnail((_ENOUGH, _ENOUGH), Image.Resampling.BOX)
        bands = dict(zip(PROCESS, map(ImageChops.invert, inks.split()), strict=True))
        white = Image.new("L", inks.size, 255)
        channels = [bands.get(name, white) for name in (*self.names, "", "")[:3]]
        if "/Decode" in image:
            del image["/Decode"]
        image.write(Image.merge("RGB", channels).tobytes())
        image.Width, image.Height = inks.size
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8

    def respace(self, owner: Any, resources: Any) -> None:
        """Give a shading or image a colour space whose alternate is the channels."""
        if owner.objgen in self.done and owner.is_indirect:
            return
        self.done.add(owner.objgen)
        owner.ColorSpace = self._array(space_of(owner.get("/ColorSpace"), resources), owner)

    def _array(self, space: Space, owner: Any) -> Any:
        if space.kind == "indexed" and space.base:
            old = owner.ColorSpace
            return Array([Name.Indexed, self._array(space.base, owner), old[2], old[3]])
        if space not in self.spaces:
            names = Array([Name(f"/Ink{n}") for n in range(space.channels)])
            function = self.pdf.make_stream(
                self._tint(space).encode(),
                FunctionType=4,
                Domain=[0, 1] * space.channels,
                Range=[0, 1] * 3,
            )
            self.spaces[space] = Array([Name.DeviceN, names, Name.DeviceRGB, function])
        return self.spaces[space]

    def _tint(self, space: Space) -> str:
        """Return PostScript that takes the components and leaves the three channels."""
        count, inks = space.channels, _inks(space)
        code = []
        for at, name in enumerate((*self.names, "", "")[:3]):
            if name not in inks:
                code.append("1")
                continue
            source, inverse = inks.index(name), space.kind not in _GREY_KINDS
            code.append(f"{count - 1 - source + at} index {'1 exch sub' if inverse else ''}")
        return f"{{ {' '.join(code)} {count + 3} 3 roll {'pop ' * count}}}"


def _large(image: Any) -> bool:
    return int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > _ENOUGH**2 // 16


def _inks(space: Space) -> tuple[str, ...]:
    if space.kind in CMYK_KINDS:
        return tuple(PROCESS)
    return ("Black",) if space.kind in _GREY_KINDS else space.names
