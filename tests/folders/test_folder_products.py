"""Folders as products: panels laid side by side, read back from the finished files."""

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import ANNA, ONE, TWO
from printkit.build.recipe import Order, build
from printkit.model.finding import Problems, Severity
from printkit.model.folders import (
    FOLDERS,
    Fold,
    creases,
    flat_size,
    page_widths,
    pages_of,
    panel_names,
    panels,
)
from printkit.model.measure import MM, Size
from printkit.model.target import Target
from reading import boxes, run, text_of

TRI = FOLDERS["tri-fold"]


def test_the_panels_of_a4_in_three_are_100_100_and_97_mm():
    widths = [round(width / MM, 3) for width in page_widths(TRI, 100 * MM)]
    assert dict(zip(panel_names(TRI), widths, strict=True)) == {
        "front": 100, "inside-1": 100, "inside-2": 100, "inside-3": 97, "flap": 97, "back": 100,
    }  # fmt: skip
    assert [round(x / MM, 3) for x in creases(TRI, 100 * MM)] == [97, 197]


def test_the_settings_know_every_folder():
    assert set(Fold.__args__) == set(FOLDERS)


@given(st.sampled_from(sorted(FOLDERS)), st.floats(40, 900))
def test_front_and_back_of_every_panel_are_as_wide(name, width):
    folder = FOLDERS[name]
    widths, across = page_widths(folder, width), panels(folder, width)
    for column, (out, into) in enumerate(zip(folder.outside, reversed(folder.inside), strict=True)):
        assert widths[out - 1] == widths[into - 1] == across[column]
    flat = flat_size(folder, Size(width, 300))
    assert flat.width == pytest.approx(sum(widths) / 2)
    assert all(0 < x < flat.width for x in creases(folder, width))


@pytest.mark.parametrize("name", FOLDERS)
def test_every_page_of_a_folder_has_a_name_of_its_own(name):
    names = panel_names(FOLDERS[name])
    assert len(set(names)) == len(names) == FOLDERS[name].pages
    assert names[0] == "front"
    assert len(pages_of(FOLDERS[name], "inside")) == len(FOLDERS[name].short)


SETTINGS = """\
title: Voices of the Meeting
names: {zh-Hans: 大会之声}
date: 2024-09-25
publisher: Example Society
event: {name: The Example Meeting, short: EM 2024, city: Xiamen, theme: Care first}
articles: [one.md, two.md]
products:
  folder: {layout: LAYOUT, articles: [one]OPTIONS}
"""


def publication(make, layout="tri-fold", options="", **files):
    settings = SETTINGS.replace("LAYOUT", layout).replace("OPTIONS", options)
    return make(**{"publication.yaml": settings, **files})


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder, out = tmp_path_factory.mktemp("voices"), tmp_path_factory.mktemp("build")
    settings = SETTINGS.replace("LAYOUT", "tri-fold").replace("OPTIONS", "")
    files = {"publication.yaml": settings, "one.md": ONE, "two.md": TWO, "people/anna.yaml": ANNA}
    Image.new("RGB", (600, 600), "#8a1c2c").save(folder / "square.png")
    (folder / "people").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    done = build(Order(folder, out, strict=True))
    assert {f.code for f in done.findings if not f.code.startswith("typography/")} <= {
        "panel/blank"
    }
    return out


