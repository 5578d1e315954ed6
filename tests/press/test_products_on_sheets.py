"""Products whose press pages are put on sheets, and covers whose spine must fit the pages."""

import io
import json

import pikepdf
import pypdfium2
import pytest
import verapdf
from PIL import ImageChops

from printkit.build.recipe import Order, build
from printkit.model.finding import Problems
from printkit.model.imposition import Imposition
from printkit.model.measure import MM
from printkit.model.target import Target
from printkit.press import pdfx
from printkit.press.placing import impose_as
from reading import run, text_of

BOOKLET = "booklet: {layout: classic-a5, cover: {design: rings}, stock: coated-115}"
BOUND = "booklet: {layout: classic-a5, cover: {design: rings, %s}, binding: perfect%s}"


@pytest.fixture
def order(make, tmp_path):
    """Return an order of the booklet, its settings written anew."""

    def ordered(product: str) -> Order:
        settings = (make() / "publication.yaml").read_text("utf-8")
        folder = make(**{"publication.yaml": settings.replace(BOOKLET, product)})
        return Order(folder, tmp_path / "build", ("booklet",), (Target.PRESS,))

    return ordered


def with_sheets(words: str) -> str:
    return BOOKLET.removesuffix("}") + f",\n    imposition: {{{words}}}}}"


def _drawings(item):
    resources = (
        item.get("/Resources", {}) if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else {}
    )
    return resources.get("/XObject", {}).keys()


def failing(order: Order):
    with pytest.raises(Problems) as caught:
        build(order)
    return caught.value.findings


