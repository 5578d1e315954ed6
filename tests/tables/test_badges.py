"""Badges: a card for each person, with the name as large as it fits."""

import pypdfium2
import pytest
import zxingcpp

from printkit.build.recipe import Order, build
from printkit.compose.layouts import find, search_path
from printkit.compose.page import edition
from printkit.model.finding import Problems
from printkit.model.target import Target
from printkit.sources.publication import read
from reading import boxes, text_of

BOOK = """\
title: The Example Meeting
date: 2024-09-25
event: {name: The Example Meeting, start: 2024-09-25, end: 2024-09-27, city: Bergen}
articles: []
products:
  badge: {layout: badge, size: SIZE, OPTIONS}
"""
ZHANG = """\
name: San Zhang
names: {zh-Hans: 张三}
family: Zhang
number: "0042"
category: Speaker
affiliations: [样本医科大学附属第一医院]
country: 中国
"""


@pytest.fixture
def badges(make, tmp_path):
    """Build badges; return the output folder."""

    def run(size="A6", options="options: {faces: 1}", targets=(Target.SCREEN,), **people):
        text = BOOK.replace("SIZE", size).replace("OPTIONS", options)
        files = {f"people/{name}.yaml": data for name, data in people.items()}
        folder = make(**{"publication.yaml": text, "people/zhang.yaml": ZHANG, **files})
        built = build(Order(folder, tmp_path / "build", targets=targets))
        assert not built.findings
        return tmp_path / "build"

    return run


