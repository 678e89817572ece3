from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import lynx
from results.importers.base import ParsedSplit, Severity
from results.marks import Mark, Measure, Precision, parse_mark
from tests.results.importers.fuzzing import assert_sound

DATA = Path(__file__).resolve().parents[2] / "data" / "lynx"
FILES = {path.name: path.read_bytes() for path in sorted(DATA.glob("*.lif"))}
HEADER = "12,3,1,Women's 100 Metres Final,+0.7,m/s,,,,100,22:53:04.2875"
REST = ",,,,,,,"
START_LISTS = b"""; event,round,heat,name
7,1,1,"Men's 110m Hurdles, Heat 1",,,,,,110,18:05:00
,101,4,Holloway,Grant,USA,14614446
,,5,,,,
,102,6,SZYMANSKI,DAMIAN,POL,
7,1,2,"Men's 110m Hurdles, Heat 2"
,103,4,Joseph,Jason,LC Therwil,
8,1,1,Women's 4x100m Relay Final
,,3,Great Britain,,GBR,
"""


def read(*rows, header=HEADER, name="012-3-01.lif", end="\r\n"):
    return lynx.parse(("\r\n".join([header, *rows]) + end).encode(), name)


def row(
    place="1", ident="100", lane="4", last="Swoboda", first="Ewa", affiliation="POL", time="11.03", **fields
):
    after = [fields.get(name, "") for name in ("licence", "delta", "reaction", "splits")]
    cells = [place, ident, lane, last, first, affiliation, time, *after, "", *[""] * 7]
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


def the_row(text, **kinds):
    meet = read(text, **kinds)
    assert [problem.message for problem in meet.problems] == []
    return meet.races[0].results[0]


def messages(meet):
    return [
        (problem.line, problem.field, problem.severity.value, problem.message) for problem in meet.problems
    ]


def test_final_of_rome_is_read_with_wind_and_reactions():
    meet = lynx.parse(FILES["012-3-01.lif"], "012-3-01.lif")
    (race,) = meet.races
    assert meet.problems == ()
    assert (race.category, race.discipline, race.round, race.number) == ("W", "100", "final", None)
    assert (race.wind, race.start_time) == (Decimal("0.7"), time(22, 53, 4))
    assert race.external_id == "lynx:12-3-1"
    fifth = race.results[4]
    assert (fifth.person.name, fifth.country, fifth.place) == ("Gina Lückenkemper", "GER", 5)
    assert (fifth.mark, fifth.reaction_ms) == (parse_mark("11.07", "time"), 171)
    assert (fifth.lane, fifth.bib, fifth.person.sex, fifth.line) == (5, "104", "W", 6)


def test_a_heat_takes_its_number_from_the_header():
    (race,) = lynx.parse(FILES["014-1-01.lif"]).races
    assert (race.category, race.discipline, race.round, race.number) == ("M", "800", "heat", 1)
    assert [row.person.name for row in race.results[:3]] == [
        "Gabriel Tual",
        "Francesco Pernici",
        "Álvaro de Arriba",
    ]
    assert race.wind is None


def test_thousandths_are_kept_and_rounded_up():
    (race,) = lynx.parse(FILES["031-2-01.lif"]).races
    first, last = race.results[0], race.results[-1]
    assert (race.title, race.category, race.discipline) == ("22:06 | 1500m M, Final", "M", "1500")
    assert (first.reading_ms, first.mark) == (211_946, Mark(211_950, Measure.TIME, Precision.HUNDREDTH))
    assert (last.person.name, last.place, last.mark, last.status) == ("Samuel Pihlström", None, None, "DNS")
    assert len(race.results) == 17


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("3,1,2,Men's 100m", ("heat", 2)),
        ("3,2,1,Men's 100m Semi-final", ("semi-final", 1)),
        ("3,2,1,Men's 100m Semi-final 2", ("semi-final", 2)),
        ("3,3,2,Men's 100m Final", ("final", 2)),
        ("3,1,1,Decathlon 100m Heat", ("part", 1)),
        ("3,1,1,Decathlon 1500m", ("part", None)),
    ],
)
def test_header_numbers_help_where_the_title_has_none(header, expected):
    (race,) = read(header=header).races
    assert (race.round, race.number) == expected