def places(pdf):
    """Return for each page where each piece of text begins, in millimetres from the trim."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            left, *_ = page.get_trimbox()
            text = page.get_textpage()
            rects = (text.get_rect(n) for n in range(text.count_rects()))
            found.append(
                {
                    text.get_text_bounded(*rect).strip(): (
                        (rect[0] - left) / MM,
                        (rect[2] - left) / MM,
                    )
                    for rect in rects
                }
            )
    return found


def where(page, words):
    [place] = [at for said, at in page.items() if words in said]
    return place


def test_the_press_file_is_the_open_sheet(built):
    found = boxes(built / "folder-press.pdf")
    trim, bleed = found["TrimBox"], found["BleedBox"]
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([297, 210], abs=0.02)
    assert [round(t - b) for t, b in zip(trim, bleed, strict=True)] == [3, 3, -3, -3]
    assert "PDF/X-4" in run("pdfinfo", "-meta", str(built / "folder-press.pdf"))
    manifest = json.loads((built / "manifest.json").read_text())["outputs"]
    assert manifest["folder-press.pdf"]["pages"] == 2
    assert manifest["folder-press.pdf"]["trim_mm"] == [297.0, 210.0]


def test_each_panel_lies_where_it_is_read(built):
    outside, inside = places(built / "folder-press.pdf")
    assert 197 < where(outside, "Care first")[0] < 297  # the cover
    assert 0 < where(outside, "This note was written")[0] < 97  # the flap
    assert 97 < where(outside, "She keeps lists")[0] < 197  # the back
    assert 0 < where(inside, "The first voice")[0] < 100


def test_no_text_of_a_side_crosses_a_fold(built):
    for page, folds in zip(
        places(built / "folder-press.pdf"), ((97, 197), (100, 200)), strict=True
    ):
        assert page
        for words, (left, right) in page.items():
            assert not any(left < fold < right for fold in folds), words


def test_the_screen_file_is_read_panel_by_panel(built):
    pages = text_of(built / "folder-screen.pdf")
    assert "Voices of the Meeting" in pages[0]
    assert "The first voice" in pages[1]
    assert "This note was written" in pages[-2]
    assert "She keeps lists" in pages[-1]


def test_the_office_file_is_one_sheet_of_a4_on_both_sides(built):
    path = built / "folder-office.pdf"
    assert boxes(path)["MediaBox"] == pytest.approx([0, 0, 297, 210], abs=0.02)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def plates(path, folder, page):
    """Return the plates that Ghostscript makes of a page."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
               f"-sOutputFile={folder}/p%d.tif", str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return {file.name.split("(")[1].split(")")[0]: file for file in folder.glob(f"p{page}(*).tif")}


def test_folds_and_cut_are_on_a_plate_of_their_own(built, tmp_path):
    found = plates(built / "folder-press.pdf", tmp_path, 2)
    assert set(found) == {"Cyan", "Magenta", "Yellow", "Black", "Dieline"}
    with pikepdf.open(built / "folder-press.pdf") as pdf:
        x0, y0, x1, y1 = map(float, pdf.pages[1].TrimBox)
        height = float(pdf.pages[1].MediaBox[3]) - float(pdf.pages[1].MediaBox[1])
        low, left = float(pdf.pages[1].MediaBox[1]), float(pdf.pages[1].MediaBox[0])
    with Image.open(found["Dieline"]) as image:

        def column(x):
            at = round(x - left)
            return [
                min(image.getpixel((at + n, round(height - (y - low)))) for n in (-1, 0, 1)) < 200
                for y in range(round(y0) + 4, round(y1) - 4)
            ]

        assert all(column(x0)) and all(column(x1))  # cut: solid
        for fold in (100, 200):  # folds of the inside: dashed
            drawn = column(x0 + fold * MM)
            assert 0.4 < sum(drawn) / len(drawn) < 0.95
        assert not any(column(x0 + 97 * MM))


@pytest.mark.parametrize(("page", "folds"), [(1, [97, 197]), (2, [100, 200])])
def test_the_slug_shows_the_folds_of_its_side(built, tmp_path, page, folds):
    found = plates(built / "folder-press.pdf", tmp_path, page)
    with Image.open(found["Black"]) as image, pikepdf.open(built / "folder-press.pdf") as pdf:
        x0, y0, *_ = map(float, pdf.pages[page - 1].TrimBox)
        left, _, _, top = map(float, pdf.pages[page - 1].MediaBox)
        row = round(top - (y0 - 5.2 * MM))

        def marked(at):
            x = round(x0 + at * MM - left)
            near = (image.getpixel((x + n, row + m)) for n in (-1, 0, 1) for m in (-1, 0, 1))
            return min(near) < 250

        assert [at for at in (97, 100, 197, 200) if marked(at)] == folds


