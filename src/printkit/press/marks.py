"""Printer's marks: all outside the bleed, and at least 3 mm from the trim."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from printkit.model.measure import MM, Box
from printkit.press.lettering import letters, width
from printkit.press.spot import separation
from printkit.press.strokes import line, target

NEAREST = 3 * MM
"""Marks nearer to the trim may be seen after a cut that is not quite true."""
LENGTH = 5 * MM
ROOM = 10 * MM
_LINE = 0.25
_RING, _REACH = 1.2 * MM, 2 * MM
_SIZE = 6.0
_ALL = "/All CS 1 SCN /All cs 1 scn"
_PROCESS = {
    "Cyan": "1 0 0 0 k",
    "Magenta": "0 1 0 0 k",
    "Yellow": "0 0 1 0 k",
    "Black": "0 0 0 1 k",
}


@dataclass(frozen=True)
class Marks:
    """What the marks say: ``slug`` is the line below the page, ``spots`` the plates beside CMYK.

    ``folds`` are distances of folds from the left of the trim, in points.
    """

    trim: Box
    bleed: float
    slug: str
    spots: tuple[tuple[str, Object], ...] = ()
    folds: tuple[float, ...] = ()

    @property
    def offset(self) -> float:
        """Distance of the marks from the trim."""
        return max(self.bleed, NEAREST)


def margin(bleed: float) -> float:
    """Return how far the media must go over the trim for marks beside a bleed, in points."""
    return max(bleed, NEAREST) + ROOM


def form(pdf: Pdf, marks: Marks) -> Object:
    """Return the marks that all pages of one trim share, as a form."""
    code = [
        "q", _ALL, f"{_LINE} w", *_crops(marks), *_registration(marks), *_folds(marks), "Q",
        *_bar(marks), *_plates(marks),
    ]  # fmt: skip
    stream = pdf.make_stream("\n".join(code).encode("ascii"))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([round(x, 4) for x in marks.trim.grown(margin(marks.bleed))])
    spaces = Dictionary({f"/Spot{i}": obj for i, (_, obj) in enumerate(marks.spots)})
    spaces["/All"] = separation(pdf, "All", (1, 1, 1, 1))
    stream.Resources = Dictionary(ColorSpace=spaces)
    return stream


def slug(marks: Marks, text: str) -> str:
    """Return the operators of the slug line, black, below the page."""
    start = marks.trim.x0 + _slug_start(marks)
    room = max(marks.trim.x1 - start, 1)
    size = _SIZE * min(1, room / max(width(text, _SIZE), 1))
    return f"q 0 0 0 1 k\n{_words(text, start, _slug_line(marks), size)}\nQ"


def _words(text: str, x: float, y: float, size: float) -> str:
    return letters(text, x, y, size).decode("ascii")


def _crops(marks: Marks) -> list[str]:
    box, near, far = marks.trim, marks.offset, marks.offset + LENGTH
    sides = [(x, -1 if x == box.x0 else 1) for x in (box.x0, box.x1)]
    ends = [(y, -1 if y == box.y0 else 1) for y in (box.y0, box.y1)]
    across = [line(x + a * near, y, x + a * far, y) for x, a in sides for y, _ in ends]
    along = [line(x, y + b * near, x, y + b * far) for x, _ in sides for y, b in ends]
    return across + along


def _folds(marks: Marks) -> list[str]:
    box, near, far = marks.trim, marks.offset, marks.offset + LENGTH
    lines = [
        line(box.x0 + x, y + b * near, box.x0 + x, y + b * far)
        for x in marks.folds
        for y, b in ((box.y0, -1), (box.y1, 1))
    ]
    return ["[2 1] 0 d", *lines, "[] 0 d"] if lines else []


def _registration(marks: Marks) -> list[str]:
    box, away = marks.trim, marks.offset + LENGTH / 2 + 1
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    while any(abs(box.x0 + fold - middle[0]) < 4 * MM for fold in marks.folds):
        middle = (middle[0] + 8 * MM, middle[1])
    places = [
        (box.x0 - away, middle[1]), (box.x1 + away, middle[1]),
        (middle[0], box.y0 - away), (middle[0], box.y1 + away),
    ]  # fmt: skip
    return [target(x, y, _RING, _REACH) for x, y in places]


def _inks(marks: Marks) -> list[tuple[str, str]]:
    spots = [(name, f"/Spot{i} cs 1 scn") for i, (name, _) in enumerate(marks.spots)]
    return [*_PROCESS.items(), *spots]


def _bar(marks: Marks) -> list[str]:
    """Patches of each ink and of half black, above the page between corner and middle."""
    colours = [code for _, code in _inks(marks)]
    colours.append("0 0 0 0.5 k")
    box = marks.trim
    room = (box.x1 - box.x0) / 2 - 8 * MM
    side = min(4 * MM, room / len(colours))
    start, low = box.x0 + 4 * MM, box.y1 + marks.offset + 1
    return [
        f"q {code} {start + i * side:.3f} {low:.3f} {side:.3f} {side:.3f} re f Q"
        for i, code in enumerate(colours)
    ]


def _slug_line(marks: Marks) -> float:
    return marks.trim.y0 - marks.offset - ROOM + 2 * MM


def _plate_size(marks: Marks) -> float:
    names = " ".join(name for name, _ in _inks(marks))
    room = (marks.trim.x1 - marks.trim.x0) * 0.4
    return float(_SIZE * min(1, room / width(names, _SIZE)))


def _slug_start(marks: Marks) -> float:
    names: Sequence[str] = [name for name, _ in _inks(marks)]
    return width(" ".join(names) + "   ", _plate_size(marks))


def _plates(marks: Marks) -> list[str]:
    """The name of each plate in its own ink, so that each film says which it is."""
    size, x, code = _plate_size(marks), marks.trim.x0, []
    for name, paint in _inks(marks):
        code.append(f"q {paint}\n{_words(name, x, _slug_line(marks), size)}\nQ")
        x += width(name + " ", size)
    return code
