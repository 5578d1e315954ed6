import stat
import zipfile
from io import BytesIO

import pytest
from wordfile import drawing, p, png, t, word, zipped

from printkit.model.finding import Problems
from printkit.sources.intake.bring import bring
from printkit.sources.intake.word import docx, package

TEXT = (p("A title", style="Titel"), p("A text."))


def brought(tmp_path, data, name="letter.docx"):
    (tmp_path / name).write_bytes(data)
    return bring(tmp_path / name, tmp_path / "out")


def refused(tmp_path, data, name="letter.docx"):
    with pytest.raises(Problems) as caught:
        brought(tmp_path, data, name)
    assert not (tmp_path / "out").exists()
    return caught.value.findings[0].code


def warned(tmp_path, data, name="letter.docx"):
    return {finding.code: finding.message for finding in brought(tmp_path, data, name).findings}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = word(*TEXT, extra={"word/media/a.bin": b"\0" * 11_000_000})
    assert refused(tmp_path, bomb) == "import/bomb"


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "_UNPACKED", 1_000)
    assert refused(tmp_path, word(*TEXT)) == "import/bomb"


def test_a_text_part_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "_XML", 1_000)
    assert refused(tmp_path, word(*TEXT)) == "import/too-long"


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    data = bytearray(word(*TEXT))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")  # its size, unpacked
    sizes = {i.filename: i.file_size for i in zipfile.ZipFile(BytesIO(bytes(data))).infolist()}
    assert sizes["word/document.xml"] == 10
    assert refused(tmp_path, bytes(data)) == "import/broken"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(tmp_path, encoding):
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    )
    data = word(*TEXT, extra={"word/document.xml": xml.encode(encoding)})
    assert refused(tmp_path, data) == "import/entities"


def test_an_external_entity_is_refused(tmp_path):
    xml = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><d/>'
    assert refused(tmp_path, word(*TEXT, extra={"word/document.xml": xml})) == "import/entities"


@pytest.mark.parametrize("cut", [40, 400, -1, -30, -200])
def test_a_truncated_file_is_refused(tmp_path, cut):
    assert refused(tmp_path, word(*TEXT)[:cut]) == "import/broken"


def test_a_file_with_a_flipped_bit_is_refused_or_read_whole(tmp_path):
    data = word(*TEXT)
    at = data.index(b"word/document.xml") + 60
    broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    assert refused(tmp_path, broken) == "import/broken"


def test_two_parts_of_one_name_are_refused(tmp_path):
    out = BytesIO(word(*TEXT))
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as file:
        file.writestr("word/document.xml", "<other/>")
    assert refused(tmp_path, out.getvalue()) == "import/broken"


def test_xml_that_is_nested_deeply_loses_nothing_or_is_refused(tmp_path):
    data = word(*TEXT, p("<w:x>" * 240 + t("at the bottom") + "</w:x>" * 240))
    try:
        assert not brought(tmp_path, data).ledger.lost
    except Problems as problems:
        assert problems.findings[0].code == "import/too-deep"


def test_xml_that_is_nested_without_end_is_refused(tmp_path):
    data = word(*TEXT, p("<w:x>" * 5000 + "</w:x>" * 5000))
    assert refused(tmp_path, data) == "import/broken"


def test_a_password_is_told(tmp_path):
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(Problems, match="password"):
        brought(tmp_path, data)


def test_macros_are_told_and_left_alone(tmp_path):
    data = word(*TEXT, extra={"word/vbaProject.bin": b"macro"})
    assert "import/macros" in warned(tmp_path, data, "letter.docm")


def test_references_to_the_outside_are_told_and_not_fetched(tmp_path):
    linked = drawing("out", "A picture").replace("r:embed", "r:link")
    data = word(
        *TEXT,
        p(linked),
        relations={
            "out": ("image", "http://127.0.0.1:9/tracker.png"),
            "tpl": ("attachedTemplate", "file://server/share/evil.dotm"),
        },
    )
    result = brought(tmp_path, data)
    messages = [f.message for f in result.findings if f.code == "import/external"]
    assert any("tracker.png" in m for m in messages) and any("evil.dotm" in m for m in messages)
    assert [one.text for one in result.ledger.dropped] == ["A picture"]


