from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import csv_file, formats
from results.importers.base import ParsedAttempt, ParsedCompetition, ParsedPerson, ParsedSplit
from results.importers.csv_columns import ALIASES, COLUMNS
from results.marks import Mark, Measure, Precision, parse_mark
from tests.results.importers.fuzzing import assert_sound

DATA = Path(__file__).resolve().parents[2] / "data"
FLAT = (DATA / "sportsml" / "oly2020_mens_800m_flat.csv").read_bytes()
BUDAPEST = """competition,event,category,round,number,date,start,place,athlete,country,dob,mark,lane,flags
budapest-2023,1500m,M,final,,2023-08-23,21:15,1,Josh KERR,GBR,1997-10-08,3:29.38,4,SB
budapest-2023,1500m,M,final,,2023-08-23,21:15,2,"Ingebrigtsen, Jakob",NOR,2000-09-19,3:29.65,5,

budapest-2023,1500m,M,semi-final,2,2023-08-20,,1,Josh Kerr,GBR,1997-10-08,3:35.14,,
"""
ROW = {"event": "1500m", "category": "M", "athlete": "Josh Kerr", "country": "GBR", "mark": "3:29.38"}


def read(*rows, name="", delimiter=",", **cells):
    """Of rows as dicts, the first of which names the columns; or of one row with some cells else."""
    rows = rows or (ROW | cells,)
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    text = "".join(delimiter.join(map(quoted, line)) + "\n" for line in lines)
    return csv_file.parse(text.encode(), name)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',;\t\n"') else cell


def the_race(**cells):
    meet = read(**cells)
    assert [problem.message for problem in meet.problems] == []
    return meet.races[0]


def the_row(**cells):
    return the_race(**cells).results[0]


def located(meet):
    return [(problem.line, problem.field, problem.value) for problem in meet.problems]


def test_races_and_rows_of_our_own_header():
    meet = csv_file.parse(BUDAPEST.encode())
    assert meet.problems == ()
    assert meet.competition == ParsedCompetition(slug="budapest-2023")
    final, semi_final = meet.races
    assert (final.category, final.discipline, final.round, final.number) == ("M", "1500", "final", None)
    assert (final.date, final.start_time, final.line) == (date(2023, 8, 23), time(21, 15), 2)
    assert (semi_final.round, semi_final.number, semi_final.line) == ("semi-final", 2, 5)
    kerr, ingebrigtsen = final.results
    assert kerr.person == ParsedPerson(
        "Josh Kerr", "Josh", "Kerr", sex="M", country="GBR", birth_date=date(1997, 10, 8)
    )
    assert (kerr.place, kerr.mark, kerr.lane, kerr.personal_flags) == (
        1,
        parse_mark("3:29.38", "time"),
        4,
        "SB",
    )
    assert (ingebrigtsen.person.name, ingebrigtsen.line, ingebrigtsen.order) == ("Jakob Ingebrigtsen", 3, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["49.60", "49,60"])
def test_the_delimiter_is_found_and_a_decimal_comma_read(delimiter, mark):
    (race,) = read(event="400m", mark=mark, delimiter=delimiter).races
    assert race.results[0].mark == parse_mark("49.60", "time")


def test_excels_line_about_the_separator_is_understood():
    text = "sep=;\nEVENT;Nat;Name;Result\n1500m;GBR;Josh Kerr;3:29,38\n"
    meet = formats.read(text.encode(), "x.csv")
    assert (meet.problems, meet.races[0].results[0].line) == ((), 3)


def test_a_byte_order_mark_and_windows_1252_are_read():
    text = "event,athlete\n1500m,Narve Nordås\n"
    for data in (text.encode("utf-8-sig"), text.encode("cp1252")):
        assert csv_file.parse(data).races[0].results[0].person.name == "Narve Nordås"


def test_headings_as_people_write_them():
    header = "Pos;Name;Nat.;Date of Birth;Performance;Q;Heat;Event;Gender"
    text = f"{header}\n1;Josh Kerr;GBR;1997;3:29.38;Q;2;1500 Metres;Men\n"
    (race,) = csv_file.parse(text.encode()).races
    (row,) = race.results
    assert (race.discipline, race.category, race.round, race.number) == ("1500", "M", "heat", 2)
    assert (row.place, row.qualification, row.person.birth_date_precision) == (1, "Q", "year")


def test_every_alias_names_one_column():
    names = [alias for name, aliases in COLUMNS.items() for alias in (name, *aliases.split())]
    assert sorted(names) == sorted(ALIASES)


