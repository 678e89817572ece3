"""Athletes entered twice, at the desk: found, compared, made one, and two again; who may, and who may not."""

from datetime import date

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from newsroom.models import AuditEntry
from results import identities, recording
from results.models import Athlete, AthleteMerge, Result
from tests.desk_forms import errors, filled, form_on, make_member, query_count
from tests.factories.results import make_athlete, make_event, make_race, make_result
from tests.factories.stories import make_draft, make_user

pytestmark = pytest.mark.django_db
WHY = "Confirmed by the federation"
MISSING = ["Reporter", "Editor", ""]


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def josh():
    return make_athlete("Josh", "Kerr", birth_date=date(1997, 10, 8))


@pytest.fixture
def other():
    """The same man once more, with his race."""
    athlete = make_athlete("J.", "Kerr")
    with recording.changes([race := make_race()], why="Finish"):
        make_result(race, athlete, place=1, mark="3:29.38")
    return athlete


def url(page, *athletes):
    return reverse(f"admin:results_athlete_{page}", args=[athlete.pk for athlete in athletes])


def links(response):
    return lxml.html.fromstring(response.content.decode()).xpath("//div[@id='content-main']//a/@href")


def text_of(response):
    page = lxml.html.fromstring(response.content.decode())
    return " ".join(page.xpath("//div[@id='content-main']")[0].text_content().split())


def merged(client, josh, other, **answers):
    page = url("merge_with", josh, other)
    return client.post(page, filled(client, page, "merge", why=WHY) | answers, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


# Who is the other?


@pytest.mark.parametrize(
    "asked", ["kerr", "J. Kérr", "jay", "{pk}", "14564446", "7"], ids=["name", "accent", "spelling", *"abc"]
)
def test_the_other_is_found_by_name_spelling_or_id(desk, josh, other, asked):
    other.known_names.create(name="Jay Kerr")
    Athlete.objects.filter(pk=other.pk).update(world_athletics_id=14564446, tilastopaja_id=7)
    response = desk.get(url("merge", josh), {"q": asked.format(pk=other.pk)})
    assert links(response) == [url("merge_with", josh, other)]


def test_neither_the_athlete_nor_who_is_merged_is_found(desk, josh):
    make_athlete("Old", "Kerr", merged_into=josh)
    response = desk.get(url("merge", josh), {"q": "kerr"})
    assert (links(response), "Nobody else is found for “kerr”." in text_of(response)) == ([], True)


@pytest.mark.parametrize("asked", ["\x00", "9" * 30, "²", "%", "<b>", " "])
def test_no_search_breaks_the_page(desk, josh, asked):
    assert desk.get(url("merge", josh), {"q": asked}).status_code == 200


def test_likely_doubles_come_first(desk, josh):
    double = make_athlete("Josh", "Kerr")
    assert links(desk.get(url("merge", josh))) == [url("merge_with", josh, double)]


def test_form_of_the_athlete_hints_and_leads_there(desk, josh):
    double = make_athlete("Josh", "Kerr")
    shown = links(desk.get(url("change", josh)))
    assert {url("merge", josh), url("merge_with", josh, double)} <= set(shown)


@pytest.mark.parametrize("role", MISSING[:2])
def test_who_may_not_merge_is_shown_neither_hint_nor_link(client, josh, role):
    double = make_athlete("Josh", "Kerr")
    client.force_login(make_member(role))
    shown = links(client.get(url("change", josh)))
    assert {url("merge", josh), url("merge_with", josh, double)} & set(shown) == set()


def test_form_of_the_athlete_takes_constant_queries(desk, josh):
    few = query_count(desk, url("change", josh))
    for _ in range(4):
        make_athlete("Josh", "Kerr", birth_date=josh.birth_date)
    assert query_count(desk, url("change", josh)) == few


def test_merged_into_is_no_field_to_be_typed(desk, josh, other):
    page = url("change", other)
    assert "merged_into" not in filled(desk, page, "athlete")
    desk.post(page, filled(desk, page, "athlete", merged_into=josh.pk))
    other.refresh_from_db()
    assert other.merged_into is None


# Both side by side


def test_both_are_shown_with_facts_and_what_cites_them(desk, josh, other):
    Athlete.objects.filter(pk=josh.pk).update(world_athletics_id=14564446)
    other.known_names.create(name="Joshua Kerr")
    make_draft("Kerr wins", races=[other.results.get().race])

    response = desk.get(url("merge_with", josh, other))

    sides = lxml.html.fromstring(response.content.decode()).xpath("//section[@class='side']")
    one, two = [" ".join(side.text_content().split()) for side in sides]
    assert "Born8 October 1997 World Athletics14564446" in one
    assert "Nothing is held of Josh Kerr." in one
    assert "Bornnot known ElsewhereJoshua Kerr" in two
    assert "1 result Men’s 1500m, final" in two
    assert ("1 story" in two, "Kerr wins" in two) == (True, False)  # the results desk sees no stories


def test_page_takes_constant_queries(desk, josh, other):
    few = query_count(desk, url("merge_with", josh, other))
    event = make_event()
    for _ in range(3):
        make_result(make_race(event=event), other, place=1, mark="3:29.38")
    assert query_count(desk, url("merge_with", josh, other)) == few


def test_merging_moves_tells_and_leads_to_the_one_who_stays(desk, josh, other):
    response = merged(desk, josh, other)

    done = AthleteMerge.objects.get()
    assert (done.keep, done.drop, done.why) == (josh, other, WHY)
    assert Result.objects.get().athlete == josh
    assert response.redirect_chain == [(url("change", josh), 302)]
    assert told(response) == ["J. Kerr is Josh Kerr now; 1 result moved. Both addresses lead here."]
    assert AuditEntry.objects.get(verb="merged").by_id == int(desk.session["_auth_user_id"])
    assert sorted(LogEntry.objects.values_list("object_id", "change_message")) == [
        (str(josh.pk), f"J. Kerr was merged into it: {WHY}"),
        (str(other.pk), f"Merged into Josh Kerr: {WHY}"),
    ]


def test_whoever_is_chosen_stays(desk, josh, other):
    merged(desk, josh, other, keep=other.pk)
    done = AthleteMerge.objects.get()
    assert (done.keep, done.drop) == (other, josh)


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({"why": ""}, "This field is required."),
        ({"why": "w" * 201}, "Ensure this value has at most 200 characters"),
        ({"keep": ""}, "This field is required."),
        ({"keep": "0"}, "Select a valid choice."),
        ({"keep": "kerr"}, "Select a valid choice."),
    ],
)
def test_answers_that_cannot_be_are_refused(desk, josh, other, answers, complaint):
    response = merged(desk, josh, other, **answers)
    assert [error.startswith(complaint) for error in errors(response)] == [True]
    assert AthleteMerge.objects.count() == 0


