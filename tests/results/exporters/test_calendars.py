from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar as Reader

from results import recording, status
from results.exporters import calendars
from results.models import Race, RelayLeg
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.newsroom.lib.calendar_rules import faults_of

pytestmark = pytest.mark.django_db
START = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)
BEFORE = {"status": "scheduled", "starts_at": START}


@pytest.fixture
def budapest():
    return make_competition(
        slug="budapest-2023",
        name="World Athletics Championships, Budapest 2023",
        short_name="Budapest 2023",
        venue="Nemzeti Atlétikai Központ",
        country=make_country("HUN", name="Hungary"),
        time_zone="Europe/Budapest",
    )


@pytest.fixture
def final(budapest):
    event = make_event(competition=budapest, slug="men-1500m")
    return make_race(event=event, decides_medals=True, **BEFORE)


def run(race, *names, marks=("3:29.38", "3:29.65", "3:29.68")):
    """The race gets its result, as the desk enters it."""
    athletes = [make_athlete(given, family, country) for given, family, country in names]
    with recording.changes([race], why="Result"):
        for place, (athlete, mark) in enumerate(zip(athletes, marks, strict=False), 1):
            make_result(race, athlete, place=place, mark=mark)
    return athletes


KERR = ("Josh", "Kerr", "GBR")
INGEBRIGTSEN = ("Jakob", "Ingebrigtsen", "NOR")
NORDAS = ("Narve Gilje", "Nordås", "NOR")


def events_of(data):
    assert faults_of(data) == []
    return Reader.from_ical(data).events


def only_event(owner, export=calendars.of_competition):
    (event,) = events_of(export(owner))
    return event


def lines_about(event):
    return str(event["DESCRIPTION"]).split("\n")


def test_a_start_says_what_where_and_when(budapest, final, settings):
    settings.SITE_URL = "https://news.example"
    event = only_event(budapest)
    address = "https://news.example/competitions/budapest-2023/men-1500m/#final"
    assert str(event["SUMMARY"]) == "Men’s 1500m, final (Budapest 2023)"
    assert (event.start, event.end) == (START, START + timedelta(minutes=15))
    assert str(event["LOCATION"]) == "Nemzeti Atlétikai Központ, Budapest, Hungary"
    assert str(event["URL"]) == address
    assert event.categories == ["Athletics", "Budapest 2023", "Men’s 1500m"]
    assert event["STATUS"] == "CONFIRMED"
    assert lines_about(event) == [
        "World Athletics Championships, Budapest 2023",
        "Start at 21:15 (CEST) in Budapest.",
        address,
    ]


def test_a_start_turns_into_its_result_under_the_same_name(budapest, final):
    before = only_event(budapest)
    run(final, KERR, INGEBRIGTSEN, NORDAS)
    status.make_official(final)
    after = only_event(budapest)

    assert (after.uid, after.start) == (before.uid, before.start)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert str(after["SUMMARY"]) == "Men’s 1500m, final: Kerr 3:29.38"
    assert lines_about(after)[2:6] == [
        "Official result.",
        "1. Josh Kerr (GBR) 3:29.38",
        "2. Jakob Ingebrigtsen (NOR) 3:29.65",
        "3. Narve Gilje Nordås (NOR) 3:29.68",
    ]


def test_a_correction_raises_the_sequence_again(budapest, final):
    kerr, *_ = run(final, KERR)
    status.make_official(final)
    official = only_event(budapest)
    with recording.changes([final], why="Photo finish read again"):
        result = final.results.get(athlete=kerr)
        result.mark_value += 10
        result.save()
    revised = only_event(budapest)
    assert revised["SEQUENCE"] > official["SEQUENCE"]
    assert "Revised result." in lines_about(revised)
    assert str(revised["SUMMARY"]) == "Men’s 1500m, final: Kerr 3:29.39"


def test_the_name_of_a_race_is_the_same_wherever_the_site_moves(budapest, final, settings):
    settings.SITE_URL = "https://one.example"
    one = only_event(budapest)
    settings.SITE_URL = "https://two.example"
    Race.objects.filter(pk=final.pk).update(slug="final-a", date=date(2023, 8, 24))
    two = only_event(budapest)
    assert (one.uid, one["URL"] == two["URL"]) == (two.uid, False)


def test_the_name_of_a_race_never_changes():
    """Written out: another way to make it would double every race in every subscriber's calendar."""
    assert calendars.uid(Race(pk=1)) == "urn:uuid:3296667a-7250-5ef6-90b8-9520d401e081"


def test_a_race_without_a_time_of_day_fills_its_day(budapest):
    race = make_race(event=make_event(competition=budapest), status="scheduled", date=date(2023, 8, 23))
    event = only_event(budapest)
    assert (event["DTSTART"].dt, "DTEND" in event) == (date(2023, 8, 23), False)
    assert event["STATUS"] == "TENTATIVE"
    assert race.starts_at is None


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("live", "Live: it is being contested now."),
        ("provisional", "Provisional result: it may still change."),
        ("official", "Official result."),
        ("revised", "Revised result."),
    ],
)
def test_an_entry_says_how_far_the_race_has_come(budapest, final, state, sentence):
    Race.objects.filter(pk=final.pk).update(status=state)
    assert sentence in lines_about(only_event(budapest))


