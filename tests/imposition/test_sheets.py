"""Imposed PDFs printed, folded and cut again: the numbers on them come out in order."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from numbered_pdf import A6, Word, numbered, words
from paper_folding import fold, halves, nested, on_its_head, papers
from PIL import Image, ImageChops

from printkit.model.measure import MM, Size, paper
from printkit.press.imposition import Options
from printkit.press.placing import booklet, impose, n_up

ORDERS = {4: "v", 8: "hv", 16: "vhv", 32: "hvhv"}
PRESS = Size(2400, 2400)


def printed(
    scheme: str, pages: int, options: Options | None = None, sheet: Size = PRESS, bleed: float = 9
) -> tuple[list[list[Word]], Size]:
    data, _ = impose(numbered(pages, bleed=bleed), scheme, sheet, options)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x0, y0, x1, y1 = (float(v) for v in pdf.pages[0].MediaBox)
    return words(data), Size(x1 - x0, y1 - y0)


def by_sheet(sides: list[list[Word]]) -> list[tuple[list[Word], list[Word]]]:
    return list(zip(sides[::2], sides[1::2], strict=True))


@pytest.mark.parametrize("per_sheet", [4, 8, 16, 32])
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize("sheet", [Size(2400, 2500), Size(2500, 2400)])
def test_a_saddle_stitched_book_reads_in_order(
    per_sheet: int, rtl: bool, duplex: str, sheet: Size
) -> None:
    options = Options(gathering=per_sheet, rtl=rtl, duplex=duplex, creep=6)
    sides, size = printed("saddle", per_sheet * 2, options, sheet)
    vertical = (duplex == "long") == (size.height > size.width)
    sheets = [
        fold(papers(front, back, size, vertical), ORDERS[per_sheet], spine_left=not rtl)
        for front, back in by_sheet(sides)
    ]
    assert nested(sheets) == list(range(1, 2 * per_sheet + 1))


def test_a_rest_that_does_not_fill_a_sheet_is_folded_smaller() -> None:
    sides, size = printed("saddle", 28, Options(gathering=16))
    sheets = [
        fold(papers(front, back, size, True), order)
        for (front, back), order in zip(by_sheet(sides), ["vhv", "hv", "v"], strict=True)
    ]
    assert nested(sheets) == list(range(1, 29))


@pytest.mark.parametrize(("per_sheet", "together"), [(4, 1), (4, 4), (16, 1), (8, 2)])
def test_gatherings_of_a_perfect_bound_book_collate(per_sheet: int, together: int) -> None:
    pages = per_sheet * together * 3
    options = Options(gathering=per_sheet, nested=together, grind=6)
    sides, size = printed("perfect", pages, options)
    sheets = [
        fold(papers(front, back, size, True), ORDERS[per_sheet]) for front, back in by_sheet(sides)
    ]
    book = [
        page
        for start in range(0, len(sheets), together)
        for page in nested(sheets[start : start + together])
    ]
    assert book == list(range(1, pages + 1))


def reading(word: Word) -> tuple[float, float]:
    return (-round(word.y / 50), word.x)


def test_n_up_leaves_are_cut_in_order() -> None:
    sides, size = printed("n-up", 24, sheet=Size(1000, 1000))
    pages = []
    for front, back in by_sheet(sides):
        cut = papers(sorted(front, key=reading), back, size, True)
        pages += [face for leaf in cut for face in leaf.faces]
    assert pages == list(range(1, 25))


def test_step_and_repeat_fills_a_sheet_with_one_leaf() -> None:
    sides, size = printed("step-and-repeat", 4, sheet=Size(1000, 1000))
    for number, (front, back) in enumerate(by_sheet(sides)):
        leaves = papers(front, back, size, True)
        assert len(leaves) == 6
        assert {leaf.faces for leaf in leaves} == {(2 * number + 1, 2 * number + 2)}


def test_cut_stacks_laid_on_one_another_are_in_order() -> None:
    sides, size = printed("cut-and-stack", 24, sheet=Size(1000, 1000))
    stacks: list[list[int]] = [[] for _ in range(6)]
    for front, back in by_sheet(sides):
        for at, leaf in enumerate(papers(sorted(front, key=reading), back, size, True)):
            stacks[at] += leaf.faces
    assert [page for stack in stacks for page in stack] == list(range(1, 25))


def test_head_to_foot_turns_the_backs() -> None:
    sides, _ = printed("n-up", 4, Options(feet=True), sheet=Size(1000, 1000))
    assert not any(word.turned for word in sides[0])
    assert all(word.turned for word in sides[1])


@pytest.mark.parametrize("per_sheet", [2, 4, 8])
@pytest.mark.parametrize("scheme", ["work-and-turn", "work-and-tumble"])
def test_one_form_printed_on_both_sides_gives_every_book_twice(scheme: str, per_sheet: int) -> None:
    sheet = PRESS if per_sheet > 2 else Size(700, 1000)
    sides, size = printed(scheme, 8, Options(gathering=per_sheet), sheet)
    turn = scheme == "work-and-turn"
    copies: list[list[int]] = [[], []]
    for form in sides:
        for copy, half in enumerate(halves(form, size, vertical_cut=turn)):
            leaves = papers(half, form, size, turn)
            if copy == (1 if turn else 0):
                leaves = [leaf.over("v" if turn else "h", 0) for leaf in leaves]
            if per_sheet == 2:
                copies[copy] += sorted(face for leaf in leaves for face in leaf.faces)
            else:
                copies[copy] += fold(leaves, ORDERS[per_sheet])
    assert copies == [list(range(1, 9))] * 2


def test_come_and_go_gives_two_books_one_on_its_head() -> None:
    sides, size = printed("come-and-go", 16)
    for upper in (False, True):
        sheets = []
        for front, back in by_sheet(sides):
            own = [halves(side, size, vertical_cut=False)[upper] for side in (front, back)]
            if upper:
                own = [on_its_head(side, size) for side in own]
            sheets.append(fold(papers(own[0], own[1], size, True), "v"))
        assert nested(sheets) == list(range(1, 17))


def test_a_zine_slit_in_the_middle_becomes_a_book() -> None:
    (words_found,), size = printed("zine", 8, sheet=paper("A2"), bleed=0)
    above, below = [
        sorted(row, key=lambda w: w.x) for row in reversed(halves(words_found, size, False))
    ]
    assert all(w.turned for w in above)
    assert not any(w.turned for w in below)
    # Folded lengthwise, outer columns are two layers thick; the slit parts the inner ones.
    top, bottom = [w.number for w in above], [w.number for w in below]
    leaves = [
        (bottom[1], bottom[2]),
        (bottom[3], top[3]),
        (top[2], top[1]),
        (top[0], bottom[0]),
    ]
    assert [page for leaf in leaves for page in leaf] == list(range(1, 9))


def test_a_cross_fold_reads_in_order() -> None:
    (front, back), size = printed("cross", 8)
    assert fold(papers(front, back, size, True), "hv") == list(range(1, 9))


def test_a_french_fold_shows_its_four_pages_outside() -> None:
    (front,), size = printed("french", 4)
    blank = [Word(0, size.width - w.x, w.y, w.turned) for w in front]
    stack = fold(papers(front, blank, size, True), "hv")
    assert [page for page in stack if page] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("scheme", "outside", "inside"),
    [
        ("half-fold", [4, 1], [2, 3]),
        ("tri-fold", [5, 6, 1], [2, 3, 4]),
        ("z-fold", [5, 6, 1], [2, 3, 4]),
        ("roll-6", [5, 6, 1], [2, 3, 4]),
        ("roll-8", [6, 7, 8, 1], [2, 3, 4, 5]),
        ("double-parallel", [6, 7, 8, 1], [2, 3, 4, 5]),
        ("gate", [2, 7, 8, 1], [3, 4, 5, 6]),
    ],
)
def test_a_folder_has_its_panels_in_the_order_of_the_trade(
    scheme: str, outside: list[int], inside: list[int]
) -> None:
    (front, back), _ = printed(scheme, len(outside) * 2)
    assert [w.number for w in sorted(front, key=lambda w: w.x)] == outside
    assert [w.number for w in sorted(back, key=lambda w: w.x)] == inside


def test_an_office_booklet_of_six_pages_has_its_blanks_before_the_back() -> None:
    data, _ = booklet(numbered(6), paper("A5"))
    numbers = [[w.number for w in sorted(side, key=lambda w: w.x)] for side in words(data)]
    assert numbers == [[6, 1], [2], [3], [4, 5]]


def raster(data: bytes, page: int = 0) -> Image.Image:
    with pdfium.PdfDocument(data) as pdf:
        return pdf[page].render(scale=1).to_pil().convert("L")


def test_a_folded_picture_is_the_source_page_pixel_by_pixel() -> None:
    trim = Size(288, 432)
    source = numbered(8, trim)
    data, _ = impose(source, "saddle", Size(600, 500), marks=False)
    for side, left, right in [(0, 8, 1), (1, 2, 7), (2, 6, 3), (3, 4, 5)]:
        picture = raster(data, side)
        for x, page in ((12, left), (300, right)):
            cut = picture.crop((x, 34, x + 288, 34 + 432))
            assert ImageChops.difference(cut, raster(source, page - 1)).getextrema()[1] < 3


def test_bleed_is_kept_outside_and_ends_at_the_fold() -> None:
    data, findings = impose(numbered(4, A6, bleed=9), "saddle", paper("A3"), marks=False)
    assert findings == []
    picture = raster(data)
    box = ImageChops.invert(picture).getbbox()
    assert (box[2] - box[0]) == pytest.approx(2 * A6.width + 18, abs=2)
    assert (box[3] - box[1]) == pytest.approx(A6.height + 18, abs=2)


def test_a_sheet_without_room_for_the_bleed_is_said() -> None:
    _, findings = impose(numbered(4, A6, bleed=9), "saddle", paper("A5"))
    assert [finding.code for finding in findings] == ["impose/bleed-cut"]


def test_marks_lie_outside_the_bleed() -> None:
    source = numbered(16, A6, bleed=9, coloured=False)
    options = Options(gathering=8)
    plain = raster(impose(source, "saddle", paper("A2"), options, marks=False)[0])
    marked = raster(impose(source, "saddle", paper("A2"), options)[0])
    changed = ImageChops.difference(plain, marked)
    assert changed.getbbox() is not None
    width, height = plain.size
    inner = (
        round(width / 2 - A6.width - 8),
        round(height / 2 - A6.height - 17),
        round(width / 2 + A6.width + 8),
        round(height / 2 + A6.height + 17),
    )
    assert changed.crop(inner).getbbox() is None


def test_the_same_source_gives_the_same_bytes() -> None:
    source = numbered(8, bleed=9)
    first = impose(source, "perfect", paper("A2"), Options(gathering=4))[0]
    assert first == impose(source, "perfect", paper("A2"), Options(gathering=4))[0]


def test_collation_marks_step_down_the_spine() -> None:
    source = numbered(16, A6, coloured=False)
    plain, marked = (
        impose(source, "perfect", paper("A4"), Options(gathering=4), marks=marks)[0]
        for marks in (False, True)
    )
    tops = []
    for sheet in range(4):
        change = ImageChops.difference(raster(plain, 2 * sheet), raster(marked, 2 * sheet))
        width, height = change.size
        strip = change.crop((width // 2 - 2, height // 2 - 205, width // 2 + 2, height // 2 + 205))
        tops.append(strip.getbbox()[1])
    assert tops == sorted(set(tops))


def test_cards_are_laid_as_many_as_fit() -> None:
    card = Size(85 * MM, 55 * MM)
    data, _ = n_up(numbered(2, card, bleed=3 * MM), paper("SRA3"), repeat=True)
    front, back = words(data)
    assert len(front) == len(back) == 21
    assert {w.number for w in front} == {1}
    assert {w.number for w in back} == {2}