def test_the_press_pages_are_put_on_sheets_that_are_a_press_file_too(order, tmp_path):
    built = build(order(with_sheets("sheet: 450mm x 640mm, gathering: 8")))
    assert not built.findings
    names = [output.name for output in built.outputs]
    assert names[:2] == ["booklet-press.pdf", "booklet-sheets-press.pdf"]
    pages, sides = (text_of(tmp_path / "build" / name) for name in names[:2])
    assert len(pages) % 4 == 0
    assert len(sides) == 2 * -(-len(pages) // 8)
    assert "Voices of the Meeting" in sides[0]
    [first] = [n for n, side in enumerate(sides) if "We counted everything twice." in side]
    assert first == (1 if "We counted everything twice." in pages[1] + pages[2] else 0)
    file = tmp_path / "build" / names[1]
    assert "PDF/X-4" in run("pdfinfo", "-meta", str(file))
    run("qpdf", "--check", str(file))
    if not verapdf.missing:
        assert verapdf.broken(file.read_bytes(), "PDF/X-4") == []
    with pikepdf.open(file) as pdf:
        drawings = {str(key) for item in pdf.objects for key in _drawings(item)}
    assert "/P1" in drawings
    assert not [name for name in drawings if "Marks" in name]


@pytest.mark.parametrize(
    ("words", "code", "line", "said"),
    [
        ("sheet: A5", "impose/sheet-too-small", 18, "the sheet is 148 x 210 mm"),
        ("sheet: SRA3, stock: coated-116", "stock/unknown", 18, "coated-116"),
        ("sheet: SRA3, scheme: perfect", "impose/binding", 18, "bound 'saddle'"),
        ("sheet: SRA3, scheme: sadle", "settings/value", 18, "'saddle'"),
        ("sheet: SRA3, creap: 1mm", "settings/unknown-key", 18, "creap"),
    ],
)
def test_what_no_sheet_can_be_made_of_is_told_with_its_line(order, words, code, line, said):
    [finding] = failing(order(with_sheets(words)))
    assert finding.code == code
    assert finding.place.path.endswith("publication.yaml")
    assert finding.place.line == line
    assert said in finding.message


def test_loose_products_are_repeated_over_the_sheet(make, tmp_path):
    settings = (make() / "publication.yaml").read_text("utf-8")
    sheets = settings.replace("articles: [one]}", "articles: [one], imposition: {sheet: SRA3}}")
    build(
        Order(
            make(**{"publication.yaml": sheets}), tmp_path / "build", ("insert",), (Target.PRESS,)
        )
    )
    front, back = text_of(tmp_path / "build" / "insert-sheets-press.pdf")
    assert front.count("The drawer is still there.") == 6
    assert front != back


def test_creep_follows_the_stock_of_the_product(order, tmp_path):
    thick = with_sheets("sheet: SRA3, marks: false").replace("coated-115", "500gsm 3mm")
    build(order(thick))
    pages = (tmp_path / "build" / "booklet-press.pdf").read_bytes()
    out = io.BytesIO()
    impose_as(pdfx.unmarked(pages), Imposition(sheet="SRA3", marks=False), out)
    crept = (tmp_path / "build" / "booklet-sheets-press.pdf").read_bytes()
    (first, last), (first_crept, last_crept) = (pictures(data) for data in (out.getvalue(), crept))
    assert ImageChops.difference(first, first_crept).getbbox() is None
    assert ImageChops.difference(last, last_crept).getbbox() is not None


def pictures(data: bytes):
    with pypdfium2.PdfDocument(data) as pdf:
        return [pdf[n].render(scale=0.5).to_pil() for n in (0, len(pdf) - 1)]


def test_a_cover_made_for_other_pages_fails_and_is_told_the_right_spine(order, tmp_path):
    [finding] = failing(order(BOUND % ("spine: 9mm", ", stock: 300gsm 0.5mm")))
    assert finding.code == "cover/spine"
    assert (finding.place.line, "publication.yaml" in finding.place.path) == (17, True)
    right = finding.hint.split("`")[1].removeprefix("spine: ").removesuffix("mm")
    built = build(order(BOUND % (f"spine: {right}mm", ", stock: 300gsm 0.5mm")))
    [cover] = [output for output in built.outputs if output.part == "cover"]
    pages = len(text_of(tmp_path / "build" / "booklet-press.pdf"))
    assert float(right) == pytest.approx(pages / 2 * 0.5, abs=0.01)
    assert cover.trim.width / MM == pytest.approx(2 * 148 + float(right), abs=0.01)


def test_a_spine_on_a_stapled_product_is_refused(order):
    [finding] = failing(order(BOOKLET.replace("rings", "rings, spine: 3mm")))
    assert finding.code == "cover/spine"
    assert "no spine" in finding.message


def test_folded_sheets_of_a_bound_book_count_for_its_spine(order, tmp_path):
    sheets = "imposition: {sheet: 450mm x 640mm, gathering: 8}"
    built = build(order(BOUND % ("", f", stock: 300gsm 0.5mm, {sheets}")))
    pages = len(text_of(tmp_path / "build" / "booklet-press.pdf"))
    assert pages % 4 == 0
    [cover] = [output for output in built.outputs if output.part == "cover"]
    assert cover.trim.width / MM == pytest.approx(2 * 148 + pages / 2 * 0.5, abs=0.01)
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text())
    assert manifest["outputs"]["booklet-sheets-press.pdf"]["pages"] == 2 * -(-pages // 8)


def test_a_jacket_is_a_press_file_with_folds_and_texts(order, tmp_path):
    words = "jacket: {flap: 60mm, front: Why they came., back: Who they are.}"
    built = build(order(BOUND % (words, ", stock: 300gsm 0.5mm")))
    assert not built.findings
    cover, jacket = (next(o for o in built.outputs if o.part == p) for p in ("cover", "jacket"))
    assert jacket.trim.width / MM == pytest.approx(cover.trim.width / MM + 120, abs=0.01)
    file = tmp_path / "build" / "booklet-jacket-press.pdf"
    assert "PDF/X-4" in run("pdfinfo", "-meta", str(file))
    [text] = text_of(file)
    assert "Why they came." in text
    assert "Who they are." in text
    ticket = json.loads((tmp_path / "build" / "booklet-press.ticket.json").read_text("utf-8"))
    assert [one["name"] for one in ticket["files"]][1:] == [
        "booklet-cover-press.pdf",
        "booklet-jacket-press.pdf",
    ]


def test_a_book_in_boards_has_a_jacket_in_the_place_of_a_cover(order):
    built = build(order(BOUND % ("jacket: {boards: 2mm}", ", stock: 300gsm 0.5mm")))
    assert [output.part for output in built.outputs] == ["", "jacket"]


@pytest.mark.parametrize(
    ("product", "code", "said"),
    [
        (BOOKLET.replace("rings", "rings, jacket: {}"), "cover/jacket", "has no jacket"),
        (BOUND % ("jacket: {flap: 20mm}", ""), "cover/jacket", "does not hold"),
        (BOUND % ("jacket: {flap: 140mm}", ""), "cover/jacket", "does not hold"),
        (BOUND % ("jacket: {front: \"" + "Too long. " * 500 + '"}', ""),
         "text/does-not-fit", "text on the flap"),
        (BOUND % ("spine: 9mm, jacket: {boards: 2mm}", ""), "cover/spine", "9.00 mm"),
    ],
)  # fmt: skip
def test_a_jacket_that_does_not_fit_is_refused_at_its_line(order, product, code, said):
    [finding] = failing(order(product))
    assert (finding.code, finding.place.line) == (code, 17)
    assert said in finding.message


@pytest.mark.parametrize(("hinge", "marks"), [("7mm", 4), ("0mm", 2)])
def test_a_bound_cover_has_marks_at_its_folds_and_hinges(order, tmp_path, hinge, marks):
    build(order(BOUND % (f"hinge: {hinge}", ", stock: 300gsm 0.5mm")))
    with pikepdf.open(tmp_path / "build" / "booklet-cover-press.pdf") as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        [code] = [o.read_bytes() for o in forms if b"[2 1] 0 d" in o.read_bytes()]
    dashed = code.split(b"[2 1] 0 d")[1].split(b"[] 0 d")[0]
    assert dashed.count(b" l") == 2 * marks


STAPLED = BOOKLET.replace("rings", "rings, stock: silk-250")


def test_a_stapled_cover_on_its_own_paper_is_a_file_of_four_pages(order, tmp_path):
    built = build(order(STAPLED))
    assert not built.findings
    assert [output.part for output in built.outputs] == ["", "cover"]
    cover = built.outputs[1]
    assert cover.trim.width / MM == pytest.approx(2 * 148, abs=0.01)
    inside = text_of(tmp_path / "build" / "booklet-press.pdf")
    assert len(inside) % 4 == 0
    assert "Contents" in inside[0]
    assert any("The drawer is still there." in page for page in inside)
    ticket = json.loads((tmp_path / "build" / "booklet-press.ticket.json").read_text("utf-8"))
    assert ticket["cover_stock"] == "silk-250"
    build(order(BOOKLET))
    assert "Contents" not in text_of(tmp_path / "build" / "booklet-press.pdf")[0]


def test_an_office_booklet_shows_the_blank_insides_of_its_cover(order, tmp_path):
    made = order(STAPLED)
    build(Order(made.folder, made.out, made.products, (Target.OFFICE,)))
    outer, inner, *_ = text_of(tmp_path / "build" / "booklet-office.pdf")
    assert "Voices of the Meeting" in outer
    assert not inner.strip()


def test_an_unknown_paper_of_a_cover_is_told_at_its_line(order):
    [finding] = failing(order(BOOKLET.replace("rings", "rings, stock: silk-251")))
    assert (finding.code, finding.place.line) == ("stock/unknown", 17)