def test_a_mark_before_the_result_is_not_told(budapest, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    Race.objects.filter(pk=final.pk).update(status="live")
    event = only_event(budapest)
    assert str(event["SUMMARY"]) == "Men’s 1500m, final (Budapest 2023)"
    assert "Kerr" not in str(event["DESCRIPTION"])


def test_a_shared_victory_names_both(budapest):
    race = make_race(event=make_event("HJ", competition=budapest))
    for name in ("Barshim", "Tamberi"):
        make_result(race, make_athlete(family_name=name), place=1, mark="2.37")
    assert str(only_event(budapest)["SUMMARY"]) == "Men’s high jump, final: Barshim and Tamberi 2.37"


def test_a_result_without_a_winner_keeps_its_title(budapest):
    race = make_race(event=make_event("HJ", competition=budapest))
    make_result(race, make_athlete(), status="NH")
    assert str(only_event(budapest)["SUMMARY"]) == "Men’s high jump, final (Budapest 2023)"


def test_a_relay_is_told_by_its_team(budapest):
    race = make_race(event=make_event("4X400", "X", competition=budapest))
    make_result(race, team_name="Great Britain & N.I.", country="GBR", place=1, mark="3:10.61")
    event = only_event(budapest)
    assert str(event["SUMMARY"]) == "Mixed 4x400m relay, final: Great Britain & N.I. 3:10.61"


def test_the_wind_is_told_with_the_result(budapest):
    make_result(make_race(event=make_event("100", competition=budapest), wind="-0.2"), place=1, mark="9.83")
    assert "Wind −0.2 m/s" in lines_about(only_event(budapest))


@pytest.mark.parametrize(
    ("discipline", "minutes"),
    [("100", 15), ("1500", 15), ("5000", 30), ("10000", 45), ("MAR", 195), ("LJ", 90)],
)
def test_an_entry_is_about_as_long_as_its_race(budapest, discipline, minutes):
    make_race(event=make_event(discipline, competition=budapest), **BEFORE)
    event = only_event(budapest)
    assert event.end - event.start == timedelta(minutes=minutes)


def test_an_event_has_its_own_races_only(budapest, final):
    make_race(event=make_event(category="W", competition=budapest))
    assert only_event(final.event, calendars.of_event).uid == calendars.uid(final)


def test_races_stand_in_the_order_of_their_starts(budapest):
    event = make_event(competition=budapest)
    late, early = (
        make_race(event=event, starts_at=START + timedelta(hours=hours), slug=f"heat-{hours}")
        for hours in (3, 1)
    )
    untimed = make_race(event=event, slug="heat-9")
    before = make_race(event=event, slug="heat-0", date=date(2023, 8, 22))
    uids = [event.uid for event in events_of(calendars.of_competition(budapest))]
    assert uids == [calendars.uid(race) for race in (before, early, late, untimed)]


def test_an_athlete_has_starts_results_and_relays(budapest, final):
    athlete, other = make_athlete(), make_athlete()
    make_result(final, athlete)
    relay = make_race(event=make_event("4X400", "X", competition=budapest))
    team = make_result(relay, team_name="Great Britain & N.I.", place=1, mark="3:10.61")
    RelayLeg.objects.create(result=team, athlete=athlete, order=1)
    heat = make_race(event=final.event, slug="heat-1", round="heat")
    make_result(heat, athlete, place=1, mark="3:33.94")
    make_result(make_race(), other, place=1, mark="3:40.00")
    uids = {event.uid for event in events_of(calendars.of_athlete(athlete))}
    assert uids == {calendars.uid(race) for race in (final, relay, heat)}


def test_a_country_has_each_race_once_with_those_who_ran_for_it_then(budapest, final):
    for place in (1, 2):
        make_result(final, make_athlete(country="GBR"), place=place, mark="3:29.38")
    moved = make_athlete(country="GBR")
    make_result(make_race(), moved, country="NOR", place=1, mark="3:40.00")
    assert [event.uid for event in events_of(calendars.of_country(make_country("GBR")))] == [
        calendars.uid(final)
    ]


def test_a_country_keeps_the_latest_results_and_the_starts(monkeypatch):
    monkeypatch.setattr(calendars, "MOST_RESULTS", 2)
    athlete = make_athlete(country="GBR")
    races = [make_race(date=date(2023, 8, day)) for day in (21, 23, 22)]
    coming = make_race(status="scheduled", date=date(2020, 8, 1))
    for race in (*races, coming):
        make_result(race, athlete)
    uids = [event.uid for event in events_of(calendars.of_country(athlete.country))]
    assert uids == [calendars.uid(race) for race in (coming, races[2], races[1])]


def test_starts_of_a_country_are_bounded_too(monkeypatch):
    monkeypatch.setattr(calendars, "MOST_STARTS", 1)
    athlete = make_athlete(country="GBR")
    races = [make_race(date=date(2023, 8, day), **BEFORE) for day in (21, 22)]
    for race in races:
        make_result(race, athlete)
    uids = [event.uid for event in events_of(calendars.of_country(athlete.country))]
    assert uids == [calendars.uid(races[1])]


def test_the_same_data_make_the_same_file(budapest, final, time_machine):
    time_machine.move_to("2023-08-20T12:00Z")
    one = calendars.of_competition(budapest)
    time_machine.move_to("2030-01-01T12:00Z")
    assert calendars.of_competition(budapest) == one
