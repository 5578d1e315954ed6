import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.cli import run
from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.model.publication import PublicationSettings
from printkit.sources.intake import bio, encoding, naming, note, text
from printkit.sources.intake.bring import bring
from printkit.sources.intake.draft import draft
from printkit.sources.intake.ledger import balance
from printkit.sources.intake.merge import merge
from printkit.sources.intake.writer import files
from printkit.sources.settings import load

LETTER = """\
The Long Corridor

Editor's Note: From May 3-5, 2023, the "Fourth Example Congress," hosted by the Example Society \
and the Sample Foundation, will be held in Bergen. \
With the theme "Slow Questions," it is open to all.

We began with *two* rooms and a kettle.

What came later was [larger] & louder.

Dr. Ada Specimen
Chief Physician, PhD Supervisor Director, Institute of Examples Chair, Trial Board, ES \
Former Chair, ES
"""


def brought(tmp_path, content=LETTER, name="corridor.txt", **options):
    source = tmp_path / name
    source.write_text(content, encoding="utf-8")
    return bring(source, tmp_path / "out", **options)


def test_a_letter_becomes_an_article_a_person_and_a_publication(tmp_path):
    result = brought(tmp_path)
    assert not result.ledger.lost
    settings_ = load(tmp_path / "out/publication.yaml", PublicationSettings)
    event = settings_.event
    assert event and (event.name, event.city) == ("Fourth Example Congress", "Bergen")
    assert (event.start, event.end) == (date(2023, 5, 3), date(2023, 5, 5))
    assert event.theme == "Slow Questions"
    assert [o.name for o in event.organisers] == ["Example Society", "Sample Foundation"]
    person = load(tmp_path / "out/people/ada-specimen.yaml", Person)
    assert [(r.title, r.body, r.former) for r in person.roles] == [
        ("Chief Physician", None, False),
        ("PhD Supervisor", None, False),
        ("Director", "Institute of Examples", False),
        ("Chair", "Trial Board, ES", False),
        ("Chair", "ES", True),
    ]
    article = (tmp_path / "out/corridor.md").read_text()
    assert "\\*two\\* rooms" in article and "title: The Long Corridor" in article


def test_an_uncertain_split_is_marked_and_reported(tmp_path):
    result = brought(tmp_path)
    assert "# check (corridor.txt:10)" in (tmp_path / "out/people/ada-specimen.yaml").read_text()
    assert any("Director" in f.message and f.place.line == 10 for f in result.findings)


def test_the_result_is_read_as_a_publication(tmp_path):
    from printkit.sources.publication import read

    brought(tmp_path)
    publication, findings = read(tmp_path / "out")
    assert publication.articles[0].head.authors == ("ada-specimen",)
    assert findings == []


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Editor's Note: the “Example Congress” of 5-7 May 2021", date(2021, 5, 5)),
        ("EDITOR’S NOTE — the “Example Meeting”, May 31 to June 2, 2021", date(2021, 5, 31)),
        ("Note from the editors: “Example Forum”, 30 May - 2 June 2021", date(2021, 5, 30)),
        ("编者按：2021年5月6日至8日，“样例大会”在厦门召开", date(2021, 5, 6)),
        ("【编者按】“样例年会”于2021年5月30日-6月2日举行", date(2021, 5, 30)),
        ("編集部より：「見本学術集会」は2021年5月6日から8日、大阪で開催", date(2021, 5, 6)),
        ("Note de la rédaction : le « Congrès Exemple », du 6 au 8 mai 2021", date(2021, 5, 6)),
        ("Anmerkung der Redaktion: „Beispielkongress“, 6. bis 8. Mai 2021", date(2021, 5, 6)),
    ],
)
def test_notes_of_five_languages_give_their_event(words, start):
    label = note.opening(words)
    assert label and label.label + label.text == words
    event = note.event(label.text)
    assert event and event.start == start and event.name


@pytest.mark.parametrize("words", ["Editors met in May.", "The editor's notebook", "编辑大会"])
def test_other_openings_are_no_note(words):
    assert note.opening(words) is None


@pytest.mark.parametrize(
    "words", ["Dr. Ada Specimen", "Ada Specimen, MD, PhD", "王样例 教授", "Pr Léa Exemple",
              "Prof. Dr. Jörg Muster", "見本 太郎 医師"]
)  # fmt: skip
def test_names_are_names(words):
    assert naming.name(words, 1)


