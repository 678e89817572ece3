"""Deleting shows what cites a thing, and is refused as long as something does; what is free goes."""

from html import unescape

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from newsroom.models import AuditEntry
from results import citations, deleting, identities, recording
from results.importers import batches, staging, undoing
from results.marks import Precision
from results.models import (
    Athlete,
    Best,
    Competition,
    Country,
    Discipline,
    Event,
    Finding,
    Race,
    Record,
    RelayLeg,
    Result,
    ResultChange,
    Series,
)
from tests.desk_forms import make_member, query_count
from tests.factories.results import (
    DAY,
    make_athlete,
    make_competition,
    make_country,
    make_discipline,
    make_event,
    make_race,
    make_result,
    make_series,
)
from tests.factories.stories import make_draft, make_story, make_user
from tests.results.importers.made import meet, race, row

pytestmark = pytest.mark.django_db
MODELS = [Athlete, Race, Event, Competition]


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def chief(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("chief"))
    return client


def url(obj, page="delete"):
    return reverse(f"admin:results_{obj._meta.model_name}_{page}", args=[obj.pk])


def list_url(model):
    return reverse(f"admin:results_{model._meta.model_name}_changelist")


def free(model):
    """One that nothing cites."""
    return {
        Athlete: make_athlete,
        Race: make_race,
        Event: make_event,
        Competition: make_competition,
        Series: make_series,
        Country: lambda: make_country("ZZZ"),
        Discipline: make_discipline,
    }[model]()


def cited(model):
    """One that something cites."""
    race = make_race(event=make_event(competition=make_competition(series=make_series())))
    result = make_result(race, place=1, mark="3:29.38")
    return {
        Athlete: result.athlete,
        Race: race,
        Event: race.event,
        Competition: race.event.competition,
        Series: race.event.competition.series,
        Country: result.country,
        Discipline: race.discipline,
    }[model]


def said(response):
    """What the page names as citing: {heading: [lines]}."""
    page = lxml.html.fromstring(response.content.decode())
    return {
        section.findtext("h2"): [item.text_content() for item in section.iter("li", "p")]
        for section in page.xpath("//section")
    }


def button(response):
    return lxml.html.fromstring(response.content.decode()).xpath("//input[@type='submit']/@value")


def chosen(objs, **more):
    return {"action": "delete_selected", "_selected_action": [obj.pk for obj in objs]} | more


# What cites


def test_athlete_shows_all_that_cites_it_with_links(desk, client):
    kerr = make_athlete("Josh", "Kerr")
    final = make_race(event=make_event(competition=make_competition(short_name="Budapest 2023")))
    relay = make_race("4X400", event=make_event("4X400", competition=final.event.competition))
    with recording.changes([final, relay], why="Finish"):
        make_result(final, kerr, place=1, mark="3:29.38")
        team = make_result(relay, team_name="Britain")
        RelayLeg.objects.create(result=team, order=1, athlete=kerr)
    Record.objects.create(
        **{"scope": "NR", "discipline": final.discipline, "category": "M", "country": kerr.country},
        **{
            "athlete": kerr,
            "holder": "Josh Kerr",
            "mark_value": 209380,
            "mark_precision": Precision.HUNDREDTH,
            "date": DAY,
        },
    )
    identities.merge(kerr, make_athlete("J.", "Kerr"), why="One person")

    response = desk.get(url(kerr))

    assert said(response) == {
        "1 result": ["Men’s 1500m, final, Budapest 2023, 3:29.38"],
        "1 relay leg": ["Men’s 4x400m relay, final, Budapest 2023, for Britain"],
        "2 bests": ["1500m, 2023, 3:29.38", "1500m, all seasons, 3:29.38"],
        "1 record": ["NR 1500m 3:29.38 Josh Kerr"],
        "1 address that leads here": ["J. Kerr"],
    }
    assert f'href="{url(final, "change")}"' in response.content.decode()
    assert button(response) == []


def test_merged_athlete_goes_on_leading_to_the_other(desk):
    kerr, double = make_athlete("Josh", "Kerr"), make_athlete("J.", "Kerr")
    identities.merge(kerr, double, why="One person")

    response = desk.post(url(double), {"post": "yes"})

    assert (response.status_code, Athlete.objects.count()) == (409, 2)
    assert said(response) == {
        "1 address that has to go on leading to somebody": ["J. Kerr, who was merged into Josh Kerr"]
    }


