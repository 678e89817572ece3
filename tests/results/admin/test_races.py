"""A race and its results in one form."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from results.models import Race, Result, ResultChange
from tests.desk_forms import errors, filled, make_member, query_count
from tests.factories.results import make_athlete, make_race, make_result

pytestmark = pytest.mark.django_db
LIST = "/admin/results/race/"


def url(race):
    return reverse("admin:results_race_change", args=[race.pk])


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def kerr():
    return make_athlete(given_name="Josh", family_name="Kerr")


def row(number, **fields):
    return {f"results-{number}-{name}": value for name, value in fields.items()}


def saved(client, race, **changes):
    return client.post(url(race), filled(client, url(race), "race", **changes))


def test_typed_rows_become_results(desk, kerr):
    race, nordas = make_race(), make_athlete(given_name="Narve Gilje", family_name="Nordås")

    response = saved(
        desk,
        race,
        **row(0, athlete=kerr.pk, place="1", written_mark="3:29.38", personal_flags="SB"),
        **row(1, athlete=nordas.pk, status="DNF"),
    )

    assert response.status_code == 302
    assert [(r.athlete, str(r.mark or r.status), r.country) for r in Result.objects.filter(race=race)] == [
        (kerr, "3:29.38", kerr.country),
        (nordas, "DNF", nordas.country),
    ]


@pytest.mark.parametrize("typed", ["3.29.38", "3:61.00", "fast", "-1", "<b>"])
def test_bad_mark_is_refused_by_what_was_expected(desk, kerr, typed):
    race = make_race()

    response = saved(desk, race, **row(0, athlete=kerr.pk, written_mark=typed))

    assert [
        error.endswith("expected a time such as 9.58, 9.9h, 3:29.38 or 2:00:35.")
        for error in errors(response)
    ] == [True]
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"place": "1", "written_mark": "3:29.38"}, "Whose result is it? Choose an athlete, or name a team."),
        (
            {"athlete": "kerr", "for_country": "XYZ"},
            "“XYZ” is no country here; expected a code of three letters such as GBR.",
        ),
        (
            {"athlete": "kerr", "status": "DNF", "place": "4"},
            "Who did not start or finish, or was disqualified, has neither mark nor place.",
        ),
    ],
)
def test_row_that_cannot_be_is_refused(desk, kerr, typed, complaint):
    race = make_race()
    typed = typed | ({"athlete": kerr.pk} if "athlete" in typed else {})

    assert complaint in errors(saved(desk, race, **row(0, **typed)))
    assert not Result.objects.exists()


def test_change_of_a_result_that_is_out_needs_its_reason(desk, kerr):
    race = make_race()
    make_result(race, kerr, place=1, mark="3:29.38")

    refused = saved(desk, race, **row(0, written_mark="3:29.39"))
    assert errors(refused) == ["These results are out already: say above why they change."]

    saved(desk, race, why="Photo finish read again", **row(0, written_mark="3:29.39"))
    assert str(Result.objects.get().mark) == "3:29.39"


def test_every_write_leaves_its_change(desk, kerr):
    race = make_race()

    saved(desk, race, **row(0, athlete=kerr.pk, place="1", written_mark="3:29.38"))
    saved(desk, race, why="Read again", **row(0, written_mark="3:29.39"))
    saved(desk, race, why="Disqualified", **row(0, DELETE="on"))

    changes = ResultChange.objects.filter(race=race).order_by("pk")
    assert [(c.why, bool(c.before), bool(c.after)) for c in changes] == [
        ("Entered at the desk", False, True),
        ("Read again", True, True),
        ("Disqualified", True, False),
    ]
    assert {c.by_id for c in changes} == {int(desk.session["_auth_user_id"])}


def test_race_s_own_fields_change_without_a_reason(desk, kerr):
    race = make_race()
    make_result(race, kerr, place=1, mark="3:29.38")

    assert saved(desk, race, note="Rain.").status_code == 302
    race.refresh_from_db()
    assert (race.note, ResultChange.objects.count()) == ("Rain.", 0)


def test_bests_follow_a_race_that_becomes_official(desk, kerr):
    race = make_race(status=Race.Status.LIVE)
    make_result(race, kerr, place=1, mark="3:29.38")

    saved(desk, race, _official="Save as official")

    assert {str(best.result.mark) for best in kerr.bests.all()} == {"3:29.38"}


def test_new_race_takes_discipline_and_slug_from_its_event(desk):
    event = make_race().event
    posted = filled(
        desk, f"{LIST}add/", "race", event=event.pk, round="semi-final", number="2", date="2023-08-20"
    )

    assert desk.post(f"{LIST}add/", posted).status_code == 302

    race = Race.objects.get(round="semi-final")
    assert (race.slug, race.discipline) == ("semi-final-2", event.discipline)


def test_race_that_comes_without_event_and_discipline_is_told_what_is_missing(desk, kerr):
    race = make_race()
    response = desk.post(url(race), filled(desk, url(race), "race", event="", discipline=""))
    assert "This field is required." in errors(response)


def test_form_asks_as_many_queries_for_three_rows_as_for_one(desk, kerr):
    race = make_race()
    make_result(race, kerr, place=1, mark="3:29.38")
    one = query_count(desk, url(race))
    for place in (2, 3):
        make_result(race, make_athlete(), place=place, mark=f"3:30.0{place}")

    assert query_count(desk, url(race)) == one


def test_list_asks_as_many_queries_for_three_races_as_for_one(desk):
    make_race()
    one = query_count(desk, LIST)
    make_race()
    make_race()

    assert query_count(desk, LIST) == one


@pytest.mark.parametrize(("role", "code"), [("Reporter", 403), ("Editor", 403), ("Results desk", 302)])
def test_results_are_the_results_desk_s(client, kerr, role, code):
    race = make_race()
    client.force_login(make_member("Results desk"))
    posted = filled(client, url(race), "race", **row(0, athlete=kerr.pk, written_mark="3:29.38"))
    client.force_login(make_member(role))

    assert client.post(url(race), posted).status_code == code
    assert Result.objects.count() == (1 if code == 302 else 0)


def test_anonymous_enters_nothing(client):
    assert client.post(url(make_race()), {}).status_code == 302
    assert not Result.objects.exists()


# Choosing a race for a story, an athlete for a row


def choices(client, model, field, term):
    query = urlencode({"app_label": model[0], "model_name": model[1], "field_name": field, "term": term})
    response = client.get(f"{reverse('admin:results_choices')}?{query}")
    return [choice["text"] for choice in json.loads(response.content)["results"]]


@pytest.mark.parametrize("term", ["kerr", "KERR {city}", "{city} 1500", "1500 final"])
def test_race_is_found_by_athlete_competition_and_event(client, kerr, term):
    client.force_login(make_member("Reporter"))
    race = make_race()
    make_result(race, kerr, place=1, mark="3:29.38")
    short_name = race.event.competition.short_name

    found = choices(client, ("articles", "storyrace"), "race", term.format(city=short_name))

    assert found == [f"{race.title}, {short_name}, {race.date.day} {race.date:%b %Y}"]


def test_race_is_not_found_by_a_word_that_is_nowhere_in_it(client, kerr):
    client.force_login(make_member("Reporter"))
    make_result(make_race(), kerr, place=1, mark="3:29.38")

    assert choices(client, ("articles", "storyrace"), "race", "kerr javelin") == []


@pytest.mark.parametrize("term", ["nordas", "NORDÅS", "gilje nor"])
def test_athlete_is_found_with_or_without_accents(desk, term):
    make_athlete(given_name="Narve Gilje", family_name="Nordås", country="NOR")

    assert choices(desk, ("results", "result"), "athlete", term) == ["Narve Gilje Nordås, NOR"]


def test_namesakes_are_told_apart(desk):
    for year, country in ((1990, "GBR"), (2001, "KEN")):
        make_athlete(family_name="Smith", country=country, birth_date=date(year, 5, 1))

    assert choices(desk, ("results", "result"), "athlete", "smith") == [
        "Smith, GBR, 1990",
        "Smith, KEN, 2001",
    ]


def test_choices_are_for_the_desk(client):
    query = "app_label=articles&model_name=storyrace&field_name=race&term=x"

    assert client.get(f"{reverse('admin:results_choices')}?{query}").status_code == 302
