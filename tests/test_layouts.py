"""Design tokens: what a designer changes in YAML, and what a publication replaces."""

import re
from pathlib import Path

import pytest

from printkit.build.recipe import Order, build
from printkit.compose import layouts, tokens
from printkit.compose.fitting import width
from printkit.compose.grid import column, on_grid, set_in
from printkit.compose.notes import endnotes
from printkit.model.finding import Problems
from printkit.model.layout import Geometry
from printkit.model.palette import Colour
from printkit.model.target import Target
from reading import MM, run

NEWS = "products:\n  news: {layout: newsletter}\n"


def publication(make, extra="", products=NEWS):
    text = (make() / "publication.yaml").read_text("utf-8")
    text = text.split("products:")[0] + products + extra
    return make(**{"publication.yaml": text})


def problems(folder, out):
    with pytest.raises(Problems) as caught:
        build(Order(folder, out, targets=(Target.SCREEN,)))
    return caught.value.findings


@pytest.mark.parametrize(
    ("extra", "what", "hint"),
    [
        ('palette: {acent: {screen: "#112233"}}\n', "colour", "did you mean accent?"),
        ("fonts:\n  txt: [EB Garamond]\n", "font stack", "did you mean text"),
        ("scale: {masthed: 4}\n", "type size", "did you mean masthead?"),
        ("scale: {x: 4}\n", "type size", "known: "),
    ],
)
def test_an_unknown_token_is_named_with_its_line_and_the_nearest_one(
    make, tmp_path, extra, what, hint
):
    [finding] = problems(publication(make, extra), tmp_path / "build")
    assert finding.code == "layout/token"
    assert what in finding.message
    assert finding.hint.startswith(hint)
    lines = (tmp_path / "articles/voices/publication.yaml").read_text("utf-8").splitlines()
    assert re.search(r"acent|txt|masthed|x:", lines[finding.place.line - 1])


def test_a_colour_of_a_name_of_its_own_is_one_for_the_pictures(make, tmp_path):
    folder = publication(make, 'palette: {gold: {screen: "#a98f4d", spot: Gold}}\n')
    build(Order(folder, tmp_path / "build", targets=(Target.SCREEN,)))


def test_a_publication_replaces_faces_sizes_colours_and_grid_without_css(make, tmp_path):
    products = "products:\n  news: {layout: newsletter, grid: {leading: 16pt, columns: 2}}\n"
    extra = "fonts: {text: [EB Garamond]}\nscale: {title: 1.5}\n"
    build(Order(publication(make), tmp_path / "plain", targets=(Target.SCREEN,)))
    build(Order(publication(make, extra, products), tmp_path / "own", targets=(Target.SCREEN,)))
    plain, own = (run("pdffonts", str(tmp_path / n / "news-screen.pdf")) for n in ("plain", "own"))
    assert "SourceSerif4-400" in plain
    assert "SourceSerif4-400" not in own
    assert "EBGaramond-400" in own


def test_a_wrong_measure_of_the_grid_is_named(make, tmp_path):
    products = "products:\n  news: {layout: newsletter, grid: {leding: 12pt}}\n"
    [finding] = problems(publication(make, "", products), tmp_path / "build")
    assert "leding" in finding.message
    assert finding.hint == "did you mean leading?"


def geometry(**values):
    margins = {"top": "10mm", "bottom": "10mm", "inner": "20mm", "outer": "10mm"}
    given = {"trim": "A4", "margins": margins, "text": "10pt", "leading": "13pt"}
    return Geometry.model_validate(given | values)


@pytest.mark.parametrize(("size", "lines"), [(0.8, 1), (1.2, 1), (1.3, 2), (2.4, 2), (5, 4)])
def test_the_leading_of_any_size_is_the_next_multiple_of_the_grid(size, lines):
    assert set_in(size, geometry()) == f"font-size: {size * 10:g}pt; line-height: {lines * 13}pt"


def test_columns_and_gutters_fill_the_type_area():
    three = geometry(columns=3, gutter="6mm")
    assert column(three) == pytest.approx((180 - 12) / 3 * MM)
    assert column(three, 3) == pytest.approx(180 * MM)


def test_a_picture_takes_whole_lines(make):
    folder = make()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"/>'
    (folder / "wide.svg").write_text(svg)
    html = '<img src="square.png" alt=""><img src="wide.svg" alt=""><img src="gone.png" alt="">'
    found = str(on_grid(html, folder, 13, (200, 150), (300, 150)))
    assert re.findall(r"height:([\d.]+)pt", found) == ["156", "78"]
    assert [part.startswith(' class="wide"') for part in found.split("<img")[1:]] == [
        False,
        True,
        False,
    ]
    assert found.endswith('<img src="gone.png" alt="">')


def test_footnotes_become_endnotes_in_order_and_keep_their_inner_spans():
    one = '<span class="footnote">one <span lang="zh">文</span></span>'
    html = f'A{one} b <span class="footnote">two</span>.'
    text, notes = endnotes(html)
    assert text == 'A<sup class="call">1</sup> b <sup class="call">2</sup>.'
    assert notes == ('one <span lang="zh">文</span>', "two")


def test_a_line_is_measured_as_it_is_set():
    from printkit.compose import faces

    ready = faces.ready(["Source Sans 3", "Noto Sans SC"], frozenset("大会"))
    stack = ("Source Sans 3", "Noto Sans SC")
    assert width("大会", stack, ready) == pytest.approx(2)
    assert width("il", stack, ready) < width("MW", stack, ready) < 2
    assert width("", stack, ready) == 0


def test_a_layout_inherits_tokens_and_changes_some():
    found = layouts.find("newsletter", layouts.search_path()).settings
    assert found.palette["ink"].cmyk == (0, 0, 0, 100)
    assert found.fonts["text-han"][0] == "Noto Serif SC"


SHIPPED = [path.parent.name for path in Path(__file__).parents[1].glob("layouts/*/layout.yaml")]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_colours_of_a_layout_can_be_read_on_one_another(name):
    folder = Path(__file__).parents[1] / "articles" / "voices"
    layout = layouts.find(name, layouts.search_path(folder))
    assert tokens.too_near(layout.settings.palette) == []


@pytest.mark.parametrize(
    ("one", "other", "wanted"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one, other, wanted):
    found = tokens.contrast(Colour(screen=one), Colour(screen=other))
    assert found == pytest.approx(wanted, abs=0.01)


def test_a_faint_colour_is_told_at_its_line(make, tmp_path):
    settings = (make() / "publication.yaml").read_text("utf-8")
    faint = settings + 'palette:\n  accent: {screen: "#ff9999", cmyk: [0, 40, 30, 0]}\n'
    folder = make(**{"publication.yaml": faint})
    order = Order(folder, tmp_path / "out", ("booklet",), (Target.SCREEN,))
    found = [one for one in build(order).findings if one.code == "palette/contrast"]
    assert [one.message.split(" has")[0] for one in found] == ["accent on paper", "accent on soft"]
    assert found[0].place.line == len(faint.splitlines())