def test_unknown_columns_are_named_beside_the_known_ones():
    (problem,) = read(shoes="spikes").problems
    assert (problem.line, problem.field, problem.severity.value) == (1, "shoes", "warning")
    assert problem.message == f"Left out, as no columns known here: shoes. Known are {', '.join(COLUMNS)}."


def test_a_header_without_athletes_is_refused():
    meet = csv_file.parse(b"rank,country,gold\n1,USA,12\n")
    assert [p.message for p in meet.problems if p.severity.value == "error"] == [
        "The header has no column for the athletes; expected “athlete” (or “name”), or “team”."
    ]


def test_a_column_there_twice_is_refused():
    assert located(read({"athlete": "Kerr", "name": "Kerr", "event": "1500m"})) == [(1, "athlete", "name")]


def test_the_files_name_tells_what_no_column_does():
    (race,) = read({"athlete": "Kerr", "time": "3:29.38"}, name="semi/1500m_men_final.csv").races
    assert (race.category, race.discipline, race.round) == ("M", "1500", "final")


def test_marks_of_no_discipline_are_told_once():
    row = {"athlete": "Kerr", "mark": "3:29.38"}
    assert [(p.line, p.message) for p in read(row, row).problems] == [
        (2, "Nothing tells which discipline the marks are of; expected a column “event” with one a line.")
    ]


def test_an_event_may_be_a_whole_title():
    race = the_race(event="Women's 4x400m Relay, Heat 2", category="", athlete="Jamaica", mark="3:24.10")
    assert (race.category, race.discipline, race.round, race.number) == ("W", "4X400", "heat", 2)
    assert (race.results[0].team, race.results[0].person) == ("Jamaica", None)


def test_the_part_of_a_combined_event():
    race = the_race(event="Decathlon", discipline="100m", number="2", mark="10.55")
    assert (race.discipline, race.part_of, race.round, race.number) == ("100", "DEC", "part", 2)
    race = the_race(event="Decathlon shot put", mark="15.55")
    assert (race.discipline, race.part_of, race.round, race.number) == ("SP", "DEC", "part", None)


def test_men_and_women_without_a_category_are_two_races():
    rows = [{"event": "100m", "name": "A B", "sex": "M"}, {"event": "100m", "name": "C D", "sex": "female"}]
    assert [race.category for race in read(*rows).races] == ["M", "W"]


def test_a_b_final_has_its_own_address_and_no_medals():
    race = the_race(event="10000m", mark="28:00.00", round="final", number="B")
    assert (race.round, race.number, race.slug, race.decides_medals) == ("final", None, "final-b", False)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("21:15", {"start_time": time(21, 15)}),
        ("9:05", {"start_time": time(9, 5)}),
        ("2023-08-23 21:15", {"date": date(2023, 8, 23), "start_time": time(21, 15)}),
        (
            "2023-08-23T19:15:00+00:00",
            {"date": date(2023, 8, 23), "starts_at": datetime(2023, 8, 23, 19, 15, tzinfo=UTC)},
        ),
    ],
)
def test_a_start_is_a_time_of_day_or_a_moment(start, expected):
    race = the_race(start=start)
    assert {name: getattr(race, name) for name in expected} == expected


def test_wind_is_the_races_or_each_jumps():
    assert (the_race(event="100m", mark="9.83", wind="+1.0").wind) == Decimal("1.0")
    assert (the_row(event="100m", mark="9.83", wind="+1.0").wind) is None
    jump = the_race(event="LJ", mark="8.65", wind="-0,3")
    assert (jump.wind, jump.results[0].wind) == (None, Decimal("-0.3"))
    assert the_row(event="LJ", mark="8.65", wind="NWI").wind is None


def test_a_race_has_one_wind():
    rows = [ROW | {"event": "100m", "mark": "9.9h", "wind": wind} for wind in ("+0.7", "", "+0.9")]
    meet = read(*rows)
    assert [(race.wind, len(race.results)) for race in meet.races] == [(Decimal("0.7"), 3)]
    assert [(p.line, p.message) for p in meet.problems] == [
        (4, "The race has the wind +0.7 in line 2; expected one.")
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"mark": "DNF"}, ("DNF", "")),
        ({"mark": "", "place": "DNS"}, ("DNS", "")),
        ({"mark": "", "status": "dq", "rule": "TR17.2.3"}, ("DQ", "TR17.2.3")),
        ({"mark": "DQ TR17.2.3"}, ("DQ", "TR17.2.3")),
        ({"mark": "DQ (TR17.2.3)"}, ("DQ", "TR17.2.3")),
        ({"mark": "NM", "event": "LJ"}, ("NM", "")),
        ({"mark": "–"}, ("", "")),
    ],
)
def test_a_status_stands_in_its_column_or_in_place_of_mark_or_place(cells, expected):
    row = the_row(**cells)
    assert (row.status, row.rule) == expected
    assert (row.place, row.mark) == (None, None)


