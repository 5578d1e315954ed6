"""Shapes of notes and bios as organisers get them: each one letter, read as a whole."""

from datetime import date

import pytest

from printkit.model.person import Person
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
    ("en", "Editor's Note: First read at the “Example Congress” (Bergen, 6–8 May 2021).",
     ("Example Congress", date(2021, 5, 6), date(2021, 5, 8), "Bergen")),
    ("en", "Editor’s note – The 12th Example Meeting was held on 6–8 May, 2021, in São Paulo.",
     ("12th Example Meeting", date(2021, 5, 6), date(2021, 5, 8), "São Paulo")),
    ("en", "Editors' Note: The Annual Meeting of the Example Society met in Oslo, 2021-05-06 to "
           "2021-05-08.",
     ("Annual Meeting of the Example Society", date(2021, 5, 6), date(2021, 5, 8), "Oslo")),
    ("zh", "编者按\n\n2021年5月6－8日，由样例学会主办的“样例大会”在厦门国际会议中心召开。",
     ("样例大会", date(2021, 5, 6), date(2021, 5, 8), "厦门")),
    ("zh", "編者按：第27屆全國樣例大會於2021年5月6日至8日在廈門召開。",
     ("第27屆全國樣例大會", date(2021, 5, 6), date(2021, 5, 8), "廈門")),
    ("zh", "编者按：第二十七届全国样例学术年会将于2024年9月25日至29日在厦门召开。",
     ("第二十七届全国样例学术年会", date(2024, 9, 25), date(2024, 9, 29), "厦门")),
    ("fr", "Note de la rédaction. Le 12e Congrès de l'Exemple s'est tenu les 6 et 7 mai 2021 à "
           "Aix-en-Provence.",
     ("12e Congrès de l'Exemple", date(2021, 5, 6), date(2021, 5, 7), "Aix-en-Provence")),
    ("de", "Redaktionelle Vorbemerkung: Die 12. Jahrestagung „Muster“ tagte vom 30.5. bis 2.6.2021 "
           "in Frankfurt am Main.",
     ("12. Jahrestagung „Muster“", date(2021, 5, 30), date(2021, 6, 2), "Frankfurt am Main")),
    ("de", "Anm. d. Red.: Der „Musterkongress“ findet am 6./7. Mai 2021 in Bad Neustadt statt.",
     ("Musterkongress", date(2021, 5, 6), date(2021, 5, 7), "Bad Neustadt")),
    ("ja", "編集部より　第12回見本学術集会（会長：見本太郎）は、2021年5月6日（木）～8日（土）に"
           "大阪国際会議場で開催されます。",
     ("第12回見本学術集会", date(2021, 5, 6), date(2021, 5, 8), "大阪")),
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
    ("Ada B. Specimen, M.D., Ph.D., FACP\nProfessor and Chair, Department of Examples\n"
     "President-Elect, Society of Examples (SoE)", "Ada B. Specimen",
     [("Professor and Chair", "Department of Examples"),
      ("President-Elect", "Society of Examples (SoE)")]),
    ("Dr Ada Specimen (Chair)\nHead of Ward Nine, North Hospital", "Ada Specimen",
     [("Chair", None), ("Head of Ward Nine", "North Hospital")]),
    ("Wang Shili (王样例), MD\nDirector, Sample Hospital", "Wang Shili",
     [("Director", "Sample Hospital")]),
    ("【作者简介】王样例，主任医师，博士生导师。样例学会副理事长兼秘书长。", "王样例",
     [("主任医师", None), ("博士生导师", None), ("样例学会副理事长兼秘书长", None)]),
    ("王样例，女，教授，博士生导师，样例大学附属医院肿瘤科主任。", "王样例",
     [("教授", None), ("博士生导师", None), ("样例大学附属医院肿瘤科主任", None)]),
    ("专家简介：王样例 主任医师\n样例医院院长 样例学会理事长", "王样例",
     [("主任医师", None), ("样例医院院长", None), ("样例学会理事长", None)]),
    ("見本太郎（みほん たろう）\n見本大学医学部教授。見本学会理事。元見本病院院長。", "見本太郎",
     [("見本大学医学部教授", None), ("見本学会理事", None), ("見本病院院長", None)]),
    ("執筆者紹介：見本 花子（見本病院）\n看護部長、見本学会代表", "見本 花子",
     [("看護部長", None), ("見本学会代表", None)]),
    ("Mme le Pr Léa Exemple\nChef de service, Hôpital Exemple – Ancienne présidente, Société X",
     "Léa Exemple", [("Chef de service", "Hôpital Exemple"), ("présidente", "Société X")]),
    ("PD Dr. Eva Probe, Oberärztin, Klinik Muster; stellv. Vorsitzende, Gesellschaft X",
     "Eva Probe", [("Oberärztin", "Klinik Muster"), ("stellv. Vorsitzende", "Gesellschaft X")]),
    ("Univ.-Prof. Dr. med. Jörg Muster\nDirektor der Klinik für Muster, Universität Probe",
     "Jörg Muster", [("Direktor der Klinik für Muster", "Universität Probe")]),
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


