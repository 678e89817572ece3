import csv

import pytest

from newsroom.demo import load_results
from newsroom.demo.championships import DATA
from results.models import Athlete, Attempt, Competition, Country, Race, RelayLeg, Result, ResultChange
from results.statistics.bests import flag_on_the_day, personal_best, season_best
from results.statistics.honours import honours
from results.statistics.medals import decided_count, medal_table

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def athlete(name):
    return Athlete.objects.get(name=name)


def final(competition, event="men-1500m"):
    return Race.objects.for_table().get(
        event__competition__slug=competition, event__slug=event, decides_medals=True
    )


def test_rome_is_complete():
    """One of the source's 2,346 rows lists an athlete a second time."""
    rome = {"race__event__competition__slug": "rome-2024"}

    assert Race.objects.filter(event__competition__slug="rome-2024").count() == 180
    assert Result.objects.filter(**rome).count() == 2_345
    assert Attempt.objects.count() == 2_964
    assert RelayLeg.objects.count() == 199
    assert Result.objects.filter(**rome, points__isnull=False).count() == 361


def test_kerr_race_has_its_twelve_rows():
    rows = [(r.place, r.who, r.country_id, str(r.mark)) for r in final("budapest-2023").results.all()]

    assert len(rows) == 12
    assert rows[0] == (1, "Josh Kerr", "GBR", "3:29.38")
    assert rows[2] == (3, "Narve Gilje Nordås", "NOR", "3:29.68")
    assert rows[8] == (9, "Neil Gourley", "GBR", "3:31.10")


def test_declared_flags_stand_in_the_race_they_were_declared_for():
    flags = Result.objects.filter(athlete=athlete("Josh Kerr")).exclude(personal_flags="")

    assert sorted(f"{r.race} {r.personal_flags}" for r in flags.with_titles()) == [
        "Men’s 1500m, final, Budapest 2023 SB",
        "Men’s 1500m, final, Doha 2019 PB",
        "Men’s 1500m, final, Eugene 2022 SB",
        "Men’s 1500m, final, Paris 2024 PB",
        "Men’s 1500m, final, Tokyo 2020 PB",
    ]


def test_medal_table_of_budapest_is_the_official_one():
    with (DATA / "budapest2023" / "budapest2023_medal_table.csv").open(encoding="utf-8") as file:
        official = [tuple(row.values()) for row in csv.DictReader(file)]

    table = medal_table(Competition.objects.get(slug="budapest-2023"))
    ours = [
        (row.rank.rstrip("="), row.country.code, *map(str, (row.gold, row.silver, row.bronze, row.total)))
        for row in table
    ]

    assert len(ours) == 46
    assert sorted(ours) == sorted(official)


def test_medal_table_after_the_kerr_race_has_britains_fourth_medal():
    race = final("budapest-2023")
    table = medal_table(race.event.competition, as_of=race.date)

    britain = next(row for row in table if row.country.code == "GBR")
    assert (britain.gold, britain.silver, britain.bronze) == (2, 1, 1)
    assert decided_count(race.event.competition, as_of=race.date) == 22


@pytest.mark.parametrize(
    ("name", "competitions"),
    [
        ("Neil Gourley", {"doha-2019", "budapest-2023", "rome-2024", "paris-2024"}),
        (
            "Jakob Ingebrigtsen",
            {"doha-2019", "tokyo-2020", "eugene-2022", "budapest-2023", "rome-2024", "paris-2024"},
        ),
        ("Karsten Warholm", {"budapest-2023", "rome-2024"}),
        ("Lamont Marcell Jacobs", {"rome-2024"}),
        ("Antigóni Drisbióti", {"budapest-2023", "rome-2024"}),
    ],
)
def test_one_person_is_one_athlete_across_competitions(name, competitions):
    held = Result.objects.filter(athlete=athlete(name))

    assert set(held.values_list("race__event__competition__slug", flat=True)) >= competitions


def test_no_two_athletes_share_name_and_birth_date():
    seen = list(Athlete.objects.exclude(birth_date=None).values_list("name_key", "birth_date"))

    assert len(seen) == len(set(seen))


def test_a_country_at_the_time_stays_with_the_result():
    assert (
        Country.objects.filter(results__race__event__competition__slug="rome-2024").distinct().count() == 48
    )


def test_bests_know_only_what_was_known_that_day():
    kerr, race = athlete("Josh Kerr"), final("budapest-2023")

    assert str(season_best(kerr, race.discipline, 2023, as_of=race.date).mark) == "3:29.38"
    assert str(personal_best(kerr, race.discipline, as_of=race.date).mark) == "3:29.05"
    assert str(personal_best(kerr, race.discipline).mark) == "3:27.79"
    assert flag_on_the_day(race.results.get(athlete=kerr)) == "SB"


def test_honours_name_the_titles():
    assert [honour.title for honour in honours(athlete("Josh Kerr"))] == [
        "World champion",
        "Olympic silver",
        "Olympic bronze",
    ]


def test_annulled_mark_is_no_mark():
    row = Result.objects.get(race__event__slug="women-triple-jump", race__slug="final", status="DQ")

    assert (row.mark, row.place, row.rule) == (None, None, "ADR 2.2")


def test_leaders_of_the_kerr_race_have_their_times_on_the_way():
    rows = final("budapest-2023").results.filter(splits__isnull=False).order_by("splits__distance_m")

    assert [(row.who, *map(str, row.splits.all())) for row in rows] == [
        ("Abel Kipsang", "56.1 at 400m"),
        ("Jakob Ingebrigtsen", "1:54.2 at 800m"),
    ]


def test_first_six_of_each_heat_and_semi_final_went_on_in_budapest():
    places = Result.objects.filter(
        race__event__competition__slug="budapest-2023", race__round__in=["heat", "semi-final"]
    ).values_list("place", "qualification")

    assert {place for place, code in places if code == "Q"} == {1, 2, 3, 4, 5, 6}
    assert not [place for place, code in places if code != "Q" and place <= 6]


def test_each_row_tells_how_it_came():
    new = ResultChange.objects.filter(why=load_results.WHY, before__isnull=True)

    assert new.count() == Result.objects.count()


def test_loading_again_writes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(2_000) as asked:
        assert load_results.load() == 0

    verbs = {query["sql"].split()[0] for query in asked.captured_queries}
    assert verbs & {"INSERT", "UPDATE", "DELETE"} == set()
