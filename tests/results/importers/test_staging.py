from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.importers import staging
from results.importers.base import ParsedCompetition, ParsedLeg, ParsedResult, ParsedSplit, Problem
from results.marks import Mark, Measure, Precision, parse_mark
from results.models import Split
from results.recording import changes
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.results.importers.made import CUP, DAY, meet, person, race, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _countries():
    make_country("GBR"), make_country("ITA"), make_country("NOR")


@pytest.fixture
def cup():
    return make_competition(name="Spring Cup", first_day=DAY, last_day=DAY, time_zone="Europe/Rome")


@pytest.fixture
def final(cup):
    return make_race(event=make_event("1500", competition=cup), date=DAY)


def kerr(**fields):
    return make_athlete("Josh", "Kerr", **{"birth_date": date(1997, 10, 8)} | fields)


KERR = {"birth_date": date(1997, 10, 8)}


def stood(final, athlete, mark="3:29.38", place=1, **fields):
    with changes([final], why="Finish"):
        return make_result(final, athlete, mark=mark, place=place, **fields)


def verdicts(staged):
    return [str(row.verdict) for race in staged.races for row in race.rows]


def sentences(staged):
    return [problem.message for problem in staged.problems]


# Verdicts


def test_a_new_meet_is_all_new():
    staged = staging.stage(meet(race(row(place=1, mark="3:29.38"))))

    assert (verdicts(staged), staged.competition, staged.refused, staged.does_nothing) == (
        ["new"],
        None,
        False,
        False,
    )
    assert staged.counts == {"new": 1, "same": 0, "changed": 0, "ambiguous": 0, "refused": 0}


def test_what_stands_already_is_the_same(final):
    stood(final, kerr())

    staged = staging.stage(meet(race(row(place=1, mark="3:29.38", who=KERR))))
    assert (verdicts(staged), staged.does_nothing) == (["same"], True)


@pytest.mark.parametrize(
    "said",
    [
        {"mark": "3:29.39"},
        {"place": 2},
        {"place": None, "mark": "", "status": "DNF"},
        {"qualification": "Q"},
        {"lane": 4},
        {"record_flags": "NR"},
        {"wind": Decimal("1.2")},
        {"reading_ms": 209_371},
        {"country": "NOR"},
        {"splits": (ParsedSplit(400, Mark(56_100, Measure.TIME, Precision.TENTH)),)},
    ],
)
def test_what_a_row_says_otherwise_is_a_change(final, said):
    stood(final, kerr())

    staged = staging.stage(meet(race(row(**{"place": 1, "mark": "3:29.38", "who": KERR} | said))))
    assert (verdicts(staged), staged.does_nothing) == (["changed"], False)


def test_what_a_source_leaves_out_wipes_nothing(final):
    result = stood(final, kerr(), personal_flags="SB", qualification="Q", lane=4, bib="7", reading_ms=209_371)
    Split.objects.create(result=result, distance_m=400, time_ms=56_100)

    assert verdicts(staging.stage(meet(race(row(place=1, mark="3:29.38", who=KERR))))) == ["same"]


def test_a_start_list_does_not_wipe_a_result(final):
    stood(final, kerr())

    assert verdicts(staging.stage(meet(race(row(who=KERR))))) == ["same"]


def test_a_row_that_is_not_in_the_file_stays_and_is_told(final):
    stood(final, kerr())
    stood(final, make_athlete("Jake", "Wightman"), mark="3:30.00", place=2)

    staged = staging.stage(meet(race(row(place=1, mark="3:29.38", who=KERR))))
    assert sentences(staged) == [f"{final.title}: held and not in the file, so they stay: Jake Wightman."]
    assert not staged.refused


def test_who_is_not_sure_waits_for_a_person(final):
    athlete = kerr()

    staged = staging.stage(meet(race(row(place=1, mark="3:29.38"))))
    assert (verdicts(staged), staged.waits) == (["ambiguous"], True)
    (who,) = staged.races[0].rows[0].who
    assert [candidate.athlete for candidate in who.candidates] == [athlete]


@pytest.mark.parametrize("answer", ["athlete", "new", "open"])
def test_a_person_decides_once_for_the_whole_file(final, answer):
    athlete, asked = kerr(), []

    def resolve(who):
        asked.append(who.person.name)
        return {"athlete": athlete, "new": staging.SOMEBODY_NEW, "open": None}[answer]

    heat = race(row(place=1, mark="3:35.00"), title="Heat", round="heat")
    staged = staging.stage(meet(race(row(place=1, mark="3:29.38")), heat), resolve=resolve)

    assert asked == ["Josh Kerr"]
    assert verdicts(staged) == (["ambiguous"] * 2 if answer == "open" else ["new"] * 2)
    expected = athlete if answer == "athlete" else None
    assert [r.rows[0].athlete for r in staged.races] == [expected, expected]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"country": "XXX"}, "“XXX” is no country here: expected three letters such as GBR."),
        (
            {"who": {"country": ""}, "country": ""},
            "Josh Kerr has no country: expected three letters such as GBR.",
        ),
    ],
)
def test_a_row_that_cannot_be_stored_is_refused_with_its_line(said, sentence):
    staged = staging.stage(meet(race(row(place=1, mark="3:29.38", line=7, **said))), name="cup.csv")

    assert verdicts(staged) == ["refused"]
    assert staged.problems == [Problem(sentence, line=7, field="athlete", value="Josh Kerr", file="cup.csv")]


