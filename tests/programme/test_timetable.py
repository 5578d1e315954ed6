"""The grid of a day: every session in one cell, no place left over; and the index of speakers."""

import sys
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.compose.speakers import Cast
from printkit.compose.timetable import timetables
from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.model.programme import Programme, Session
from printkit.sources.collation import Collation

NINE = datetime(2024, 9, 25, 9)


def session(title, start, minutes, room=None, **more):
    begin = NINE + timedelta(minutes=start)
    end = begin + timedelta(minutes=minutes)
    return Session(title=title, start=begin, end=end, room=room, **more)


def day_of(*sessions):
    (day,) = Programme(sessions=sessions).days
    return day


SESSIONS = st.lists(
    st.tuples(
        st.integers(0, 40).map(lambda n: n * 15),
        st.integers(1, 12).map(lambda n: n * 15),
        st.sampled_from([None, "A", "B", "C", "D", "E"]),
    ),
    min_size=1,
    max_size=14,
)


@given(SESSIONS, st.integers(1, 6))
def test_every_table_is_tiled_and_every_session_is_in_one_cell(given_sessions, most):
    day = day_of(*(session(str(n), *one) for n, one in enumerate(given_sessions)))
    tables = timetables(day, most)
    seen = Counter()
    for table in tables:
        assert len([room for room in table.rooms if room]) <= most
        taken = Counter()
        for number, row in enumerate(table.rows):
            column = 0
            for cell in row.cells:
                while taken[number, column]:
                    column += 1
                for down in range(cell.rows):
                    for across in range(cell.columns):
                        taken[number + down, column + across] += 1
                for one in cell.sessions:
                    assert one.room in (None, table.rooms[column])
                    assert row.time <= one.start
                    seen[one.title] += 1
                if len(cell.sessions) == 1:
                    assert row.time == cell.sessions[0].start
        places = {(r, c) for r in range(len(table.rows)) for c in range(len(table.rooms))}
        assert taken == Counter(places)
    for one in day.sessions:
        assert seen[one.title] == (1 if one.room else len(tables))


def test_rooms_are_shared_out_evenly():
    day = day_of(*(session("S", 0, 30, f"Room {n}") for n in range(6)))
    assert [len(table.rooms) for table in timetables(day, 4)] == [3, 3]


def test_a_break_stands_across_all_rooms():
    day = day_of(session("One", 0, 60, "A"), session("Two", 0, 60, "B"), session("Tea", 60, 30))
    (table,) = timetables(day, 4)
    assert table.rows[1].cells[0].columns == 2


def test_what_overlaps_a_session_has_a_column_of_its_own():
    day = day_of(session("One", 0, 60, "A"), session("Walk", 30, 60), session("Tea", 60, 60))
    (table,) = timetables(day, 4)
    assert table.rooms == ("A", "")


def test_the_index_is_sorted_by_family_name_and_pinyin():
    people = {"oe": Person(name="Tove Østergård"), "v": Person(name="Bo van Muster")}
    names = ("张三", "Anna Placeholder", "oe", "曾国藩", "Ålesund Çelik", "v", "Иван Образец", "O")
    programme = Programme(
        sessions=(
            session("Late", 120, 30, speakers=("张三",)),
            session("Early", 0, 30, speakers=names, chairs=("张三",)),
        )
    )
    letters = Cast(programme, people).index()
    index = [(one.letter, [entry.name for entry in one.entries]) for one in letters]
    assert index == [
        ("C", ["Ålesund Çelik"]),
        ("M", ["Bo van Muster"]),
        ("O", ["O", "Tove Østergård"]),
        ("P", ["Anna Placeholder"]),
        ("Z", ["曾国藩", "张三"]),
        ("О", ["Иван Образец"]),
    ]
    zhang = letters[4].entries[1]
    assert [one.title for one in zhang.sessions] == ["Early", "Late"]


def test_the_index_by_strokes_has_chinese_names_first():
    people = {"m": Person(name="马七"), "o": Person(name="欧阳九", family="欧阳")}
    names = ("Anna Placeholder", "张三", "丁一", "m", "o", "王五", "曾国藩")
    programme = Programme(sessions=(session("One", 0, 30, speakers=names),))
    letters = Cast(programme, people, Collation(strokes=True)).index()
    assert [(one.letter, [entry.name for entry in one.entries]) for one in letters] == [
        ("2画", ["丁一"]),
        ("3画", ["马七"]),
        ("4画", ["王五"]),
        ("7画", ["张三"]),
        ("8画", ["欧阳九"]),
        ("12画", ["曾国藩"]),
        ("P", ["Anna Placeholder"]),
    ]


def test_strokes_without_pyicu_are_an_error_with_a_way_out(monkeypatch):
    from printkit.sources import collation

    monkeypatch.setitem(sys.modules, "icu", None)
    collation._stroke_order.cache_clear()
    with pytest.raises(Problems) as caught:
        Collation(strokes=True).key("张三")
    collation._stroke_order.cache_clear()
    [finding] = caught.value.findings
    assert (finding.code, "printkit[icu]" in finding.hint) == ("collation/missing", True)
