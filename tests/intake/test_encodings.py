"""Text in the encodings that authors send, whole, mixed and broken before it was sent."""

import pytest

from printkit.sources.intake import text
from printkit.sources.intake.draft import draft
from printkit.sources.intake.encoding import decode, mended
from printkit.sources.intake.writer import files

LETTERS = {
    "zh": "编者按：2021年5月6日至8日，样例大会在厦门召开。\n\n"
          "我们从两间屋子和一只水壶开始，第一年的工作就这样做下来了。\n"
          "后来的事情越来越大，也越来越响。\n",
    "zht": "編者按：第27屆全國樣例大會於2021年5月6日至8日在廈門召開。\n\n"
           "我們從兩間屋子和一只水壺開始。\n",
    "ja": "編集部より：見本学術集会は2021年5月6日から8日、大阪で開催されます。\n\n"
          "私たちは二つの部屋とやかん一つから始めました。それで最初の一年には十分でした。\n",
    "ko": "편집자 주: 2021년 5월 6일부터 8일까지 서울에서 열렸다.\n\n"
          "우리는 방 두 개와 주전자 하나로 시작했다.\n",
    "fr": "Note de la rédaction : le « Congrès Exemple » se tiendra à Lyon.\n\n"
          "Nous avons commencé avec deux pièces et une bouilloire ; c'était assez.\n",
    "de": "Anmerkung der Redaktion: Der Kongress findet in Köln statt.\n\n"
          "Wir begannen mit zwei Räumen, und es genügte für das erste Jahr.\n",
    "pl": "Zaczęliśmy od dwóch pokoi i czajnika, i to wystarczyło na pierwszy rok pracy. Źdźbło.\n",
    "ru": "Мы начали с двух комнат и чайника, и этого хватило на первый год работы.\n",
    "en": "Editor’s Note: the “Example Congress” – held in Bergen.\n\n"
          "We began with two rooms and a kettle, and it was enough for the first year.\n",
    "el": "Ξεκινήσαμε με δύο δωμάτια και έναν βραστήρα, και ήταν αρκετό για τον πρώτο χρόνο.\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gb18030"), ("zh", "gbk"), ("zh", "utf-16-le"), ("zh", "utf-16-be"), ("zht", "big5"),
        ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "iso2022_jp"), ("ko", "euc-kr"),
        ("fr", "cp1252"), ("fr", "mac-roman"), ("fr", "cp850"), ("de", "latin-1"),
        ("pl", "cp1250"), ("pl", "iso8859-2"), ("ru", "cp1251"), ("ru", "koi8-r"),
        ("en", "cp1252"), ("en", "mac-roman"), ("el", "cp1253"),
    ],
)  # fmt: skip
def test_a_letter_is_read_in_its_encoding(language, encoding):
    data = LETTERS[language].encode(encoding, "replace")
    found, findings = decode(data, "a.txt")
    assert found == data.decode(encoding)
    assert [f.code for f in findings] == ["import/encoding"] * (encoding != "iso2022_jp")


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [("zh", "gb18030"), ("ja", "shift_jis"), ("ru", "cp1251"), ("fr", "cp1252"), ("pl", "cp1250")],
)
def test_lines_of_another_encoding_are_read_by_themselves(language, encoding, times):
    good, odd = LETTERS["zh"], LETTERS[language] * times
    found, findings = decode(good.encode() + odd.encode(encoding), "a.txt")
    assert found == good + odd
    assert {f.code for f in findings} == {"import/mixed-encoding"}
    assert findings[0].place.line == 5


@pytest.mark.parametrize(
    ("right", "language"),
    [("The café’s long corridor – it’s naïve", "en"), ("Überall Räume", "de"), ("样例大会", "zh")],
)
def test_text_read_in_a_wrong_encoding_before_is_repaired_and_told(right, language, tmp_path):
    wrong = right.encode().decode("cp1252" if language != "zh" else "latin-1")
    letter = f"A Title\n\nThis line is as it was.\n\n{wrong}\n"
    found = text.read(letter.encode(), "letter.txt")
    assert found.blocks[-1].text.endswith(right.split()[-1])
    made = draft(found)
    _, account = files(made, found.source, tmp_path)
    assert not account.lost
    assert [one.reason for one in account.dropped] == ["read in a wrong encoding before; repaired"]
    [told] = [f for f in found.findings if f.code == "import/mojibake"]
    assert told.place.line == 5


@pytest.mark.parametrize(
    "words", ["Ça alors, déjà vu", "São Paulo", "Â la carte", "样例", "naïve – Ãber"]
)
def test_text_that_is_right_stays_as_it_is(words):
    assert mended(words, "a.txt") == (words, [], [])


def test_a_lone_surrogate_and_a_cut_character_are_reported():
    found, findings = decode(
        "样例大会在厦门召开。\n".encode() + b"\xed\xa0\x80 \xe6\x97\n", "a.txt"
    )
    assert "样例大会" in found
    assert {f.code for f in findings} >= {"import/mixed-encoding"}
