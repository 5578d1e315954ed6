"""Round trips: pages imposed, printed as pictures, folded and cut, are the pages they were."""

import pytest
from folded_pictures import BLANK, alike, sheet
from PIL import Image
from press_room import LANDSCAPE, PORTRAIT, SQUARE, Press

from printkit.model.measure import Size
from printkit.press.imposition import Options

ORDERS = {4: "v", 8: "hv", 16: "vhv", 32: "hvhv"}


def with_blanks(pages: int, before: int | None = None) -> list[int]:
    """Return pages from 1 up to a multiple of four, blanks before the last or a chosen one."""
    numbers = list(range(1, pages + 1))
    at = max(pages - 1, 1) if before is None else before
    return numbers[:at] + [BLANK] * (-pages % 4) + numbers[at:]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("duplex", [None, "long", "short"])
@pytest.mark.parametrize("per_sheet", [4, 8, 16, 32])
@pytest.mark.parametrize("trim", [PORTRAIT, LANDSCAPE, SQUARE])
def test_a_stitched_book_is_its_pages(per_sheet: int, duplex, rtl: bool, trim: Size) -> None:
    options = Options(gathering=per_sheet, duplex=duplex, rtl=rtl)
    press = Press("saddle", 2 * per_sheet, options, trim=trim)
    found = press.book(press.sheets(), [ORDERS[per_sheet]] * 2)
    assert press.same(found, range(1, 2 * per_sheet + 1))


@pytest.mark.parametrize(
    ("pages", "per_sheet", "orders"),
    [
        (1, 4, ["v"]),
        (3, 4, ["v"]),
        (5, 8, ["hv"]),
        (6, 4, ["v", "v"]),
        (18, 16, ["vhv", "v"]),
        (26, 16, ["vhv", "hv", "v"]),
        (29, 32, ["hvhv"]),
    ],
)
def test_a_book_with_blanks_is_its_pages(pages: int, per_sheet: int, orders: list[str]) -> None:
    press = Press("saddle", pages, Options(gathering=per_sheet))
    assert press.same(press.book(press.sheets(), orders), with_blanks(pages))


@pytest.mark.parametrize("before", [0, 1, 4, 99])
def test_blanks_are_where_the_user_says(before: int) -> None:
    press = Press("saddle", 5, Options(blanks=before))
    wanted = with_blanks(5, before=min(before, 5))
    assert press.same(press.book(press.sheets(), ["v", "v"]), wanted)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("creep", [3, -3])
