"""Images: screen colours to inks by their own profile, deep samples to eight bits."""

from io import BytesIO

from pikepdf import Array, Name, Object, Pdf, Stream
from PIL import Image, ImageChops

from printkit.press.colour import Inks
from printkit.press.spaces import COUNT, Space, ink, space

_QUALITY = 95
_LOSSY = "/DCTDecode"


class Refused(Exception):  # noqa: N818 - it says why the image cannot be turned into inks
    """An image that cannot be read; the message says why."""


def convert(pdf: Pdf, image: Object, inks: Inks, resources: Object | None = None) -> None:
    """Turn an image XObject into grey, CMYK or an ink palette, in place.

    Raises Refused when it cannot be read.
    """
    assert isinstance(image, Stream)
    if bool(image.get("/ImageMask", False)):
        return
    name = _filter(image)
    if name == "/JPXDecode":
        picture = _open(pdf, image)
        if int(image.get("/SMaskInData", 0)) == 1 and "A" in picture.getbands():
            image.SMask = _alpha(pdf, picture)
        _decoded(pdf, image, picture, inks)
        return
    own = space(image.get("/ColorSpace"), resources)
    deep = int(image.get("/BitsPerComponent", 8)) == 16
    if own.kind == "indexed":
        _indexed(pdf, image, own, inks)
    elif own.kind in {"gray", "cmyk", "spot"} and not deep and not _own_cmyk(own):
        if own.kind in {"gray", "cmyk"}:
            image.ColorSpace = Name.DeviceGray if own.kind == "gray" else Name.DeviceCMYK
    elif own.kind in COUNT:
        _decoded(pdf, image, _pixels(pdf, image, own, name), inks, own.icc)
    else:
        raise Refused(f"an image in a colour space that is not converted ({own.kind})")


def _own_cmyk(own: Space) -> bool:
    return own.kind == "cmyk" and own.icc is not None


def _filter(image: Stream) -> str:
    filters = image.get("/Filter")
    if isinstance(filters, Array):
        return str(filters[-1]) if len(filters) else ""
    return str(filters) if filters is not None else ""


def _open(pdf: Pdf, image: Stream) -> Image.Image:
    try:
        picture = Image.open(BytesIO(_unpacked(pdf, image)))
        picture.load()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(f"an image that cannot be read ({error})") from None
    return picture


def _unpacked(pdf: Pdf, image: Stream) -> bytes:
    """Return a JPEG or JPEG 2000 file without what it is packed in: ReportLab writes it as text."""
    data, filters = image.read_raw_bytes(), image.get("/Filter")
    if not isinstance(filters, Array) or len(filters) == 1:
        return data
    outer = pdf.make_stream(b"")
    outer.write(data, filter=Array(list(filters)[:-1]))
    return outer.read_bytes()


def _photograph(pdf: Pdf, image: Stream) -> Image.Image:
    """Return a JPEG as its ``Decode`` says it is to be seen."""
    picture = _open(pdf, image)
    # Pillow takes every CMYK JPEG for one of Photoshop's, which are upside down.
    upside_down = _inverted(image) != (picture.mode == "CMYK")
    return picture.point(lambda x: 255 - x) if upside_down else picture


def _pixels(pdf: Pdf, image: Stream, own: Space, name: str) -> Image.Image:
    if name == _LOSSY:
        return _photograph(pdf, image)
    size, bits = (int(image.Width), int(image.Height)), int(image.BitsPerComponent)
    mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK", "lab": "RGB"}[own.kind]
    data = image.read_bytes()
    if bits == 16:
        data = data[::2]
    elif bits != 8:
        data = _spread(data, size[0] * COUNT[own.kind], bits)
    wanted = size[0] * size[1] * COUNT[own.kind]
    if len(data) < wanted:
        raise Refused("an image with too few samples")
    picture = Image.frombytes(mode, size, data[:wanted])
    if own.kind == "lab":
        return _lab(picture, own, image)
    return picture.point(lambda x: 255 - x) if _inverted(image) else picture


