"""Marks on the waste of a sheet: where to cut, where to fold, how to collate.

They lie 3 mm outside the trim and outside the bleed at least, in all inks; a mark that has no
room is left out. The step on the spine is black alone: it stays in the book.
"""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

from printkit.model.measure import MM, Box
from printkit.press.forms import Form
from printkit.press.imposition import Placement, Plan
from printkit.press.lettering import glyph
from printkit.press.spot import separation
from printkit.press.strokes import line, target

OFFSET = 3 * MM
LENGTH = 5 * MM
LEAST = 1.5 * MM
PATCH = 5 * MM
RING = 2 * MM
REACH = 1.4 * RING
LETTER = 6.0
COLLATION = (1.5 * MM, 6 * MM)
_INKS = ("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "0 1 1 0", "1 0 1 0", "0 0 0 .5")

Line = tuple[float, float, float, float]


class Marks:
    """Draws the marks of a plan into one file."""

    def __init__(self, out: Pdf, planned: Plan) -> None:
        self.out, self.planned = out, planned
        self.letters: dict[str, tuple[Object | None, float]] = {}
        self.drawn: dict[object, Object] = {}
        self.registration = separation(out, "All", (1, 1, 1, 1))

    def side(
        self, number: int, back: bool, placements: Sequence[Placement], resources: Dictionary
    ) -> bytes:
        """Return the operators of one side and add what they use to its resources."""
        planned, form = self.planned, self.planned.forms[number]
        block = form.block(planned.sheet)
        offset = max(OFFSET, form.lattice.bleed)
        resources.XObject["/Waste"] = self._waste(form, back, placements)
        parts = [b"/Waste Do\n"]
        if planned.sheet.height - block.y1 >= offset + LEAST + LETTER:
            resources.ColorSpace = Dictionary(All=self.registration)
            words = self._label(number, back)
            at = block.x0 + 3 * MM, block.y1 + offset + LETTER / 2
            parts.append(self._written(words, at, resources))
        if not back:
            parts.append(self._collation(number))
        return b"".join(parts)

    def _waste(self, form: Form, back: bool, placements: Sequence[Placement]) -> Object:
        """Return the marks that a side shares with others, as a drawing in the file once."""
        sheet, cells = self.planned.sheet, tuple(placed.box for placed in placements)
        key = (cells, form.across, form.down, back)
        if key not in self.drawn:
            block = form.block(sheet)
            folds = self._folds(form, back)
            offset = max(OFFSET, form.lattice.bleed)
            parts = [b"q /All CS /All cs 1 SCN 1 scn .25 w\n"]
            parts.append(_stroked(_ticks(*_cut_edges(cells, folds), block, self.planned, offset)))
            if any(folds):
                parts.append(b"[3 2] 0 d\n")
                parts.append(_stroked(_ticks(*folds, block, self.planned, offset)))
                parts.append(b"[] 0 d\n")
            parts += [self._targets(block, offset), b"Q\n", _bar(block, offset)]
            used = Dictionary(ColorSpace=Dictionary(All=self.registration))
            self.drawn[key] = self._drawing(b"".join(parts), (0, 0, *sheet), used)
        return self.drawn[key]

    def _folds(self, form: Form, back: bool) -> tuple[list[float], list[float]]:
        xs, ys = map(list, form.creases(self.planned.sheet))
        if back and self.planned.mirrored:
            xs = [self.planned.sheet.width - x for x in xs]
        elif back:
            ys = [self.planned.sheet.height - y for y in ys]
        return xs, ys

    def _targets(self, block: Box, offset: float) -> bytes:
        """Return a register target in the middle of each margin that has room for it."""
        if block.x0 < offset + 2 * REACH:
            return b""
        y = block.y0 + block.size.height * 0.3
        middles = (block.x0 - offset - REACH, block.x1 + offset + REACH)
        return "".join(f"{target(x, y, RING, REACH)}\n" for x in middles).encode()

    def _label(self, number: int, back: bool) -> str:
        """Return what the sheet is."""
        planned = self.planned
        face = "both sides" if planned.one_form else "back" if back else "front"
        words = f"{planned.scheme}  sheet {number + 1} of {len(planned.forms)}, {face}"
        if len(planned.gatherings) > 1:
            gathering = sum(start <= number for start in planned.gatherings)
            words += f"  gathering {gathering}"
        return words

    def _written(self, words: str, at: tuple[float, float], resources: Dictionary) -> bytes:
        """Return operators for words as outlines; each letter is in the file once."""
        (x, y), scale = at, LETTER / 1000
        parts = [f"q /All cs 1 scn {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm\n"]
        for letter in sorted(set(words)):
            if (outline := self._letter(letter)[0]) is not None:
                resources.XObject[f"/G{ord(letter)}"] = outline
        for letter in words:
            outline, advance = self._letter(letter)
            shown = "" if outline is None else f"/G{ord(letter)} Do "
            parts.append(f"{shown}1 0 0 1 {advance:.0f} 0 cm\n")
        return "".join([*parts, "Q\n"]).encode()

    def _letter(self, letter: str) -> tuple[Object | None, float]:
        if letter not in self.letters:
            path, advance = glyph(letter)
            box = (-500, -500, 1500, 1500)
            outline = self._drawing(f"{path} f".encode(), box, Dictionary()) if path else None
            self.letters[letter] = outline, advance
        return self.letters[letter]

    def _drawing(self, content: bytes, box: Sequence[float], used: Dictionary) -> Object:
        kind = Dictionary(Type=Name.XObject, Subtype=Name.Form, Resources=used)
        kind.BBox = Array([round(edge, 4) for edge in box])
        return self.out.make_stream(content, kind)

    def _collation(self, number: int) -> bytes:
        """Return the step on the spine that shows a missing or misplaced gathering."""
        planned = self.planned
        if len(planned.gatherings) < 2 or number not in planned.gatherings:
            return b""
        form = planned.forms[number]
        outer = [s for s in form.spots if s.row == len(form.lattice.heights) - 1]
        first = min(outer, key=lambda s: 2**31 if s.front is None else s.front)
        cell = form.lattice.cell(first.column, first.row, planned.sheet)
        x = cell.x0 if first.column % 2 else cell.x1
        gap = form.lattice.across[first.column - first.column % 2]
        x += -gap / 2 if first.column % 2 else gap / 2
        width, height = COLLATION
        steps = max(int(cell.size.height // height) - 2, 1)
        y = cell.y1 - (1 + planned.gatherings.index(number) % steps + 1) * height
        return f"0 0 0 1 k {x - width / 2:.3f} {y:.3f} {width:.3f} {height:.3f} re f\n".encode()


def _cut_edges(
    cells: Sequence[Box], folds: tuple[list[float], list[float]]
) -> tuple[list[float], list[float]]:
    """Return the edges of all cells that are cut: those that no crease lies on."""
    xs = {round(x, 2) for cell in cells for x in (cell.x0, cell.x1)}
    ys = {round(y, 2) for cell in cells for y in (cell.y0, cell.y1)}
    return (
        sorted(x for x in xs if all(abs(x - fold) > 0.1 for fold in folds[0])),
        sorted(y for y in ys if all(abs(y - fold) > 0.1 for fold in folds[1])),
    )


def _ticks(
    xs: Sequence[float], ys: Sequence[float], block: Box, planned: Plan, offset: float
) -> Iterator[Line]:
    """Return lines in the margins at each ``x`` above and below, each ``y`` left and right."""
    width, height = planned.sheet
    across, along = min(LENGTH, block.y0 - offset), min(LENGTH, block.x0 - offset)
    assert abs(block.y0 + block.y1 - height) < 1 and abs(block.x0 + block.x1 - width) < 1
    for x in xs if across >= LEAST else ():
        yield x, block.y0 - offset, x, block.y0 - offset - across
        yield x, block.y1 + offset, x, block.y1 + offset + across
    for y in ys if along >= LEAST else ():
        yield block.x0 - offset, y, block.x0 - offset - along, y
        yield block.x1 + offset, y, block.x1 + offset + along, y


def _stroked(ticks: Iterator[Line]) -> bytes:
    return "".join(f"{line(*tick)}\n" for tick in ticks).encode()


def _bar(block: Box, offset: float) -> bytes:
    """Return patches of the inks, their pairs and half black below the block, if there is room."""
    if block.y0 < offset + LENGTH + PATCH + LEAST:
        return b""
    y, x = block.y0 - offset - LENGTH - PATCH, block.x0 + 6 * MM
    count = min(len(_INKS), int(max(block.size.width - 12 * MM, 0) // PATCH))
    patches = (
        f"{ink} k {x + n * PATCH:.3f} {y:.3f} {PATCH:.3f} {PATCH:.3f} re f\n"
        for n, ink in enumerate(_INKS[:count])
    )
    return ("q " + "".join(patches) + "Q\n").encode()