@pytest.mark.parametrize("words", ["Chief Physician", "It was late.", "主任医师", "A b c d", "x"])
def test_other_lines_are_no_names(words):
    assert naming.name(words, 1) is None


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("Professor, North University; Dean, School of Tests", ["Professor", "Dean"]),
        ("Vice President, ES Editor-in-Chief, Test Journal", ["Vice President", "Editor-in-Chief"]),
        ("Head, Ward Nine", ["Head"]),
        ("主任医师、博士生导师，样例医院院长", ["主任医师", "博士生导师", "样例医院院长"]),
        ("样例学会理事长；原样例医院院长", ["样例学会理事长", "样例医院院长"]),
        ("見本大学教授、見本学会理事長", ["見本大学教授", "見本学会理事長"]),
        ("Directrice, Institut Exemple ; Membre, Société X", ["Directrice", "Membre"]),
        ("Chefarzt, Klinik Muster; Mitglied, Beirat", ["Chefarzt", "Mitglied"]),
    ],
)
def test_roles_of_five_languages_are_split(words, titles):
    assert bio.is_roles(words)
    assert [office.title for office in bio.roles(words, 1)] == titles


def test_importing_twice_changes_nothing(tmp_path):
    brought(tmp_path)
    assert brought(tmp_path).changed == ()


def test_an_edited_file_is_kept_and_nothing_is_written(tmp_path):
    brought(tmp_path)
    article = tmp_path / "out/corridor.md"
    article.write_text(article.read_text().replace("a kettle", "a designer's kettle"))
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    with pytest.raises(Problems, match="edited") as caught:
        brought(tmp_path, LETTER.replace("kettle", "lamp"))
    assert "designer's kettle" in caught.value.findings[0].hint
    assert before == {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert "corridor.md" in brought(tmp_path, force=True).changed


def test_a_second_import_updates_in_place_keeps_edits_and_shows_a_diff(tmp_path):
    brought(tmp_path)
    article = tmp_path / "out/corridor.md"
    edited = article.read_text().replace("language: en", "kicker: Mine\nlanguage: en")
    article.write_text(edited)
    changed = LETTER.replace("& louder", "& quieter")
    result = brought(tmp_path, changed)
    assert "kicker: Mine" in article.read_text() and "quieter" in article.read_text()
    [update] = [f for f in result.findings if f.code == "import/updated"]
    assert "+What came later was" in update.hint and "kicker" not in update.hint
    assert brought(tmp_path, changed).changed == ()
    assert "louder" in brought(tmp_path).findings[-1].hint
    assert "kicker: Mine" in article.read_text()


def test_a_write_that_fails_midway_leaves_what_was_there(tmp_path, monkeypatch):
    brought(tmp_path)
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    move = Path.replace

    def full(path, target):
        if target.name == "import.json":
            raise OSError(28, "No space left on device")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Problems, match="nothing was changed"):
        brought(tmp_path, LETTER.replace("kettle", "lamp"))
    assert before == {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}


@given(st.lists(st.sampled_from("abcdefgh"), max_size=12), st.data())
def test_changes_in_different_lines_are_merged_whatever_they_are(lines, data):
    base = [f"{n}{word}\n" for n, word in enumerate(lines)]
    cut = data.draw(st.integers(0, len(base)))
    mine = ["mine\n", *base] if cut == 0 else [*base[: cut - 1], "mine\n", *base[cut - 1 :]]
    new = [*base, "new\n"]
    merged = merge("".join(base), "".join(mine), "".join(new))
    if mine == [*base, "mine\n"] or not base:
        return
    assert merged == "".join([*mine, "new\n"])
    assert merge("".join(base), "".join(mine), "".join(base)) == "".join(mine)
    assert merge("".join(base), "".join(base), "".join(new)) == "".join(new)
    if base:
        changed = "x" + "".join(base)
        assert merge("".join(base), changed, "y" + "".join(base)) is None


def test_a_second_article_is_added_and_comments_stay(tmp_path):
    brought(tmp_path)
    path = tmp_path / "out/publication.yaml"
    path.write_text("# mine\n" + path.read_text())
    brought(tmp_path, "A Title\n\nA text of one line.\n", "second.txt")
    assert path.read_text().startswith("# mine\n")
    assert load(path, PublicationSettings).articles == ("corridor.md", "second.md")


def test_the_ledger_names_a_lost_character():
    assert balance("abcx", ["ab"], []).lost == "cx"