def test_one_athlete_twice_in_a_race_is_refused(final):
    stood(final, kerr())
    spelt = {"birth_date": date(1997, 10, 8)}

    staged = staging.stage(
        meet(
            race(
                row(place=1, mark="3:29.38", who=spelt),
                row("KERR Josh", 2, "3:31.00", who=spelt | {"given_name": "Josh", "family_name": "Kerr"}),
            )
        )
    )
    assert verdicts(staged)[1] == "refused"
    assert "KERR Josh is in this race twice." in sentences(staged)


def test_a_woman_is_not_entered_among_men(final):
    make_athlete("Laura", "Muir", sex="W", world_athletics_id=14)

    staged = staging.stage(meet(race(row("Laura Muir", 1, "3:55.00", who={"world_athletics_id": 14}))))
    assert verdicts(staged) == ["ambiguous"]


def test_a_new_runner_of_a_mixed_race_needs_a_sex():
    staged = staging.stage(meet(race(row(place=1, mark="3:29.38"), category="X")))

    assert sentences(staged) == ["Josh Kerr is new here, and the file does not say whether a man or a woman."]


# Teams


def team(*legs, mark="", **fields):
    parsed = parse_mark(mark, Measure.TIME) if mark else None
    return ParsedResult(country="GBR", mark=parsed, legs=legs, **fields)


def test_a_team_is_known_by_country_and_name(cup):
    relay = make_race(event=make_event("4X400", competition=cup), date=DAY)
    with changes([relay], why="Finish"):
        make_result(relay, team_name="Great Britain & N.I.", mark="2:58.00", place=1)
    said = {"title": "4x400m", "discipline": "4X400"}

    assert verdicts(staging.stage(meet(race(team(place=1, mark="2:58.00"), **said)))) == ["same"]
    assert verdicts(staging.stage(meet(race(team(place=1, mark="2:58.01"), **said)))) == ["changed"]


def test_a_runner_of_a_team_may_be_unsure(cup):
    kerr()
    legs = [ParsedLeg(1, person("Josh Kerr")), ParsedLeg(2, person("New Man"))]

    staged = staging.stage(meet(race(team(*legs, place=1, mark="2:58.00"), discipline="4X400")))
    assert verdicts(staged) == ["ambiguous"]
    assert [(who.leg, who.is_open) for who in staged.races[0].rows[0].who] == [(1, True), (2, False)]


# Races and competitions


@pytest.mark.parametrize(
    "told",
    [
        ParsedCompetition(external_id="c-7"),
        ParsedCompetition(slug="spring-cup"),
        CUP,
    ],
)
def test_a_competition_is_known_by_id_address_or_name_and_day(told):
    cup = make_competition(
        slug="spring-cup", name="Spring Cup", external_id="c-7", first_day=DAY, last_day=DAY
    )

    assert staging.stage(meet(competition=told)).competition == cup


@pytest.mark.parametrize("told", [None, ParsedCompetition(name="Cup"), ParsedCompetition(slug="none")])
def test_a_file_that_does_not_say_where_it_belongs_is_refused(told):
    staged = staging.stage(meet(race(), competition=told))

    assert sentences(staged)[0] == (
        "The file does not say of which competition it is: name one that is held."
    )
    assert staged.refused


def test_a_race_is_known_by_its_id_before_its_name(cup, final):
    final.external_id = "lynx:31-2-1"
    final.save()

    staged = staging.stage(meet(race(title="?", category="", discipline="", external_id="lynx:31-2-1")))
    assert staged.races[0].race == final
    assert not staged.refused


def test_a_race_that_says_too_little_is_refused():
    staged = staging.stage(meet(race(discipline="", title="Race 4"), race(category="", title="1500m")))

    assert sentences(staged) == [
        "“Race 4” tells no discipline that is known here: name its event.",
        "“1500m” does not tell whether men, women or mixed: name its event.",
    ]


def test_the_event_that_is_named_stands_for_a_race_that_names_none(final):
    staged = staging.stage(meet(race(discipline="", category="")), event=final.event)

    assert staged.races[0].race == final


def test_a_race_given_twice_is_refused():
    staged = staging.stage(meet(race(title="Final"), race(title="Final again")))

    assert sentences(staged) == ["“Final again” is in the file twice: a race has one round and number."]


def test_a_day_comes_from_the_race_or_from_a_competition_of_one_day(cup):
    assert staging.stage(meet(race(date=None))).races[0].date == DAY

    long = make_competition(slug="long")
    staged = staging.stage(meet(race(date=None), competition=None), competition=long)
    assert sentences(staged) == ["“Men’s 1500m, final” has no day: expected a date such as 2024-06-08."]


def test_a_time_of_day_is_that_of_the_competition(cup):
    staged = staging.stage(meet(race(start_time=time(21, 15))))

    assert staged.races[0].starts_at == datetime(2023, 8, 23, 19, 15, tzinfo=UTC)


def test_what_a_race_itself_says_otherwise_is_a_change(final):
    stood(final, kerr())

    staged = staging.stage(meet(race(row(place=1, mark="3:29.38", who=KERR), note="Rain.", external_id="x")))
    assert (staged.races[0].changed, staged.does_nothing) == (["note", "external_id"], False)


def test_queries_are_as_many_for_one_race_as_for_many(final):
    def counted(*races):
        with CaptureQueriesContext(connection) as captured:
            staging.stage(meet(*races))
        return len(captured)

    stood(final, kerr())
    heats = [race(*(row(f"Runner {n}-{m}") for m in range(5)), round="heat", number=n) for n in range(1, 6)]
    known = race(row(place=1, mark="3:29.38", who=KERR))
    assert counted(known, heats[0]) == counted(known, *heats)
