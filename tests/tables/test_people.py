"""Tables of people: what each cell becomes, and that none is lost."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from printkit.cli import cli
from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.sources.names import family_in
from printkit.sources.settings import load
from printkit.sources.tables.bring import bring
from printkit.sources.tables.columns import guess
from printkit.sources.tables.delimited import delimiter
from printkit.sources.tables.orcid import check_digit, orcid

LIST = """\
No.,First name,Family name,姓名,Affiliation,E-mail,ORCID,Country,Diet
0007,Anna,Placeholder,,Example University,anna@example.org,0000-0002-1825-0097,Norway,none
0008,San,Zhang,张三,Sample Hospital; 样本医院,san@example.org,,China,fish
"""


@pytest.fixture
def take(tmp_path):
    """Import a table given as bytes or text; return what was said and the people by file."""

    def run(data, name="people.csv", folder="book", force=False):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        result = bring(path, tmp_path / folder, force=force)
        files = (tmp_path / folder / "people").glob("*.yaml")
        return result, {file.stem: load(file, Person) for file in files}

    return run


def codes(findings):
    return {finding.code for finding in findings}


def left_out(tmp_path, name="people"):
    return json.loads((tmp_path / "book" / f"{name}.ledger.json").read_text("utf-8"))["left_out"]


def test_each_row_becomes_a_person(take, tmp_path):
    result, people = take(LIST)
    assert sorted(people) == ["anna-placeholder", "san-zhang"]
    anna, zhang = people["anna-placeholder"], people["san-zhang"]
    assert (anna.name, anna.family, anna.number) == ("Anna Placeholder", "Placeholder", "0007")
    assert (anna.orcid, anna.country) == ("0000-0002-1825-0097", "Norway")
    assert zhang.names == {"zh-Hans": "张三"}
    assert zhang.affiliations == ("Sample Hospital", "样本医院")
    assert not result.ledger.lost
    assert {"text": "fish", "line": 3, "reason": "the column 'Diet' is ignored"} in left_out(
        tmp_path
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "^"])
def test_any_delimiter_is_found(take, mark):
    _, people = take(
        LIST.replace(",", mark).replace("Sample Hospital; 样本医院", "Sample Hospital")
    )
    assert people["anna-placeholder"].email == "anna@example.org"


def test_a_semicolon_table_with_commas_in_cells_keeps_its_columns():
    assert delimiter("Name;Body\nAnna;Home, sweet home, far\nBo;A, b, c\n") == ";"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding_is_read(take, encoding):
    rows = "".join(f"张三丰,第{n}样本大学附属医院,中国,教授和主任医师\n" for n in range(30))
    _, people = take(f"姓名,单位,国家,职务\n{rows}".encode(encoding))
    assert people["zhang-san-feng"].name == "张三丰"
    assert people["zhang-san-feng"].country == "中国"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Full Name", "name"), ("姓名", "names.zh-Hans"), ("Prénom", "given"),
        ("Nachname", "family"),
        ("E-Mail-Adresse", "email"), ("工作单位", "affiliation"), ("Pays", "country"),
        ("Teilnehmernummer", "number"), ("Affiliaton", "affiliation"), ("E-mail *", "email"),
        ("Shoe size", "ignore"), ("类别", "category"), ("ORCID iD", "orcid"),
    ],
)  # fmt: skip
def test_headings_of_four_languages_are_known(heading, key):
    assert guess(heading)[0] == key


def test_a_german_list_has_its_family_name_under_name(take):
    _, people = take("Name;Vorname;Ort\nMuster;Ida;Köln\n")
    assert (people["ida-muster"].family, people["ida-muster"].city) == ("Muster", "Köln")


def test_job_titles_under_title_are_roles_and_salutations_are_prefixes(take):
    _, people = take("Name,Title\nAnna One,Head of Nursing\nBo Two,Chief Physician\n")
    assert people["anna-one"].roles[0].title == "Head of Nursing"
    _, people = take("Name,Title\nAnna One,Dr.\nBo Two,Prof. Dr.\n", folder="other")
    assert people["bo-two"].prefix == "Prof. Dr."


def test_columns_are_shown_and_an_editor_s_correction_is_used(take, tmp_path):
    result, _ = take(LIST)
    shown = next(f for f in result.findings if f.code == "people/columns")
    assert "First name -> given" in shown.hint
    columns = tmp_path / "book" / "people.columns.yaml"
    text = columns.read_text("utf-8").replace("Diet: ignore", "Diet: category")
    columns.write_text(text, "utf-8")
    _, people = take(LIST)
    assert people["san-zhang"].category == "fish"
    assert columns.read_text("utf-8") == text


def test_a_new_column_is_added_to_the_editor_s_file(take, tmp_path):
    take(LIST)
    columns = tmp_path / "book" / "people.columns.yaml"
    text = columns.read_text("utf-8").replace("Diet: ignore", "Diet: category # mine")
    columns.write_text(text, "utf-8")
    lines = LIST.splitlines()
    take("\n".join([lines[0] + ",Town", *(line + ",Bergen" for line in lines[1:])]))
    assert columns.read_text("utf-8") == text + "  Town: city\n"


def test_a_wrong_key_in_the_columns_is_named_with_its_line(take, tmp_path):
    take(LIST)
    columns = tmp_path / "book" / "people.columns.yaml"
    columns.write_text(
        columns.read_text("utf-8").replace("E-mail: email", "E-mail: emial"), "utf-8"
    )
    with pytest.raises(Problems) as caught:
        take(LIST)
    (finding,) = caught.value.findings
    assert "did you mean email" in finding.message
    assert finding.place.line == 9


def test_a_table_without_names_says_what_it_read(take):
    with pytest.raises(Problems) as caught:
        take("Colour,Size\nred,3\n")
    assert caught.value.findings[0].code == "table/no-names"
    assert "'Colour'" in caught.value.findings[0].message


def test_two_people_of_one_name_stay_two_and_are_reported(take):
    table = "Name,Affiliation\nLi Wei,North\nLi Wei,South\nWEI Li,East\nLi Wei,North\n"
    result, people = take(table)
    assert sorted(people) == ["li-wei", "li-wei-2", "wei-li"]
    assert {"people/same-name", "people/repeated"} <= codes(result.findings)


def test_names_one_letter_apart_are_told_and_short_ones_are_not(take):
    result, people = take("Name\nKatharina Müller\nKatarina Mueller\nLi\nLu\n")
    near = [f for f in result.findings if f.code == "people/near"]
    assert len(near) == 1 and "Katarina" in near[0].message
    assert len(people) == 4


def test_one_address_of_two_people_is_told(take):
    result, _ = take("Name,E-mail\nAnna One,a@example.org\nBo Two,A@example.org\n")
    assert "people/duplicate" in codes(result.findings)


@pytest.mark.parametrize(
    "text", ["张三 (Zhang San)", "Zhang San（张三）", "张三 Zhang San", "张三/Zhang San"]
)
def test_two_names_in_one_cell_are_two_names(take, text):
    result, people = take(f"Name,City\n{text},Harbin\n")
    person = people["zhang-san"]
    assert (person.name, person.names, person.family) == ("Zhang San", {"zh-Hans": "张三"}, "Zhang")
    assert not result.ledger.lost


@pytest.mark.parametrize("text", ["张三", "Zhang San", "张三 (主任)", "Anna (Oslo)", "李 Li, Dr."])
def test_other_names_stay_whole(take, text):
    _, people = take(f'Name,City\n"{text}",Harbin\n')
    assert [person.name for person in people.values()] == [text]


@pytest.mark.parametrize(
    ("name", "chinese", "family"),
    [
        ("Anna MUSTER", "", "MUSTER"), ("MUSTER Anna", "", "MUSTER"), ("ANNA MUSTER", "", None),
        ("Zeng Guofan", "曾国藩", "Zeng"), ("Guofan Zeng", "曾国藩", "Zeng"),
        ("Lyu Bu", "吕布", "Lyu"),
        ("Ouyang Xiu", "欧阳修", "Ouyang"), ("Anna J. Muster", "", None), ("Kim Min", "金敏", None),
    ],
)  # fmt: skip
def test_a_family_name_is_known_where_the_name_shows_it(name, chinese, family):
    assert family_in(name, chinese) == family


def test_a_name_of_one_letter_is_kept(take):
    _, people = take("Name,E-mail\nO,o@example.org\n李,li@example.org\n")
    assert {person.name for person in people.values()} == {"O", "李"}


def test_rows_that_cannot_be_read_are_named_and_listed(take, tmp_path):
    result, people = take("Name,City\nAnna One,Bergen\nBo Two,Oslo,Norway,more\n,Paris\nCy\n")
    assert sorted(people) == ["anna-one", "cy"]
    lines = {f.code: f.place.line for f in result.findings}
    assert (lines["people/ragged"], lines["people/no-name"]) == (3, 4)
    assert [one["text"] for one in left_out(tmp_path)] == [
        "Bo Two",
        "Oslo",
        "Norway",
        "more",
        "Paris",
    ]


def test_an_open_quotation_mark_is_named(take):
    result, _ = take('Name,City\nAnna One,"Bergen\nBo Two,Oslo\n')
    assert next(f for f in result.findings if f.code == "table/quotes").place.line == 2


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\n,,\n", b"Name,City\n"])
def test_an_empty_table_is_refused(take, data):
    with pytest.raises(Problems) as caught:
        take(data)
    assert codes(caught.value.findings) == {"import/empty"}


def test_too_many_columns_are_refused(take):
    with pytest.raises(Problems) as caught:
        take(",".join(f"c{n}" for n in range(2000)) + "\nAnna\n")
    assert "2,000 columns" in caught.value.findings[0].message


def test_a_hundred_thousand_rows_are_refused_with_a_way_out(take):
    with pytest.raises(Problems) as caught:
        take("Name,City\n" + "Anna One,Bergen\n" * 100_000)
    assert "20,000 rows" in caught.value.findings[0].message
    assert "split" in caught.value.findings[0].hint


def test_an_edited_person_is_not_written_over(take, tmp_path):
    take(LIST)
    file = tmp_path / "book/people/anna-placeholder.yaml"
    file.write_text(file.read_text("utf-8").replace("Norway", "Denmark"), "utf-8")
    with pytest.raises(Problems) as caught:
        take(LIST.replace("Norway", "Sweden"))
    assert codes(caught.value.findings) == {"import/edited"}


def test_a_bio_written_by_hand_is_never_touched(take, tmp_path):
    own = tmp_path / "book/people/anna-placeholder.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("name: Anna Placeholder\nbiography: Hers.\n", "utf-8")
    for _ in range(2):
        result, people = take(LIST)
        assert own.read_text("utf-8").endswith("Hers.\n")
        assert people["anna-placeholder-2"].number == "0007"
        assert "people/there" in codes(result.findings)


def test_a_person_who_left_the_table_is_told(take):
    take(LIST)
    result, _ = take("\n".join(LIST.splitlines()[:2]))
    assert next(f for f in result.findings if f.code == "people/gone").message.startswith(
        "people/san-zhang.yaml"
    )


@given(st.text("0123456789", min_size=15, max_size=15))
def test_an_orcid_with_its_check_digit_is_read_and_any_other_is_not(digits):
    right = check_digit(digits)
    assert orcid(digits + right).replace("-", "") == digits + right
    for wrong in set("0123456789X") - {right}:
        assert orcid(digits + wrong) is None


@pytest.mark.parametrize(
    "text", ["https://orcid.org/0000-0002-1825-0097", "218250097", "ORCID: 0000 0002 1825 0097"]
)
def test_orcids_are_read_as_people_write_them(text):
    assert orcid(text) == "0000-0002-1825-0097"


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=5), max_size=8)
)
def test_every_cell_is_in_a_person_or_in_the_ledger(rows):
    import csv
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Name", "Role", "Affiliation", "Bio", "Other"], *rows])
        try:
            assert bring(path, Path(folder) / "book").ledger.lost == ""
        except Problems as problems:
            assert "import/lost" not in codes(problems.findings)


def test_the_command_prints_the_columns_and_the_account(tmp_path):
    (tmp_path / "people.csv").write_text(LIST, "utf-8")
    arguments = ["import", str(tmp_path / "people.csv"), "--into", str(tmp_path / "book")]
    result = CliRunner().invoke(cli, arguments)
    assert "0 lost" in result.output
    assert "E-mail -> email" in result.output


def workbook(rows, change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_keeps_zeros_dates_and_ids(take, tmp_path):
    import datetime as dt

    def zeros(sheet):
        sheet["B2"].number_format = "00000"

    rows = [
        ["Name", "No.", "Since"],
        ["Anna One", 42, dt.date(2024, 9, 25)],
        ["Bo Two", "007", None],
    ]
    _, people = take(workbook(rows, zeros), "people.xlsx")
    assert (people["anna-one"].number, people["bo-two"].number) == ("00042", "007")
    assert left_out(tmp_path)[0]["text"] == "2024-09-25"


def test_a_formula_without_result_is_named_with_its_row(take):
    result, people = take(workbook([["Name", "City"], ["Anna One", "=A1"]]), "people.xlsx")
    finding = next(f for f in result.findings if f.code == "table/formula")
    assert (finding.place.line, people["anna-one"].city) == (2, None)


def test_an_error_of_a_formula_is_listed_and_not_printed(take, tmp_path):
    result, people = take(workbook([["Name", "City"], ["Anna One", "#N/A"]]), "people.xlsx")
    assert people["anna-one"].city is None
    assert next(f for f in result.findings if f.code == "table/error").place.line == 2
    assert left_out(tmp_path)[0]["text"] == "#N/A"


def test_merged_cells_are_taken_for_each_row(take):
    rows = [["Name", "Affiliation"], ["Anna One", "Home"], ["Bo Two", None], ["Cy Three", None]]
    result, people = take(workbook(rows, lambda s: s.merge_cells("B2:B3")), "people.xlsx")
    assert people["bo-two"].affiliations == ("Home",)
    assert people["cy-three"].affiliations == ()
    assert "table/merged" in codes(result.findings)


def test_comments_and_other_sheets_are_listed(take, tmp_path):
    def more(sheet):
        sheet["A2"].comment = Comment("call her", "Office")
        sheet.parent.create_sheet("Rooms").append(["Blue room"])

    result, _ = take(workbook([["Name", "City"], ["Anna One", "Oslo"]], more), "people.xlsx")
    reasons = {one["text"].strip(): one["reason"] for one in left_out(tmp_path)}
    assert "comment" in reasons["call her"] and "Rooms" in reasons["Blue room"]
    assert {"table/comment", "table/other-sheet"} <= codes(result.findings)


def with_member(data, name, text):
    stream = BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(take, encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(Problems) as caught:
        take(with_member(workbook([["Name"], ["Anna One"]]), "xl/more.xml", bomb), "people.xlsx")
    assert codes(caught.value.findings) == {"table/entities"}


def test_macros_are_told_and_left_alone(take):
    data = with_member(workbook([["Name"], ["Anna One"]]), "xl/vbaProject.bin", b"Sub Auto_Open()")
    result, people = take(data, "people.xlsm")
    assert "table/macros" in codes(result.findings) and list(people) == ["anna-one"]


def test_a_zip_bomb_is_refused(take):
    data = with_member(workbook([["Name"], ["Anna One"]]), "xl/big.xml", b"0" * 50_000_000)
    with pytest.raises(Problems) as caught:
        take(data, "people.xlsx")
    assert codes(caught.value.findings) == {"table/too-big"}


@pytest.mark.parametrize("name", ["people.xlsx", "people.ods"])
@pytest.mark.parametrize("cut", [0, 10, 2000, -30])
def test_a_broken_archive_is_refused(take, name, cut):
    data = workbook([["Name", "City"], ["Anna One", "Oslo"]])
    with pytest.raises(Problems) as caught:
        take(data[:cut], name)
    assert codes(caught.value.findings) == {"table/broken"}


def test_a_workbook_that_lies_about_its_cells_is_refused(take):
    data = workbook([["Name", "City"], *[[f"Anna {n}", "Oslo"] for n in range(900)]],
                    lambda s: [s.cell(n, 16_000, "x") for n in range(2, 900)])  # fmt: skip
    with pytest.raises(Problems) as caught:
        take(data, "people.xlsx")
    assert codes(caught.value.findings) == {"table/too-big"}


def test_an_old_workbook_is_refused_with_a_way_out(take):
    with pytest.raises(Problems) as caught:
        take(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "people.xlsx")
    assert "xlsx" in caught.value.findings[0].hint


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="People">{rows}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(*rows):
    def cell(text):
        extra, text = text if isinstance(text, tuple) else ("", text)
        return f"<table:table-cell {extra}><text:p>{text}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return with_member(b"", "content.xml", ODS.format(rows=body))


def test_an_opendocument_table_is_read(take):
    spanned = 'table:number-rows-spanned="2"', "Home<text:line-break/>away"
    comment = "Oslo<office:annotation><text:p>or Bergen</text:p></office:annotation>"
    result, people = take(
        ods(["Name", "No.", "Affiliation", "City"],
            ["Anna One", "007", spanned, comment],
            ["Bo<text:s text:c='1'/>Two", "008", "", ""]), "people.ods")  # fmt: skip
    assert people["anna-one"].affiliations == ("Home", "away") == people["bo-two"].affiliations
    assert (people["anna-one"].number, people["anna-one"].city) == ("007", "Oslo")
    assert not result.ledger.lost


def test_a_workbook_we_read_is_read_alike_by_its_maker():
    data = workbook([["Name"], ["Anna One"]])
    assert load_workbook(BytesIO(data)).active["A2"].value == "Anna One"
