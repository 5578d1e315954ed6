"""The dieline: where a sheet is cut and folded, on a plate that is not printed."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import Dictionary, Name, Pdf

from printkit.model.measure import Size
from printkit.press.assemble import save
from printkit.press.boxes import trim_in
from printkit.press.spot import separation
from printkit.press.strokes import line

INK = "Dieline"
"""The name of the plate; finishing departments look for it, presses leave it out."""
_WIDTH = 0.5
_DASH = "[6 3] 0 d"


def dieline(pages: bytes, trim: Size, bleed: float, folds: Sequence[float]) -> bytes:
    """Draw cut (solid) and folds (dashed) above every page, in a spot ink that overprints.

    The media of the pages is ``trim`` grown by ``bleed``; ``folds`` are measured from the left of
    the fronts, the odd pages. Lengths are points.
    """
    with Pdf.open(BytesIO(pages)) as pdf:
        ink = separation(pdf, INK, (0, 1, 0, 0))
        over = pdf.make_indirect(Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1))
        for number, page in enumerate(pdf.pages, 1):
            box = trim_in(page, bleed)
            xs = folds if number % 2 else [trim.width - x for x in folds]
            code = [
                f"q /DielineOver gs /Dieline CS 1 SCN {_WIDTH} w",
                f"{box.x0:.3f} {box.y0:.3f} {trim.width:.3f} {trim.height:.3f} re S",
                _DASH,
                *(line(box.x0 + x, box.y0, box.x0 + x, box.y1) for x in xs),
                "Q",
            ]
            resources = Dictionary(dict(page.resources.items()))
            spaces = dict(resources.get("/ColorSpace", Dictionary()).items())
            states = dict(resources.get("/ExtGState", Dictionary()).items())
            resources.ColorSpace = Dictionary({**spaces, "/Dieline": ink})
            resources.ExtGState = Dictionary({**states, "/DielineOver": over})
            page.obj.Resources = resources
            page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
            page.contents_add(pdf.make_stream(("\nQ\n" + "\n".join(code) + "\n").encode()))
        return save(pdf)
