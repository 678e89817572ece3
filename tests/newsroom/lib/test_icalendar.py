from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Reader

from newsroom.lib.icalendar import Calendar, Entry, fold, text, to_icalendar
from newsroom.lib.text import strip_control
from tests.newsroom.lib.calendar_rules import content_lines, faults_of

CHANGED = datetime(2023, 8, 23, 21, 20, tzinfo=ZoneInfo("Europe/Budapest"))
ANY_TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from('\\;,:"\n\r ’é走🏃'), max_size=300)


def make_entry(**fields):
    defaults = {"uid": "urn:uuid:1", "summary": "Final", "start": date(2023, 8, 23), "changed_at": CHANGED}
    return Entry(**defaults | fields)


def written(*entries, **fields):
    return to_icalendar(
        Calendar(**{"name": "Races", "url": "https://x.example/", "entries": entries} | fields)
    )


def read(*entries, **fields):
    return Reader.from_ical(written(*entries, **fields))


def lines_of(*entries):
    return [line for _, line in content_lines(written(*entries))]


def as_read(given_text):
    return strip_control(given_text.replace("\r\n", "\n").replace("\r", "\n")).translate(
        {0x2028: "\n", 0x2029: "\n"}
    )


@given(ANY_TEXT)
def test_any_text_comes_back_from_a_reader_as_it_was(given_text):
    event = read(make_entry(description=f"«{given_text}»")).events[0]
    assert str(event["DESCRIPTION"]) == f"«{as_read(given_text)}»"


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_makes_a_valid_calendar(one, two):
    entry = make_entry(
        uid=one or "x", summary=two, location=one, url=f"https://x.example/{two}", categories=(one, two)
    )
    assert faults_of(written(entry, name=two, description=one)) == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_fold_tears_no_character_and_loses_none(line):
    folded = fold(line)
    lines = folded.split(b"\r\n")
    assert [each.decode() for each in lines] and max(map(len, lines)) <= 75
    assert folded.replace(b"\r\n ", b"").decode() == line


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("a" * 75, [75]),
        ("a" * 76, [75, 2]),
        ("a" * 74 + "é", [74, 3]),
        ("a" * 149, [75, 75]),
        ("a" * 150, [75, 75, 2]),
        ("a" * 73 + "🏃" * 19, [73, 73, 5]),
    ],
)
def test_fold_fills_its_lines(line, folded):
    assert [len(each) for each in fold(line).split(b"\r\n")] == folded


@pytest.mark.parametrize(
    ("given_text", "value"),
    [
        ("one, two; three", "one\\, two\\; three"),
        ("C:\\results", "C:\\\\results"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07", "bell"),
        ("\\n", "\\\\n"),
    ],
)
def test_text_is_escaped(given_text, value):
    assert text(given_text) == value


def test_a_moment_is_written_in_utc():
    start = datetime(2023, 8, 23, 21, 15, tzinfo=ZoneInfo("Europe/Budapest"))
    entry = make_entry(start=start, end=start + timedelta(minutes=15))
    assert {"DTSTART:20230823T191500Z", "DTEND:20230823T193000Z", "DTSTAMP:20230823T192000Z"} < {
        *lines_of(entry)
    }


def test_a_day_is_written_as_a_day_without_an_end():
    lines = lines_of(make_entry())
    assert "DTSTART;VALUE=DATE:20230823" in lines
    assert [line for line in lines if line.startswith("DTEND")] == []


def test_a_reader_finds_everything_an_entry_says():
    start = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)
    event = read(
        make_entry(
            start=start,
            end=start + timedelta(minutes=15),
            sequence=4,
            location="Nemzeti Atlétikai Központ, Budapest",
            url="https://x.example/competitions/budapest-2023/men-1500m/#final",
            categories=("Athletics", "5, 10 and 15 km"),
            tentative=True,
        )
    ).events[0]
    assert (event.uid, event["SEQUENCE"], event.start, event.end) == (
        "urn:uuid:1",
        4,
        start,
        start + timedelta(minutes=15),
    )
    assert event.categories == ["Athletics", "5, 10 and 15 km"]
    assert str(event["URL"]) == "https://x.example/competitions/budapest-2023/men-1500m/#final"
    assert str(event["LOCATION"]) == "Nemzeti Atlétikai Központ, Budapest"
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_calendar_names_itself_to_new_readers_and_old():
    calendar = read(name="Budapest 2023", description="All races", refresh=timedelta(hours=1))
    names = ("NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "X-PUBLISHED-TTL", "VERSION")
    assert [str(calendar[name]) for name in names] == [
        *("Budapest 2023", "Budapest 2023", "All races", "All races", "PT60M", "2.0")
    ]
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)


def test_a_calendar_without_entries_is_valid():
    assert faults_of(written()) == []
    assert read().events == []


def test_an_address_cannot_begin_a_line_of_its_own():
    lines = lines_of(make_entry(url="https://x.example/\r\nATTACH:https://bad.example/"))
    assert [line for line in lines if line.startswith("ATTACH")] == []
