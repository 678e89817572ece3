import csv
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.importers import sportsml
from results.importers.base import ParsedAttempt, Severity
from results.marks import Mark, Measure, Precision
from tests.results.importers.fuzzing import TEXTS, assert_sound

DATA = Path(__file__).parents[2] / "data" / "sportsml"
SAMPLE = (DATA / "oly2020-ATHM800M.xml").read_bytes()
MEDALS = (DATA / "oly-medals.xml").read_bytes()
# The attributes of results, each apart, so that one can be turned into another.
ATTRIBUTE = re.compile(rb'(?<=[a-z-]=")[^"]*(?=")')
FROM_CONTENT = SAMPLE.index(b"<sports-content")
PARTS = [part.span() for part in ATTRIBUTE.finditer(SAMPLE, FROM_CONTENT)]
EXPECTED = "expected SportsML with a sports-event for each race."
TAGS = [tag.span() for tag in re.finditer(rb"</?[a-z-]+[^>]*>", SAMPLE)]


def parsed(*rows, race="", event="Men's 800 Metres", name="Final"):
    """A bare document of one race."""
    return sportsml.parse(
        f"""<sports-content xmlns="http://iptc.org/std/nar/2006-10-01/"><tournament>
        <tournament-metadata><name>{event}</name></tournament-metadata>
        <sports-event><event-metadata {race}><name>{name}</name></event-metadata>{"".join(rows)}
        </sports-event></tournament></sports-content>""".encode()
    )


def player(name="Peter Bol", stats="", inside="", about=""):
    metadata = f'<player-metadata nationality="AUS" {about}><name>{name}</name></player-metadata>'
    return f"<player>{metadata}<player-stats {stats}>{inside}</player-stats></player>"


def heat(number, *qualified, part="Round 1", event="Men's 800 Metres"):
    """A heat whose places come in order, each a second behind the other; whether they qualified."""
    rows = [
        player(
            f"{part} {number} {place}",
            f'score="1:{43 + place}.00"'
            + (' result-effect="spresulteffect:qualification"' if is_through else ""),
            f'<rank value="{place}"/>',
        )
        for place, is_through in enumerate(qualified, 1)
    ]
    return (
        f"<tournament-part><tournament-part-metadata><name>{part}</name></tournament-part-metadata>"
        f"<sports-event><event-metadata><name>Heat {number}</name></event-metadata>{''.join(rows)}"
        "</sports-event></tournament-part>"
    )


def qualifications(*heats, event="Men's 800 Metres"):
    meet = sportsml.parse(
        f"<sports-content><tournament><tournament-metadata><name>{event}</name></tournament-metadata>"
        f"{''.join(heats)}</tournament></sports-content>".encode()
    )
    how = ["".join(row.qualification or "." for row in race.results) for race in meet.races]
    return how, [problem.message for problem in meet.problems]


def only(meet):
    [race] = meet.races
    return race


def complaints(meet):
    return [(problem.severity.value, problem.message, problem.field) for problem in meet.problems]


def as_flat_rows(meet):
    """The meet as IPTC's flat file tells it."""
    for race in meet.races:
        for row in race.results:
            flags = f"{row.record_flags} {row.personal_flags}".strip()
            medal = row.place if race.round == "final" and row.place and row.place <= 3 else None
            yield {
                "phase": {"heat": "Round 1", "semi-final": "Semi-Final", "final": "Final"}[race.round],
                "event": f"Heat {race.number}" if race.number else "Final",
                "start": race.starts_at.isoformat(),
                "athlete": row.person.name,
                "country": row.country,
                "bib": row.bib,
                "dob": row.person.birth_date.isoformat(),
                "score": row.status or str(row.mark),
                "score_type": "IRM" if row.status else "",
                "result_effect": "spresulteffect:qualification" if row.qualification else "",
                "rank": str(row.place or ""),
                "records": flags,
                "medal": str(medal or ""),
            }