def test_a_word_file_with_the_name_of_a_text_is_read_as_what_it_is(tmp_path):
    assert "is a Word file" in warned(tmp_path, word(*TEXT), "letter.txt")["import/misnamed"]
    assert (tmp_path / "out/letter.md").read_text().endswith("A text.\n")


def test_a_text_with_the_name_of_a_word_file_is_read_as_what_it_is(tmp_path):
    found = warned(tmp_path, b"A title\n\nA text.\n", "letter.docx")
    assert "is plain text" in found["import/misnamed"]


@pytest.mark.parametrize(
    ("part", "what"),
    [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("a.txt", "a zip")],
)
def test_other_zip_files_are_refused_by_name(tmp_path, part, what):
    with pytest.raises(Problems, match=what):
        brought(tmp_path, zipped({part: "x"}))


def test_a_picture_of_too_many_pixels_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr("printkit.sources.images.PIXEL_LIMIT", 10)
    data = word(*TEXT, p(drawing("r1", "Big")), relations={"r1": ("image", "media/a.png")},
                extra={"word/media/a.png": png((5, 5))})  # fmt: skip
    result = brought(tmp_path, data)
    assert [f.code for f in result.findings] == ["image/too-large"]
    assert not (tmp_path / "out/images").exists()


def test_a_path_that_climbs_out_of_the_file_reads_nothing(tmp_path):
    data = word(*TEXT, p(drawing("r1", "x")), relations={"r1": ("image", "../../../etc/passwd")})
    assert refused(tmp_path, data) == "import/broken"


def test_controls_and_overrides_are_told(tmp_path):
    data = word(*TEXT, p("One\x85two \u202ethree\u202c and \u2066four\u2069 \x9f end"))
    result = brought(tmp_path, data)
    assert [f.code for f in result.findings] == [
        "import/control-character", "import/direction-override"
    ]  # fmt: skip
    assert [one.text for one in result.ledger.dropped] == ["\x9f"]


@pytest.mark.parametrize("bad", ["\x00", "\ufffe", "&#0;", "&#xD800;"])
def test_characters_that_xml_forbids_are_refused(tmp_path, bad):
    xml = word(*TEXT)
    inside = zipfile.ZipFile(BytesIO(xml)).read("word/document.xml").decode()
    broken = word(extra={"word/document.xml": inside.replace("A text.", bad)})
    assert refused(tmp_path, broken) == "import/broken"


def test_many_paragraphs_are_read():
    data = word(*TEXT, *(p(f"Line {number}") for number in range(20_000)))
    assert len(docx.read(data, "letter.docx").blocks) == 20_002


RTF = b"{\\rtf1 An old letter}"


def test_an_old_file_without_an_office_is_refused_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problems, match="LibreOffice") as caught:
        brought(tmp_path, RTF, "letter.rtf")
    assert "docx" in caught.value.findings[0].hint


def office(tmp_path, monkeypatch, script):
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "soffice"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")


def test_an_old_file_is_read_through_the_office(tmp_path, monkeypatch):
    (tmp_path / "made.docx").write_bytes(word(*TEXT))
    office(
        tmp_path,
        monkeypatch,
        'echo "$@" > ' + str(tmp_path / "asked") + "\n"
        'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; '
        f'cp {tmp_path / "made.docx"} "$2/manuscript.docx"\n',
    )
    assert "import/converted" in warned(tmp_path, RTF, "letter.rtf")
    asked = (tmp_path / "asked").read_text()
    assert "--headless" in asked and "-env:UserInstallation=file://" in asked
    assert (tmp_path / "out/letter.md").read_text().endswith("A text.\n")


def test_an_office_that_fails_is_told(tmp_path, monkeypatch):
    office(tmp_path, monkeypatch, "echo no filter for this >&2; exit 1\n")
    with pytest.raises(Problems, match="no filter for this"):
        brought(tmp_path, RTF, "letter.rtf")
