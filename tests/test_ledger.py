"""The loss ledger of a build, balanced against pages that are read back here by Poppler."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from printkit.build.recipe import Order, build
from printkit.build.trace import Trace, plain
from printkit.cli import cli
from printkit.model.finding import Severity
from printkit.sources.pieces import cut, source_of
from printkit.sources.publication import read
from reading import run

ROOT = Path(__file__).parents[1]
BOOKLET = """\
title: Voices
date: 2024-09-25
articles: [one.md]
products: {booklet: {layout: classic-a5, targets: [screen]}}
"""


def solid(text):
    return "".join(text.split())


def account(out, product="booklet", article="one"):
    return json.loads((out / "ledger.json").read_text())[product]["articles"][article]


def balanced(one):
    gone = sum(len(solid(left["text"])) for left in (*one["left_out"], *one["lost"]))
    grown = sum((len(solid(b)) - len(solid(a))) * n for a, b, n in one["changed"])
    assert one["text"] == one["on_pages"] + gone
    brought = one["from_references"]
    assert one["characters"] + brought == one["markup"] + one["text"] - grown
    return one


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    out = tmp_path_factory.mktemp("ledger")
    folder = ROOT / "articles" / "voices"
    found = build(Order(folder, out, targets=("screen",), strict=True)).findings
    assert not [one for one in found if one.severity is not Severity.INFO]
    return out


def test_the_ledger_of_the_sample_balances_with_its_sources(sample):
    products = json.loads((sample / "ledger.json").read_text())
    assert set(products) == {"booklet", "book", "insert", "folder", "handout"}
    for product in products.values():
        for name, one in product["people"].items():
            path = ROOT / "articles" / "voices" / "people" / f"{name}.yaml"
            assert one["characters"] == len(solid(path.read_text("utf-8")))
            assert not balanced(one)["lost"]
        assert not balanced(product["publication"])["lost"]
        for one in product["articles"].values():
            path = ROOT / "articles" / "voices" / one["file"]
            assert one["characters"] == len(solid(path.read_text("utf-8")))
            assert not balanced(one)["lost"]
            assert all(left["reason"] for left in one["left_out"])


def test_what_the_ledger_of_the_sample_calls_printed_is_read_by_poppler_as_well(sample):
    publication, _ = read(ROOT / "articles" / "voices")
    page = run("pdftotext", str(sample / "booklet-screen.pdf"), "-")
    printed = Counter(plain(page.replace("‐\n", "")))
    wanted = Counter()
    for article in publication.articles:
        for piece in source_of(article).pieces:
            wanted.update("" if piece.reason else plain(piece.text))
    assert not wanted - printed


def test_a_text_that_a_style_hides_is_lost_and_fails_a_strict_build(make, tmp_path):
    layout = "name: dark\ntitle: Dark\nextends: classic-a5\n"
    hidden = "Mountains sleep under velvet."
    folder = make(**{
        "publication.yaml": BOOKLET.replace("classic-a5", "dark"),
        "one.md": f"---\ntitle: One\n---\n\nThe first is seen.\n\n{hidden}\n",
    })  # fmt: skip
    dark = folder.parent.parent / "layouts" / "dark"
    dark.mkdir(parents=True)
    (dark / "layout.yaml").write_text(layout)
    (dark / "style.css").write_text(".text p:nth-of-type(2) { display: none }")
    found = build(Order(folder, tmp_path / "out")).findings
    [lost] = [f for f in found if f.code == "text/lost"]
    assert lost.place.line == 7
    assert str(lost.place.path).endswith("one.md")
    one = balanced(account(tmp_path / "out"))
    assert one["on_pages"] < one["text"] - 10
    result = CliRunner().invoke(
        cli,
        ["build", str(folder), "--out", str(tmp_path / "no"), "--strict"],
        standalone_mode=False,
    )
    assert result.return_value == 1
    assert not (tmp_path / "no").exists()


def test_bios_and_the_texts_of_the_publication_have_their_accounts(make, tmp_path):
    layout = "name: dark\ntitle: Dark\nextends: classic-a5\n"
    person = (
        "name: Ada Specimen\nnames: {zh-Hans: 样例}\nroles: [Chair | The Board]\n"
        "biography: She reads at night.\n"
    )
    settings = BOOKLET.replace("classic-a5", "dark").replace("title: Voices", "title: Voices\n"
        "subtitle: Below the title\ncolophon: Set by hand.")  # fmt: skip
    folder = make(**{
        "publication.yaml": settings,
        "one.md": "---\ntitle: One\nauthors: [ada]\n---\n\nSome words.\n",
        "people/ada.yaml": person,
    })  # fmt: skip
    dark = folder.parent.parent / "layouts" / "dark"
    dark.mkdir(parents=True)
    (dark / "layout.yaml").write_text(layout)
    (dark / "style.css").write_text(".biography { display: none }")
    found = build(Order(folder, tmp_path / "out")).findings
    [lost] = [f for f in found if f.code == "text/lost"]
    assert lost.place.path.endswith("people/ada.yaml")
    told = json.loads((tmp_path / "out" / "ledger.json").read_text())["booklet"]
    ada = balanced(told["people"]["ada"])
    assert [one["key"] for one in ada["lost"]] == ["biography"]
    assert ada["characters"] == len(solid(person))
    assert balanced(told["publication"])["lost"] == []


def test_hyphens_ligatures_small_caps_notes_and_smart_marks_are_no_losses(make, tmp_path):
    words = 'Office affluence, the "quoted" 1990-1999 fluffy incomprehensibilities... ' * 30
    text = (
        '---\ntitle: "Fi: *one*"\nsubtitle: Sub & more\nnames: {zh-Hans: 患者至上}\n---\n\n'
        f"{words}[^n] NASA and WHO well-known re-entry.\n\n## A ﬁne ½ Head\n\n"
        "| a | b |\n|---|---|\n| one &amp; two | `code` |\n\n- item <b>bold</b> <!-- hidden -->\n\n"
        f"[^n]: A note with “marks” and a [link](https://example.org/path).\n\n这里是中文，\n下一行。{words}\n"
    )
    folder = make(**{"publication.yaml": BOOKLET, "one.md": text})
    build(Order(folder, tmp_path / "out"))
    one = balanced(account(tmp_path / "out"))
    assert one["lost"] == []
    assert one["left_out"] == []
    assert one["changed"]


def test_a_build_says_what_its_ledger_says(make, tmp_path):
    folder = make(
        **{"publication.yaml": BOOKLET, "one.md": "---\ntitle: One\n---\n\nSome words.\n"}
    )
    for _ in "anew", "standing":
        result = CliRunner().invoke(
            cli, ["build", str(folder), "--out", str(tmp_path / "out")], standalone_mode=False
        )
        assert "booklet: 19 characters of text, 19 on pages, 0 left out" in result.stderr


def test_an_alternative_text_is_left_out_with_its_reason(make, tmp_path):
    text = '---\ntitle: One\n---\n\nWords.\n\n![A square](square.png "Its caption")\n'
    folder = make(**{"publication.yaml": BOOKLET, "one.md": text})
    build(Order(folder, tmp_path / "out"))
    one = balanced(account(tmp_path / "out"))
    assert [left["text"] for left in one["left_out"]] == ["A square"]


@given(st.lists(st.lists(st.integers(100_000, 999_999)), max_size=6), st.randoms())
def test_a_trace_finds_all_that_is_there_however_it_is_broken(numbers, chance):
    texts = ["".join(f"{chr(0x4E00 + n % 20_000)} {n}" for n in some) for some in numbers]
    pages = list(texts)
    chance.shuffle(pages)
    broken = ["\r\n".join(t[i : i + 7] for i in range(0, len(t), 7)) for t in pages]
    assert not any(Trace(broken).match(texts))


def test_a_hyphen_at_the_end_of_a_line_may_be_of_the_text_or_of_the_engine():
    lines = "a well\x02known rule of fort\u2010\r\nunate people"
    assert Trace([lines]).match(["a well-known rule of fortunate people"]) == [""]
    assert Trace(["it is a known rule of theirs"]).match(["it is a well-known rule of theirs"]) == [
        "well-"
    ]


@given(st.text("abcdef", min_size=1, max_size=80), st.data())
def test_a_trace_misses_what_is_not_there(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    assert text[at] in Trace([text[:at] + text[at + 1 :]]).match([text])[0]


@given(st.text("ab ", max_size=40))
def test_pieces_hold_each_character_once(text):
    html = f"<p>{text}<span class='footnote'>x{text}</span>{text}</p><ul><li>{text}</li></ul>"
    assert solid("".join(p.text for p in cut(html))) == solid(text + "x" + text * 3)