def test_whoever_waits_in_an_import_stays(desk):
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    kerr, race_held = make_athlete("Josh", "Kerr"), make_race()
    batch = batches.store(
        staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv"), data_digest="d"
    )
    [waiting] = batch.races.all()
    waiting.rows.update(athlete=kerr)
    batch.races.update(race=race_held)

    assert said(desk.get(url(kerr))) == {"1 row of a waiting import": [f"cup.csv: {waiting.title}"]}
    assert said(desk.get(url(race_held))) == {"1 race of a waiting import": [f"cup.csv: {waiting.title}"]}
    batches.discard(batch)
    assert [button(desk.get(url(each))) for each in (kerr, race_held)] == [["Delete"], ["Delete"]]


@pytest.mark.parametrize(
    ("model", "held"),
    [
        (Athlete, ["1 result"]),
        (Race, ["1 row"]),
        (Event, ["1 race"]),
        (Competition, ["1 event"]),
        (Series, ["1 competition"]),
        (Country, ["1 athlete", "1 result"]),
        (Discipline, ["1 event", "1 race"]),
    ],
)
def test_what_holds_something_says_what(chief, model, held):
    assert list(said(chief.get(url(cited(model))))) == held


def test_many_are_shown_as_some_and_a_number(desk):
    kerr, event = make_athlete("Josh", "Kerr"), make_event()
    for _ in range(23):
        make_result(make_race(event=event), kerr)
    lines = said(desk.get(url(kerr)))["23 results"]
    assert (len(lines), lines[-1]) == (21, "and 3 more")


@pytest.mark.parametrize(("role", "headline"), [("Results desk", False), ("chief", True)])
def test_stories_are_named_to_whoever_may_see_them(client, django_user_model, role, headline):
    """The results desk sees no stories: of an embargoed one it learns that there is one, and no more."""
    user = django_user_model.objects.create_superuser("chief") if role == "chief" else make_member(role)
    client.force_login(user)
    final = make_race()
    make_draft("Kerr fails a drug test", races=[final])

    response = client.get(url(final))

    lines = (
        ["Kerr fails a drug test (draft)"]
        if headline
        else ["You may not look at them. Ask somebody who may."]
    )
    assert said(response) == {"1 story": lines}
    assert ("drug test" in unescape(response.content.decode())) == headline


# What is refused


@pytest.mark.parametrize("model", [*MODELS, Series, Country, Discipline])
def test_what_is_cited_has_no_button_and_stays(chief, model):
    obj = cited(model)

    assert button(chief.get(url(obj))) == []
    assert chief.post(url(obj), {"post": "yes"}).status_code == 409
    assert chief.post(list_url(model), chosen([obj], post="yes")).status_code == 409

    assert (model.objects.filter(pk=obj.pk).exists(), Result.objects.count()) == (True, 1)
    assert AuditEntry.objects.filter(verb="deleted").count() == 0


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_race_of_a_story_stays(desk, status):
    final = make_race()
    make_story(races=[final], status=status)
    assert desk.post(url(final), {"post": "yes"}).status_code == 409
    assert Race.objects.count() == 1


def test_one_that_is_cited_keeps_all_that_were_chosen(desk):
    kerr, nobody = cited(Athlete), make_athlete()

    response = desk.post(list_url(Athlete), chosen([kerr, nobody], post="yes"))

    assert (response.status_code, button(response)) == (409, [])
    assert Athlete.objects.filter(pk__in=[kerr.pk, nobody.pk]).count() == 2


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["delete", "list"])
def test_what_came_to_cite_it_a_moment_ago_keeps_it(desk, model, page, monkeypatch):
    """Between the page's question and the deletion somebody was faster: a sentence, and nothing is lost."""
    obj = cited(model)
    monkeypatch.setattr("results.admin.deleting.cited", lambda objs, user: [])

    where = url(obj) if page == "delete" else list_url(model)
    response = desk.post(where, chosen([obj], post="yes"), follow=True)

    [message] = [str(message) for message in response.context["messages"]]
    assert message.startswith("Nothing is deleted: ")
    assert (model.objects.filter(pk=obj.pk).exists(), Result.objects.count()) == (True, 1)
    assert (AuditEntry.objects.filter(verb="deleted").count(), LogEntry.objects.count()) == (0, 0)


def test_what_nobody_told_of_is_still_no_error(monkeypatch):
    """Somebody protects it in the database and has registered no question."""
    monkeypatch.setattr(citations, "_asked", {Series: []})
    series = cited(Series)
    with pytest.raises(deleting.StillCited, match=f"{series} is still needed by competitions"):
        deleting.delete([series])
    assert Series.objects.count() == 1


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["Reporter", "Editor", ""])
def test_who_may_not_delete_is_refused(client, model, role):
    client.force_login(make_member(*filter(None, [role])))
    obj = free(model)

    assert client.get(url(obj)).status_code == 403
    assert client.post(url(obj), {"post": "yes"}).status_code == 403
    client.post(list_url(model), chosen([obj], post="yes"))

    assert model.objects.filter(pk=obj.pk).exists()


