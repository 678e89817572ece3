"""What is taken away whole can be brought back."""

from datetime import date

import pytest

from results.importers import formats, staging
from results.models import Race, Split
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.results.reading import query_count

pytestmark = pytest.mark.django_db
PATH = "/competitions/budapest-2023/men-1500m"
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "xml": "application/xml"}


@pytest.fixture
def event():
    competition = make_competition(
        slug="budapest-2023", name="Budapest", first_day=date(2023, 8, 19), last_day=date(2023, 8, 27)
    )
    return make_event(competition=competition, slug="men-1500m", category="M")


def kerr(race, **fields):
    athlete = make_athlete("Josh", "Kerr", birth_date=date(1997, 10, 8))
    return make_result(race, athlete, **{"place": 1, "mark": "3:29.38", "personal_flags": "SB"} | fields)


@pytest.mark.parametrize("form", TYPES)
def test_a_file_of_an_event_imports_to_the_same_rows(client, event, form):
    race = make_race(event=event, decides_medals=True, complete=False, note="Rain.")
    result = kerr(race, lane=4, bib="1204", reaction_ms=170, reading_ms=209_371)
    Split.objects.create(result=result, distance_m=400, time_ms=56_100)
    make_result(race, make_athlete("Jake", "Wightman", birth_date=date(1994, 7, 11)), status="DNS")

    response = client.get(f"{PATH}.{form}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, TYPES[form])

    staged = staging.stage(formats.read(response.content, f"men-1500m.{form}"))
    assert [problem.message for problem in staged.problems] == []
    assert (staged.counts["same"], staged.does_nothing) == (2, True)


@pytest.mark.parametrize("form", TYPES)
def test_a_file_takes_as_many_queries_for_three_rows_as_for_one(client, event, form):
    race = make_race(event=event)
    kerr(race)
    client.get(f"{PATH}.{form}")  # the caches are warm
    one = query_count(client, f"{PATH}.{form}")
    make_result(race, place=2, mark="3:30.00")
    make_result(make_race(event=event, slug="heat-1", round="heat", number=1), place=1, mark="3:31.00")

    assert query_count(client, f"{PATH}.{form}") == one


@pytest.mark.parametrize("form", TYPES)
def test_a_file_asks_for_nothing_and_is_asked_for_again(client, event, form):
    kerr(make_race(event=event))

    response = client.get(f"{PATH}.{form}")
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(f"{PATH}.{form}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Race.objects.update(note="Rain.")
    assert (
        client.get(f"{PATH}.{form}", headers={"If-None-Match": response.headers["ETag"]}).status_code == 200
    )


@pytest.mark.parametrize("path", [f"{PATH}.pdf", f"{PATH}x.csv", "/competitions/none/men-1500m.csv"])
def test_what_is_not_there_is_not_found(client, event, path):
    assert client.get(path).status_code == 404


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(client, event):
    race = make_race(event=event)
    make_result(race, make_athlete("=1+1", "@SUM(A1)"), place=1, mark="3:29.38", bib="+44")

    text = client.get(f"{PATH}.csv").content.decode()
    assert "'=1+1" in text
    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell[:1] in "=@" and cell]