def test_a_title_without_a_round_is_taken_for_a_final_and_told():
    meet = read(header="3,1,1,Men's 100m")
    assert (meet.races[0].round, meet.races[0].number) == ("final", None)
    assert messages(meet) == [
        (1, "name", "warning", "“Men's 100m” names no round, so it is taken for a final.")
    ]


def test_only_the_first_of_two_finals_may_decide_medals():
    assert read(header="3,3,2,Men's 100m Final").races[0].decides_medals is False
    assert read(header="3,3,1,Men's 100m Final").races[0].decides_medals is None


@pytest.mark.parametrize(
    ("header", "name", "expected"),
    [
        ("12,3,1,Men's 100m Final", "99-9-9.lif", "lynx:12-3-1"),
        (",,,Men's 100m Final", "in/012-3-01.lif", "lynx:12-3-1"),
        (",,,Men's 100m Final", "final.lif", ""),
    ],
)
def test_external_id_is_of_the_header_or_else_the_file_name(header, name, expected):
    assert read(header=header, name=name).races[0].external_id == expected


@pytest.mark.parametrize(
    ("header", "wind"),
    [
        ("1,1,1,Men's 100m Final,-1.2,m/s", Decimal("-1.2")),
        ('1,1,1,Men\'s 200m Final,"0,35",m/s', Decimal("0.4")),
        ("1,1,1,Men's 100m Final,NWI,m/s", None),
        ("1,1,1,Men's 800m Final,+1.0,m/s", None),
        ("1,1,1,Men's 60m Final,+1.0,m/s", None),
    ],
)
def test_wind_counts_where_a_race_is_measured(header, wind):
    meet = read(header=header)
    assert (meet.races[0].wind, meet.problems) == (wind, ())


@pytest.mark.parametrize(
    ("header", "start"),
    [
        ("1,1,1,Men's 100m Final,,,,,,100,22:06:11.4049", time(22, 6, 11)),
        ("1,1,1,Men's 100m Final,,,,10:00:00,,100,22:06:11,,", time(22, 6, 11)),
        ("1,1,1,Men's 100m Final", None),
    ],
)
def test_the_last_time_of_day_is_the_start(header, start):
    assert read(header=header).races[0].start_time == start


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("DNS", ("DNS", "", "")),
        ("DNF", ("DNF", "", "")),
        ("DQ", ("DQ", "", "")),
        ("DQ TR17.3.1", ("DQ", "TR17.3.1", "")),
        ("FS", ("DQ", "TR16.8", "")),
        ("SC", ("DNS", "", "")),
        ("ADV", ("", "", "qR")),
        ("aufg.", ("DNF", "", "")),
        ("abg.", ("DNS", "", "")),
        ("disq.", ("DQ", "", "")),
        ("n.a.", ("DNS", "", "")),
        ("Ab.", ("DNF", "", "")),
    ],
)
def test_a_word_in_place_of_the_place_is_a_status(place, expected):
    read_row = the_row(row(place=place, time=""))
    assert (read_row.status, read_row.rule, read_row.qualification) == expected
    assert read_row.place is None


def test_a_time_of_one_disqualified_is_left_out_and_told():
    meet = read(row(place="DQ", time="11.03"))
    assert (meet.races[0].results[0].status, meet.races[0].results[0].mark) == ("DQ", None)
    assert messages(meet) == [(2, "time", "warning", "The time 11.03 of one who is DQ is left out.")]


def test_an_unknown_word_in_place_of_the_place_is_located():
    meet = read(row(place="??"))
    assert messages(meet) == [
        (2, "place", "error", "“??” is no place; expected a place, or DNS, DNF, DQ, NM or NH.")
    ]


def test_a_finisher_who_is_not_read_yet_has_nothing_but_a_reaction():
    read_row = the_row(row(place="", time="", reaction="0.157"))
    assert (read_row.place, read_row.mark, read_row.status, read_row.reaction_ms) == (None, None, "", 157)


