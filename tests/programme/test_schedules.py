"""Schedules of other systems: what becomes of each session, and that no word is lost."""

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from printkit.cli import cli
from printkit.model.finding import Problems
from printkit.sources.programme.bring import bring, claims
from printkit.sources.programme.check import load
from printkit.sources.programme.schedule import duration, plain

XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule><version>1.2</version>
<conference><title>Example</title><time_zone_name>Asia/Shanghai</time_zone_name></conference>
<day index="1" date="2024-09-25" start="2024-09-25T08:00:00+08:00" end="2024-09-26T04:00:00+08:00">
<room name="Hall A">
<event id="1" guid="a-b"><date>2024-09-25T09:00:00+08:00</date><start>09:00</start>
<duration>00:30</duration><room>Hall A</room><title>Opening &amp; welcome</title>
<subtitle>患者至上</subtitle><track>Plenary</track><type>lecture</type>
<abstract>&lt;p&gt;We *begin*.&lt;/p&gt;&lt;p&gt;Then we go on.&lt;/p&gt;</abstract>
<persons><person id="7">Anna Placeholder</person><person id="8">张三</person></persons></event>
<event id="2"><start>9:30</start><duration>0:30</duration><title>Coffee break</title></event>
</room><room name="Hall B">
<event id="3"><start>01:30</start><duration>00:30</duration><title>Late music</title></event>
<event id="4"><duration>00:30</duration><title>Never placed</title></event>
</room></day></schedule>
"""
EVENT = {
    "id": 5, "guid": "g", "date": "2024-09-25T09:00:00+08:00", "start": "09:00",
    "duration": "01:15", "room": "Hall A",
    "title": {"en": "A talk", "zh-hans": "一讲", "fr": ""}, "track": {"en": "Care", "zh": "关怀"},
    "abstract": "Short.", "description": "Longer.", "language": "en", "do_not_record": False,
    "persons": [{"code": "X1", "name": "Bo Example", "public_name": "Bo Example", "bio": "B."}],
    "links": [{"url": "https://example.org", "title": "More"}],
}  # fmt: skip
FRAB = {
    "schedule": {
        "version": "1",
        "conference": {
            "title": "Example",
            "time_zone_name": "Asia/Shanghai",
            "rooms": [{"name": "Hall B"}, {"name": "Hall A", "capacity": 300}],
            "days": [{"index": 1, "date": "2024-09-25", "rooms": {"Hall A": [EVENT]}}],
        },
    }
}
PRETALX = {
    "timezone": "Europe/Oslo", "version": "0.3",
    "rooms": [{"id": 1, "name": {"en": "Blue room"}}], "tracks": [{"id": 4, "name": "Care"}],
    "speakers": [{"code": "AB", "name": "Cy Specimen", "avatar": "https://example.org/a.png"}],
    "talks": [
        {"code": "T1", "title": "Listening", "speakers": ["AB"], "track": 4, "room": 1,
         "start": "2024-09-25T07:00:00Z", "end": "2024-09-25T07:45:00Z", "abstract": "Quietly."},
        {"code": None, "title": {"en": "Soup"}, "room": 1, "start": "2024-09-25T12:00:00+02:00",
         "end": "2024-09-25T13:00:00+02:00"},
    ],
}  # fmt: skip


def indico_time(clock):
    return {"date": "2024-09-25", "time": f"{clock}:00", "tz": "Europe/Zurich"}


INDICO = {
    "count": 1,
    "results": {"42": {"20240925": {
        "s1": {
            "entryType": "Session", "title": "Wards", "slotTitle": "Part one", "room": "160-1",
            "startDate": indico_time("09:00"), "endDate": indico_time("10:30"), "id": "s1",
            "conveners": [{"name": "Example, Bo", "firstName": "Bo", "familyName": "Example"}],
            "entries": {
                "c2": {"entryType": "Contribution", "title": "Second", "presenters": [],
                       "startDate": indico_time("09:45"), "endDate": indico_time("10:30")},
                "c1": {"entryType": "Contribution", "title": "First", "description": "<b>Why</b>",
                       "presenters": [{"name": "Placeholder, Anna", "firstName": "Anna",
                                       "familyName": "Placeholder", "affiliation": "Home"}],
                       "startDate": indico_time("09:00"), "endDate": indico_time("09:45")}}},
        "b1": {"entryType": "Break", "title": "Tea", "room": "",
               "startDate": indico_time("10:30"), "endDate": indico_time("11:00")},
    }}},
}  # fmt: skip
ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VEVENT
UID:1
DTSTART:20240925T010000Z
DURATION:PT30M
SUMMARY:Opening\\, for all
LOCATION:Hall A
CATEGORIES:Plenary
DESCRIPTION:One.\\n\\nTwo.
ATTENDEE;CN=Anna Placeholder:mailto:anna@example.org
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Mars/Olympus:20240925T100000
DTEND;TZID=Mars/Olympus:20240925T110000
SUMMARY:Elsewhere
RRULE:FREQ=DAILY;COUNT=2
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20240925
SUMMARY:All day
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def take(tmp_path):
    """Import a schedule; return what was said, and its sessions by title."""

    def run(data, name):
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        result = bring(path, tmp_path / "book")
        programme, _ = load(tmp_path / "book")
        return result, programme, {session.title: session for session in programme.sessions}

    return run


def codes(findings):
    return {finding.code for finding in findings}


def clock(session):
    return f"{session.start:%d %H:%M}-{session.end:%H:%M}"


def test_frab_xml_becomes_a_programme(take, tmp_path):
    result, programme, sessions = take(XML, "schedule.xml")
    opening = sessions["Opening & welcome"]
    assert programme.timezone == "Asia/Shanghai"
    assert programme.rooms == ("Hall A", "Hall B")
    assert clock(opening) == "25 09:00-09:30"
    assert opening.speakers == ("Anna Placeholder", "张三")
    assert (opening.subtitle, opening.track) == ("患者至上", "Plenary")
    assert opening.abstract == "We \\*begin\\*.\n\nThen we go on."
    assert sessions["Coffee break"].kind == "break"
    assert clock(sessions["Late music"]) == "26 01:30-02:00"
    assert len(programme.days) == 1
    unread = next(f for f in result.findings if f.code == "programme/unread")
    assert "Never placed" in unread.message and unread.place.line == 14
    assert not result.ledger.lost
    listed = json.loads((tmp_path / "book/schedule.ledger.json").read_text("utf-8"))["left_out"]
    assert {
        "text": "Never placed",
        "line": 14,
        "reason": "an event without title or time",
    } in listed


def test_frab_json_becomes_a_programme(take):
    result, programme, sessions = take(FRAB, "schedule.json")
    talk = sessions["A talk"]
    assert clock(talk) == "25 09:00-10:15"
    assert (talk.speakers, talk.track, talk.abstract) == (("Bo Example",), "Care", "Short.")
    assert talk.names == {"zh-Hans": "一讲"}
    assert programme.rooms == ("Hall B", "Hall A")
    reasons = {one.text: one.reason for one in result.ledger.dropped}
    assert "abstract is kept" in reasons["Longer."]
    assert not result.ledger.lost


@pytest.mark.parametrize(
    ("zone", "date", "told"),
    [("UTC", "2024-09-25T09:00:00+08:00", True), ("Asia/Shanghai", "2024-09-25T01:00:00Z", False),
     ("", "2024-09-25T09:00:00+08:00", False)],
)  # fmt: skip
def test_the_clock_of_the_event_is_kept_whatever_the_zone_is_called(take, zone, date, told):
    event = EVENT | {"date": date}
    days = [{"date": "2024-09-25", "rooms": {"Hall A": [event]}}]
    data = {"schedule": {"conference": {"time_zone_name": zone, "days": days}}}
    result, _, sessions = take(data, "schedule.json")
    assert clock(sessions["A talk"]) == "25 09:00-10:15"
    assert ("programme/time-zone" in codes(result.findings)) == told


def test_a_pretalx_schedule_is_told_in_local_time(take):
    _, _, sessions = take(PRETALX, "widget.json")
    talk = sessions["Listening"]
    assert clock(talk) == "25 09:00-09:45"
    assert (talk.room, talk.track, talk.speakers) == ("Blue room", "Care", ("Cy Specimen",))
    assert sessions["Soup"].kind == "break"


def test_an_indico_timetable_keeps_the_talks_of_a_session(take):
    result, programme, sessions = take(INDICO, "timetable.json")
    wards = sessions["Wards"]
    assert (wards.subtitle, wards.chairs, wards.room) == ("Part one", ("Bo Example",), "160-1")
    assert [talk.title for talk in wards.talks] == ["First", "Second"]
    assert wards.talks[0].speakers == ("Anna Placeholder",)
    assert wards.talks[0].abstract == "Why"
    assert sessions["Tea"].kind == "break"
    assert programme.timezone == "Europe/Zurich"
    assert not result.ledger.lost


def test_an_icalendar_file_becomes_a_programme(take):
    result, _, sessions = take(ICS, "meeting.ics")
    opening = sessions["Opening, for all"]
    assert clock(opening) == "25 09:00-09:30"
    assert (opening.room, opening.track) == ("Hall A", "Plenary")
    assert opening.speakers == ("Anna Placeholder",)
    assert opening.abstract == "One.\n\nTwo."
    lines = {f.code: f.place.line for f in result.findings if "meeting.ics" in f.place.path}
    assert lines == {"programme/time-zone": 15, "programme/unread": 22}
    assert "All day" not in sessions


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:30", 30), ("1:15", 75), ("00:45:00", 45), ("1:02:30", 1590), ("20", 20)],
)
def test_durations_are_read_as_the_systems_write_them(text, minutes):
    assert duration(text).total_seconds() / 60 == minutes


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-1:00", "99999"])
def test_other_durations_are_none(text):
    assert duration(text) is None


def test_text_with_a_less_than_sign_is_no_tag():
    assert plain("p < 0.05 and a > b") == "p < 0.05 and a > b"


BOMB = '<!DOCTYPE schedule [<!ENTITY a "aa">]><schedule><day><room name="&a;"/></day></schedule>'


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("s.xml", BOMB, "import/entities"),
        ("s.xml", "<schedule><day>", "import/broken"),
        ("s.xml", "<schedule/>", "import/empty"),
        ("s.json", "{", "programme/broken"),
        ("s.json", "[" * 100_000, "programme/broken"),
        ("s.json", "[1, 2]", "import/format"),
        ("s.json", '{"schedule": 3}', "programme/broken"),
        (
            "s.json",
            '{"schedule": {"conference": {"days": [{"rooms": {"A": [3]}}]}}}',
            "import/empty",
        ),
        ("s.json", '{"talks": {"a": 1}}', "programme/broken"),
        ("s.json", '{"results": [1]}', "programme/broken"),
        ("s.ics", "", "import/empty"),
        ("s.ics", "BEGIN:VCALENDAR\n", "import/empty"),
        ("s.ics", "{}", "programme/broken"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(take, tmp_path, name, text, code):
    with pytest.raises(Problems) as caught:
        take(text, name)
    assert codes(caught.value.findings) == {code}
    assert not (tmp_path / "book").exists()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def paths(data, path=()):
    yield path
    listed = data if isinstance(data, list) else ()
    for key, value in data.items() if isinstance(data, dict) else enumerate(listed):
        yield from paths(value, (*path, key))


def replaced(data, path, value):
    if not path:
        return value
    held = dict(data) if isinstance(data, dict) else list(data)
    held[path[0]] = replaced(held[path[0]], path[1:], value)
    return held


@given(st.data())
def test_a_file_with_one_odd_value_is_read_whole_or_refused(data):
    whole = data.draw(st.sampled_from([FRAB, PRETALX, INDICO]))
    odd = replaced(whole, data.draw(st.sampled_from(list(paths(whole)))), data.draw(ANY))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schedule.json"
        path.write_text(json.dumps(odd), "utf-8")
        try:
            assert not bring(path, Path(folder) / "book").ledger.lost
        except Problems as problems:
            assert "import/lost" not in codes(problems.findings)


def test_only_a_schedule_claims_an_xml_file(tmp_path):
    for name, text in (("a.xml", "<article/>"), ("b.xml", "<?xml version='1.0'?>\n<schedule/>")):
        (tmp_path / name).write_text(text, "utf-8")
    assert (claims(tmp_path / "a.xml"), claims(tmp_path / "b.xml")) == (False, True)


def test_a_wrong_time_is_named_in_the_written_programme(take, tmp_path):
    event = EVENT | {"duration": "00:00"}
    data = {"schedule": {"conference": {"days": [{"date": "", "rooms": {"Hall A": [event]}}]}}}
    result, _, _ = take(data, "schedule.json")
    finding = next(f for f in result.findings if f.code == "programme/ends-before")
    text = (tmp_path / "book/programme.yaml").read_text("utf-8").splitlines()
    assert "A talk" in text[finding.place.line - 1]


def test_an_edited_programme_stays_edited(take, tmp_path):
    take(FRAB, "schedule.json")
    file = tmp_path / "book/programme.yaml"
    file.write_text(file.read_text("utf-8").replace("A talk", "My talk"), "utf-8")
    take(FRAB, "schedule.json")
    assert "My talk" in file.read_text("utf-8")


def test_the_command_takes_a_schedule(tmp_path):
    (tmp_path / "schedule.xml").write_text(XML, "utf-8")
    arguments = ["import", str(tmp_path / "schedule.xml"), "--into", str(tmp_path / "book")]
    result = CliRunner().invoke(cli, arguments)
    assert "0 lost" in result.output
    assert (tmp_path / "book/programme.yaml").is_file()


def repeating(rule, *more):
    event = f"""\
