from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.models import Result
from results.statistics import bests, lists
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result


def run(athlete, mark, *, discipline="1500", category="M", day=date(2023, 8, 23), own=None, **race):
    """A result in a race of its own, with the athlete's bests kept as the verbs keep them."""
    held = make_race(discipline, category, date=day, **race)
    result = make_result(held, athlete, mark=mark, place=1, **(own or {}))
    bests.refresh([(athlete.pk, discipline)])
    return result


def relay(country, mark, **race):
    held = make_race("4X100", "W", **race)
    return make_result(held, None, team_name=f"{country} team", country=country, mark=mark, place=1)


def shown(toplist):
    return [(line.rank, line.result.who, str(line.result.mark)) for line in toplist.lines]


ROWS = st.lists(
    st.tuples(
        st.integers(1, 6),  # athlete; the country follows from it
        st.integers(200, 206),  # mark
    ),
    max_size=40,
).map(
    lambda rows: [
        (n, who, "ABC"[who % 3], mark) for n, (who, mark) in enumerate(sorted(rows, key=lambda r: r[1]))
    ]
)


@given(ROWS, st.integers(1, 10), st.sampled_from([None, 1, 2]), st.booleans())
def test_chosen_rows_are_the_best_that_count(rows, most, per_country, once_each):
    chosen = lists.choose(rows, most, per_country, once_each)
    by_key = {key: (who, country) for key, who, country, _ in rows}
    countries = Counter(by_key[key][1] for key, _ in chosen)
    athletes = Counter(by_key[key][0] for key, _ in chosen)
    assert len(chosen) <= most
    assert [mark for _, mark in chosen] == sorted(mark for _, mark in chosen)
    assert not per_country or all(count <= per_country for count in countries.values())
    assert not once_each or all(count == 1 for count in athletes.values())
    # Nobody was passed over without a reason.
    kept = {key for key, _ in chosen}
    last = max(kept, default=-1)
    for key, who, country, _ in rows:
        if key in kept or (len(chosen) == most and key > last):
            continue
        reasons = (once_each and who in athletes, per_country and countries[country] == per_country)
        assert any(reasons)


@given(st.lists(st.integers(1, 5), max_size=20).map(sorted))
def test_rank_is_one_more_than_those_better_and_shared_by_equals(marks):
    for mark, rank in zip(marks, lists.ranks(marks), strict=True):
        better, equal = sum(other < mark for other in marks), marks.count(mark)
        assert rank == f"{better + 1}{'=' if equal > 1 else ''}"


@pytest.fixture
def runners(db):
    return [
        make_athlete(family_name=name, country=country)
        for name, country in [("Ann", "KEN"), ("Bea", "KEN"), ("Cis", "KEN"), ("Dot", "GBR")]
    ]


def test_list_by_athlete_shows_each_ones_best_and_ties_share_a_rank(runners, metric_mile):
    ann, bea, cis, dot = runners
    run(ann, "3:31.00")
    run(ann, "3:30.00")
    run(bea, "3:30.50")
    run(cis, "3:30.50")
    run(dot, "3:32.00")
    assert shown(lists.by_athlete(metric_mile, "M")) == [
        ("1", "Ann", "3:30.00"),
        ("2=", "Bea", "3:30.50"),
        ("2=", "Cis", "3:30.50"),
        ("4", "Dot", "3:32.00"),
    ]


def test_list_by_performance_shows_every_mark(runners, metric_mile):
    ann, bea, *_ = runners
    run(ann, "3:31.00")
    run(ann, "3:30.00")
    run(bea, "3:30.50")
    assert [line[1:] for line in shown(lists.by_performance(metric_mile, "M"))] == [
        ("Ann", "3:30.00"),
        ("Bea", "3:30.50"),
        ("Ann", "3:31.00"),
    ]


def test_two_per_country_leaves_the_third_out_and_ranks_those_that_stay(runners, metric_mile):
    for athlete, mark in zip(runners, ["3:30.00", "3:30.50", "3:30.60", "3:32.00"], strict=True):
        run(athlete, mark)
    for chosen in (lists.by_athlete, lists.by_performance):
        found = chosen(metric_mile, "M", per_country=2)
        assert [line[:2] for line in shown(found)] == [("1", "Ann"), ("2", "Bea"), ("3", "Dot")]


def test_list_of_a_season_knows_no_other_season(runners, metric_mile):
    ann, bea, *_ = runners
    run(ann, "3:29.00", day=date(2022, 7, 1))
    run(ann, "3:31.00")
    run(bea, "3:30.50")
    for chosen in (lists.by_athlete, lists.by_performance):
        found = chosen(metric_mile, "M", season=2023)
        assert [line[1:] for line in shown(found)] == [("Bea", "3:30.50"), ("Ann", "3:31.00")]
    assert lists.seasons(metric_mile, "M") == [2023, 2022]
    assert lists.seasons(metric_mile, "W") == []


