"""The layout ``programme``: days as a grid and as a list, and an index of speakers."""

import json
import re

import pytest

from printkit.build.recipe import Order, build
from printkit.model.finding import Problems, Severity
from printkit.model.target import Target
from reading import text_of

BOOK = """\
title: Programme of the Meeting
language: LANGUAGE
date: 2024-09-25
event: {name: The Example Meeting, short: EM, start: 2024-09-25, end: 2024-09-26, city: Xiamen}
articles: []
products:
  programme: {layout: programme, size: SIZE, OPTIONS}
"""
PROGRAMME = """\
rooms: [Hall A, Hall B]
sessions:
  - title: Opening
    names: {zh-Hans: 开幕式}
    start: 2024-09-25 09:00
    end: 2024-09-25 10:00
    room: Hall A
    track: Plenary
    speakers: [anna, 张三]
    abstract: We *begin* with the list.
  - {title: Coffee, kind: break, start: 2024-09-25 10:00, end: 2024-09-25 10:30}
  - title: Wards
    start: 2024-09-25 10:30
    end: 2024-09-25 12:00
    room: Hall B
    chairs: [Bo Example]
    talks:
      - {title: Counting twice, start: 2024-09-25 10:30, speakers: [Cy Specimen]}
      - {title: 患者至上, speakers: [张三], abstract: 一份名单。}
  - {title: Farewell, start: 2024-09-26 09:00, end: 2024-09-26 09:30, room: Hall A}
"""


@pytest.fixture
def pages(make, tmp_path):
    """Build the programme for screen, or for all targets, and return its pages' text."""

    def run(language="en", size="A5", options="options: {}", targets=(Target.SCREEN,), **files):
        text = BOOK.replace("LANGUAGE", language).replace("SIZE", size)
        text = text.replace("OPTIONS", options)
        folder = make(**{"publication.yaml": text, "programme.yaml": PROGRAMME, **files})
        built = build(Order(folder, tmp_path / "build", targets=targets))
        assert not [f for f in built.findings if f.severity is not Severity.INFO]
        return text_of(tmp_path / "build" / "programme-screen.pdf")

    return run


def test_each_day_has_a_grid_and_a_list(pages):
    front, wednesday, *rest = pages()
    assert "Wednesday, 25 September 2024" in front and "Speakers" in front
    assert wednesday.count("Opening") == 2 == wednesday.count("开幕式")
    assert wednesday.index("Hall B") < wednesday.index("Plenary · Hall A")
    for words in (
        "09:00–10:00", "Anna Placeholder", "张三", "We begin with the list.", "Chair Bo Example",
        "Counting twice", "Cy Specimen", "患者至上", "一份名单。", "Coffee",
    ):  # fmt: skip
        assert words in wednesday
    assert "Farewell" in rest[0] and "Thursday" in rest[0]


def test_the_index_tells_when_each_person_speaks(pages):
    index = next(page for page in pages() if page.startswith(("EM Speakers", "Speakers")))
    assert "张三 Wed 09:00, Wed 10:30" in index
    assert "Anna Placeholder Wed 09:00" in index
    assert index.index("Bo Example") < index.index("Anna Placeholder") < index.index("张三")


def test_parts_can_be_left_out(pages):
    options = "options: {grid: false, abstracts: false, index: false, contents: false}"
    first, *_ = pages(options=options)
    whole = " ".join(pages(options=options))
    assert first.count("Opening") == 1
    assert "We begin" not in whole and "Speakers" not in whole


@pytest.mark.parametrize("size", ["A4", "A5", "A6"])
def test_every_size_is_fit_for_the_press(pages, size):
    assert pages(size=size, targets=tuple(Target))


def test_a_chinese_programme_speaks_chinese(pages):
    # Readers may take the gap between figures and Chinese for a space.
    whole = re.sub(
        r"(?<=\d) (?=[年月日])|(?<=[年月至]) (?=\d)", "", " ".join(pages(language="zh-Hans"))
    )
    assert (
        "2024年9月25日星期三" in whole
        and "Anna Placeholder、张三" in whole
        and "2024年9月25日" in whole
        and "讲者索引" in whole
    )
    assert "周三 09:00" in whole


def test_a_programme_that_is_not_there_is_named(pages):
    with pytest.raises(Problems) as caught:
        pages(**{"programme.yaml": None})
    assert [f.code for f in caught.value.findings] == ["product/no-programme"]


def test_the_programme_has_its_account_in_the_ledger(pages, tmp_path):
    pages()
    told = json.loads((tmp_path / "build" / "ledger.json").read_text("utf-8"))["programme"]
    account = told["programme"]
    assert account["characters"] == len("".join(PROGRAMME.split()))
    assert account["on_pages"] == account["text"] > 100
    assert account["lost"] == []
    pages(options="options: {abstracts: false}")
    told = json.loads((tmp_path / "build" / "ledger.json").read_text("utf-8"))["programme"]
    left = {one["text"] for one in told["programme"]["left_out"]}
    assert left == {"We begin with the list.", "一份名单。"}