BEGIN:VEVENT
UID:r
DTSTART;TZID=Europe/Oslo:20241025T090000
DTEND;TZID=Europe/Oslo:20241025T093000
SUMMARY:Yoga
{rule}
END:VEVENT
"""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}{''.join(more)}END:VCALENDAR\n"


MOVED = """\
BEGIN:VEVENT
UID:r
RECURRENCE-ID;TZID=Europe/Oslo:20241026T090000
DTSTART;TZID=Europe/Oslo:20241026T180000
DURATION:PT30M
SUMMARY:Yoga, late
END:VEVENT
"""


@pytest.mark.parametrize(
    ("rule", "more", "days"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", (), ["25 09:00", "26 09:00", "27 09:00"]),
        # The clocks change on the 27th: the time on the clocks stays.
        ("RRULE:FREQ=DAILY;UNTIL=20241027T080000Z", (), ["25 09:00", "26 09:00", "27 09:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20241026", (), ["25 09:00", "26 09:00"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Oslo:20241026T090000", (),
         ["25 09:00", "27 09:00"]),
        ("RDATE;TZID=Europe/Oslo:20241028T100000", (), ["25 09:00", "28 10:00"]),
        ("RRULE:FREQ=DAILY;COUNT=3", (MOVED,), ["25 09:00", "26 18:00", "27 09:00"]),
    ],
)  # fmt: skip
def test_an_event_that_repeats_is_read_at_each_time(rule, more, days, take):
    _, programme, _ = take(repeating(rule, *more), "meeting.ics")
    assert sorted(f"{one.start:%d %H:%M}" for one in programme.sessions) == days


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=DAILY",
        "RRULE:FREQ=DAILY;COUNT=2;BYDAY=9ZZ",
        "RRULE:FREQ=SECONDLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_cannot_be_followed_is_told(rule, take):
    result, programme, _ = take(repeating(rule), "meeting.ics")
    found = next(f for f in result.findings if f.code == "programme/repeats")
    assert "first time only" in found.message
    assert len(programme.sessions) == 1
