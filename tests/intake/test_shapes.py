"""Shapes of notes and bios as organisers get them: each one letter, read as a whole."""

from datetime import date

import pytest

from printkit.model.publication import Person
from printkit.sources.intake import text
from printkit.sources.intake.draft import draft
from printkit.sources.intake.writer import files
from printkit.sources.settings import parse

BODY = "We began with two rooms and a kettle, and it was enough for the first year of the work."

NOTES = [
    ("en", "Editor's Note: The \"Example Congress\" will be held in Bergen on May 6-8, 2021.",
     ("Example Congress", date(2021, 5, 6), date(2021, 5, 8), "Bergen")),
    ("en", "EDITORIAL NOTE\n\nFrom 30 May to 2 June 2021 the “Sample Forum” meets in Oslo.",
     ("Sample Forum", date(2021, 5, 30), date(2021, 6, 2), "Oslo")),
    ("en", "From the Editors. The “Trial Summit” took place in New York on 6 May 2021.",
     ("Trial Summit", date(2021, 5, 6), date(2021, 5, 6), "New York")),
    ("en", "[Editor’s note] “Test Symposium”, June 1st to 3rd, 2021, held in Turin.",
     ("Test Symposium", date(2021, 6, 1), date(2021, 6, 3), "Turin")),
    ("zh", "编者按：2021年5月6日至8日，“样例大会”在厦门隆重召开。",
     ("样例大会", date(2021, 5, 6), date(2021, 5, 8), "厦门")),
    ("zh", "【编者按】2021年5月30日至6月2日，《样例论坛》于北京市举行。",
     ("样例论坛", date(2021, 5, 30), date(2021, 6, 2), "北京")),
    ("zh", "编者的话\n\n“样例年会”将于2021年5月6日在上海开幕。",
     ("样例年会", date(2021, 5, 6), date(2021, 5, 6), "上海")),
    ("fr", "Note de la rédaction : le « Congrès Exemple » se tiendra à Lyon du 6 au 8 mai 2021.",
     ("Congrès Exemple", date(2021, 5, 6), date(2021, 5, 8), "Lyon")),
    ("fr", "N.D.L.R. : le « Colloque Modèle », du 30 mai au 2 juin 2021, a lieu à Nice.",
     ("Colloque Modèle", date(2021, 5, 30), date(2021, 6, 2), "Nice")),
    ("de", "Anmerkung der Redaktion: Der „Beispielkongress“ findet vom 6. bis 8. Mai 2021 in "
           "Bremen statt.",
     ("Beispielkongress", date(2021, 5, 6), date(2021, 5, 8), "Bremen")),
    ("de", "Vorbemerkung der Redaktion\n\nDie „Mustertagung“ fand am 6. Mai 2021 in Wien statt.",
     ("Mustertagung", date(2021, 5, 6), date(2021, 5, 6), "Wien")),
    ("ja", "編集部より：「見本学術集会」は2021年5月6日から8日、大阪で開催されます。",
     ("見本学術集会", date(2021, 5, 6), date(2021, 5, 8), "大阪")),
    ("ja", "【編集部注】「見本総会」が2021年5月6日に京都において開催された。",
     ("見本総会", date(2021, 5, 6), date(2021, 5, 6), "京都")),
]  # fmt: skip