def test_the_sample_of_iptc_gives_its_81_rows():
    with (DATA / "oly2020_mens_800m_flat.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    for row in expected:
        del row["phase_type"]
    assert len(expected) == 81
    assert list(as_flat_rows(sportsml.parse(SAMPLE))) == expected


def test_the_sample_of_iptc_is_the_mens_800m_of_tokyo():
    meet = sportsml.parse(SAMPLE)
    competition, final = meet.competition, meet.races[-1]
    assert (competition.name, competition.external_id) == ("2020 Tokyo Summer Olympics", "OLYS2020")
    assert (competition.first_day, competition.last_day) == (date(2021, 7, 31), date(2021, 8, 4))
    assert {(race.category, race.discipline, race.part_of) for race in meet.races} == {("M", "800", "")}
    assert (final.title, final.line, final.date) == ("Men's 800 Metres, Final", 714, date(2021, 8, 4))
    assert final.external_id == "OLYS2020-ATHM800M-FNL-000100"
    assert (final.results[0].line, final.results[0].person.sex) == (718, "M")
    assert {row.lane for race in meet.races for row in race.results} == {None}


def test_who_qualified_did_so_by_place_where_the_same_place_did_in_every_heat():
    through = {
        (race.round, row.place, row.qualification)
        for race in sportsml.parse(SAMPLE).races
        for row in race.results
        if row.qualification
    }
    assert through == {
        *(("heat", 1, "Q"), ("heat", 2, "Q"), ("heat", 3, "Q")),
        *(("semi-final", 1, "Q"), ("semi-final", 2, "Q"), ("semi-final", 8, "qR")),
    }


def test_somebody_through_from_behind_those_who_are_not_is_for_a_person_to_look_at():
    [problem] = sportsml.parse(SAMPLE).problems
    assert (problem.severity, problem.line) == (Severity.WARNING, 700)
    assert problem.message == (
        "Nijel Amos qualified neither by place nor by time, so stands as advanced by the referee (qR); "
        "the file does not tell how."
    )


@pytest.mark.parametrize(
    ("heats", "expected"),
    [
        ([(1, 1, 0), (1, 1, 0)], ["QQ.", "QQ."]),
        ([(1, 1, 1), (1, 1, 0)], ["QQq", "QQ."]),
        ([(1, 1, 1, 1), (0, 0, 0, 0)], ["qqqq", "...."]),
        ([(1, 1, 1)], ["QQQ"]),
    ],
)
def test_who_is_through_beyond_the_places_of_every_heat_is_so_by_time(heats, expected):
    written = [heat(number, *rows) for number, rows in enumerate(heats, 1)]
    if heats[1:] and not any(heats[1]):
        written[1] = written[1].replace('score="1:', 'score="2:')
    assert qualifications(*written) == (expected, [])


def test_each_round_has_its_own_places():
    heats = [heat(n, 1, 1, 1, 0) for n in (1, 2)] + [heat(n, 1, 0, 0, part="Semi-Final") for n in (1, 2)]
    assert qualifications(*heats) == (["QQQ.", "QQQ.", "Q..", "Q.."], [])


def test_in_a_qualification_nobody_is_said_to_have_reached_the_standard():
    groups = [
        heat(n, 1, 1, 0, part="Qualification").replace('score="1:4', 'score="8.4').replace('.00"', '"')
        for n in (1, 2)
    ]
    assert qualifications(*groups, event="Men's Long Jump") == (["qq.", "qq."], [])


def test_a_medal_table_is_refused_for_what_it_is():
    meet = sportsml.parse(MEDALS)
    assert meet.refused
    assert meet.races == ()
    assert [problem.message for problem in meet.problems] == [
        f"This is a medal table, not results; {EXPECTED}"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"<sports-content><standing/></sports-content>",
            f"This is a table of standings, not results; {EXPECTED}",
        ),
        (
            b"<rss><channel/></rss>",
            f"This XML is no SportsML, its root is “rss”; {EXPECTED}",
        ),
        (
            b"<sports-content/>",
            f"There is no race in this SportsML; {EXPECTED}",
        ),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><sports-content>&b;</sports-content>',
            "The XML declares a document type (DTD) or entities; expected XML without either.",
        ),
    ],
)
def test_what_holds_no_results_is_refused(data, message):
    meet = sportsml.parse(data)
    assert [problem.message for problem in meet.problems] == [message]
    assert meet.refused


def test_it_is_recognised_by_its_content():
    assert sportsml.recognises(SAMPLE, "")
    assert sportsml.recognises(b"\xef\xbb\xbf<sports-content/>", "")
    assert not sportsml.recognises(b"<rss/>", "results.xml")
    assert not sportsml.recognises(b"sports-content,place", "results.csv")


