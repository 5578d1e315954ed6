import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from printkit.build import files
from printkit.build.inspect import profile
from printkit.build.recipe import Order, build
from printkit.cli import run as cli
from printkit.model.finding import Problems
from printkit.model.target import Target
from printkit.sources.printers import printer, printers
from printkit.sources.publication import read
from reading import boxes, run, text_of


@pytest.fixture
def built(make, tmp_path):
    out = tmp_path / "build"
    build(Order(make(), out))
    return out


def test_a_family_is_built_for_screen_office_and_press(built):
    products = ("booklet", "insert")
    files = [f"{product}-{target}.pdf" for product in products for target in Target]
    tickets = [f"{product}-press.ticket.{end}" for product in products for end in ("json", "pdf")]
    assert sorted(path.name for path in built.iterdir()) == sorted(
        [*files, *tickets, "ledger.json", "manifest.json"]
    )


def test_the_screen_booklet_reads_in_order(built):
    pages = text_of(built / "booklet-screen.pdf")
    assert "Voices of the Meeting" in pages[0]
    assert "大会之声" in pages[0]
    assert "The first voice" in pages[1]
    assert "Contents" in pages[1]
    whole = " ".join(pages)
    for words in (
        "This note was written for the meeting.", "We counted everything twice.",
        "The drawer is still there.", "A square of colour", "Drawn for this test",
        "Dr. Anna Placeholder", "Chair", "Programme Committee", "She keeps lists.",
        "患者至上，共享未来。", "25–29 September 2024", "Care first",
    ):  # fmt: skip
        assert words in whole


def test_a_cross_reference_carries_the_page_it_leads_to(built):
    pages = text_of(built / "booklet-screen.pdf")
    [there] = [n for n, page in enumerate(pages, 1) if "languages meet here" in page]
    assert f"the second voice (page\xa0{there})" in " ".join(pages).replace("page ", "page\xa0")


def test_press_pages_have_true_boxes(built):
    found = boxes(built / "insert-press.pdf")
    trim, bleed = found["TrimBox"], found["BleedBox"]
    assert trim[2] - trim[0] == pytest.approx(99, abs=0.02)
    assert trim[3] - trim[1] == pytest.approx(210, abs=0.02)
    assert [round(t - b) for t, b in zip(trim, bleed, strict=True)] == [3, 3, -3, -3]


def test_screen_pages_end_at_the_trim(built):
    found = boxes(built / "booklet-screen.pdf")
    assert found["MediaBox"] == found["TrimBox"] == pytest.approx([0, 0, 148, 210], abs=0.02)


def test_the_saddle_stitched_press_file_has_a_multiple_of_four_pages(built):
    assert len(text_of(built / "booklet-press.pdf")) % 4 == 0


def test_every_font_is_embedded(built):
    for path in built.glob("*.pdf"):
        rows = run("pdffonts", str(path)).splitlines()[2:]
        assert rows
        assert all(row.split()[-5] == "yes" for row in rows), rows


def test_the_manifest_names_every_file_and_input(built):
    manifest = json.loads((built / "manifest.json").read_text())
    assert {*manifest["outputs"], "manifest.json", "ledger.json"} == {
        path.name for path in built.iterdir()
    }
    assert manifest["outputs"]["insert-press.pdf"]["trim_mm"] == [99.0, 210.0]
    assert "people/anna.yaml" in manifest["inputs"]["voices"]


def test_two_processes_with_other_hash_seeds_give_the_same_bytes(make, tmp_path):
    folder, results = make(), []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "printkit", "build", str(folder), "--out", str(out)]
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, env=env)
        results.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert results[0] == results[1]


def failing(folder, out, **order):
    with pytest.raises(Problems) as caught:
        build(Order(folder, out, **order))
    return caught.value.findings


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"two.md": "---\ntitle: T\n---\n\nGeorgian ქ here.\n"}, "glyph/missing"),
        ({"two.md": "---\ntitle: T\n---\n\n" + "<div>\n" * 400}, "layout/too-deep"),
        ({"one.md": "---\ntitle: " + "Long title " * 30 + "\n---\n\nText.\n"}, None),
    ],
)
def test_what_cannot_be_set_fails_the_build_and_keeps_the_last_files(make, tmp_path, files, code):
    out = tmp_path / "build"
    build(Order(make(), out, ("insert",), (Target.SCREEN,)))
    before = (out / "insert-screen.pdf").read_bytes()
    if code is None:
        build(Order(make(**files), out, ("insert",), (Target.SCREEN,)))
        return
    [finding] = failing(make(**files), out)
    assert finding.code == code
    assert code != "glyph/missing" or finding.place.line == 5
    assert (out / "insert-screen.pdf").read_bytes() == before


def test_a_title_that_fits_no_cover_is_an_error(make, tmp_path):
    settings = (make() / "publication.yaml").read_text("utf-8")
    long = settings.replace("title: Voices of the Meeting", "title: " + "Overlong words " * 150)
    found = failing(make(**{"publication.yaml": long}), tmp_path / "build")
    assert found[0].code == "text/does-not-fit"