def sizes_of(path, page=0):
    """Return the size of the type of each line of a page, in points, by its words."""
    with pypdfium2.PdfDocument(path) as document:
        objects = list(document[page].get_objects(max_depth=3))
        texts = [o for o in objects if o.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
        return max(text.get_font_size() * abs(text.get_matrix().d) for text in texts)


def test_each_person_has_a_card_in_the_order_of_family_names(badges):
    out = badges(anna="name: Anna Placeholder\n", aaron="name: Aaron Zzyzx\n")
    pages = text_of(out / "badge-screen.pdf")
    firsts = [next(n for n in ("Anna", "Zhang", "Aaron") if n in page) for page in pages]
    assert firsts == ["Anna", "Zhang", "Aaron"]
    assert "张三" in pages[1] and "样本医科大学附属第一医院" in pages[1] and "Speaker" in pages[1]


def test_both_faces_say_the_same(badges):
    pages = text_of(badges(options="") / "badge-screen.pdf")
    assert len(pages) == 4
    assert pages[0] == pages[1] and pages[2] == pages[3]


def test_the_code_says_the_number(badges):
    out = badges(anna="name: Anna\nnumber: '0007'\n")
    with pypdfium2.PdfDocument(out / "badge-screen.pdf") as document:
        codes = [zxingcpp.read_barcodes(page.render(scale=3).to_pil()) for page in document]
    assert [code.text for found in codes for code in found] == ["0007", "0042"]


def test_a_contact_code_escapes_its_signs(badges):
    out = badges(
        options="options: {faces: 1, code: contact}",
        zhang='name: "Zhang; San"\nemail: san@example.org\naffiliations: ["A & B: C"]\n',
    )
    with pypdfium2.PdfDocument(out / "badge-screen.pdf") as document:
        found = [
            c for page in document for c in zxingcpp.read_barcodes(page.render(scale=4).to_pil())
        ]
    assert found[-1].text == r"MECARD:N:Zhang\; San;ORG:A & B\: C;EMAIL:san@example.org;;"


@pytest.mark.parametrize("size", ["A6", "card", "A7"])
def test_a_short_name_is_larger_than_a_long_one_and_every_name_stays_on_its_card(badges, size):
    long = "name: Maximiliane-Friederike von Beispielhausen-Musterstätten\n"
    out = badges(size, "options: {faces: 1}", tuple(Target), zhang="name: O\n", anna=long)
    pages = text_of(out / "badge-screen.pdf")
    assert len(pages) == 2
    assert "Beispielhausen-Musterstätten" in pages[0]
    assert sizes_of(out / "badge-screen.pdf", 1) > 1.3 * sizes_of(out / "badge-screen.pdf", 0)


def test_a_card_that_is_too_full_is_named_by_its_person(badges):
    crowded = f"name: Anna Placeholder\naffiliations: ['{'Ward ' * 90}']\n"
    with pytest.raises(Problems) as caught:
        badges("card", anna=crowded)
    (finding,) = caught.value.findings
    assert finding.code == "card/overset"
    assert finding.place.path.endswith("people/anna.yaml")


def test_cards_lie_on_office_sheets_one_after_the_other(badges):
    people = {f"p{n}": f"name: Person {n}\n" for n in range(5)}
    out = badges("card", targets=(Target.OFFICE,), **people)
    (page,) = text_of(out / "badge-office.pdf")
    assert all(page.count(f"Person {n}") == 1 for n in range(5))


def test_the_press_file_has_a_page_for_each_face(badges):
    out = badges(options="", targets=(Target.PRESS,))
    assert len(text_of(out / "badge-press.pdf")) == 4
    assert (
        boxes(out / "badge-press.pdf")["TrimBox"][2:]
        != boxes(out / "badge-press.pdf")["MediaBox"][2:]
    )


def cards(make, options):
    text = BOOK.replace("SIZE", "A6").replace("OPTIONS", options)
    folder = make(**{"publication.yaml": text, "people/zhang.yaml": ZHANG})
    publication, _ = read(folder)
    layout = find("badge", search_path(folder))
    return [name for name, _ in edition(publication, "badge", layout, 0).cards]


def test_people_are_chosen_by_name_or_category(make):
    assert cards(make, "") == ["anna", "zhang"]
    assert cards(make, "people: [zhang, anna]") == ["zhang", "anna"]
    assert cards(make, "categories: [Speaker]") == ["zhang"]


def test_a_product_for_nobody_is_refused(make):
    with pytest.raises(Problems) as caught:
        cards(make, "categories: [Faculty]")
    assert caught.value.findings[0].code == "product/no-people"


def test_a_person_who_is_not_there_is_named(make):
    with pytest.raises(Problems) as caught:
        cards(make, "people: [zhagn]")
    (finding,) = caught.value.findings
    assert finding.code == "person/missing" and "zhang" in finding.hint


def test_a_certificate_is_made_for_each_person_of_a_category(make, tmp_path):
    product = (
        "layout: certificate, repeat: people, categories: [Speaker], "
        "options: {text: has spoken, signed_by: anna}"
    )
    text = BOOK.replace("layout: badge, size: SIZE, OPTIONS", product)
    bo = "name: Bo Example\ncategory: Speaker\n"
    folder = make(**{"publication.yaml": text, "people/zhang.yaml": ZHANG, "people/bo.yaml": bo})
    build(Order(folder, tmp_path / "build", targets=(Target.SCREEN,)))
    first, second = text_of(tmp_path / "build" / "badge-screen.pdf")
    assert "Bo Example" in first and "has spoken" in first
    assert "San Zhang 张三" in second


def test_a_long_list_is_set_in_parts_and_a_card_in_a_later_one_is_named(badges):
    options = "options: {faces: 1, code: none}"
    many = {f"p{n:03}": f"name: Person {n:03}\n" for n in range(120)}
    pages = text_of(badges("card", options, anna=None, **many) / "badge-screen.pdf")
    assert [page.split("Person ")[1][:3] for page in pages[:120]] == [f"{n:03}" for n in range(120)]
    many["p110"] += f"affiliations: ['{'Ward ' * 90}']\n"
    with pytest.raises(Problems) as caught:
        badges("card", options, **many)
    (finding,) = caught.value.findings
    assert finding.place.path.endswith("people/p110.yaml")