def test_two_who_cannot_be_one_have_no_button(desk, josh):
    woman = make_athlete("Jo", "Kerr", sex="W")
    response = desk.get(url("merge_with", josh, woman))
    assert "Josh Kerr is held as a man, Jo Kerr as a woman." in text_of(response)
    assert 'id="merge_form"' not in response.content.decode()


def test_two_who_cannot_be_one_are_refused_when_posted_all_the_same(desk, josh):
    woman = make_athlete("Jo", "Kerr", sex="W")
    response = desk.post(url("merge_with", josh, woman), {"keep": josh.pk, "why": WHY})
    assert (response.status_code, AthleteMerge.objects.count()) == (200, 0)
    assert "held as a man" in text_of(response)


def test_second_of_two_who_merge_at_once_is_told(desk, josh, other):
    page = url("merge_with", josh, other)
    posted = filled(desk, page, "merge", why=WHY)
    identities.merge(josh, other, why="First")

    response = desk.post(page, posted)

    assert "J. Kerr was merged into Josh Kerr already." in text_of(response)
    assert AthleteMerge.objects.get().why == "First"


def test_nobody_is_merged_with_himself(desk, josh):
    assert "These are one record already" in text_of(desk.get(url("merge_with", josh, josh)))
    assert desk.post(url("merge_with", josh, josh), {"keep": josh.pk, "why": WHY}).status_code == 200
    assert AthleteMerge.objects.count() == 0


# Two again


def test_taking_back_restores_and_tells(desk, josh, other):
    merged(desk, josh, other)
    page = url("unmerge", other)

    response = desk.post(page, filled(desk, page, "unmerge", why="Brothers"), follow=True)

    other.refresh_from_db()
    assert (other.merged_into, Result.objects.get().athlete) == (None, other)
    assert told(response) == ["J. Kerr and Josh Kerr are two again."]
    assert AuditEntry.objects.filter(verb="merge taken back").count() == 1
    assert LogEntry.objects.filter(change_message="Apart from Josh Kerr again: Brothers").count() == 1