def _spread(data: bytes, row: int, bits: int) -> bytes:
    """Return samples of 1, 2 or 4 bits as bytes; each row begins with a byte of its own."""
    if bits not in {1, 2, 4}:
        raise Refused(f"an image of {bits} bits a sample")
    top, each = (1 << bits) - 1, 8 // bits
    shifts = range(8 - bits, -1, -bits)
    spread = [bytes(((byte >> by) & top) * 255 // top for by in shifts) for byte in range(256)]
    length = -(-row // each)
    rows = (data[i : i + length] for i in range(0, len(data), length))
    return b"".join(b"".join(spread[byte] for byte in line)[:row] for line in rows)


def _lab(picture: Image.Image, own: Space, image: Stream) -> Image.Image:
    """Return the samples of a CIE L*a*b* image the way Pillow has them: a* and b* signed."""
    assert isinstance(own.obj, Array)
    given = own.obj[1].get("/Range", [-100, 100, -100, 100])
    decode = image.get("/Decode", [0, 100, *given])
    limits = [float(x) for x in decode]
    tables = [[round(_at(limits[0:2], x) * 2.55) for x in range(256)]]
    tables += [
        [round(min(max(_at(limits[i : i + 2], x), -128), 127)) & 0xFF for x in range(256)]
        for i in (2, 4)
    ]
    bands = [band.point(table) for band, table in zip(picture.split(), tables, strict=True)]
    return Image.frombytes("LAB", picture.size, Image.merge("RGB", bands).tobytes())


def _at(limits: list[float], sample: int) -> float:
    return limits[0] + sample * (limits[1] - limits[0]) / 255


def _inverted(image: Stream) -> bool:
    decode = image.get("/Decode")
    return decode is not None and len(decode) > 1 and float(decode[0]) > float(decode[1])


def _decoded(
    pdf: Pdf, image: Stream, picture: Image.Image, inks: Inks, icc: bytes | None = None
) -> None:
    """Write a decoded picture back: a photograph as JPEG, anything else without loss."""
    lossy = _filter(image) in {_LOSSY, "/JPXDecode"}
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda x: x / 256).convert("L")
    if picture.mode not in {"L", "RGB", "CMYK", "LAB"}:
        picture = picture.convert("L" if picture.mode in {"1", "LA"} else "RGB")
    own = icc or picture.info.get("icc_profile")
    mask = image.get("/Mask")
    if isinstance(mask, Array):
        top = (1 << int(image.get("/BitsPerComponent", 8))) - 1
        image.Mask = _key(pdf, picture, [int(x) * 255 // top for x in mask])
    _matte(image, inks)
    try:
        out = inks.image(picture, own if isinstance(own, bytes) else None)
    except (OSError, ValueError) as error:
        raise Refused(f"an image with a broken colour profile ({error})") from None
    cmyk = out.mode == "CMYK"
    for key in ("/Decode", "/DecodeParms", "/SMaskInData"):
        if key in image:
            del image[key]
    image.BitsPerComponent = 8
    image.ColorSpace = Name.DeviceCMYK if cmyk else Name.DeviceGray
    if lossy:
        packed = BytesIO()
        out.save(packed, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=None)
        image.write(packed.getvalue(), filter=Name.DCTDecode)
        if cmyk:
            # Pillow writes CMYK the way Photoshop does, upside down.
            image.Decode = Array([1, 0] * 4)
    else:
        image.write(out.tobytes())


def _key(pdf: Pdf, picture: Image.Image, ranges: list[int]) -> Object:
    """Return a stencil for the colours that a colour key masks out."""
    out = Image.new("L", picture.size, 255)
    for band, low, high in zip(picture.split(), ranges[::2], ranges[1::2], strict=False):
        inside = band.point([255 if low <= x <= high else 0 for x in range(256)])
        out = ImageChops.darker(out, inside)
    mask = pdf.make_stream(out.convert("1", dither=Image.Dither.NONE).tobytes())
    mask.Type, mask.Subtype = Name.XObject, Name.Image
    mask.Width, mask.Height = picture.size
    mask.ImageMask, mask.BitsPerComponent = True, 1
    return mask


def _alpha(pdf: Pdf, picture: Image.Image) -> Object:
    """Return the soft mask that a JPEG 2000 image carries in itself."""
    mask = pdf.make_stream(picture.getchannel("A").tobytes())
    mask.Type, mask.Subtype = Name.XObject, Name.Image
    mask.Width, mask.Height = picture.size
    mask.ColorSpace, mask.BitsPerComponent = Name.DeviceGray, 8
    return mask


def _matte(image: Stream, inks: Inks) -> None:
    mask = image.get("/SMask")
    if mask is None or "/Matte" not in mask:
        return
    matte = [float(x) for x in mask.Matte]
    if len(matte) == 3:
        mask.Matte = Array(list(inks.of_rgb(matte).cmyk))


def _indexed(pdf: Pdf, image: Stream, own: Space, inks: Inks) -> None:
    assert own.obj is not None
    base = space(own.obj[1])
    if base.kind not in COUNT:
        raise Refused(f"an image with a palette in a space that is not converted ({base.kind})")
    table = own.obj[3]
    data = table.read_bytes() if isinstance(table, Stream) else bytes(table)
    count, out = COUNT[base.kind], bytearray()
    for i in range(0, len(data) - count + 1, count):
        parts = [x / 255 for x in data[i : i + count]]
        out += bytes(round(x * 255) for x in ink(base, parts, inks).cmyk)
    lookup = pdf.make_stream(bytes(out))
    image.ColorSpace = Array([Name.Indexed, Name.DeviceCMYK, own.obj[2], lookup])
