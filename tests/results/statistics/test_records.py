from datetime import UTC, date, datetime

import pytest

from results.marks import Measure, parse_mark
from results.models import Record, Result
from results.statistics import records
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_discipline,
    make_event,
    make_race,
    make_result,
    make_series,
)

pytestmark = pytest.mark.django_db
SHIPPED_DAY = date(2020, 1, 1)


def flagged(flags, mark="3:29.38", *, country="GBR", race=None, competition=None, own=None, **fields):
    """A result that declares records."""
    if competition or race is None:
        competition = competition or make_competition()
        race = make_race(event=make_event("1500", competition=competition), **fields)
    made = {"place": 1, "mark": mark} | (own or {})
    return make_result(race, make_athlete(country=country), record_flags=flags, **made)


def shipped(
    mark, holder="Somebody", *, scope="WR", country="GBR", day=SHIPPED_DAY, discipline="1500", **fields
):
    parsed = parse_mark(mark, Measure(make_discipline(discipline).measure))
    return Record.objects.create(
        scope=scope,
        discipline=make_discipline(discipline),
        category="M",
        mark_value=parsed.value,
        mark_precision=parsed.precision,
        holder=holder,
        country=make_country(country),
        date=day,
        **fields,
    )


def declared():
    return sorted(Record.objects.filter(result__isnull=False).values_list("scope", flat=True))


def test_result_declares_the_records_of_its_flags():
    make_country("GBR", area="Europe")
    result = flagged("WR AR NR WL NU20R", competition=make_competition(city="Oslo"))
    records.refresh([result.race_id])
    assert declared() == ["AR", "NR", "WR"]
    area = Record.objects.get(scope="AR")
    assert (area.area, area.holder, area.city, area.date, area.result) == (
        "Europe",
        result.athlete.name,
        "Oslo",
        result.date,
        result,
    )
    assert (str(area.mark), area.athlete, area.equalled) == ("3:29.38", result.athlete, False)


def test_equalled_record_is_declared_as_such():
    result = flagged("=NR")
    records.refresh([result.race_id])
    assert Record.objects.get(result=result).equalled is True


def test_championship_record_is_the_series():
    series = make_series()
    held, alone = (flagged("CR", competition=make_competition(series=each)) for each in (series, None))
    records.refresh([held.race_id, alone.race_id])
    assert [record.series for record in Record.objects.filter(scope="CR")] == [series]


def test_area_record_of_a_country_without_an_area_is_none():
    make_country("ANA", area="")
    records.refresh([flagged("AR", country="ANA").race_id])
    assert declared() == []


@pytest.mark.parametrize("status", ["scheduled", "live"])
def test_race_without_a_result_declares_nothing(status):
    records.refresh([flagged("NR", status=status).race_id])
    assert declared() == []


def test_windy_mark_declares_nothing():
    race = make_race("100", wind=2.1)
    records.refresh([flagged("NR", "9.80", race=race).race_id])
    assert declared() == []


def test_indoor_flag_speaks_of_an_indoor_record():
    indoors = make_competition(indoor=True)
    sprint = make_race(event=make_event("60", competition=indoors))
    mile = flagged("NR", competition=indoors)
    records.refresh([mile.race_id, flagged("NR", "6.50", race=sprint).race_id])
    assert list(Record.objects.values_list("discipline", flat=True)) == ["60"]


def test_disqualification_takes_the_record_away_and_undo_brings_it_back():
    result = flagged("NR")
    records.refresh([result.race_id])
    Result.objects.filter(pk=result.pk).update(
        status="DQ", mark_value=None, mark_precision="", place=None, list_key=None
    )
    records.refresh([result.race_id])
    assert declared() == []
    result.save()
    records.refresh([result.race_id])
    assert declared() == ["NR"]


def test_refresh_leaves_what_is_unchanged_and_what_is_shipped():
    kept = shipped("3:26.00")
    result = flagged("NR")
    records.refresh([result.race_id])
    first = Record.objects.get(result=result).pk
    records.refresh([result.race_id])
    assert set(Record.objects.values_list("pk", flat=True)) == {kept.pk, first}