def test_the_dieline_overprints_and_knocks_nothing_out(built, tmp_path):
    found = plates(built / "folder-press.pdf", tmp_path, 1)
    # The ground of the cover runs on below the fold at its left.
    with Image.open(found["Cyan"]) as image, pikepdf.open(built / "folder-press.pdf") as pdf:
        x0, y0, *_ = map(float, pdf.pages[0].TrimBox)
        left, _, _, top = map(float, pdf.pages[0].MediaBox)
        at = round(x0 + 197 * MM - left) + 1
        y = round(top - (y0 + 20 * MM))
        assert max(image.getpixel((at, y + n)) for n in range(20)) < 128


def test_a_drawn_cover_takes_the_front_panel(make, tmp_path):
    folder = publication(make, options=", cover: {design: rings}, targets: [press]")
    build(Order(folder, tmp_path / "b", strict=True))
    path = tmp_path / "b" / "folder-press.pdf"
    # Poppler, because PDFium places text of a drawing within a panel as if it stood alone.
    words = re.findall(r'xMin="([0-9.]+)".*>(.*)</word>', run("pdftotext", "-bbox", str(path), "-"))
    [at] = [float(x) / MM for x, word in words if word == "大会之声"]
    edge = boxes(path)["TrimBox"][0] - boxes(path)["MediaBox"][0]
    assert 197 < at - edge < 297
    assert "EM 2024" not in text_of(path)[0]  # stands on the cover of the layout itself


def test_the_dieline_can_be_left_out(make, tmp_path):
    folder = publication(make, options=", dieline: false, targets: [press]")
    build(Order(folder, tmp_path / "b"))
    assert b"Dieline" not in (tmp_path / "b" / "folder-press.pdf").read_bytes()
    with pikepdf.open(tmp_path / "b" / "folder-press.pdf") as pdf:
        assert not any("Dieline" in str(obj) for obj in pdf.objects)


def failing(folder, tmp_path, **order):
    with pytest.raises(Problems) as caught:
        build(Order(folder, tmp_path / "build", targets=(Target.PRESS,), **order))
    assert not (tmp_path / "build").exists()
    return [f for f in caught.value.findings if f.code != "layout/css"]


def article(text):
    return f"---\ntitle: The first voice\nauthors: [anna]\n---\n\n{text}\n"


def test_text_that_overruns_its_panels_is_told_with_its_words(make, tmp_path):
    text = "\n\n".join(f"Paragraph {n} " + "of a text that goes on. " * 12 for n in range(60))
    [finding] = failing(publication(make, **{"one.md": article(text)}), tmp_path)
    assert finding.code == "panel/overrun"
    assert "'inside' needs" in finding.message and "and has 3" in finding.message
    assert "begins “" in finding.message


def test_a_word_that_crosses_a_fold_is_named(make, tmp_path):
    word = "0123456789" * 9  # has no place to be hyphenated at
    found = failing(publication(make, **{"one.md": article(word)}), tmp_path)
    [finding] = [f for f in found if f.code == "panel/text-over-edge"]
    assert "'inside-1' crosses the fold at its right edge" in finding.message
    assert word[:20] in finding.message


def test_text_close_to_a_fold_is_warned_of(make, tmp_path):
    folder = publication(make, layout="mine", options=", targets: [screen]")
    own_layout(folder, '{% call panel("inside") %}<p>Near the fold</p>{% endcall %}')
    style = "@page inside { margin: 20mm 2mm } p { text-align: right }"
    (folder / "layouts" / "mine" / "style.css").write_text(style)
    found = build(Order(folder, tmp_path / "b")).findings
    [finding] = [f for f in found if f.severity is Severity.WARNING]
    assert finding.code == "panel/near-fold"
    assert "'inside-1' stands 2.1 mm from its right fold: “Near the fold”" in finding.message


