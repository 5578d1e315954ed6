"""Page boxes of finished files."""

from io import BytesIO

from pikepdf import Array, Pdf

from printkit.press.assemble import save


def crop_to_trim(pages: bytes, bleed: float) -> bytes:  # noqa: ARG001 - the boxes say it
    """Return pages cut to their trim; links, bookmarks and tags stay."""
    with Pdf.open(BytesIO(pages)) as pdf:
        for page in pdf.pages:
            trim = Array([float(x) for x in page.trimbox])
            page.obj.MediaBox = page.obj.TrimBox = trim
            for box in ("/BleedBox", "/CropBox", "/ArtBox"):
                if box in page.obj:
                    del page.obj[box]
        return save(pdf)
