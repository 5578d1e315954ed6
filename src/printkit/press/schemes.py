"""The schemes of imposition: how pages are laid on forms. Pure arithmetic, lengths in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from printkit.model import folders
from printkit.model.imposition import Scheme
from printkit.model.measure import Size
from printkit.press.folding import FOLDS, fold, grid, nest, sheets
from printkit.press.forms import Form, Lattice, Options, Spot

ONE_FORM = ("work-and-turn", "work-and-tumble")
LOOSE = ("n-up", "step-and-repeat", "cut-and-stack", *ONE_FORM)
BOUND = ("saddle", "perfect", "come-and-go")
SHEETS = ("zine", "french", "cross")
ONE_SIDED = ("zine", "french")
SCHEMES: tuple[str, ...] = get_args(Scheme)


@dataclass(frozen=True)
class Layout:
    """A scheme carried out: forms whose spots hold positions in ``order``."""

    forms: list[Form]
    order: list[int | None]
    one_form: bool = False
    one_sided: bool = False
    mirrored: bool | None = None
    gatherings: tuple[int, ...] = ()


def lay(scheme: str, pages: int, trim: Size, sheet: Size, options: Options) -> Layout:
    """Lay pages out by a scheme of SCHEMES; the form may turn out larger than the sheet."""
    if scheme in BOUND:
        return _bound(scheme, pages, trim, options)
    if scheme in ONE_FORM:
        return _work_and(scheme, pages, trim, sheet, options)
    if scheme in LOOSE:
        return _loose(scheme, pages, trim, sheet, options)
    if scheme in folders.FOLDERS:
        return _strip(folders.FOLDERS[scheme], pages, trim, options)
    return {"zine": _zine, "french": _french, "cross": _cross}[scheme](pages, trim, options)


def padded(pages: int, multiple: int, before: int | None = None) -> list[int | None]:
    """Return the pages from 0 with blanks (None) up to a multiple.

    Blanks go before page ``before``; default: before the last, which is the back cover. A single
    page stays in front.
    """
    blanks = -pages % multiple
    at = max(pages - 1, 1) if before is None else min(max(before, 0), pages)
    return [*range(at), *[None] * blanks, *range(at, pages)]


def _chunks(pages: int, size: int) -> list[int]:
    """Cut pages into gatherings; a smaller rest goes before the last, where it is held best."""
    whole, rest = divmod(pages, size)
    sizes = [size] * whole
    if rest:
        sizes.insert(max(whole - 1, 0), rest)
    return sizes


def _gap(options: Options) -> float:
    return 2 * options.bleed if options.gap is None else options.gap


def _folded_form(
    order: str, positions: Sequence[int], shifts: Sequence[float], trim: Size, options: Options
) -> Form:
    """Return one folded sheet: closed at spines, open where the book is trimmed."""
    columns, rows = grid(order)
    cut = _gap(options)
    across = tuple(2 * options.grind if c % 2 == 0 else cut for c in range(columns - 1))
    lattice = Lattice(
        (trim.width,) * columns, (trim.height,) * rows, across, (cut,) * (rows - 1), options.bleed
    )
    spots = []
    for k, leaf in enumerate(fold(order)):
        faces = positions[2 * k], positions[2 * k + 1]
        front, back = faces if leaf.up else reversed(faces)
        column = columns - 1 - leaf.column if options.rtl else leaf.column
        shift = shifts[k] if column % 2 == 0 else -shifts[k]
        spots.append(Spot(column, leaf.row, front, back, leaf.turned, shift))
    return Form(lattice, tuple(spots), tuple(range(columns - 1)), tuple(range(rows - 1)))


def _gathering(pages: range, step: float, trim: Size, options: Options) -> Iterator[Form]:
    """Return the sheets of a gathering, outermost first."""
    leaves = len(pages) // 2
    for own in nest(sheets(len(pages), options.gathering)):
        shifts = [step * min(page // 2, leaves - 1 - page // 2) for page in own[::2]]
        yield _folded_form(FOLDS[len(own)], [pages[page] for page in own], shifts, trim, options)


def _bound(scheme: str, pages: int, trim: Size, options: Options) -> Layout:
    """Saddle stitch, perfect binding, come-and-go: folded sheets, nested or collated."""
    order = padded(pages, 4, options.blanks)
    size = options.gathering * options.nested if scheme == "perfect" else len(order)
    sizes = _chunks(len(order), size)
    depth = max(sizes) // 4 - 1
    step = options.creep / depth if depth else 0.0
    forms: list[Form] = []
    starts, start = [], 0
    for chunk in sizes:
        starts.append(len(forms))
        forms += _gathering(range(start, start + chunk), step, trim, options)
        start += chunk
    if scheme == "come-and-go":
        forms = [_come_and_go(form, options) for form in forms]
    return Layout(forms, order, gatherings=tuple(starts))


def _come_and_go(form: Form, options: Options) -> Form:
    """Add a second copy on its head above the first: cut apart and turned, it is the same form."""
    lattice = form.lattice
    columns, rows = len(lattice.widths), len(lattice.heights)
    doubled = Lattice(
        lattice.widths,
        lattice.heights * 2,
        lattice.across,
        (*lattice.down, _gap(options), *lattice.down),
        lattice.bleed,
    )
    spots = []
    for spot in form.spots:
        below = replace(spot, row=rows + spot.row)
        above = replace(
            spot,
            column=columns - 1 - spot.column,
            row=rows - 1 - spot.row,
            turned=not spot.turned,
            shift=-spot.shift,
        )
        spots += [below, above]
    down = tuple(r for r in range(2 * rows - 1) if r != rows - 1)
    return Form(doubled, tuple(spots), form.across, down)


def leaf_wise(scheme: str, options: Options) -> bool:
    """Tell whether a scheme lays loose leaves, as many as fit."""
    return not scheme.startswith("work-") or options.gathering == 2


def fit(trim: Size, sheet: Size, options: Options) -> tuple[int, int]:
    """Return how many columns and rows of cells a sheet holds, with the bleed at its edges."""
    gap = _gap(options)
    return tuple(  # type: ignore[return-value]
        max(int((room - 2 * options.bleed + gap + 0.5) / (side + gap)), 0)
        for room, side in zip(sheet, trim, strict=True)
    )


def _cells(trim: Size, columns: int, rows: int, options: Options) -> Lattice:
    gap = _gap(options)
    return Lattice(
        (trim.width,) * columns,
        (trim.height,) * rows,
        (gap,) * max(columns - 1, 0),
        (gap,) * max(rows - 1, 0),
        options.bleed,
    )


def _loose(scheme: str, pages: int, trim: Size, sheet: Size, options: Options) -> Layout:
    """Loose leaves in order, one leaf over the whole sheet, or stacks that are cut and piled."""
    columns, rows = fit(trim, sheet, options)
    cells = columns * rows
    lattice = _cells(trim, columns, rows, options)
    faces = options.sides
    leaves = -(-pages // faces)
    count = leaves if scheme == "step-and-repeat" else -(-leaves // max(cells, 1))
    forms = []
    for number in range(count if cells else 1):
        spots = []
        for cell in range(cells):
            leaf = {
                "n-up": number * cells + cell,
                "step-and-repeat": number,
                "cut-and-stack": cell * count + number,
            }[scheme]
            if leaf < leaves:
                row, column = divmod(cell, columns)
                column = columns - 1 - column if options.rtl else column
                back = leaf * faces + 1 if faces == 2 else None
                spots.append(Spot(column, row, leaf * faces, back))
        forms.append(Form(lattice, tuple(spots)))
    return Layout(forms, padded(pages, faces, pages))


def _work_and(scheme: str, pages: int, trim: Size, sheet: Size, options: Options) -> Layout:
    """Front and back of a form side by side: the sheet is turned, printed again, cut in two."""
    turn = scheme == "work-and-turn"
    if options.gathering > 2:
        order = padded(pages, options.gathering, options.blanks)
        halves = [
            _folded_form(
                FOLDS[options.gathering],
                range(start, start + options.gathering),
                [0.0] * (options.gathering // 2),
                trim,
                options,
            )
            for start in range(0, len(order), options.gathering)
        ]
    else:
        order = padded(pages, 2, pages)
        columns, rows = fit(trim, sheet, options)
        columns, rows = (columns // 2, rows) if turn else (columns, rows // 2)
        halves = _half_forms(_cells(trim, columns, rows, options), len(order) // 2)
    forms = [_doubled(form, turn, _gap(options)) for form in halves]
    return Layout(forms, order, one_form=True, mirrored=turn)


def _half_forms(lattice: Lattice, leaves: int) -> list[Form]:
    columns, cells = len(lattice.widths), len(lattice.widths) * len(lattice.heights)
    if not cells:
        return [Form(lattice, ())]
    return [
        Form(
            lattice,
            tuple(
                Spot(cell % columns, cell // columns, 2 * leaf, 2 * leaf + 1)
                for cell, leaf in enumerate(range(start, min(start + cells, leaves)))
            ),
        )
        for start in range(0, leaves, cells)
    ]


def _doubled(form: Form, turn: bool, gap: float) -> Form:
    """Lay the back of a form beside its front (turn) or below it (tumble)."""
    own = form.lattice
    columns, rows = len(own.widths), len(own.heights)
    if not form.spots:
        return form
    if turn:
        lattice = Lattice(
            own.widths * 2, own.heights, (*own.across, gap, *own.across), own.down, own.bleed
        )
    else:
        lattice = Lattice(
            own.widths, own.heights * 2, own.across, (*own.down, gap, *own.down), own.bleed
        )
    spots = []
    for spot in form.spots:
        column = 2 * columns - 1 - spot.column if turn else spot.column
        row = spot.row if turn else 2 * rows - 1 - spot.row
        spots += [spot, Spot(column, row, spot.back, spot.front, spot.turned ^ (not turn))]
    across = (*form.across, *(columns + c for c in form.across)) if turn else form.across
    down = form.down if turn else (*form.down, *(rows + r for r in form.down))
    return Form(lattice, tuple(spots), across, down)


def _strip(folder: folders.Folder, pages: int, trim: Size, options: Options) -> Layout:
    """A folder: one strip of panels, the cover at the right of the outside."""
    widths = folders.panels(folder, trim.width)
    count = len(widths)
    spots = [
        Spot(c, 0, folder.outside[c] - 1, folder.inside[count - 1 - c] - 1) for c in range(count)
    ]
    creases = folder.folds
    if options.rtl:
        widths = widths[::-1]
        spots = [Spot(count - 1 - s.column, 0, s.front, s.back) for s in spots]
        creases = tuple(sorted(count - 2 - c for c in creases))
    lattice = Lattice(widths, (trim.height,), (0.0,) * (count - 1), (), options.bleed)
    order = padded(pages, folder.pages, options.blanks)
    return Layout([Form(lattice, tuple(spots), creases)], order)


def _zine(pages: int, trim: Size, options: Options) -> Layout:
    """Eight pages on one side: folded in eight, slit along the middle, pushed into a book."""
    lattice = Lattice((trim.width,) * 4, (trim.height,) * 2, (0.0,) * 3, (0.0,), options.bleed)
    rows = ((6, 5, 4, 3), (7, 0, 1, 2))
    spots = [
        Spot(3 - c if options.rtl else c, r, page, None, turned=r == 0)
        for r, row in enumerate(rows)
        for c, page in enumerate(row)
    ]
    order = padded(pages, 8, options.blanks)
    return Layout([Form(lattice, tuple(spots), (0, 1, 2), (0,))], order, one_sided=True)


def _uncut(trim: Size, options: Options) -> Form:
    """Return a sheet folded twice across that is not trimmed at its folds."""
    closed = replace(options, gap=0.0, grind=0.0)
    return _folded_form(FOLDS[8], range(8), [0.0] * 4, trim, closed)


def _cross(pages: int, trim: Size, options: Options) -> Layout:
    return Layout([_uncut(trim, options)], padded(pages, 8, options.blanks))


def _french(pages: int, trim: Size, options: Options) -> Layout:
    """Four pages on one side of a sheet; the other side is hidden inside."""
    form = _uncut(trim, options)
    shown = {0: 0, 3: 1, 4: 2, 7: 3}
    spots = tuple(replace(s, front=shown[s.front or 0], back=None) for s in form.spots)
    order = padded(pages, 4, options.blanks)
    return Layout([replace(form, spots=spots)], order, one_sided=True)