def test_a_bare_document_needs_no_newsml():
    race = only(parsed(player(stats='score="1:45.06"', inside='<rank value="1"/>'), name="Heat 2"))
    [row] = race.results
    assert (race.category, race.discipline, race.round, race.number) == ("M", "800", "heat", 2)
    assert (row.person.name, row.country, row.place, str(row.mark)) == ("Peter Bol", "AUS", 1, "1:45.06")


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('start-date-time="2021-08-04"', (date(2021, 8, 4), None, None)),
        ('start-date-time="2021-08-04T21:05:00"', (date(2021, 8, 4), time(21, 5), None)),
        (
            'start-date-time="2021-08-04T21:05:00+09:00"',
            (date(2021, 8, 4), None, datetime.fromisoformat("2021-08-04T12:05:00Z")),
        ),
        (
            'start-date-time="2021-08-04T00:00:00+09:00" time-certainty="to-be-announced"',
            (date(2021, 8, 4), None, None),
        ),
        ("", (None, None, None)),
    ],
)
def test_the_start_is_read_as_far_as_it_is_told(attributes, expected):
    race = only(parsed(player(), race=attributes))
    assert (race.date, race.start_time, race.starts_at) == expected


def test_a_start_list_has_neither_marks_nor_places():
    race = only(parsed(player("Anna", about='lineup-slot="3"'), player("Bea", about='lineup-slot="4"')))
    assert [(row.lane, row.place, row.mark, row.status) for row in race.results] == [
        (3, None, None, ""),
        (4, None, None, ""),
    ]


def test_who_is_out_has_no_place():
    row = only(parsed(player(stats='score="DSQ" score-type="IRM"', inside='<rank value="8"/>'))).results[0]
    assert (row.status, row.place, row.mark) == ("DQ", None, None)


