"""``programme.yaml``: what cannot be is named with its line."""

import pytest

from printkit.model.finding import Problems, Severity
from printkit.sources.programme.check import read

GOOD = """\
timezone: Asia/Shanghai
rooms: [Hall B, Hall A]
sessions:
  - title: Opening
    start: 2024-09-25 09:00
    end: 2024-09-25 09:30
    room: Hall A
    speakers: [Anna Placeholder]
  - title: Coffee
    kind: break
    start: 2024-09-25 09:30
    end: 2024-09-25 10:00
  - title: Wards
    start: 2024-09-25 10:00
    end: 2024-09-25 11:00
    room: Hall B
    talks:
      - {title: One, start: 2024-09-25 10:00, end: 2024-09-25 10:30, speakers: [Bo Example]}
      - {title: Two}
  - title: Music
    start: 2024-09-26 01:00
    end: 2024-09-26 02:00
    room: Hall A
"""


def found(old="", new=""):
    assert old in GOOD
    _, findings = read(GOOD.replace(old, new, 1), "programme.yaml")
    return [(finding.code, finding.place.line) for finding in findings]


def test_a_good_programme_has_nothing_to_say():
    programme, findings = read(GOOD, "programme.yaml")
    assert not findings
    (day,) = programme.days
    assert day.rooms == ("Hall B", "Hall A")
    assert [session.title for session in day.sessions] == ["Opening", "Coffee", "Wards", "Music"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("end: 2024-09-25 09:30", "end: 2024-09-25 08:30", ("programme/ends-before", 4)),
        ("end: 2024-09-25 09:30", "end: 2024-09-25 09:00", ("programme/ends-before", 4)),
        ("Asia/Shanghai", "Asia/Shanghia", ("programme/time-zone", 1)),
        ("room: Hall A", "room: Hall C", ("programme/room", 4)),
        ("    room: Hall A\n", "", ("programme/no-room", 4)),
        ("room: Hall B", "room: Hall A\n    speakers: [Anna Placeholder]", None),
        ("end: 2024-09-26 02:00", "end: 2024-09-28 02:00", ("programme/long", 20)),
        ("start: 2024-09-25 09:00", "start: 2024-09-25 09:00+08:00", ("programme/offset", 4)),
        ("{title: Two}", "{title: Two, start: 2024-09-25 12:00}", ("programme/talk", 19)),
    ],
)
def test_what_cannot_be_is_named_with_its_line(old, new, expected):
    assert found(old, new) == ([expected] if expected else [])


def test_two_sessions_in_one_room_are_named_even_with_one_between():
    changed = GOOD.replace("end: 2024-09-25 09:30", "end: 2024-09-25 12:00", 1)
    changed = changed.replace("room: Hall B\n", "room: Hall A\n")
    _, findings = read(changed, "programme.yaml")
    (finding,) = findings
    assert (finding.code, finding.place.line) == ("programme/overlap", 13)
    assert finding.severity is Severity.WARNING
    assert "'Opening' goes on until 2024-09-25 12:00" in finding.message


def test_one_person_in_two_rooms_at_once_is_named():
    changed = GOOD.replace("end: 2024-09-25 09:30", "end: 2024-09-25 10:30", 1)
    changed = changed.replace("room: Hall B", "room: Hall B\n    chairs: [Anna Placeholder]")
    assert [f.code for f in read(changed, "programme.yaml")[1]] == ["programme/two-places"]


def test_the_nearest_time_zone_is_offered():
    _, findings = read(GOOD.replace("Asia/Shanghai", "Asia/Shanghia"), "programme.yaml")
    assert "Asia/Shanghai" in findings[0].hint


def test_an_unknown_key_of_a_session_is_named_with_its_line():
    with pytest.raises(Problems) as caught:
        read(GOOD.replace("kind: break", "knid: break"), "programme.yaml")
    assert str(caught.value.findings[0].place) == "programme.yaml:10:5"