@pytest.mark.parametrize(("block", "key", "value"), [
    ("Wang Shili (王样例), MD\nDirector, Ward Nine", "names", {"zh-Hans": "王样例"}),
    ("王样例（Wang Shili）\n样例医院院长", "names", {"en": "Wang Shili"}),
    ("見本太郎（みほん たろう）\n見本学会理事", "names", {"ja-Hira": "みほん たろう"}),
    ("作者：王样例（样例医院）", "affiliations", ("样例医院",)),
    ("About the author\n\nAda Specimen (North Hospital)\nDirector, Ward Nine", "affiliations",
     ("North Hospital",)),
    ("About the author\n\nAda Specimen trained in Bergen and reads at night.", "biography",
     "Ada Specimen trained in Bergen and reads at night."),
    ("著者略歴\n見本 花子（みほん・はなこ）\n1960年生まれ。見本大学卒業。", "biography",
     "1960年生まれ。見本大学卒業。"),
    ("Ada Specimen is Professor of Examples at North University.", "biography",
     "Ada Specimen is Professor of Examples at North University."),
])  # fmt: skip
def test_a_bio_gives_more_than_roles(block, key, value, tmp_path):
    made, outputs = imported(f"A Title\n\n{BODY}\n\n{block}\n", tmp_path)
    [person] = [
        parse(data.decode(), file, Person)
        for file, data in outputs.items()
        if file.startswith("people/")
    ]
    found = getattr(person, key)
    assert (found.strip() if key == "biography" else found) == value
    assert [found.text for found in made.body] == [BODY]


def test_a_bio_without_a_label_is_reported_as_a_guess(tmp_path):
    made, _ = imported(f"A Title\n\n{BODY}\n\nAda Specimen is Chair of the Board.\n", tmp_path)
    [found] = [f for f in made.findings if "taken for the biography" in f.message]
    assert (found.code, found.place.line) == ("import/uncertain", 5)


def test_an_event_without_quotation_marks_is_reported_and_marked(tmp_path):
    opening = "Editor's note: The 12th Example Meeting was held in Oslo on 6 May 2021."
    made, outputs = imported(f"{opening}\n\n{BODY}\n\nThe end.\n", tmp_path)
    assert any("the event is a guess" in f.message for f in made.findings)
    assert b"# check (letter.txt:1): its name is in no quotation" in outputs["publication.yaml"]


@pytest.mark.parametrize("block", [
    "Ada Specimen was a nurse before she was a director of anything.",
    "Yours sincerely,\nA.",
    "We thank Dr. Ada Specimen and the Chair of the Board.",
    "Patience is a director of nothing.",
    "Ada Specimen, Director, said so, and nobody asked her why.",
    "北京，主任医师都知道这条路。",
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
