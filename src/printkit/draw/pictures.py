"""Images made ready to be placed: read, turned upright, and in RGB."""

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from printkit.draw.canvas import Sheet
from printkit.model.finding import Place, Problems, problem
from printkit.model.measure import Box, Size
from printkit.sources.images import FORMATS, UNREADABLE, too_large


def read(path: Path) -> Image.Image:
    """Return an image in RGB or RGBA, as many pixels as it has.

    Raises Problems: ``image/missing``, ``image/unreadable`` (empty or broken), ``image/too-large``,
    ``image/unsupported`` (not a raster format that is placed).
    """
    place = Place(path.name)
    if not path.is_file():
        raise problem("image/missing", f"no image {path.name!r}", place)
    if path.suffix.lower() in {".svg", ".pdf", ".eps"}:
        raise _unsupported(path, path.suffix[1:].upper())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                _check(image, path)
                return _rgb(ImageOps.exif_transpose(image))
    except UNREADABLE as error:
        why = (
            "it is empty" if path.stat().st_size == 0 else str(error).replace(str(path), path.name)
        )
        hint = "export it again as PNG or JPEG"
        raise problem(
            "image/unreadable", f"{path.name} cannot be read: {why}", place, hint
        ) from error


def cover(sheet: Sheet, image: Image.Image, box: Box) -> None:
    """Fill a box with an image; what is too much is clipped evenly."""
    with sheet.clipped(box):
        sheet.picture(image, _scaled(image, box, max))


def contain(sheet: Sheet, image: Image.Image, box: Box, align: float = 0.5) -> None:
    """Place a whole image into a box, at its foot."""
    placed = _scaled(image, box, min)
    slack = box.size.width - placed.size.width
    sheet.picture(image, placed.moved(box.x0 + align * slack - placed.x0, box.y0 - placed.y0))


def _scaled(image: Image.Image, box: Box, choose: object) -> Box:
    ratios = (box.size.width / image.width, box.size.height / image.height)
    scale = max(ratios) if choose is max else min(ratios)
    size = Size(image.width * scale, image.height * scale)
    x = (box.x0 + box.x1 - size.width) / 2
    y = (box.y0 + box.y1 - size.height) / 2
    return Box(x, y, x + size.width, y + size.height)


def _check(image: Image.Image, path: Path) -> None:
    if image.format not in FORMATS:
        raise _unsupported(path, str(image.format))
    if found := too_large(path.name, image.width, image.height, Place(path.name)):
        raise Problems([found])


def _unsupported(path: Path, kind: str) -> Problems:
    message = f"{path.name} is {kind}, which is not drawn here"
    return problem("image/unsupported", message, Place(path.name), "save it as PNG or JPEG")


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode in {"I;16", "I;16B", "I"}:
        image = image.point(lambda value: value / 256).convert("L")
    if profile := image.info.get("icc_profile"):
        image = _managed(image, profile)
    if image.mode in {"P", "PA", "LA", "RGBa", "La"} or "transparency" in image.info:
        image = image.convert("RGBA")
    opaque = image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255)
    return image.convert("RGB") if opaque or image.mode != "RGBA" else image.copy()


def _managed(image: Image.Image, profile: bytes) -> Image.Image:
    """Bring an image with a profile of its own to sRGB; a broken profile is left aside."""
    if image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        managed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except ImageCms.PyCMSError:
        return image
    return managed or image