def test_a_template_error_shows_file_line_and_source(make, tmp_path):
    folder = make()
    own = folder / "layouts" / "mine"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("name: mine\ntitle: Mine\nextends: classic-a5\n")
    (own / "page.html").write_text("<p>fine</p>\n<p>{{ publication.titel }}</p>\n")
    settings = (folder / "publication.yaml").read_text("utf-8")
    (folder / "publication.yaml").write_text(settings.replace("classic-a5", "mine"), "utf-8")
    [finding] = failing(folder, tmp_path / "build")
    assert finding.code == "template/broken"
    assert (finding.place.path, finding.place.line) == (str(own / "page.html"), 2)
    assert "titel" in finding.message
    assert finding.hint == "in: <p>{{ publication.titel }}</p>"


def test_an_unknown_product_layout_and_option_are_named(make, tmp_path):
    folder, out = make(), tmp_path / "build"
    assert failing(folder, out, products=("bookled",))[0].hint == "did you mean booklet?"
    settings = (folder / "publication.yaml").read_text("utf-8")
    wrong = settings.replace("layout: insert,", "layout: insert, options: {dropcp: true},")
    (folder / "publication.yaml").write_text(wrong, "utf-8")
    found = failing(folder, out, products=("insert",))
    assert (found[0].code, found[0].hint) == ("layout/option", "did you mean dropcap?")


def test_a_full_disk_leaves_the_last_good_files(make, tmp_path, monkeypatch):
    folder, out = make(), tmp_path / "build"
    build(Order(folder, out, ("insert",), (Target.SCREEN,)))
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Path, "write_bytes", full)
    [finding] = failing(folder, out, products=("insert",), targets=(Target.SCREEN,))
    monkeypatch.undo()
    assert finding.code == "output/full"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_person_with_forty_roles_is_set_whole(make, tmp_path):
    roles = "".join(f"  - Role number {n} | Body {n}\n" for n in range(40))
    folder = make(**{"people/anna.yaml": f"name: Anna Placeholder\nroles:\n{roles}"})
    build(Order(folder, tmp_path / "build", ("insert",), (Target.SCREEN,)))
    text = " ".join(text_of(tmp_path / "build" / "insert-screen.pdf"))
    assert all(f"Role number {n}, Body {n}" in text for n in range(40))


def test_an_article_of_one_word_and_one_of_many_are_set(make, tmp_path):
    words = " ".join(f"word{n}" for n in range(3000))
    one, two = ("---\ntitle: T\n---\n\n" + text for text in ("One.\n", words))
    folder = make(**{"one.md": one, "two.md": two})
    build(Order(folder, tmp_path / "build", ("booklet",), (Target.SCREEN,)))
    text = " ".join(text_of(tmp_path / "build" / "booklet-screen.pdf")).replace(" ", "")
    assert [n for n in range(1, 3000) if f"word{n}" not in text] == []


def test_a_font_family_that_is_not_there_is_named(make, tmp_path):
    settings = (make() / "publication.yaml").read_text("utf-8") + "fonts: {text: [EB Garamand]}\n"
    folder = make(**{"publication.yaml": settings})
    [finding] = failing(folder, tmp_path / "build", products=("insert",))
    assert (finding.code, finding.hint) == ("font/unknown", "did you mean EB Garamond?")


def test_the_date_of_the_files_can_be_given(make, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "UTC")
    build(Order(make(), tmp_path / "build", ("insert",), (Target.PRESS,)))
    info = run("pdfinfo", "-isodates", str(tmp_path / "build" / "insert-press.pdf"))
    assert "2023-11-14T22:13:20Z" in info


def test_a_second_publication_in_one_process_is_drawn_with_its_own_glyphs(make, tmp_path):
    order = {"products": ("insert",), "targets": (Target.PRESS,)}
    build(Order(make(), tmp_path / "build", **order))
    person = (make() / "people" / "anna.yaml").read_text("utf-8").replace("安娜", "文样登记")
    built = build(Order(make(**{"people/anna.yaml": person}), tmp_path / "build", **order))
    assert not built.findings


def test_a_file_is_judged_by_the_figures_of_a_printer(make, tmp_path, capsys):
    build(Order(make(), tmp_path / "build", ("insert",), (Target.PRESS,)))
    shop = tmp_path / "shop.yaml"
    shipped = (Path(printers()["coated-fogra39"])).read_text("utf-8")
    shop.write_text(shipped.replace("bleed: 3mm", "bleed: 5mm"), "utf-8")
    file = str(tmp_path / "build" / "insert-press.pdf")
    assert cli(["preflight", file, "--printer", "coated-fogra39"]) == 0
    assert cli(["preflight", file, "--printer", str(shop)]) == 1
    assert "[bleed/" in capsys.readouterr().out


def test_the_rules_of_the_house_are_picked_up_from_the_publication(make):
    settings = (make() / "publication.yaml").read_text("utf-8") + "house: house.yaml\n"
    rules = "limits:\n  ink_limit: {to: 260, reason: our paper dries slowly}\n"
    folder = make(**{"publication.yaml": settings, "house.yaml": rules})
    publication, _ = read(folder)
    judged_by = profile(printer("coated-fogra39"), 4, publication)
    assert (judged_by.ink_limit, judged_by.multiple) == (260, 4)
    (folder / "house.yaml").write_text("limits:\n  ink_limit: {to: 260}\n", "utf-8")
    with pytest.raises(Problems, match=r"house.yaml:2:3: error: .*reason"):
        build(Order(folder))
