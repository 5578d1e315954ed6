"""Label sheets: their figures, and pages on them read back."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from printkit.cli import run
from printkit.model.finding import Problems, Severity
from printkit.model.measure import MM, Box, Size
from printkit.model.sheets import LabelSheet
from printkit.press.labels import Run, labels
from printkit.sources.sheets import sheet as sheet_of
from printkit.sources.sheets import sheets, sheets_for

SHEETS = sheets()
L7160 = SHEETS["avery-l7160"]
CARDS = SHEETS["avery-c32015"]


def pages(count: int, size: Size, bleed: float = 0) -> bytes:
    """Make pages that say their number in their middle, dark to the edge of their bleed."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size.grown(bleed), invariant=1)
    for page in range(1, count + 1):
        if bleed:
            canvas.setFillGray(0.5)
            canvas.rect(0, 0, *size.grown(bleed), stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(size.width / 2 + bleed, size.height / 2 + bleed - 4, str(page))
        canvas.setTrimBox((bleed, bleed, bleed + size.width, bleed + size.height))
        canvas.setBleedBox((0, 0, *size.grown(bleed)))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def found(data: bytes) -> list[list[tuple[int, float, float]]]:
    """Return for each side the numbers on it and where the middle of each is, as PDFium reads."""
    sides = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text, side = page.get_textpage(), []
            for number in range(text.count_rects()):
                left, low, right, high = text.get_rect(number)
                words = text.get_text_bounded(left, low, right, high)
                side.append((int(words), (left + right) / 2, (low + high) / 2))
            sides.append(side)
    return sides


def label_of(sheet: LabelSheet, x: float, y: float) -> int:
    """Return the label, from 1, that a point lies on."""
    [number] = [
        n
        for n in range(sheet.count)
        if sheet.cell(n).x0 <= x <= sheet.cell(n).x1 and sheet.cell(n).y0 <= y <= sheet.cell(n).y1
    ]
    return number + 1


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_lie_inside_the_paper_and_apart(sheet):
    cells = [sheet.cell(number) for number in range(sheet.count)]
    assert all(Box(0, 0, *sheet.paper).holds(cell, 0.1) for cell in cells)
    for number, cell in enumerate(cells):
        assert not any(cell.overlaps(other, 0.1) for other in cells[number + 1 :])
    assert sheet.name.split("-")[0] in {"avery", "herma"}
    assert sheet.source.startswith("https://")


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_stand_in_the_middle_of_the_paper(sheet):
    first, last = sheet.cell(0), sheet.cell(sheet.count - 1)
    assert first.x0 == pytest.approx(sheet.paper.width - last.x1, abs=0.01)
    assert sheet.paper.height - first.y1 == pytest.approx(last.y0, abs=0.01)


@pytest.mark.parametrize(
    ("name", "left", "top"),
    # Margins as the makers and gLabels print them, in millimetres.
    [
        ("L7160", 7.2, 15.1), ("L7163", 4.65, 15.1), ("L7159", 7.2, 12.9), ("L7165", 4.65, 13.1),
        ("L4785", 17.5, 13.5), ("C32011", 15, 13.5), ("C32015", 17, 31.5), ("L7651", 4.75, 10.7),
        ("3475", 0, 4.5), ("4781", 8, 21.6), ("herma-4667", 7.5, 21.5),
        ("herma-4677", 6.75, 15.15), ("herma-5095", 9, 13.5), ("herma-5090", 9, 11.5),
        ("herma-4111", 18.6, 10.5), ("herma-4680", 8.4, 8.8), ("Herma 4102", 8.4, 8.8),
        ("5160", 4.76, 12.7), ("5163", 3.97, 12.7), ("5395", 17.46, 14.82), ("5371", 19.05, 12.7),
    ],
)  # fmt: skip
def test_margins_are_those_that_the_maker_gives(name, left, top):
    sheet = sheet_of(name)
    assert sheet.cell(0).x0 / MM == pytest.approx(left, abs=0.06)
    assert (sheet.paper.height - sheet.cell(0).y1) / MM == pytest.approx(top, abs=0.06)


@pytest.mark.parametrize("name", ["L7160", "avery-l7160", "Avery L7160", "J8160", "j8160"])
def test_a_sheet_is_known_by_its_names(name):
    assert sheet_of(name) is L7160


def test_an_unknown_sheet_is_named():
    with pytest.raises(Problems) as caught:
        sheet_of("avery-l7161x")
    assert caught.value.findings[0].code == "labels/unknown-sheet"
    assert "avery-l7161" in caught.value.findings[0].hint


def test_no_code_names_two_sheets():
    codes = [code for s in SHEETS.values() for code in (s.name.removeprefix("avery-"), *s.also)]
    assert len(codes) == len(set(codes))


@given(
    count=st.integers(1, 50),
    start=st.integers(1, 21),
    repeat=st.booleans(),
    two_sided=st.booleans(),
)
def test_every_page_is_on_a_label_of_its_own(count, start, repeat, two_sided):
    from printkit.press.labels import _sheets

    order = Run(start, repeat, two_sided)
    sheets = list(_sheets(count, L7160, order))
    assert sheets[0][0][0] == start - 1
    assert all(len({cell for cell, _ in cells}) == len(cells) for cells in sheets)
    seen = [page for cells in sheets for _, page in cells]
    step = 2 if two_sided else 1
    assert sorted(set(seen)) == list(range(0, count, step))
    assert repeat or len(seen) == len(set(seen))


def test_each_page_stands_on_the_label_of_its_number():
    [side] = found(labels(pages(21, L7160.label), L7160)[0])
    assert [(page, label_of(L7160, x, y)) for page, x, y in side] == [(n, n) for n in range(1, 22)]


def test_a_used_sheet_goes_on_at_its_first_free_label():
    first, second = found(labels(pages(20, L7160.label), L7160, Run(start=5))[0])
    assert [(page, label_of(L7160, x, y)) for page, x, y in first] == [
        (n, n + 4) for n in range(1, 18)
    ]
    assert [(page, label_of(L7160, x, y)) for page, x, y in second] == [(18, 1), (19, 2), (20, 3)]


def test_a_page_is_repeated_over_its_own_sheet():
    sides = found(labels(pages(2, L7160.label), L7160, Run(repeat=True))[0])
    assert [[page for page, *_ in side] for side in sides] == [[1] * 21, [2] * 21]


def test_a_back_lies_behind_its_front():
    data, _ = labels(pages(6, CARDS.label), CARDS, Run(two_sided=True))
    front, back = found(data)
    width = CARDS.paper.width
    fronts = {page: (x, y) for page, x, y in front}
    assert {page - 1: (pytest.approx(width - x, abs=1), pytest.approx(y, abs=1))
            for page, x, y in back} == fronts  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_everything_is_moved_by_the_shift_and_backs_by_theirs_too():
    source = pages(2, CARDS.label)
    plain = found(labels(source, CARDS, Run(two_sided=True))[0])
    shift, behind = (1 * MM, -0.5 * MM), (0.5 * MM, 2 * MM)
    moved = found(labels(source, CARDS, Run(two_sided=True, shift=shift, back=behind))[0])
    by = [(b[0][1] - a[0][1], b[0][2] - a[0][2]) for a, b in zip(plain, moved, strict=True)]
    assert by == [
        pytest.approx(shift, abs=0.01),
        pytest.approx((shift[0] + behind[0], shift[1] + behind[1]), abs=0.01),
    ]


def test_bleed_ends_half_way_to_the_next_label():
    bleed = 3 * MM
    data, findings = labels(pages(21, L7160.label, bleed), L7160)
    assert findings == []
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[0].render(scale=4, grayscale=True).to_pil()
    height = L7160.paper.height

    def grey(x, y):
        return image.getpixel((round(x * 4), round((height - y) * 4))) < 200

    first, below = L7160.cell(0), L7160.cell(3)
    assert grey(first.x0 - bleed + 1, first.y1 - 5)  # beyond the outer edge
    assert not grey(first.x0 - bleed - 1, first.y1 - 5)
    assert grey(first.x1 + L7160.gaps.width / 2 - 0.5, first.y1 - 5)
    assert first.y0 == pytest.approx(below.y1)  # no gap: nothing of a label on the next


def findings_of(size, sheet=L7160, **run):
    try:
        return labels(pages(1, size), sheet, Run(**run))[1]
    except Problems as problems:
        return list(problems.findings)


def test_a_page_that_is_too_large_is_an_error_with_the_way_out():
    [finding] = findings_of(SHEETS["avery-l7163"].label)
    assert (finding.code, finding.severity) == ("labels/page-larger", Severity.ERROR)
    assert "--scale" in finding.hint and "avery-l7163" in finding.hint


def test_a_page_that_is_smaller_stands_in_the_middle_and_is_told_of():
    size = Size(40 * MM, 20 * MM)
    [finding] = findings_of(size)
    assert (finding.code, finding.severity) == ("labels/page-smaller", Severity.WARNING)
    [[(_, x, y)]] = found(labels(pages(1, size), L7160)[0])
    cell = L7160.cell(0)
    assert x == pytest.approx((cell.x0 + cell.x1) / 2, abs=1)
    assert y == pytest.approx((cell.y0 + cell.y1) / 2, abs=1)


@pytest.mark.parametrize("size", [Size(200 * MM, 100 * MM), Size(30 * MM, 20 * MM)])
def test_pages_are_scaled_only_when_that_is_asked_for(size):
    [finding] = findings_of(size, scale=True)
    assert (finding.code, finding.severity) == ("labels/scaled", Severity.INFO)
    data, _ = labels(pages(21, size), L7160, Run(scale=True))
    [side] = found(data)
    assert [label_of(L7160, x, y) for _, x, y in side] == list(range(1, 22))


def test_a_page_that_lies_on_its_side_is_turned_when_asked():
    [finding] = findings_of(L7160.label.turned())
    assert "--turn" in finding.hint
    assert findings_of(L7160.label.turned(), turn=True) == []
    [[(_, x, y)]] = found(labels(pages(1, L7160.label.turned()), L7160, Run(turn=True))[0])
    cell = L7160.cell(0)
    assert x == pytest.approx((cell.x0 + cell.x1) / 2, abs=1)
    assert y == pytest.approx((cell.y0 + cell.y1) / 2, abs=1)


def test_a_start_beyond_the_sheet_is_an_error():
    [finding] = findings_of(L7160.label, start=22)
    assert finding.code == "labels/start"


def test_the_outline_shows_every_label_where_it_is_printed():
    shift = (10 * MM, 0.0)
    data, _ = labels(pages(1, L7160.label), L7160, Run(outline=True, shift=shift))
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[0].render(scale=4, grayscale=True).to_pil()
    for number in range(L7160.count):
        cell = L7160.cell(number)
        if cell.x1 + shift[0] < L7160.paper.width:
            x, y = round((cell.x0 + shift[0]) * 4), round((L7160.paper.height - cell.y0) * 4) - 40
            assert min(image.getpixel((x + by, y)) for by in range(-3, 4)) < 200


def test_a_sheet_of_ones_own_is_a_file(tmp_path):
    path = tmp_path / "herma.yaml"
    path.write_text(
        "name: ours\ntitle: Ours\npaper: A4\nlabel: 70mm x 36mm\ncolumns: 3\nrows: 8\n"
        "across: 70mm\ndown: 36mm\ntop: 4.5mm\n"
    )
    ours = sheet_of(str(path))
    assert ours.cell(23).y0 == pytest.approx(4.5 * MM)
    path.write_text(path.read_text().replace("across: 70mm", "across: 60mm"))
    with pytest.raises(Problems) as caught:
        sheet_of(str(path))
    assert "overlap" in caught.value.findings[0].message
    path.write_text(path.read_text().replace("across: 60mm", "across: 80mm"))
    with pytest.raises(Problems) as caught:
        sheet_of(str(path))
    assert "over the edge" in caught.value.findings[0].message


def test_the_sheets_of_a_size_are_found():
    assert [s.name for s in sheets_for(L7160.label)] == ["avery-l7160", "herma-4677"]
    assert len(sheets_for(CARDS.label)) == 2


@pytest.fixture
def badges(tmp_path):
    path = tmp_path / "badges.pdf"
    path.write_bytes(pages(11, SHEETS["avery-l4785"].label))
    return path


def test_the_command_writes_sheets(badges, tmp_path, capsys):
    out = tmp_path / "out.pdf"
    arguments = ["labels", str(badges), "--sheet", "L4785", "--shift", "1mm,-0.5mm", "-o"]
    assert run([*arguments, str(out), "--start", "2"]) == 0
    assert [len(side) for side in found(out.read_bytes())] == [9, 2]
    assert capsys.readouterr().err == ""


def test_the_command_says_what_is_wrong_and_writes_nothing(badges, tmp_path, capsys):
    out = tmp_path / "out.pdf"
    assert run(["labels", str(badges), "--sheet", "L7160", "-o", str(out)]) == 1
    assert "[labels/page-larger]" in capsys.readouterr().err
    assert run(["labels", str(badges), "--sheet", "L4785", "--shift", "1mm", "-o", str(out)]) == 2
    assert not out.exists()


def test_the_command_lists_every_sheet(capsys):
    assert run(["labels", "--list"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in SHEETS)


def test_the_same_pages_give_the_same_bytes():
    source = pages(3, L7160.label)
    order = Run(outline=True)
    assert labels(source, L7160, order) == labels(source, L7160, replace(order))


LENGTHS = st.integers(5, 120)


@given(
    label=st.tuples(LENGTHS, LENGTHS),
    grid=st.tuples(st.integers(1, 6), st.integers(1, 12)),
    gaps=st.tuples(st.integers(-2, 10), st.integers(-2, 10)),
    margins=st.tuples(st.none() | st.integers(0, 30), st.none() | st.integers(0, 30)),
)
def test_a_sheet_is_refused_or_its_labels_are_inside_and_apart(label, grid, gaps, margins):
    data = {
        "name": "any", "title": "Any", "paper": "A4", "label": f"{label[0]}mm x {label[1]}mm",
        "columns": grid[0], "rows": grid[1],
        "across": f"{label[0] + gaps[0]}mm", "down": f"{label[1] + gaps[1]}mm",
    }  # fmt: skip
    given_margins = dict(zip(("left", "top"), margins, strict=True))
    data |= {key: f"{side}mm" for key, side in given_margins.items() if side is not None}
    wide, high = (n * (size + gap) - gap for n, size, gap in zip(grid, label, gaps, strict=True))
    fits = (
        (margins[0] or 0) + wide <= 210 and (margins[1] or 0) + high <= 297
        and not any(gap < 0 and n > 1 for gap, n in zip(gaps, grid, strict=True))
    )  # fmt: skip
    try:
        sheet = LabelSheet.model_validate(data)
    except ValueError:
        assert not fits
        return
    assert fits
    cells = [sheet.cell(number) for number in range(sheet.count)]
    assert all(Box(0, 0, *sheet.paper).holds(cell, 0.1) for cell in cells)
    assert not any(a.overlaps(b, 0.1) for n, a in enumerate(cells) for b in cells[n + 1 :])


def test_the_guide_names_every_sheet():
    guide = (Path(__file__).parents[2] / "docs" / "labels.md").read_text("utf-8")
    for sheet in SHEETS.values():
        assert f"| `{sheet.name}` | {sheet.count} |" in guide