def test_thousandths_are_kept_as_the_reading():
    row = the_row(mark="3:29.371")
    assert (row.mark, row.reading_ms) == (Mark(209_380, Measure.TIME, Precision.HUNDREDTH), 209_371)


@pytest.mark.parametrize(
    ("place", "number"), [("1", 1), ("2.", 2), ("=3", 3), ("3=", 3), ("T5", 5), ("4th", 4)]
)
def test_places_as_they_are_written(place, number):
    assert the_row(place=place).place == number


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("mark", "8,955", "“8,955” is no mark: expected metres with two decimals such as 8.95"),
        ("event", "javelling", "“javelling” cannot be read here; expected a discipline such as"),
        ("category", "U20", "“U20” cannot be read here; expected M, W or X."),
        ("round", "ronud", "“ronud” cannot be read here; expected one of preliminary, heat,"),
        ("number", "two", "“two” cannot be read here; expected a whole number."),
        ("date", "2024-02-30", "“2024-02-30” cannot be read here; expected a day such as 2024-06-08."),
        ("date", "06/08/2024", "“06/08/2024” cannot be read here; expected a day such as 2024-06-08."),
        ("start", "25:00", "“25:00” cannot be read here; expected a time of day such as 21:15,"),
        ("wind", "strong", "“strong” cannot be read here; expected a wind such as +0.6."),
        ("place", "first", "“first” cannot be read here; expected a place, or DNS, DNF, DQ, NM or NH."),
        ("status", "ill", "“ill” cannot be read here; expected DNS, DNF, DQ, NM or NH."),
        ("qualification", "yes", "“yes” cannot be read here; expected one of Q, q, qR, qJ, qD."),
        ("lane", "A", "“A” cannot be read here; expected a whole number."),
        ("reaction", "158", "“158” cannot be read here; expected seconds such as 0.157."),
        ("birth_date", "8/10/97", "“8/10/97” cannot be read here; expected a birth date such as"),
        ("sex", "?", "“?” cannot be read here; expected M or W."),
        ("complete", "perhaps", "“perhaps” cannot be read here; expected yes or no."),
        ("splits", "400m fast", "“400m fast” cannot be read here; expected splits such as"),
        ("attempts", "8.65 (wind)", "“8.65 (wind)” cannot be read here; expected trials such as"),
        ("legs", "Kerr (one, two)", "“Kerr (one, two)” cannot be read here; expected runners such as"),
        ("bib", "=1+1", "“=1+1” looks like a formula; expected text."),
        ("note", "+cmd", "“+cmd” looks like a formula; expected text."),
        ("athlete", "@SUM(A1)", "“@SUM(A1)” looks like a formula; expected text."),
        ("team", "", "The row names nobody; expected an athlete, or a team in a relay."),
    ],
)
def test_what_cannot_be_read_is_located(column, cell, said):
    cells = {"event": "LJ", "mark": "8.65", column: cell}
    cells |= {"athlete": ""} if column == "team" else {}
    problems = read(**cells).problems
    expected_field = "athlete" if column == "team" else column
    assert [(p.line, p.field, p.value) for p in problems][:1] == [(2, expected_field, cell)]
    assert problems[0].message.startswith(said)


def test_an_apostrophe_in_front_of_a_formula_is_taken_off():
    assert the_row(bib="'-7").bib == "-7"
    assert the_row(bib="'=1+1").bib == "=1+1"
    assert the_row(athlete="'t Hooft").person.name == "'t Hooft"
    assert the_row(personal_flags="'=PB").personal_flags == "=PB"
    assert the_row(personal_flags="=PB").personal_flags == "=PB"


def test_attempts_of_a_long_jump():
    row = the_row(event="LJ", mark="8.65", attempts="8.42 (-0.2); X; -; 8.65(-0.30); 6. r")
    assert row.attempts == (
        ParsedAttempt(1, "O", mark_mm=8420, wind=Decimal("-0.2")),
        ParsedAttempt(2, "X"),
        ParsedAttempt(3, "-"),
        ParsedAttempt(4, "O", mark_mm=8650, wind=Decimal("-0.3")),
        ParsedAttempt(6, "r"),
    )


def test_attempts_of_a_high_jump():
    row = the_row(event="HJ", mark="2.24", attempts="2.20 O; 2.24:xxo; 2.27 XX-; 2.30 P")
    assert [(a.height_mm, a.outcome, a.mark_mm) for a in row.attempts] == [
        (2200, "O", None),
        (2240, "XXO", None),
        (2270, "XX-", None),
        (2300, "-", None),
    ]