def own_layout(folder, page):
    own = folder / "layouts" / "mine"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("name: mine\ntitle: Mine\nextends: tri-fold\n")
    body = f'{{% extends "base/page.html" %}}{{% block body %}}{page}{{% endblock %}}'
    (own / "page.html").write_text(body)


@pytest.mark.parametrize(
    ("page", "code", "said"),
    [
        ('{% call panel("cover") %}x{% endcall %}', "template/broken", "no panel 'cover'"),
        (
            '{% call panel("inside") %}x{% endcall %}{% call panel("inside-2") %}y{% endcall %}',
            "template/broken",
            "'inside-2' is filled twice",
        ),
        ('<p>Loose words</p>{% call panel("front") %}x{% endcall %}', "panel/none", "Loose words"),
    ],
)
def test_a_layout_that_misuses_its_panels_is_told(make, tmp_path, page, code, said):
    folder = publication(make, layout="mine")
    own_layout(folder, page)
    [finding] = [f for f in failing(folder, tmp_path) if f.code == code]
    assert said in finding.message


def test_empty_panels_are_blank_and_told(make, tmp_path):
    folder = publication(make, layout="mine")
    own_layout(folder, '{% call panel("back") %}Only the back{% endcall %}')
    done = build(Order(folder, tmp_path / "b"))
    [finding] = done.findings
    assert finding.code == "panel/blank"
    assert "front, inside-1, inside-2, inside-3, flap" in finding.message
    outside, inside = places(tmp_path / "b" / "folder-press.pdf")
    assert 97 < where(outside, "Only the back")[0] < 197
    assert inside == {}


@pytest.mark.parametrize("fold", FOLDERS)
def test_every_fold_lays_its_panels_where_its_creases_are(make, tmp_path, fold):
    folder = publication(make, layout="mine", options=", targets: [press]")
    names = panel_names(FOLDERS[fold])
    own_layout(
        folder,
        "".join(
            f'{{% call panel("{n}") %}}<p style="margin: 20mm">panel {n}.</p>{{% endcall %}}'
            for n in names
        ),
    )
    settings = folder / "layouts" / "mine" / "layout.yaml"
    settings.write_text(f"name: mine\ntitle: Mine\nextends: tri-fold\nfold: {fold}\n")
    assert build(Order(folder, tmp_path / "b", strict=True)).findings == ()
    widths = [w / MM for w in panels(FOLDERS[fold], 100 * MM)]
    sides = (FOLDERS[fold].outside, widths), (FOLDERS[fold].inside, widths[::-1])
    for page, (order, across) in zip(
        places(tmp_path / "b" / "folder-press.pdf"), sides, strict=True
    ):
        at = 0.0
        for number, width in zip(order, across, strict=True):
            assert at < where(page, f"panel {names[number - 1]}.")[0] < at + width
            at += width


def test_the_guide_names_every_fold_and_panel():
    guide = (Path(__file__).parents[2] / "docs" / "folders.md").read_text("utf-8")
    for folder in FOLDERS.values():
        assert f"`{folder.name}`" in guide
        for name in panel_names(folder):
            assert f"`{name}`" in guide or name == "inside-3"


def test_an_article_is_fitted_to_the_panels_of_its_folder(make, tmp_path):
    text = article("\n\n".join("A text that goes on and on. " * 24 for _ in range(9)))
    [finding] = failing(publication(make, **{"one.md": text}), tmp_path)
    assert finding.code == "panel/overrun"
    fitted = publication(make, options=", fit: {max: 6}, targets: [screen]", **{"one.md": text})
    done = build(Order(fitted, tmp_path / "build"))
    assert [f.code for f in done.findings] == ["fit/set"]