BIOS = [
    ("Dr. Ada Specimen\nChief Physician, PhD Supervisor Director, Institute of Examples "
     "Former Chair, ES", "Ada Specimen",
     [("Chief Physician", None), ("PhD Supervisor", None), ("Director", "Institute of Examples"),
      ("Chair", "ES")]),
    ("Ada Specimen, MD, PhD\nProfessor, North University; Dean, School of Tests", "Ada Specimen",
     [("Professor", "North University"), ("Dean", "School of Tests")]),
    ("About the Author: Ada Specimen, Head, Ward Nine", "Ada Specimen", [("Head", "Ward Nine")]),
    ("Prof. Ada Specimen\nDirector, Ward Nine\nTreasurer, ES", "Ada Specimen",
     [("Director", "Ward Nine"), ("Treasurer", "ES")]),
    ("Ada Specimen\nVice President, ES • Editor-in-Chief, Test Journal", "Ada Specimen",
     [("Vice President", "ES"), ("Editor-in-Chief", "Test Journal")]),
    ("作者简介\n\n王样例 教授\n主任医师、博士生导师，样例医院院长", "王样例",
     [("主任医师", None), ("博士生导师", None), ("样例医院院长", None)]),
    ("王样例\n样例学会理事长；原样例医院院长", "王样例",
     [("样例学会理事长", None), ("样例医院院长", None)]),
    ("見本 太郎 医師\n見本大学教授、見本学会理事長", "見本 太郎",
     [("見本大学教授", None), ("見本学会理事長", None)]),
    ("Pr Léa Exemple\nDirectrice, Institut Exemple ; Membre, Société X", "Léa Exemple",
     [("Directrice", "Institut Exemple"), ("Membre", "Société X")]),
    ("Prof. Dr. Jörg Muster\nChefarzt, Klinik Muster; Mitglied, Beirat", "Jörg Muster",
     [("Chefarzt", "Klinik Muster"), ("Mitglied", "Beirat")]),
    ("Über den Autor\n\nDr. Jörg Muster\nOberarzt, Klinik Probe", "Jörg Muster",
     [("Oberarzt", "Klinik Probe")]),
]  # fmt: skip


def imported(letter, folder):
    found = text.read(letter.encode(), "letter.txt")
    made = draft(found)
    outputs, ledger = files(made, found.source, folder)
    assert not ledger.lost
    return made, outputs


@pytest.mark.parametrize(("language", "opening", "expected"), NOTES)
def test_a_note_gives_its_event_and_leaves_the_body(language, opening, expected, tmp_path):
    made, _ = imported(f"{opening}\n\n{BODY}\n\nThe second paragraph.\n", tmp_path)
    assert made.event, language
    event = made.event
    assert (event.name, event.start, event.end, event.city) == expected
    assert [block.text for block in made.body] == [BODY, "The second paragraph."]


@pytest.mark.parametrize(("block", "name", "roles"), BIOS)
def test_a_bio_gives_name_and_roles_and_leaves_the_body(block, name, roles, tmp_path):
    made, outputs = imported(f"A Title\n\n{BODY}\n\n{block}\n", tmp_path)
    [person] = [
        parse(data.decode(), file, Person)
        for file, data in outputs.items()
        if file.startswith("people/")
    ]
    assert person.name == name
    assert [(role.title, role.body) for role in person.roles] == roles
    assert [found.text for found in made.body] == [BODY]


@pytest.mark.parametrize("block", [
    "Ada Specimen was a nurse before she was a director of anything.",
    "Yours sincerely,\nA.",
    "We thank Dr. Ada Specimen and the Chair of the Board.",
])  # fmt: skip
def test_what_is_no_bio_stays_in_the_body(block, tmp_path):
    made, _ = imported(f"A Title\n\n{BODY}\n\n{block}\n", tmp_path)
    assert not made.people
    assert "".join(found.text for found in made.body).startswith(BODY)


def test_ten_authors_are_ten_people(tmp_path):
    block = "\n\n".join(f"Dr. Ada {n} Specimen".replace(str(n), "ABCDEFGHIJ"[n]) +
                        f"\nHead, Ward {n}" for n in range(10))  # fmt: skip
    made, outputs = imported(f"A Title\n\n{BODY}\n\n{block}\n", tmp_path)
    assert len(made.people) == 10
    assert len([name for name in outputs if name.startswith("people/")]) == 10


def test_an_article_of_no_author_has_none(tmp_path):
    made, outputs = imported(f"A Title\n\n{BODY}\n", tmp_path)
    assert not made.people
    assert not [name for name in outputs if name.startswith("people/")]