@pytest.mark.parametrize(
    ("row", "message", "field"),
    [
        (
            player(stats='score="fast"'),
            "“fast” is no mark: expected a time such as 9.58, 9.9h, 3:29.38 or 2:00:35.",
            "player-stats/score",
        ),
        (
            player(stats='score="1.20" score-units="spscoreunits:time-relative"'),
            "The score is a gap to another’s; expected the time itself (time-absolute).",
            "player-stats/score-units",
        ),
        (
            player(stats='score="AB" score-type="IRM"'),
            "“AB” is no status; expected one of DNS, DNF, DQ, NM, NH, DSQ.",
            "player-stats/score",
        ),
        (
            player(inside='<rank value="0"/>'),
            "“0” cannot be read here: expected a whole number from 1.",
            "rank/value",
        ),
        (
            player(about='date-of-birth="1994-02-30"'),
            "“1994-02-30” is no birth date; expected one such as 1994-02-22.",
            "player-metadata/date-of-birth",
        ),
        (player(name=""), "A player has no name; expected one such as Peter Bol.", "player-metadata"),
        (
            player().replace("AUS", "Australia"),
            "“Australia” is no country; expected three letters such as KEN.",
            "player-metadata/nationality",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_place(row, message, field):
    meet = parsed(player(), "\n", row)
    assert complaints(meet) == [("error", message, field)]
    assert meet.problems[0].line == 4


def test_a_flag_that_is_none_is_left_out_and_told():
    meet = parsed(player(inside='<event-record type="SB"/><event-record type="a new best"/>'))
    assert only(meet).results[0].personal_flags == "SB"
    assert complaints(meet) == [
        ("warning", "“a new best” is no flag such as NR or SB, and left out.", "event-record/type")
    ]


def test_a_start_that_is_no_moment_is_told():
    assert complaints(parsed(player(), race='start-date-time="tonight"')) == [
        (
            "error",
            "“tonight” is no moment; expected one such as 2021-07-31T09:50:00+09:00.",
            "event-metadata/start-date-time",
        )
    ]


def test_a_sport_without_our_disciplines_is_told_once():
    event = "<sports-event><event-metadata><name>Match</name></event-metadata></sports-event>"
    meet = sportsml.parse(f"<sports-content>{event}{event}</sports-content>".encode())
    assert complaints(meet) == [
        (
            "error",
            "“Match” names no discipline known here; expected a title such as Men’s 800 Metres.",
            "event-metadata",
        )
    ]


def test_the_gender_may_stand_in_the_codes_of_the_document():
    data = (
        "<sports-content><sports-metadata><sports-content-codes>"
        '<sports-content-code code-type="spct:gender" code-key="gender:W"/>'
        "</sports-content-codes></sports-metadata><tournament>"
        "<tournament-metadata><name>800 Metres</name></tournament-metadata>"
        f"<sports-event>{player()}</sports-event></tournament></sports-content>"
    )
    race = only(sportsml.parse(data.encode()))
    assert (race.category, race.results[0].person.sex) == ("W", "W")


def test_a_decathlon_is_told_by_its_parts():
    data = (
        "<sports-content><tournament><tournament-metadata><name>Men's Decathlon</name></tournament-metadata>"
        "<sports-event><event-metadata><name>Long Jump</name></event-metadata>"
        + player(stats='score="7.52" points="940"')
        + "</sports-event></tournament></sports-content>"
    )
    race = only(sportsml.parse(data.encode()))
    assert (race.discipline, race.part_of, race.round) == ("LJ", "DEC", "part")
    assert race.results[0].points == 940
    assert race.results[0].mark == Mark(7520, Measure.DISTANCE, Precision.CENTIMETRE)


def test_our_own_words_say_what_sportsml_cannot():
    inside = (
        '<sports-property formal-name="belllap:qualification" value="qJ"/>'
        '<sports-property formal-name="belllap:wind" value="-0.4"/>'
        '<stats stat-type="belllap:attempt" value="XO"><stat stat-type="belllap:number" value="3"/>'
        '<stat stat-type="belllap:height" value="2.37"/></stats>'
    )
    row = only(parsed(player(stats='score="2.37"', inside=inside), event="Men's High Jump")).results[0]
    assert (row.qualification, str(row.wind)) == ("qJ", "-0.4")
    assert row.attempts == (ParsedAttempt(number=3, outcome="XO", height_mm=2370),)


@given(st.binary(max_size=300))
def test_no_bytes_throw_the_parser(data):
    assert_sound(sportsml.parse(data))
    assert_sound(sportsml.parse(b"<sports-content>" + data + b"</sports-content>"))
    sportsml.recognises(data, "")


@given(st.lists(st.tuples(st.sampled_from(PARTS), TEXTS), min_size=1, max_size=4))
def test_no_value_in_a_sample_throws_the_parser(changes):
    data = SAMPLE
    for (start, end), value in sorted(changes, reverse=True):
        written = value.encode("ascii", "xmlcharrefreplace").replace(b'"', b"").replace(b"<", b"")
        data = data[:start] + written + data[end:]
    assert_sound(sportsml.parse(data))


@given(st.lists(st.sampled_from(TAGS), min_size=1, max_size=4, unique=True), st.booleans())
def test_no_sample_with_tags_left_out_or_doubled_throws_the_parser(tags, doubled):
    data = SAMPLE
    for start, end in sorted(tags, reverse=True):
        data = data[:start] + (data[start:end] * 2 if doubled else b"") + data[end:]
    assert_sound(sportsml.parse(data))


ELEMENTS = (
    *("sports-event", "event-metadata", "player", "player-metadata", "player-stats", "name", "stats", "stat"),
    *("team", "team-stats", "team-metadata", "rank", "event-record", "sports-property", "tournament-part"),
)
WORDS = ("value", "score", "lineup-slot", "stat-type", "formal-name", "distance", "points", "nationality")
VALUES = st.sampled_from(("belllap:attempt", "belllap:split", "belllap:number", "belllap:lane")) | TEXTS
TREES = st.recursive(
    st.tuples(st.sampled_from(ELEMENTS), st.dictionaries(st.sampled_from(WORDS), VALUES), st.just([])),
    lambda below: st.tuples(
        st.sampled_from(ELEMENTS),
        st.dictionaries(st.sampled_from(WORDS), VALUES),
        st.lists(below, max_size=4),
    ),
    max_leaves=15,
)


def as_xml(tree):
    tag, attributes, children = tree
    written = "".join(
        f' {key}="{ascii(value)[1:-1].translate(str.maketrans("", "", chr(34) + "<&"))}"'
        for key, value in attributes.items()
    )
    return f"<{tag}{written}>{''.join(map(as_xml, children))}</{tag}>"


@given(st.lists(TREES, max_size=4))
def test_no_document_of_the_formats_own_words_throws_the_parser(trees):
    data = (
        "<sports-content><tournament><tournament-metadata><name>Men's 800m</name></tournament-metadata>"
        f"<sports-event>{''.join(map(as_xml, trees))}</sports-event></tournament></sports-content>"
    )
    assert_sound(sportsml.parse(data.encode()))