def test_what_could_not_go_back_is_told(desk, josh, other):
    merged(desk, josh, other)
    Result.objects.all().delete()
    page = url("unmerge", other)
    response = desk.post(page, filled(desk, page, "unmerge", why="Brothers"), follow=True)
    assert told(response)[1].startswith("Of the results that had moved, 1 stays where they are:")


def test_both_forms_lead_to_the_way_back(desk, josh, other):
    merged(desk, josh, other)
    for each in (josh, other):
        assert url("unmerge", other) in links(desk.get(url("change", each)))


def test_merged_record_is_read_only(desk, josh, other):
    merged(desk, josh, other)
    response = desk.post(url("change", other), {"name": "Somebody"})
    other.refresh_from_db()
    assert (response.status_code, other.name) == (403, "J. Kerr")


def test_way_back_of_a_chain_is_told(desk, josh, other):
    third = make_athlete("Joshua", "Kerr")
    identities.merge(other, third, why=WHY)
    identities.merge(josh, other, why=WHY)
    response = desk.post(url("unmerge", third), {"why": "Brothers"})
    assert "was itself merged into Josh Kerr later" in text_of(response)
    assert AthleteMerge.objects.count() == 2


def test_who_was_never_merged_has_no_way_back(desk, josh):
    response = desk.get(url("unmerge", josh), follow=True)
    assert response.redirect_chain == [(url("change", josh), 302)]
    assert told(response) == ["Of Josh Kerr no merge is kept to be taken back."]


@pytest.mark.parametrize("why", ["", " ", "w" * 201])
def test_taking_back_without_a_reason_is_refused(desk, josh, other, why):
    merged(desk, josh, other)
    response = desk.post(url("unmerge", other), {"why": why})
    assert (len(errors(response)), AthleteMerge.objects.count()) == (1, 1)


# Who may


@pytest.mark.parametrize("rights", [[], ["change"], ["delete"], ["view", "add", "change"]])
def test_both_rights_are_needed_for_every_page(client, josh, other, rights):
    done = identities.merge(josh, make_athlete("Third"), why=WHY)
    client.force_login(make_user(*(f"results.{right}_athlete" for right in rights)))
    for page in (url("merge", josh), url("merge_with", josh, other), url("unmerge", done.drop)):
        assert client.get(page).status_code == 403
        assert client.post(page, {"keep": josh.pk, "why": WHY}).status_code == 403
    assert list(AthleteMerge.objects.all()) == [done]


@pytest.mark.parametrize("role", MISSING)
def test_other_roles_merge_nobody(client, josh, other, role):
    client.force_login(make_member(*filter(None, [role])))
    assert client.post(url("merge_with", josh, other), {"keep": josh.pk, "why": WHY}).status_code == 403
    assert AthleteMerge.objects.count() == 0


@pytest.mark.parametrize("page", ["merge", "merge_with", "unmerge"])
def test_strangers_are_sent_to_the_door(client, josh, page):
    athletes = [josh, josh] if page == "merge_with" else [josh]
    assert client.post(url(page, *athletes), {}).url.startswith("/admin/login/")


def test_nobody_is_not_found(desk, josh):
    for page in ("99/merge/", f"{josh.pk}/merge/99/", "99/unmerge/"):
        assert desk.get(f"/admin/results/athlete/{page}").status_code == 404


# Elsewhere at the desk


def test_who_was_merged_is_offered_and_taken_no_more(desk, josh, other):
    merged(desk, josh, other)
    asked = {"app_label": "results", "model_name": "result", "field_name": "athlete", "term": "kerr"}
    offered = desk.get(reverse("admin:results_choices"), asked).json()["results"]
    assert [each["id"] for each in offered] == [str(josh.pk)]

    race_url = reverse("admin:results_race_change", args=[make_race().pk])
    row = {"results-0-athlete": other.pk, "results-0-place": "1", "results-0-written_mark": "3:29.38"}
    response = desk.post(race_url, filled(desk, race_url, "race", why="Finish", _save="Save", **row))
    assert any(error.startswith("Select a valid choice") for error in errors(response))
    assert other.results.count() == 0


def test_list_says_who_was_merged(desk, josh, other):
    merged(desk, josh, other)
    assert "J. Kerr (merged into Josh Kerr)" in text_of(desk.get(reverse("admin:results_athlete_changelist")))


def test_form_is_labelled(desk, josh, other):
    assert form_on(desk.get(url("merge_with", josh, other)), "merge").xpath(".//legend | .//label[@for]")
