"""Pages numbered by folding, held against formulas and against each other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.model import folders
from printkit.model.finding import Problems
from printkit.model.measure import MM, Box, Size, paper
from printkit.press.folding import FOLDS, fold, grid, nest, sheets
from printkit.press.imposition import SCHEMES, Options, Plan, plan
from printkit.press.schemes import BOUND

A6 = paper("A6")
HUGE = Size(20_000, 20_000)
BOOKS = ("saddle", "perfect", "n-up", "cut-and-stack", "work-and-turn", "work-and-tumble")


def front(order: str) -> list[list[int]]:
    """Return the page numbers on the front of a folded sheet, row by row."""
    columns, rows = grid(order)
    table = [[0] * columns for _ in range(rows)]
    for k, leaf in enumerate(fold(order)):
        number = 2 * k + (1 if leaf.up else 2)
        table[leaf.row][leaf.column] = -number if leaf.turned else number
    return table


def test_a_sheet_of_eight_pages_has_the_layout_of_the_trade() -> None:
    assert front("hv") == [[-5, -4], [8, 1]]


def test_a_sheet_of_sixteen_pages_has_the_layout_of_the_trade() -> None:
    assert front("vhv") == [[-5, -12, -9, -8], [4, 13, 16, 1]]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 80), st.sampled_from([4, 8, 16, 32]))
def test_every_page_of_nested_sheets_is_there_once(quarter: int, per_sheet: int) -> None:
    sizes = sheets(4 * quarter, per_sheet)
    assert sizes == sorted(sizes, reverse=True)
    pages = [page for own in nest(sizes) for page in own]
    assert sorted(pages) == list(range(4 * quarter))


def shown(planned: Plan, sheet: int, back: bool) -> list[int | None]:
    """Return the pages of a side from left to right, counted from 1."""
    own = [p for p in planned.placements if (p.sheet, p.back) == (sheet, back)]
    own.sort(key=lambda p: p.box.x0)
    return [None if p.page is None else p.page + 1 for p in own]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 120))
def test_saddle_stitch_is_the_closed_formula(quarter: int) -> None:
    n = 4 * quarter
    planned = plan("saddle", n, A6, HUGE)
    for i in range(quarter):
        assert shown(planned, i, back=False) == [n - 2 * i, 2 * i + 1]
        assert shown(planned, i, back=True) == [2 * i + 2, n - 2 * i - 1]


schemes = st.sampled_from(BOOKS)
counts = st.integers(1, 150)
options = st.builds(
    Options,
    gathering=st.sampled_from([4, 8, 16, 32]),
    nested=st.integers(1, 3),
    grind=st.sampled_from([0.0, 6.0]),
    rtl=st.booleans(),
    duplex=st.sampled_from([None, "long", "short"]),
    bleed=st.sampled_from([0.0, 8.5]),
    creep=st.sampled_from([0.0, 7.0, -7.0]),
)


@settings(deadline=None, max_examples=60)
@given(schemes, counts, options)
def test_every_page_is_placed_and_cells_lie_apart_on_the_sheet(
    scheme: str, pages: int, given_options: Options
) -> None:
    given_options = given_options if scheme in BOUND else replace(given_options, creep=0.0)
    planned = plan(scheme, pages, A6, Size(3000, 5000), given_options)
    placed = [p.page for p in planned.placements if p.page is not None]
    assert sorted(placed) == list(range(pages))
    whole = Box(0, 0, *planned.sheet)
    sides: dict[tuple[int, bool], list[Box]] = {}
    for p in planned.placements:
        assert whole.holds(p.clip, slack=0.01)
        assert p.clip.holds(p.box)
        assert all(not p.clip.overlaps(other) for other in sides.setdefault((p.sheet, p.back), []))
        sides[p.sheet, p.back].append(p.clip)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["saddle", "perfect", "n-up", "cut-and-stack"]), counts, options)
def test_an_odd_page_is_backed_by_its_even_page(
    scheme: str, pages: int, given_options: Options
) -> None:
    given_options = given_options if scheme in BOUND else replace(given_options, creep=0.0)
    planned = plan(scheme, pages, A6, HUGE, given_options)
    width, height = planned.sheet

    def spot(p, back: bool) -> tuple[int, float, float]:
        x, y = (p.box.x0 + p.box.x1) / 2, (p.box.y0 + p.box.y1) / 2
        if back:
            x, y = (width - x, y) if planned.mirrored else (x, height - y)
        return p.sheet, round(x, 1), round(y, 1)

    backs = {spot(p, True): p.page for p in planned.placements if p.back}
    fronts = {spot(p, False): p.page for p in planned.placements if not p.back}
    assert backs.keys() == fronts.keys()
    pairs = [(fronts[at], backs[at]) for at in fronts]
    for pair in pairs:
        if None not in pair and pages % 4 == 0:
            assert abs(pair[0] - pair[1]) == 1
            assert min(pair) % 2 == 0


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 60), st.floats(0.1, 20), st.sampled_from([4, 8, 16]), st.booleans())
def test_creep_grows_to_the_middle_is_zero_outside_and_alike_on_both_sides(
    quarter: int, total: float, gathering: int, rtl: bool
) -> None:
    n = 4 * quarter
    planned = plan("saddle", n, A6, HUGE, Options(creep=total, gathering=gathering, rtl=rtl))
    moved = {p.page: abs(p.shift) for p in planned.placements if p.page is not None}
    assert moved[0] == moved[1] == moved[n - 1] == moved[n - 2] == 0
    first_half = [moved[page] for page in range(n // 2)]
    assert first_half == sorted(first_half)
    assert all(moved[page] == pytest.approx(moved[n - 1 - page]) for page in range(n // 2))
    assert moved[n // 2] == pytest.approx(total)


def test_creep_moves_pages_towards_the_spine() -> None:
    planned = plan("saddle", 8, A6, HUGE, Options(creep=5))
    inner = [p for p in planned.placements if p.sheet == 1]
    middle = planned.sheet.width / 2
    assert all((p.shift > 0) == (p.box.x1 <= middle + 0.01) for p in inner)


def test_right_to_left_binding_mirrors_the_sheet() -> None:
    planned = plan("saddle", 8, A6, HUGE, Options(rtl=True))
    assert shown(planned, 0, back=False) == [1, 8]
    assert shown(planned, 0, back=True) == [7, 2]


def test_blanks_go_before_the_back_cover() -> None:
    planned = plan("saddle", 6, A6, HUGE)
    assert shown(planned, 0, back=False) == [6, 1]
    assert shown(planned, 0, back=True) == [2, None]


def test_blanks_go_where_the_user_says() -> None:
    planned = plan("saddle", 6, A6, HUGE, Options(blanks=2))
    assert shown(planned, 0, back=True) == [2, 5]
    assert shown(planned, 1, back=False) == [4, None]


def test_a_single_page_stays_in_front() -> None:
    assert shown(plan("saddle", 1, A6, HUGE), 0, back=False) == [None, 1]


def test_a_tri_fold_has_its_short_flap_inside() -> None:
    a4 = folders.FOLDERS["tri-fold"]
    width = folders.panel_width(a4, 297 * MM)
    widths = [round(panel / MM, 2) for panel in folders.panels(a4, width)]
    assert widths == [97, 100, 100]
    planned = plan("tri-fold", 6, Size(width, 210 * MM), paper("A4 landscape"))
    assert shown(planned, 0, back=False) == [5, 6, 1]
    assert shown(planned, 0, back=True) == [2, 3, 4]


@pytest.mark.parametrize("name", folders.FOLDERS)
def test_panels_fill_the_flat_width(name: str) -> None:
    folder = folders.FOLDERS[name]
    width = folders.panel_width(folder, 420 * MM)
    assert sum(folders.panels(folder, width)) == pytest.approx(420 * MM)
    assert sorted(folder.outside + folder.inside) == list(range(1, folder.pages + 1))


@pytest.mark.parametrize(
    ("scheme", "pages", "sheet", "given_options", "code"),
    [
        ("sadle", 8, HUGE, Options(), "impose/unknown-scheme"),
        ("saddle", 0, HUGE, Options(), "impose/no-pages"),
        ("saddle", 8, A6, Options(), "impose/sheet-too-small"),
        ("n-up", 8, Size(100, 100), Options(), "impose/sheet-too-small"),
        ("step-and-repeat", 8, Size(100, 100), Options(), "impose/sheet-too-small"),
        ("work-and-turn", 8, A6, Options(gathering=2), "impose/sheet-too-small"),
        ("work-and-tumble", 8, A6, Options(gathering=2), "impose/sheet-too-small"),
        ("saddle", 8, HUGE, Options(gathering=12), "impose/gathering"),
        ("saddle", 8, HUGE, Options(gathering=2), "impose/gathering"),
        ("saddle", 8, HUGE, Options(sides=1), "impose/option"),
        ("perfect", 8, HUGE, Options(nested=0), "impose/option"),
        ("n-up", 8, HUGE, Options(gap=-1), "impose/option"),
        ("n-up", 8, HUGE, Options(creep=1), "impose/option"),
        ("work-and-turn", 8, HUGE, Options(feet=True), "impose/option"),
        ("zine", 9, HUGE, Options(), "impose/too-many-pages"),
        ("tri-fold", 7, HUGE, Options(), "impose/too-many-pages"),
    ],
)
def test_what_cannot_be_is_a_finding(
    scheme: str, pages: int, sheet: Size, given_options: Options, code: str
) -> None:
    with pytest.raises(Problems) as problems:
        plan(scheme, pages, A6, sheet, given_options)
    assert [finding.code for finding in problems.value.findings] == [code]
    assert problems.value.findings[0].hint


def test_ten_thousand_pages_are_planned() -> None:
    planned = plan("saddle", 10_000, A6, HUGE, Options(gathering=16))
    assert len({p.page for p in planned.placements}) == 10_000


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_sheet_is_turned_when_it_fits_only_so(scheme: str) -> None:
    tall = plan(scheme, 4, A6, Size(1300, 3000), Options(gathering=4))
    wide = plan(scheme, 4, A6, Size(3000, 1300), Options(gathering=4))
    assert len(tall.placements) == len(wide.placements)


def test_all_fold_orders_end_at_the_spine() -> None:
    assert all(order == "" or order[-1] == "v" for order in FOLDS.values())