def test_verb_asks_for_the_right_as_well():
    kerr = make_athlete()
    with pytest.raises(deleting.PermissionDenied):
        deleting.delete([kerr], by=make_user("results.change_athlete"))
    assert Athlete.objects.count() == 1


def test_strangers_are_sent_to_the_door(client):
    assert client.post(url(make_race()), {"post": "yes"}).url.startswith("/admin/login/")
    assert Race.objects.count() == 1


# What goes


@pytest.mark.parametrize("model", MODELS)
def test_what_is_free_goes_and_is_told(desk, model):
    obj = free(model)
    pk, name = obj.pk, str(obj)
    assert button(desk.get(url(obj))) == ["Delete"]

    desk.post(url(obj), {"post": "yes"})

    entry = AuditEntry.objects.get(verb="deleted")
    assert not model.objects.filter(pk=pk).exists()
    assert (entry.object_id, entry.object_words, entry.by_id) == (
        str(pk),
        name,
        int(desk.session["_auth_user_id"]),
    )


@pytest.mark.parametrize("model", MODELS)
def test_several_that_are_free_go_at_once(desk, model):
    several = [free(model), free(model)]
    asked = desk.post(list_url(model), chosen(several))
    assert (asked.status_code, button(asked)) == (200, ["Delete"])

    desk.post(list_url(model), chosen(several, post="yes"))

    assert model.objects.filter(pk__in=[each.pk for each in several]).count() == 0
    assert AuditEntry.objects.filter(verb="deleted").count() == 2


@pytest.mark.parametrize("model", [Series, Country, Discipline])
def test_reference_that_is_free_goes(chief, model):
    obj = free(model)
    chief.post(url(obj), {"post": "yes"})
    assert not model.objects.filter(pk=obj.pk).exists()


def test_race_goes_with_its_history_and_its_findings(desk):
    final = make_race()
    with recording.changes([final], why="Finish"):
        result = make_result(final, place=1, mark="3:29.38")
    with recording.changes([final], why="Not held"):
        result.delete()
    Finding.objects.create(race=final, rule="empty", severity="error", message="Nobody ran", key="k")
    assert "The history of its changes goes with it." in desk.get(url(final)).content.decode()

    desk.post(url(final), {"post": "yes"})

    assert (Race.objects.count(), ResultChange.objects.count(), Finding.objects.count()) == (0, 0, 0)


def test_athlete_goes_with_its_spellings(desk):
    kerr = make_athlete("Josh", "Kerr")
    kerr.known_names.create(name="J. Kerr")
    desk.post(url(kerr), {"post": "yes"})
    assert (Athlete.objects.count(), Best.objects.count()) == (0, 0)


def test_import_of_a_race_that_was_deleted_is_still_undone(desk):
    for code in ("GBR", "ITA"):
        make_country(code)
    make_discipline("1500")
    batch = batches.apply(
        batches.store(
            staging.stage(meet(race(row(place=1, mark="3:29.38"))), name="cup.csv"), data_digest="d"
        )
    )
    [added] = Race.objects.filter(pk__in=batch.created["race"])
    with recording.changes([added], why="Not held"):
        added.results.all().delete()
    desk.post(url(added), {"post": "yes"})

    undoing.undo(batch)

    assert (Race.objects.count(), Competition.objects.count(), Athlete.objects.count()) == (0, 0, 0)


def test_event_is_not_deleted_in_the_form_of_its_competition(desk):
    """Its races, and all their results, would go with it unseen."""
    event = cited(Event)
    page_url = url(event.competition, "change")
    page = lxml.html.fromstring(desk.get(page_url).content.decode())
    posted = dict(page.get_element_by_id("competition_form").form_values())

    desk.post(page_url, posted | {"events-0-DELETE": "on", "_save": "Save"})

    assert (Event.objects.count(), Result.objects.count()) == (1, 1)


@pytest.mark.parametrize("model", MODELS)
def test_page_takes_constant_queries(desk, model):
    obj = cited(model)
    few = query_count(desk, url(obj))
    for _ in range(3):
        again = make_race(event=obj if model is Event else None)
        if model is Athlete:
            make_result(again, obj, place=1, mark="3:29.38")
        if model is Race:
            make_result(obj, mark="3:30.00", place=2)
            make_draft(races=[obj])
        if model is Competition:
            make_event(discipline="800", competition=obj, category="W" if obj.events.count() > 1 else "M")
            break
    more = query_count(desk, url(obj))
    assert more - few <= (1 if model is Race else 0)  # the stories, once there are some
