from datetime import UTC, date, datetime

import pytest

from results.statistics.medals import decided_count, medal_table
from results.tables import medal_table as shown_table
from tests.factories.results import make_competition, make_event, make_race, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition():
    return make_competition()


def final(competition, *countries, discipline="1500", **fields):
    """A final whose medals go to the countries in order; a tuple shares a place."""
    event = make_event(discipline, competition=competition, slug=f"men-{discipline.lower()}")
    race = make_race(event=event, decides_medals=True, **fields)
    place = 1
    for shared in countries:
        codes = shared if isinstance(shared, tuple) else (shared,)
        for code in codes:
            make_result(race, place=place, country=code)
        place += len(codes)
    return race


def counts(table):
    return [(row.rank, row.country.code, row.gold, row.silver, row.bronze) for row in table]


def test_golds_rank_before_silvers_before_bronzes(competition):
    final(competition, "NOR", "GBR", "KEN")
    final(competition, "NOR", "KEN", "GBR", discipline="800")

    assert counts(medal_table(competition)) == [
        ("1", "NOR", 2, 0, 0),
        ("2=", "GBR", 0, 1, 1),
        ("2=", "KEN", 0, 1, 1),
    ]


def test_a_shared_gold_is_two_golds_and_no_silver(competition):
    final(competition, ("USA", "AUS"), "FIN", discipline="PV")

    assert counts(medal_table(competition)) == [
        ("1=", "AUS", 1, 0, 0),
        ("1=", "USA", 1, 0, 0),
        ("3", "FIN", 0, 0, 1),
    ]


def test_heats_and_start_lists_give_no_medals(competition):
    final(competition, "NOR", status="scheduled")
    make_result(make_race(event=make_event("800", competition=competition)), place=1)

    assert medal_table(competition) == []


def test_medals_are_counted_as_of_a_day(competition):
    final(competition, "NOR", date=date(2023, 8, 23))

    assert counts(medal_table(competition, as_of=date(2023, 8, 22))) == []
    assert len(medal_table(competition, as_of=date(2023, 8, 23))) == 1
    assert decided_count(competition, as_of=date(2023, 8, 22)) == 0


def test_medals_are_counted_as_of_a_moment(competition):
    start = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)
    final(competition, "NOR", date=date(2023, 8, 23), starts_at=start)

    assert medal_table(competition, as_of=start.replace(hour=18)) == []
    assert len(medal_table(competition, as_of=start.replace(hour=20))) == 1


def test_shown_table_never_parts_countries_that_tie(competition):
    final(competition, "NOR", "GBR", "KEN")
    final(competition, "FRA", "ITA", "GER", discipline="800")

    shown = shown_table(competition, rows=1)

    assert [row.country.code for row in shown.rows] == ["FRA", "NOR"]
    assert shown.more_url == f"/competitions/{competition.slug}/medals/"


def test_table_takes_the_same_queries_for_one_event_and_three(
    competition, django_assert_num_queries, django_assert_max_num_queries
):
    final(competition, "NOR", "GBR", "KEN")
    with django_assert_max_num_queries(5) as one:
        medal_table(competition)
    final(competition, "FRA", "ITA", "GER", discipline="800")
    final(competition, "USA", "JAM", "CAN", discipline="100")
    with django_assert_num_queries(len(one.captured_queries)):
        medal_table(competition)
