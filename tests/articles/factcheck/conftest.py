"""A small world that stories are held against: a final with its heat, and an earlier final."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from articles import factcheck
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result

NIGHT = datetime(2023, 8, 23, 20, 0, tzinfo=UTC)
FINAL = [
    ("Josh", "Kerr", "GBR", "3:29.38"),
    ("Jakob", "Ingebrigtsen", "NOR", "3:29.65"),
    ("Narve Gilje", "Nordås", "NOR", "3:29.68"),
    ("Mario", "García", "ESP", "3:30.26"),
    ("Neil", "Gourley", "GBR", "3:31.10"),
]


@pytest.fixture
def world():
    budapest = make_competition(slug="budapest-2023", short_name="Budapest 2023", city="Budapest")
    event = make_event(competition=budapest)
    final = make_race(event=event, date=date(2023, 8, 23), decides_medals=True)
    heat = make_race(
        event=event, round="heat", number=1, slug="heat-1", date=date(2023, 8, 19), decides_medals=False
    )
    people = {}
    for place, (given, family, country, mark) in enumerate(FINAL, start=1):
        people[family] = make_athlete(given, family, country)
        make_result(final, people[family], place=place, mark=mark)
    make_result(heat, people["Kerr"], place=2, mark="3:34.00")
    eugene = make_competition(
        slug="eugene-2022",
        short_name="Eugene 2022",
        city="Eugene",
        first_day=date(2022, 7, 15),
        last_day=date(2022, 7, 24),
    )
    earlier = make_race(event=make_event(competition=eugene), date=date(2022, 7, 19), decides_medals=True)
    make_result(earlier, people["Ingebrigtsen"], place=2, mark="3:29.47")
    make_result(earlier, people["Kerr"], place=5, mark="3:30.60")
    return SimpleNamespace(final=final, heat=heat, earlier=earlier, people=people)


@pytest.fixture
def told(world):
    """{words of a claim: (verdict, expected)} of a body about the final."""

    def check(body, **texts):
        report = factcheck.check(texts | {"body": body}, [world.final.pk, world.heat.pk], NIGHT)
        return {claim.text: (str(claim.verdict), claim.expected) for claim in report.claims}

    return check