def test_controls_are_listed_and_overrides_flagged(tmp_path):
    result = brought(tmp_path, "Title\n\nOne\x00two \u202ethree.\n")
    codes = {finding.code for finding in result.findings}
    assert {"import/control-character", "import/direction-override"} <= codes
    assert [d.text for d in result.ledger.dropped] == ["\x00"] and not result.ledger.lost


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "import/empty"), (b"PK\x03\x04zip", "import/broken"), (b"%PDF-1", "import/format"),
     (b"<!DOCTYPE x [<!ENTITY a 'b'>]>", "import/format"), (b"\xd0\xcf\x11\xe0", "import/format")],
)  # fmt: skip
def test_other_formats_are_refused_by_name(tmp_path, data, code):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(Problems) as caught:
        bring(tmp_path / "a.txt", tmp_path / "out")
    assert caught.value.findings[0].code == code and not (tmp_path / "out").exists()


def test_a_text_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "LIMIT", 100)
    with pytest.raises(Problems, match="longer"):
        brought(tmp_path, "x" * 101)


@pytest.mark.parametrize("words", ["Vice Chief " * 20_000, "Ada Bee\n" * 20_000])
def test_hostile_lines_stay_in_the_text(tmp_path, words):
    result = brought(tmp_path, f"Title\n\nDr. Ada Bee\n{words}")
    assert not result.ledger.lost and "people/ada-bee.yaml" not in result.changed


def test_mixed_encodings_are_reported():
    data = "naïve\nœuvre\n".encode() + "café\n".encode("cp1252")
    read, findings = encoding.decode(data, "a.txt")
    assert read.split() == ["naïve", "œuvre", "café"]
    assert (findings[0].code, findings[0].place.line) == ("import/mixed-encoding", 3)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.binary().map(lambda b: b.decode("latin-1")),
                 st.text(alphabet="Dr.AbPhChair, \n:Editor'sNote主任、#-*1")))  # fmt: skip
def test_no_text_ends_in_a_traceback_or_a_loss(content):
    data = content.encode("utf-8", "surrogatepass")
    try:
        manuscript = text.read(data, "fuzz.txt")
        _, account = files(draft(manuscript), manuscript.source, Path("nowhere"))
    except Problems as problems:
        assert {f.code for f in problems.findings} == {"import/empty"}
    else:
        assert account.lost == ""


def test_strict_fails_on_what_is_uncertain(tmp_path, capsys):
    source = tmp_path / "corridor.txt"
    source.write_text(LETTER)
    assert run(["import", str(source), "--into", str(tmp_path / "o")]) == 0
    assert "0 lost" in capsys.readouterr().out
    assert run(["import", str(source), "--into", str(tmp_path / "o"), "--strict"]) == 1


@pytest.mark.skipif("PRINTKIT_MANUSCRIPT" not in os.environ, reason="no manuscript given")
def test_a_real_manuscript_keeps_every_character(tmp_path):
    result = bring(Path(os.environ["PRINTKIT_MANUSCRIPT"]), tmp_path / "out")
    assert not result.ledger.lost
    (person,) = (tmp_path / "out/people").glob("*.yaml")
    assert len(load(person, Person).roles) == 10


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2021年5月6日至8日，由样例学会和样例基金会联合主办的“样例大会”在厦门召开，主题为“慢慢来”。",
         ("样例大会", "厦门", "慢慢来", ["样例学会", "样例基金会"])),
        ("Le « Congrès Exemple », organisé par la Société Exemple et le Centre Test, se tiendra à "
         "Lyon du 6 au 8 mai 2021. Thème : « Lentement ».",
         ("Congrès Exemple", "Lyon", "Lentement", ["Société Exemple", "Centre Test"])),
        ("Der „Beispielkongress“ findet vom 6. bis 8. Mai 2021 in Bremen statt, veranstaltet von "
         "der Gesellschaft Muster und dem Verein Probe. Motto: „Ganz langsam“.",
         ("Beispielkongress", "Bremen", "Ganz langsam", ["Gesellschaft Muster", "Verein Probe"])),
        ("「見本学術集会」は2021年5月6日から8日、大阪で開催されます。見本学会が主催。テーマは「ゆっくり」です。",
         ("見本学術集会", "大阪", "ゆっくり", ["見本学会"])),
    ],
)  # fmt: skip
def test_the_whole_event_is_read_in_every_language(words, expected):
    event = note.event(words)
    assert event and (event.start, event.end) == (date(2021, 5, 6), date(2021, 5, 8))
    hosts = [organiser.name for organiser in event.organisers]
    assert (event.name, event.city, event.theme, hosts) == expected


def test_a_person_of_the_same_name_in_another_manuscript_is_not_replaced(tmp_path):
    brought(tmp_path)
    with pytest.raises(Problems, match="not from an import of this"):
        brought(tmp_path, LETTER.replace("Trial Board", "Other Board"), "other.txt")
    assert "Trial Board" in (tmp_path / "out/people/ada-specimen.yaml").read_text()