def test_a_club_is_no_country():
    assert the_row(row(affiliation="LC Zürich")).country == ""
    assert the_row(row(affiliation="SUI")).country == "SUI"


def test_an_empty_lane_is_no_row_and_a_nameless_finisher_is_told():
    meet = read(
        row(place="", ident="", last="", first="", affiliation="", time=""),
        row(ident="", last="", first="", affiliation=""),
    )
    assert [(r.place, r.person) for r in meet.races[0].results] == [(1, None)]
    assert messages(meet) == [(3, "last", "warning", "A finisher has no name; who it was has to be added.")]


def test_a_shared_place_stays_shared():
    assert [r.place for r in read(row("3"), row("3", last="Dosso")).races[0].results] == [3, 3]


@pytest.mark.parametrize(
    ("title", "written", "mark", "reading"),
    [
        ("Men's 10,000m Final", "27:00.001", Mark(1_620_010, Measure.TIME, Precision.HUNDREDTH), 1_620_001),
        ("Men's 20,000m Race Walk Final", "1:20:00.01", Mark(4_800_100, Measure.TIME, Precision.TENTH), None),
        ("Men's Marathon Final", "2:06:31.2", Mark(7_592_000, Measure.TIME, Precision.SECOND), None),
        (
            "Men's 20km Race Walk Final",
            "1:20:00.001",
            Mark(4_801_000, Measure.TIME, Precision.SECOND),
            4_800_001,
        ),
    ],
)
def test_times_are_official_as_the_distance_asks(title, written, mark, reading):
    read_row = the_row(row(time=written), header=f'1,1,1,"{title}"')
    assert (read_row.mark, read_row.reading_ms) == (mark, reading)


def test_a_relay_has_a_team():
    read_row = the_row(
        row(last="Great Britain", first="", affiliation="GBR", time="41.55"),
        header="1,1,1,Women's 4x100m Final",
    )
    assert (read_row.person, read_row.team, read_row.country) == (None, "Great Britain", "GBR")


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        ("KERR", "Josh", ("Josh Kerr", "Josh", "Kerr")),
        ("van der Weken", "Patrizia", ("Patrizia van der Weken", "Patrizia", "van der Weken")),
        ("KERR Josh", "", ("Josh Kerr", "Josh", "Kerr")),
    ],
)
def test_names_are_as_they_are_printed(last, first, expected):
    person = the_row(row(last=last, first=first)).person
    assert (person.name, person.given_name, person.family_name) == expected


def test_splits_are_read_back_from_the_finish():
    read_row = the_row(
        row(time="3:31.95", splits="44.1 (44.1),1:40.2 (56.1),2:36.0 (55.8),3:31.95 (55.95)"),
        header="1,1,1,Men's 1500m Final",
    )
    assert read_row.splits == tuple(
        ParsedSplit(distance, parse_mark(mark, "time"))
        for distance, mark in ((300, "44.1"), (700, "1:40.2"), (1100, "2:36.0"))
    )


def test_splits_that_do_not_end_at_the_finish_are_left_out():
    assert the_row(row(time="1:45.00", splits="52.1,1:20.0"), header="1,1,1,Men's 800m Final").splits == ()


def test_fields_left_out_at_the_end_are_empty():
    assert the_row("1,100,4,Swoboda,Ewa,POL,11.03").mark == parse_mark("11.03", "time")


@pytest.mark.parametrize(
    ("text", "fields"), [("1,100,4,Swoboda", 4), (row() + ",,extra", 21)], ids=["too few", "too many"]
)
def test_a_row_with_other_fields_is_located(text, fields):
    meet = read(row(last="Dosso"), text)
    assert messages(meet) == [(3, "", "error", f"The row has {fields} fields; expected 19.")]
    assert len(meet.races[0].results) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_ends_in_the_middle_of_a_row_looks_half_written(name):
    data = FILES[name]
    cut = data[: data.rstrip().rindex(b"\n") + 12]
    meet = lynx.parse(cut, name)
    line = cut.count(b"\n") + 1
    assert meet.refused
    assert [problem.message for problem in meet.problems] == [
        f"The file ends in the middle of line {line}, so it looks half-written; "
        "expected 19 fields and a line break."
    ]
    assert [problem.line for problem in meet.problems] == [line]