def test_what_does_not_count_is_on_no_list(runners):
    ann, bea, cis, dot = runners
    windy = run(ann, "9.80", discipline="100", wind=2.1)
    run(bea, "9.81", discipline="100", status="live")
    run(cis, "9.82", discipline="100", status="scheduled")
    out = run(dot, "9.83", discipline="100", wind=2.0)
    Result.objects.filter(pk=out.pk).update(status="DQ", mark_value=None, mark_precision="", place=None)
    out.refresh_from_db()
    out.save()
    bests.refresh([(dot.pk, "100")])
    discipline = windy.race.discipline
    assert shown(lists.by_athlete(discipline, "M")) == []
    assert shown(lists.by_performance(discipline, "M")) == []
    assert lists.available() == []
    assert lists.seasons(discipline, "M") == []


def test_wind_at_the_limit_is_listed(runners):
    result = run(runners[0], "9.80", discipline="100", wind=2.0)
    assert len(lists.by_athlete(result.discipline, "M").lines) == 1


def test_longer_is_better_in_the_field(runners):
    ann, bea, *_ = runners
    run(ann, "8.10", discipline="LJ")
    result = run(bea, "8.35", discipline="LJ")
    assert [line[1] for line in shown(lists.by_athlete(result.discipline, "M"))] == ["Bea", "Ann"]


def test_relays_are_listed_by_country_or_by_performance(db):
    relay("JAM", "41.21")
    relay("USA", "41.03")
    result = relay("USA", "41.50")
    assert [line[2] for line in shown(lists.by_athlete(result.discipline, "W"))] == ["41.03", "41.21"]
    assert len(lists.by_performance(result.discipline, "W").lines) == 3


def test_list_as_of_a_day_is_what_it_was(runners, metric_mile):
    ann, bea, *_ = runners
    run(ann, "3:31.00", day=date(2022, 7, 1))
    run(bea, "3:30.50", day=date(2023, 7, 1))
    run(ann, "3:29.00", day=date(2023, 7, 2))
    as_of = lists.by_athlete(metric_mile, "M", as_of=date(2023, 7, 1))
    assert shown(as_of) == [("1", "Bea", "3:30.50"), ("2", "Ann", "3:31.00")]


def test_list_as_of_a_moment_asks_for_the_start(runners, metric_mile):
    start = datetime(2023, 7, 1, 18, tzinfo=UTC)
    run(runners[0], "3:31.00", day=date(2023, 7, 1), starts_at=start)
    early = lists.by_athlete(metric_mile, "M", as_of=start.replace(hour=17))
    late = lists.by_athlete(metric_mile, "M", as_of=start.replace(hour=19))
    assert (shown(early), len(late.lines)) == ([], 1)


def test_list_as_of_a_moment_holds_a_race_of_the_next_day_elsewhere(runners, metric_mile):
    start = datetime(2023, 7, 1, 23, tzinfo=UTC)  # the morning of the 2nd in Auckland
    run(runners[0], "3:31.00", day=date(2023, 7, 2), starts_at=start)
    found = lists.by_performance(metric_mile, "M", as_of=start.replace(minute=30))
    assert len(found.lines) == 1


def test_list_from_kept_bests_is_the_one_worked_out_from_results(runners, metric_mile):
    dice = Random(5)
    for athlete in runners * 4:
        run(athlete, f"3:3{dice.randrange(2)}.{dice.randrange(4)}0", day=date(2022 + dice.randrange(2), 7, 1))
    for season in (None, 2022, 2023):
        for per_country in (None, 1, 2):
            choice = {"season": season, "per_country": per_country}
            kept = lists.by_athlete(metric_mile, "M", **choice)
            worked_out = lists.by_athlete(metric_mile, "M", as_of=date(2030, 1, 1), **choice)
            assert shown(kept) == shown(worked_out)


def test_cut_list_says_so_and_its_last_rank_knows_the_next(runners, metric_mile):
    for athlete in runners[:3]:
        run(athlete, "3:30.00")
    found = lists.by_athlete(metric_mile, "M", most=2)
    assert ([line.rank for line in found.lines], found.has_more) == (["1=", "1="], True)
    assert lists.by_athlete(metric_mile, "M", most=3).has_more is False


def test_available_lists_come_in_the_order_of_a_programme(runners):
    run(runners[0], "8.10", discipline="LJ")
    run(runners[0], "10.10", discipline="100")
    run(runners[1], "11.10", discipline="100", category="W")
    found = [(discipline.pk, categories) for discipline, categories in lists.available()]
    assert found == [("100", ["M", "W"]), ("LJ", ["M"])]
    assert lists.categories(lists.available()[0][0]) == ["M", "W"]


@pytest.mark.parametrize("choice", [{}, {"per_country": 2}, {"season": 2023}, {"as_of": date(2024, 1, 1)}])
def test_list_takes_two_queries_for_one_row_and_for_three(
    runners, metric_mile, django_assert_num_queries, choice
):
    for count in (1, 3):
        for athlete in runners[:count]:
            run(athlete, "3:30.00")
        for chosen in (lists.by_athlete, lists.by_performance):
            with django_assert_num_queries(2):
                lines = chosen(metric_mile, "M", **choice).lines
                [(line.result.athlete.name, line.result.mark, str(line.result.race)) for line in lines]


def test_indoor_marks_stand_among_the_others(runners, metric_mile):
    indoors = make_event("1500", competition=make_competition(indoor=True))
    make_result(make_race(event=indoors), runners[0], mark="3:31.00", place=1)
    assert len(lists.by_performance(metric_mile, "M").lines) == 1


@pytest.fixture
def metric_mile(db):
    return make_event("1500").discipline