def test_refresh_follows_a_corrected_mark():
    result = flagged("NR")
    records.refresh([result.race_id])
    Result.objects.filter(pk=result.pk).update(mark_value=209_000)
    records.refresh([result.race_id])
    assert str(Record.objects.get(result=result).mark) == "3:29.00"


def test_refresh_takes_the_same_queries_for_one_race_and_for_three(django_assert_num_queries):
    for count in (1, 3):
        races = [flagged("NR").race_id for _ in range(count)]
        with django_assert_num_queries(3):  # flagged results, held records, new records
            records.refresh(races)


def test_standing_record_is_the_best_of_its_scope():
    shipped("3:28.86", "Old", day=date(1992, 9, 6))
    best = shipped("3:26.00", "New", day=date(1998, 7, 14))
    shipped("3:25.00", "Another scope", scope="OR")
    (standing,) = records.standing("WR")
    assert standing.records == [best]


def test_record_that_was_equalled_stands_with_both():
    one = shipped("3:40.80", "Iharos", day=date(1955, 7, 28))
    two = shipped("3:40.80", "Tábori", day=date(1955, 9, 6), country="HUN")
    (standing,) = records.standing("WR")
    assert (standing.records, standing.record) == ([one, two], one)


def test_standing_records_are_those_of_a_day():
    old = shipped("3:28.86", "Old", day=date(1992, 9, 6))
    shipped("3:26.00", "New", day=date(1998, 7, 14))
    (standing,) = records.standing("WR", as_of=date(1998, 7, 13))
    assert standing.records == [old]


def test_declared_record_stands_from_the_start_of_its_race():
    start = datetime(2023, 8, 23, 19, 15, tzinfo=UTC)
    records.refresh([flagged("NR", starts_at=start).race_id])
    assert records.standing("NR", as_of=start.replace(hour=18)) == []
    assert len(records.standing("NR", as_of=start.replace(hour=20))) == 1


def test_standing_records_are_asked_for_by_whose_they_are():
    for country in ("GBR", "NOR"):
        records.refresh([flagged("NR", country=country).race_id])
    found = records.standing("NR", country=make_country("NOR"))
    assert [each.record.country_id for each in found] == ["NOR"]


def test_standing_records_come_in_the_order_of_a_programme():
    shipped("8.95", discipline="LJ")
    shipped("9.58", discipline="100")
    assert [each.record.discipline_id for each in records.standing("WR")] == ["100", "LJ"]


def test_record_that_is_shipped_and_declared_counts_once_by_the_result():
    shipped("3:29.38", "J. Kerr", day=date(2023, 8, 23))
    result = flagged("WR")
    records.refresh([result.race_id])
    (standing,) = records.standing("WR")
    assert [record.result for record in standing.records] == [result]


def test_steps_leave_out_what_was_no_better_and_name_what_was_level():
    marks = [("3:40.80", 1), ("3:41.00", 2), ("3:40.80", 3), ("3:40.20", 4)]
    made = [shipped(mark, f"Runner {day}", day=date(1955, 1, day)) for mark, day in marks]
    found = [(step.record.holder, step.equalled) for step in records.steps(made)]
    assert found == [("Runner 1", False), ("Runner 3", True), ("Runner 4", False)]


def test_steps_in_the_field_go_up():
    made = [
        shipped(mark, day=date(1990, 1, day), discipline="LJ") for day, mark in enumerate(["8.90", "8.95"], 1)
    ]
    assert [str(step.record.mark) for step in records.steps(made)] == ["8.90", "8.95"]


def test_progressions_keep_scopes_and_owners_apart_the_greatest_first():
    shipped("3:26.00")
    shipped("3:27.65", scope="OR")
    for country in ("NOR", "GBR"):
        shipped("3:28.00", scope="NR", country=country)
    found = records.progressions(make_discipline("1500"), "M")
    owners = [(steps[-1].record.scope, steps[-1].record.country.code) for _, steps in found]
    assert owners == [("WR", "GBR"), ("OR", "GBR"), ("NR", "GBR"), ("NR", "NOR")]


def test_standing_records_take_two_queries(django_assert_num_queries):
    for discipline in ("100", "200", "400"):
        shipped("40.00", discipline=discipline)
        with django_assert_num_queries(2):
            [(each.record.country.name, str(each.record.mark)) for each in records.standing("WR")]