def test_a_header_that_is_cut_off_looks_half_written():
    assert "half-written" in read(header="12,3", end="").problems[0].message


def test_a_title_without_a_discipline_leaves_it_open():
    meet = read(row(), header="1,1,1,Final")
    assert (meet.races[0].discipline, meet.races[0].results[0].mark) == ("", parse_mark("11.03", "time"))
    assert [(p.line, p.field, p.severity) for p in meet.problems] == [(1, "name", Severity.WARNING)]


def test_a_line_that_no_file_has_is_located():
    assert [(p.line, p.message) for p in read("," * 20_000, row()).problems] == [
        (2, "The line cannot be parted into fields; expected 19 with commas between them.")
    ]


def test_comments_and_blank_lines_are_left_out_and_lines_counted():
    meet = lynx.parse(f";made by hand\n\n{HEADER}\n; a note\n{row()}\n".encode())
    assert (meet.races[0].line, meet.races[0].results[0].line) == (3, 5)


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        ("time", "11:99", "“11:99” is no mark: expected a time such as 9.58, 9.9h, 3:29.38 or 2:00:35."),
        ("lane", "A", "“A” is no lane; expected a whole number."),
        ("reaction", "fast", "“fast” is no reaction time; expected seconds such as 0.157."),
    ],
)
def test_a_cell_that_cannot_be_read_is_located(field, cell, said):
    (problem,) = read(row(**{field: cell})).problems
    assert (problem.line, problem.field, problem.value, problem.message) == (2, field, cell, said)


def test_start_lists_of_several_races_in_one_file():
    meet = lynx.parse(START_LISTS, "lynx.evt")
    assert meet.problems == ()
    assert [(race.discipline, race.round, race.number, race.external_id) for race in meet.races] == [
        ("110H", "heat", 1, "lynx:7-1-1"),
        ("110H", "heat", 2, "lynx:7-1-2"),
        ("4X100", "final", None, "lynx:8-1-1"),
    ]
    first, second = meet.races[0].results
    assert (first.person.name, first.lane, first.bib, first.country, first.line) == (
        *("Grant Holloway", 4, "101", "USA"),
        3,
    )
    assert (second.person.name, second.lane, second.place, second.mark) == ("Damian Szymanski", 6, None, None)
    assert meet.races[0].start_time == time(18, 5)
    assert meet.races[1].results[0].country == ""
    assert meet.races[2].results[0].team == "Great Britain"


def test_start_lists_are_known_by_their_rows_too():
    assert lynx.parse(START_LISTS).races == lynx.parse(START_LISTS, "lynx.evt").races


@pytest.mark.parametrize("name", FILES)
def test_recognised_by_content_alone(name):
    assert lynx.recognises(FILES[name], "")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"place,athlete\n1,Kerr\n", ""),
        (b'{"a": 1}', "x.lif"),
        (b"<html>", "x.evt"),
        (b"", ""),
        (b"1,2\n", ""),
    ],
)
def test_other_content_is_not_recognised(data, name):
    assert not lynx.recognises(data, name)


@given(st.binary(max_size=400), st.sampled_from(["", "a.lif", "a.evt"]))
def test_any_bytes_make_a_meet(data, name):
    lynx.recognises(data, name)
    assert_sound(lynx.parse(data, name))


@given(
    st.sampled_from([*FILES.values(), START_LISTS]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 30)), max_size=4),
    st.sampled_from(["", "a.lif", "a.evt"]),
)
def test_any_change_of_a_real_file_makes_a_meet(data, changes, name):
    for position, inserted, removed in changes:
        data = data[:position] + inserted + data[position + removed :]
    assert_sound(lynx.parse(data, name))