def test_splits_and_legs():
    assert the_row(splits="400m 56.1; 800m: 1:54.2").splits == (
        ParsedSplit(400, parse_mark("56.1", "time")),
        ParsedSplit(800, parse_mark("1:54.2", "time")),
    )
    legs = the_row(
        event="4x100m",
        athlete="",
        team="Great Britain",
        mark="37.55",
        legs="Dobson, Charles (GBR, 1999-10-01, wa 14565441); Louie HINCHLIFFE; 5:Zharnel Hughes",
    ).legs
    assert [(leg.order, leg.person.name, leg.person.sex) for leg in legs] == [
        (1, "Charles Dobson", "M"),
        (2, "Louie Hinchliffe", "M"),
        (5, "Zharnel Hughes", "M"),
    ]
    assert legs[0].person.birth_date == date(1999, 10, 1)
    assert legs[0].person.world_athletics_id == 14565441


def test_a_line_with_too_many_cells_is_located():
    meet = csv_file.parse(
        b"event,athlete,mark\n1500m,Kerr, Josh,3:29.38\n1500m,Narve Nord\xc3\xa5s,3:29.68\n"
    )
    assert [(p.line, p.message) for p in meet.problems] == [
        (2, "The line has 4 cells, but the header 3; is a comma or quotation mark missing?")
    ]
    assert len(meet.races[0].results) == 1


def test_a_file_that_ends_in_the_middle_of_a_line_looks_cut_off():
    data = b"event,athlete,mark\r\n1500m,Josh Kerr,3:29.38\r\n1500m,Narve"
    assert [(p.line, p.message) for p in csv_file.parse(data).problems] == [
        (3, "The file ends in the middle of line 3, so it looks cut off; expected 3 cells.")
    ]
    assert csv_file.parse(data + b",\r\n").problems == ()


def test_a_quotation_mark_that_is_never_closed_is_located():
    meet = csv_file.parse(
        b'event,athlete,mark\n1500m,A B,3:40.00\n1500m,"Josh Kerr,3:29.38\n1500m,C D,3:41.00\n'
    )
    assert [p.line for p in meet.problems] == [3]
    assert meet.problems[0].message.startswith(
        "The line cannot be parted into cells: unexpected end of data."
    )


def test_a_line_that_no_table_has_is_refused():
    meet = csv_file.parse(b"event,athlete\n1500m,A B\n" + b"," * 300_000)
    assert [p.line for p in meet.problems] == [3]
    assert "it has more than 200,000 characters" in meet.problems[0].message
    assert len(meet.races) == 1


def test_lines_are_counted_as_an_editor_does():
    text = 'event,athlete,note,mark\n1500m,A B,"two\nlines",3:40.00\n\n1500m,C D,"two\nlines",fast\n'
    assert located(csv_file.parse(text.encode())) == [(5, "mark", "fast")]


def test_a_file_is_of_one_competition():
    meet = read(ROW | {"competition": "Budapest 2023"}, ROW | {"competition": "Rome 2024", "athlete": "A B"})
    assert located(meet) == [(3, "competition", "Rome 2024")]
    assert meet.competition == ParsedCompetition(name="Budapest 2023")


def test_iptcs_flat_file_of_tokyo_is_read():
    meet = formats.read(FLAT, "oly2020_mens_800m_flat.csv")
    assert not meet.refused
    assert sum(len(race.results) for race in meet.races) == 81
    assert {(race.category, race.discipline) for race in meet.races} == {("M", "800")}
    assert sorted({race.round for race in meet.races}) == ["final", "heat", "semi-final"]


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_makes_a_meet(text, name):
    assert_sound(csv_file.parse(text.encode("utf-8", "replace"), name))


@given(st.lists(st.tuples(st.sampled_from(sorted(ALIASES)), st.text(max_size=20)), max_size=8))
def test_any_cells_make_a_meet(cells):
    header, row = ([quoted(cell) for cell in side] for side in zip(("athlete", "x"), *cells, strict=True))
    assert_sound(csv_file.parse(f"{','.join(header)}\n{','.join(row)}\n".encode("utf-8", "replace")))


@given(
    st.sampled_from([BUDAPEST.encode(), FLAT[:3000]]),
    st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=6), st.integers(0, 30)), max_size=4),
)
def test_any_change_of_a_real_file_makes_a_meet(data, changes):
    for position, inserted, removed in changes:
        data = data[:position] + inserted + data[position + removed :]
    csv_file.recognises(data, "")
    assert_sound(csv_file.parse(data))
