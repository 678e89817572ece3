from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from articles.content import Content, RaceLink
from articles.desk import moments
from tests.factories.results import make_race

BUDAPEST, LONDON, AUCKLAND = (
    ZoneInfo("Europe/Budapest"),
    ZoneInfo("Europe/London"),
    ZoneInfo("Pacific/Auckland"),
)
NOW = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)


def at(day, hour, minute=0):
    return datetime(2023, 8, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (at(24, 18), BUDAPEST, "Thu 20:00 Europe/Budapest (18:00 UTC)"),
        (at(24, 22, 30), BUDAPEST, "Fri 00:30 Europe/Budapest (Thu 22:30 UTC)"),
        (at(30, 18), BUDAPEST, "Wed 30 Aug 2023 20:00 Europe/Budapest (18:00 UTC)"),
        (at(24, 18), ZoneInfo("UTC"), "Thu 18:00 UTC"),
        (datetime(2023, 12, 1, 18, tzinfo=UTC), LONDON, "Fri 1 Dec 2023 18:00 Europe/London"),
        (at(24, 18), AUCKLAND, "Fri 06:00 Pacific/Auckland (Thu 18:00 UTC)"),
    ],
)
def test_moment_is_named_in_its_zone_and_in_utc(moment, zone, words):
    assert moments.named(moment, zone, NOW) == words


@pytest.mark.parametrize(
    ("publish_at", "embargo_until", "words"),
    [
        (None, None, "now"),
        (at(22, 18), None, "now"),
        (at(24, 18), None, "Thu 20:00 Europe/Budapest (18:00 UTC)"),
        (None, at(24, 18), "now, embargo until Thu 20:00 Europe/Budapest (18:00 UTC)"),
        (
            at(24, 18),
            at(24, 19),
            "Thu 20:00 Europe/Budapest (18:00 UTC), embargo until Thu 21:00 Europe/Budapest (19:00 UTC)",
        ),
        (at(24, 18), at(24, 17), "Thu 20:00 Europe/Budapest (18:00 UTC)"),
        (at(22, 18), at(22, 19), "now"),
    ],
)
def test_going_out_is_said_by_what_holds_it_back(publish_at, embargo_until, words):
    assert moments.going_out(publish_at, embargo_until, BUDAPEST, NOW) == words


@pytest.mark.parametrize(
    ("done", "words"),
    [(at(23, 13, 3), "14:03"), (at(21, 13, 3), "Mon 14:03"), (at(3, 13, 3), "3 Aug, 14:03")],
)
def test_clock_tells_the_day_where_it_is_another(done, words):
    assert moments.clock(done, NOW) == words


def test_time_of_a_zone_is_one_moment():
    assert moments.in_zone(datetime(2023, 8, 24, 20), BUDAPEST) == at(24, 18)


@pytest.mark.parametrize(
    ("naive", "complaint"),
    [
        (
            datetime(2024, 3, 31, 1, 30),
            "01:30 is no time on that day in Europe/London: the clocks go forward over it.",
        ),
        (
            datetime(2024, 10, 27, 1, 30),
            "01:30 comes twice on that day in Europe/London: the clocks go back. Take another time.",
        ),
        (datetime(1, 1, 1), "That year is out of reach."),
    ],
)
def test_time_that_the_clocks_show_twice_or_never_is_refused(naive, complaint):
    zone = LONDON if naive.year > 1 else AUCKLAND
    with pytest.raises(ValidationError) as refused:
        moments.in_zone(naive, zone)

    assert refused.value.messages == [complaint]


@pytest.mark.django_db
def test_zone_is_that_of_the_main_race():
    main, background = make_race(), make_race()
    main.event.competition.time_zone, background.event.competition.time_zone = "Europe/Budapest", "Asia/Tokyo"
    for race in (main, background):
        race.event.competition.save()

    links = (RaceLink(background.pk, "background"), RaceLink(main.pk))
    assert moments.zone_of(Content(races=links)).key == "Europe/Budapest"
    assert moments.zone_of(Content(races=links[:1])).key == "Europe/London"
    assert moments.zone_of(Content(races=(RaceLink(99999),))).key == "Europe/London"