@pytest.mark.parametrize("per_sheet", [4, 8, 16])
def test_pages_creep_to_or_from_the_spine(per_sheet: int, creep: int, rtl: bool) -> None:
    press = Press("saddle", 16, Options(gathering=per_sheet, creep=creep, rtl=rtl))
    found = press.book(press.sheets(), [ORDERS[per_sheet]] * (16 // per_sheet))
    assert press.same(found, range(1, 17), step=creep // 3)
    assert not press.same(found, range(1, 17))


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("per_sheet", "together"), [(4, 1), (4, 4), (8, 2), (16, 1), (32, 1)])
def test_a_bound_book_is_its_pages(per_sheet: int, together: int, rtl: bool) -> None:
    pages = per_sheet * together * 2
    options = Options(gathering=per_sheet, nested=together, grind=4, rtl=rtl)
    press = Press("perfect", pages, options)
    sheets, found = press.sheets(), []
    for start in range(0, len(sheets), together):
        found += press.book(sheets[start : start + together], [ORDERS[per_sheet]] * together)
    assert press.same(found, range(1, pages + 1))


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("per_sheet", [4, 8, 16, 32])
def test_come_and_go_cut_apart_gives_two_books(per_sheet: int, rtl: bool) -> None:
    options = Options(gathering=per_sheet, rtl=rtl, creep=per_sheet // 2 - 1)
    press = Press("come-and-go", 2 * per_sheet, options, room=Size(800, 1200))
    order = ORDERS[per_sheet]
    cut = [press.halves(paper, order, "h") for paper in press.sheets()]
    for copy in ([lower for lower, _ in cut], [upper.on_its_head() for _, upper in cut]):
        found = press.book(copy, [order] * 2)
        assert press.same(found, range(1, 2 * per_sheet + 1), step=1)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("per_sheet", [4, 8, 16])
@pytest.mark.parametrize("scheme", ["work-and-turn", "work-and-tumble"])
def test_one_form_gives_two_copies(scheme: str, per_sheet: int, rtl: bool) -> None:
    press = Press(scheme, per_sheet, Options(gathering=per_sheet, rtl=rtl))
    turn, order = scheme == "work-and-turn", ORDERS[per_sheet]
    (form,) = press.sides
    first, second = press.halves(sheet(form, form, turn), order, "v" if turn else "h")
    copies = (first, second.over(turn)) if turn else (first.over(turn), second)
    for copy in copies:
        assert press.same(press.book([copy], [order]), range(1, per_sheet + 1))


def cells(press: Press, columns: int, rows: int) -> list[tuple[int, int, int, int]]:
    """Return the cells of loose leaves with their bleed, row by row from the top."""
    width, height, bleed = *(int(side) for side in press.art.trim), press.art.bleed
    x0 = press.middle[0] - (columns * width + (columns - 1) * press.cut) // 2 - bleed
    y0 = press.middle[1] - (rows * height + (rows - 1) * press.cut) // 2 - bleed
    return [
        (x, y, x + width + 2 * bleed, y + height + 2 * bleed)
        for y in range(y0, y0 + rows * (height + press.cut), height + press.cut)
        for x in range(x0, x0 + columns * (width + press.cut), width + press.cut)
    ]


def is_page(found: Image.Image, press: Press, number: int) -> bool:
    """Tell whether a picture is a page with the bleed around it."""
    return alike(found, press.art.page(number, 0, (press.art.bleed,) * 4))


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("scheme", ["n-up", "cut-and-stack", "step-and-repeat"])
def test_leaves_cut_and_piled_are_their_pages(scheme: str, rtl: bool, duplex) -> None:
    room = Size(240, 230)  # three columns, two rows
    press = Press(scheme, 36, Options(duplex=duplex, rtl=rtl), room=room)
    papers = press.sheets()
    places = cells(press, 3, 2)
    if rtl:
        places = [places[at] for at in (2, 1, 0, 5, 4, 3)]
    cut = [[paper.cut(place).faces for place in places] for paper in papers]
    if scheme == "n-up":
        leaves = [leaf for sheet in cut for leaf in sheet]
    elif scheme == "cut-and-stack":
        leaves = [sheet[at] for at in range(6) for sheet in cut]
    else:
        leaves = [leaf for sheet in cut for leaf in sheet]
        assert len(papers) == 18
    numbers = range(18) if scheme != "step-and-repeat" else [n for n in range(18) for _ in range(6)]
    for (front, back), leaf in zip(leaves, numbers, strict=True):
        assert is_page(front, press, 2 * leaf + 1)
        assert is_page(back, press, 2 * leaf + 2)


def test_leaves_printed_on_one_side_are_their_pages() -> None:
    press = Press("n-up", 8, Options(sides=1), room=Size(240, 230))
    places = cells(press, 3, 2)
    found = [side.crop(place) for side in press.sides for place in places]
    assert all(is_page(found[at], press, at + 1) for at in range(8))


def test_a_leaf_turned_head_to_foot_is_read_by_flipping_it_upwards() -> None:
    press = Press("n-up", 12, Options(feet=True), room=Size(240, 230))
    for at, place in enumerate(cells(press, 3, 2)):
        leaf = press.sheets()[0].cut(place)
        assert is_page(leaf.upper, press, 2 * at + 1)
        assert is_page(leaf.over(upright=False).upper, press, 2 * at + 2)


@pytest.mark.parametrize("rtl", [False, True])
def test_a_zine_slit_and_pushed_together_is_its_pages(rtl: bool) -> None:
    press = Press("zine", 8, Options(rtl=rtl), bleed=0)
    (paper,) = (sheet(side, None) for side in press.sides)
    upper, lower = cells(press, 4, 2)[:4], cells(press, 4, 2)[4:]
    if rtl:
        upper, lower = upper[::-1], lower[::-1]
    above = [paper.cut(area).on_its_head().upper for area in upper]
    below = [paper.cut(area).upper for area in lower]
    read_so = [*below[1:4], *above[3::-1], below[0]]
    assert all(is_page(found, press, at + 1) for at, found in enumerate(read_so))


@pytest.mark.parametrize("trim", [PORTRAIT, LANDSCAPE])
def test_a_cross_fold_is_its_pages(trim: Size) -> None:
    press = Press("cross", 8, Options(gap=0), trim=trim, bleed=0)
    assert press.same(press.book(press.sheets(), ["hv"]), range(1, 9))


def test_a_french_fold_shows_its_pages_and_hides_its_back() -> None:
    press = Press("french", 4, Options(gap=0), bleed=0)
    paper = sheet(press.sides[0], None)
    found = press.book([paper], ["hv"])
    assert press.same(found, [1, BLANK, BLANK, 2, 3, BLANK, BLANK, 4])
