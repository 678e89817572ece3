"""A file that waits at the desk: looked at beside what stands, decided about, applied, taken back."""

from datetime import timedelta

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from results import recording, rulings, status
from results.admin.importing import people, races, work
from results.importers import batches, staging
from results.importers.base import ParsedLeg, ParsedResult, Problem, Severity
from results.models import Athlete, ImportBatch, Race, Result, StagedRow
from tests.desk_forms import buttons, errors, filled, form_on, make_member, query_count
from tests.factories.results import (
    DAY,
    make_athlete,
    make_competition,
    make_country,
    make_discipline,
    make_event,
    make_race,
    make_result,
)
from tests.results.importers.made import CUP, meet, person, race, row

pytestmark = pytest.mark.django_db
LIST = "admin:results_importbatch_changelist"
APPLY = ["Apply as provisional", "Apply as official"]
WAITING = ["Look again", "Put away"]
BORN = DAY.replace(year=1997)


@pytest.fixture(autouse=True)
def _reference():
    for code in ("GBR", "NOR", "ITA", "KEN"):
        make_country(code)
    for code in ("1500", "4X400"):
        make_discipline(code)


@pytest.fixture
def desk(client):
    client.force_login(make_member("Results desk"))
    return client


@pytest.fixture
def cup():
    return make_competition(name="Spring Cup", short_name="Cup", first_day=DAY, last_day=DAY)


@pytest.fixture
def final(cup):
    return make_race(event=make_event("1500", competition=cup), status="provisional")


def waiting(parsed, competition=None, name="cup.csv"):
    staged = staging.stage(parsed, name=name, competition=competition)
    return batches.store(staged, data_digest="d")


def url(batch):
    return reverse("admin:results_importbatch_change", args=[batch.pk])


def pressed(client, batch, button, **answers):
    """The page as it is answered in a browser, with one of its buttons."""
    posted = filled(client, url(batch), "importbatch", **{button: "on"}, **answers)
    return client.post(url(batch), posted)


def text(response):
    page = lxml.html.fromstring(response.content.decode())
    return " ".join(page.get_element_by_id("content").text_content().split())


def said(response):
    """The sentences at the top of the page."""
    page = lxml.html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in page.xpath("//ul[@class='messagelist']/li")]


def rows_on(response):
    """[[cell]] of every row of a race."""
    page = lxml.html.fromstring(response.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.xpath("//table[@class='compared']/tbody/tr")
    ]


def radios(response):
    form = form_on(response, "importbatch")
    return {
        " ".join(field.xpath("./legend")[0].text_content().split()): field
        for field in form.xpath(".//fieldset[@class='who']")
    }


def options(fieldset):
    return [" ".join(label.text_content().split()) for label in fieldset.xpath("./label")]


def answer(response, name, which):
    """{field: value} of one answer about one person."""
    fieldset = next(found for legend, found in radios(response).items() if legend.startswith(name))
    chosen = fieldset.xpath(".//input")[which]
    return {chosen.get("name"): chosen.get("value")}


def standing():
    return [
        (result.place, result.who, str(result.mark or ""))
        for result in Result.objects.in_table_order().select_related("athlete", "race__discipline")
    ]


def state(batch):
    batch.refresh_from_db()
    return batch.status


# What is to be seen


def test_a_new_race_and_its_rows_are_told(desk, cup):
    batch = waiting(meet(race(row(place=1, mark="3:29.38", lane=4), row("Jake Wightman", 2, "3:30.00"))))

    response = desk.get(url(batch))

    assert rows_on(response) == [
        ["Josh Kerr GBRnew here", "1", "3:29.38", "4", "–", "Would be added", "–"],
        ["Jake Wightman GBRnew here", "2", "3:30.00", "–", "–", "Would be added", "–"],
    ]
    assert "Men’s 1500m, final New here, 23 Aug 2023: 2 new" in text(response)
    assert buttons(response, "importbatch") == [*APPLY, *WAITING]


def test_what_stands_is_told_beside_what_would_stand(desk, final):
    kerr, wightman = make_athlete("Josh", "Kerr"), make_athlete("Jake", "Wightman")
    make_result(final, kerr, place=1, mark="3:29.38", lane=4)
    make_result(final, wightman, place=2, mark="3:30.00")
    batch = waiting(
        meet(race(row(place=1, mark="3:29.30"), row("Jake Wightman", 2, "3:30.00"), note="Rain."))
    )

    response = desk.get(url(batch))

    assert rows_on(response) == [
        ["Josh Kerr GBR", "1", "3:29.30 was 3:29.38", "4", "–", "Would change", "–"],
        ["Jake Wightman GBR", "2", "3:30.00", "–", "Stays as it is", "–"],
    ]
    assert "Would change: note Rain., was empty." in text(response)
    assert "1 row that stays" in text(response)


def test_a_mark_that_becomes_a_status_is_told_as_both(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    batch = waiting(meet(race(row(status="DQ", rule="TR17"))))

    assert rows_on(desk.get(url(batch))) == [
        ["Josh Kerr GBR", "– was 1", "– was 3:29.38", "DQ TR17 was empty", "–", "Would change", "–"]
    ]


def test_other_runners_of_a_relay_are_told_and_other_spellings_are_not(desk, cup):
    four = make_race(event=make_event("4X400", competition=cup), status="provisional")
    kerr = make_athlete("Josh", "Kerr", birth_date=BORN)
    make_athlete("Jake", "Wightman", birth_date=BORN)
    team = make_result(four, team_name="Great Britain", place=1, mark="2:59.00")
    team.legs.create(order=1, athlete=kerr)
    told = []
    for name in ("Kerr Josh", "Jake Wightman"):
        given, _, family = name.partition(" ")
        runner = person(name, given_name=given, family_name=family, birth_date=BORN)
        relay = ParsedResult(team="Great Britain", country="GBR", place=2, legs=(ParsedLeg(1, runner),))
        batch = waiting(meet(race(relay, discipline="4X400", title="4x400m")))
        told.append([cells[-3] for cells in rows_on(desk.get(url(batch)))])

    assert told == [["–"], ["other runners"]]


def test_a_row_without_a_name_is_who_wears_its_bib(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), bib="7")
    mark = row(mark="3:29.38").mark
    batch = waiting(meet(race(ParsedResult(country="GBR", bib="7", place=1, mark=mark))))

    assert rows_on(desk.get(url(batch))) == [
        ["Josh Kerr GBR", "1 was empty", "3:29.38 was empty", "7", "–", "Would change", "–"]
    ]


def test_an_official_race_is_said_to_become_revised(desk, final):
    Race.objects.update(status="official")
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")

    response = desk.get(url(waiting(meet(race(row(place=1, mark="3:29.30"))))))

    assert "It is official, so it becomes a revised result." in text(response)


def test_a_race_of_which_nothing_changes_is_counted_and_folded(desk, final, cup):
    Race.objects.update(status="official")
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    batch = waiting(
        meet(race(row(place=1, mark="3:29.38")), race(row(place=1, mark="3:40.00"), round="heat"))
    )

    short, full = desk.get(url(batch)), desk.get(url(batch), {"all": "1"})

    assert "1 race would stay as it is and is left out here." in text(short)
    assert [cells[0] for cells in rows_on(short)] == ["Josh Kerr GBR"]
    folded = lxml.html.fromstring(full.content.decode()).xpath("//details[contains(@class, 'race')]")
    assert [each.get("open") is not None for each in folded] == [False, True]
    assert [cells[-2] for cells in rows_on(full)] == ["Stays as it is", "Would be added"]


def test_a_file_that_says_nothing_new_any_more_offers_nothing_to_apply(desk):
    parsed = meet(race(row(place=1, mark="3:29.38", who={"birth_date": BORN})))
    first, second = waiting(parsed), waiting(parsed)
    pressed(desk, first, "_official")
    pressed(desk, second, "_again")

    response = desk.get(url(second))

    assert "Nothing to do: all of it is here already." in text(response)
    assert buttons(response, "importbatch") == WAITING


def test_a_provisional_result_that_is_confirmed_can_be_made_official(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    batch = waiting(meet(race(row(place=1, mark="3:29.38"))))
    response = desk.get(url(batch))
    assert "Its rows stay as they are; applying may only move its status on." in text(response)
    assert buttons(response, "importbatch") == [*APPLY, *WAITING]

    pressed(desk, batch, "_official")

    assert (Race.objects.get().status, standing()) == ("official", [(1, "Josh Kerr", "3:29.38")])


def test_warnings_are_told_once_with_their_lines(desk, cup):
    found = [
        Problem("The flag is not known.", line, "flags", value, Severity.WARNING)
        for line, value in ((2, "XX"), (3, "YY"), (9, "XX"))
    ]
    batch = waiting(meet(race(row(place=1, mark="3:29.38")), problems=found))

    page = lxml.html.fromstring(desk.get(url(batch)).content.decode())

    assert [" ".join(item.text_content().split()) for item in page.xpath("//ul[@class='problems']/li")] == [
        "Look at it: The flag is not known. Lines 2, 3, 9; field: flags; value: “XX”, “YY”"
    ]


def test_a_refused_file_of_the_hot_folder_can_only_be_looked_at_again_or_put_away(desk, cup):
    batch = waiting(meet(race(row(place=1, mark="3:29.38", country="XXX"))), name="<b>cup</b>.lif")

    response = desk.get(url(batch))

    assert buttons(response, "importbatch") == WAITING
    assert "It cannot be applied" in text(response)
    assert "“XXX” is no country here" in text(response)
    assert b"<b>cup</b>" not in response.content
    make_country("XXX")
    pressed(desk, batch, "_again")
    assert buttons(desk.get(url(batch)), "importbatch") == [*APPLY, *WAITING]


# Who is it?


@pytest.fixture
def two_kerrs():
    kerr = make_athlete("Josh", "Kerr", birth_date=BORN, world_athletics_id=7)
    make_result(make_race(), kerr, place=1, mark="3:29.38")
    return kerr, make_athlete("Josh", "Kerr", "NOR")


def unsure():
    return waiting(meet(race(row(place=1, mark="3:29.38")), race(row(place=2, mark="3:35.00"), round="heat")))


def test_candidates_are_told_apart_and_none_is_chosen(desk, two_kerrs):
    response = desk.get(url(unsure()))

    (legend, fieldset), *others = radios(response).items()
    assert (legend, others) == ("Josh Kerr, GBR, birth date not known", [])
    assert options(fieldset) == [
        "Josh Kerr, Great Britain & N.I., born 23 Aug 1997, World Athletics 7; 1 result, the latest "
        "23 Aug 2023 The same name and country; a birth date is missing on one side",
        "Josh Kerr, Norway, birth date not known; no result yet The same name, but for NOR",
        "Somebody new, none of these",
    ]
    assert fieldset.xpath(".//input[@checked]") == []
    assert [item.text_content() for item in fieldset.xpath("./ul/li")] == [
        "Men’s 1500m, final, place 1, 3:29.38",
        "Men’s 1500m, heat, place 2, 3:35.00",
    ]
    assert buttons(response, "importbatch") == ["Keep these decisions", *WAITING]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_decision_holds_for_the_whole_file(desk, two_kerrs, which):
    batch = unsure()
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh Kerr", which))

    rows = StagedRow.objects.filter(staged_race__batch=batch)
    expected = [*two_kerrs, None][which]
    assert {(row.verdict, row.athlete) for row in rows} == {("new", expected)}
    assert buttons(desk.get(url(batch)), "importbatch") == ["Keep these decisions", *APPLY, *WAITING]


def test_several_people_are_decided_together(desk, two_kerrs):
    make_athlete("Jake", "Wightman", birth_date=BORN)
    batch = waiting(meet(race(row(place=1, mark="3:29.38"), row("Jake Wightman", 2, "3:30.00"))))
    response = desk.get(url(batch))

    pressed(desk, batch, "_decide", **answer(response, "Josh", 2), **answer(response, "Jake", 0))

    assert batches.ImportBatch.objects.get().counts["ambiguous"] == 0
    assert [row.athlete and row.athlete.name for row in StagedRow.objects.all()] == [None, "Jake Wightman"]


def test_a_decision_can_be_changed(desk, two_kerrs):
    batch = unsure()
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh", 0))
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh", 2))

    assert {row.athlete for row in StagedRow.objects.all()} == {None}


def test_applying_with_another_answer_keeps_it_and_shows_what_it_means_first(desk, two_kerrs):
    batch = unsure()
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh", 0))

    response = pressed(desk, batch, "_official", **answer(desk.get(url(batch)), "Josh", 2))

    assert (state(batch), Result.objects.count()) == ("staged", 1)
    assert said(desk.get(response.url)) == [
        "Your decisions are kept. Look at what the file would do now, then apply it."
    ]
    assert {row.athlete for row in StagedRow.objects.all()} == {None}


def test_keeping_nothing_says_so(desk, two_kerrs):
    assert errors(pressed(desk, unsure(), "_decide")) == ["Nobody is chosen yet."]


@pytest.mark.parametrize("given", ["other", "0", "-1", "99999999999999999999", "neu", "١"])
def test_only_who_was_offered_can_be_chosen(desk, two_kerrs, given):
    batch, other = unsure(), make_athlete("Jake", "Wightman")
    (name,) = answer(desk.get(url(batch)), "Josh", 0)

    response = pressed(desk, batch, "_decide", **{name: str(other.pk) if given == "other" else given})

    who = "Jake Wightman" if given == "other" else "Nobody held"
    assert errors(response) == [f"{who} is not among those it could be."]
    assert {row.candidates[0]["chosen"] for row in StagedRow.objects.all()} == {None}


def test_an_answer_about_nobody_of_the_file_is_no_answer(desk, two_kerrs):
    assert errors(pressed(desk, unsure(), "_decide", **{"who-0123": "new"})) == ["Nobody is chosen yet."]


def test_a_runner_of_a_relay_is_decided_about(desk, two_kerrs, cup):
    relay = ParsedResult(team="Great Britain", country="GBR", place=1, legs=(ParsedLeg(1, person()),))
    batch = waiting(meet(race(relay, discipline="4X400", title="4x400m")))
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh", 0))
    pressed(desk, batch, "_official")

    assert Result.objects.get(team_name="Great Britain").legs.get().athlete == two_kerrs[0]


def test_of_very_many_people_the_first_are_asked_about(desk, monkeypatch):
    monkeypatch.setattr(people, "MOST_PEOPLE", 1)
    make_athlete("Josh", "Kerr", "NOR"), make_athlete("Jake", "Wightman", "NOR")
    batch = waiting(meet(race(row(place=1), row("Jake Wightman", 2))))
    response = desk.get(url(batch))
    assert len(radios(response)) == 1

    pressed(desk, batch, "_decide", **answer(response, "Josh", 1))

    assert [legend[:4] for legend in radios(desk.get(url(batch)))] == ["Jake", "Josh"]


# The verbs


@pytest.mark.parametrize(("button", "then"), [("_provisional", "provisional"), ("_official", "official")])
def test_applying_gives_the_results_the_status_asked_for(desk, button, then):
    batch = waiting(meet(race(row(place=1, mark="3:29.38")), race(row("Jake Wightman"), round="heat")))

    response = pressed(desk, batch, button)

    assert response.url == url(batch)
    assert said(desk.get(url(batch))) == ["Applied: 2 new."]
    assert dict(Race.objects.values_list("round", "status")) == {"final": then, "heat": "scheduled"}
    assert (state(batch), batch.applied_by_id) == ("applied", int(desk.session["_auth_user_id"]))


def test_a_start_list_is_applied_without_a_status(desk):
    batch = waiting(meet(race(row(lane=4))))
    assert buttons(desk.get(url(batch)), "importbatch") == ["Apply", *WAITING]

    pressed(desk, batch, "_apply")

    assert [race.status for race in Race.objects.all()] == ["scheduled"]


def test_the_page_of_an_applied_file_tells_what_it_did(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    batch = waiting(
        meet(race(row(place=1, mark="3:29.30")), race(row("Jake Wightman", 1, "3:40.00"), round="heat"))
    )
    pressed(desk, batch, "_official")

    told = text(desk.get(url(batch)))

    assert "Men’s 1500m, final Official Josh Kerr 3:29.30, not 3:29.38; status: official." in told
    assert "Men’s 1500m, heat Official Added. Jake Wightman added, 1st with 3:40.00" in told


def test_many_rows_are_counted_and_told_one_by_one_when_asked(desk, monkeypatch):
    monkeypatch.setattr(work, "FEW", 1)
    monkeypatch.setattr(work, "ROWS_A_RACE", 2)
    rows = [row(f"Runner {name}", place) for place, name in enumerate(("One", "Two", "Three"), 1)]
    batch = waiting(meet(race(*rows)))
    pressed(desk, batch, "_official")

    told = text(desk.get(url(batch)))

    assert "Added. 3 rows added." in told
    assert "Runner One added, 1st.Runner Two added, 2nd.And 1 more: all changes of this race" in told


def test_undo_restores_what_stood(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    before = standing()
    batch = waiting(meet(race(row(place=1, mark="3:29.30"), row("Jake Wightman", 2, "3:30.00"))))
    pressed(desk, batch, "_official")
    assert standing() != before

    pressed(desk, batch, "_undo")

    told = text(desk.get(url(batch)))
    assert (standing(), state(batch)) == (before, "undone")
    assert f"by {batch.undone_by}: what stood before stands again." in told
    assert Race.objects.get().status == "provisional"
    assert "Undo this import" not in told


def test_an_undo_that_is_refused_says_why_and_changes_nothing(desk):
    batch = waiting(meet(race(row(place=1, mark="3:29.38"))))
    pressed(desk, batch, "_official")
    rulings.disqualify(Result.objects.get(), rule="TR17", why="Protest upheld")

    response = pressed(desk, batch, "_undo")

    assert [error.endswith("Take that back first, or keep the import.") for error in errors(response)] == [
        True
    ]
    assert (state(batch), standing()) == ("applied", [(None, "Josh Kerr", "")])


def test_a_file_put_away_says_when_and_by_whom(desk):
    batch = waiting(meet(race(row(place=1))))

    pressed(desk, batch, "_discard")

    told = text(desk.get(url(batch)))
    assert (state(batch), Result.objects.count()) == ("discarded", 0)
    assert f"by {batch.undone_by}: nothing of it was stored." in told
    assert batch.undone_by_id == int(desk.session["_auth_user_id"])


def test_every_verb_leaves_a_line_in_the_log(desk):
    batch = waiting(meet(race(row(place=1))))
    for button in ("_again", "_official", "_undo"):
        pressed(desk, batch, button)

    assert [str(entry) for entry in LogEntry.objects.order_by("pk")] == [
        "Changed “cup.csv, waits for a person” — Looked again: this is what the file would do now.",
        "Changed “cup.csv, waits for a person” — Applied: 1 new.",
        "Changed “cup.csv, applied” — cup.csv is undone: what stood before stands again.",
    ]


STATES = {"staged": [], "applied": ["_official"], "undone": ["_official", "_undo"], "discarded": ["_discard"]}
FITTING = {"staged": {"_provisional", "_official", "_apply", "_again", "_discard"}, "applied": {"_undo"}}
VERBS = ["_decide", "_provisional", "_official", "_apply", "_again", "_discard", "_undo"]


@pytest.mark.parametrize("button", VERBS)
@pytest.mark.parametrize("now", STATES)
def test_a_verb_that_does_not_fit_the_state_says_so_and_does_nothing(desk, now, button):
    batch = waiting(meet(race(row(place=1))))
    for earlier in STATES[now]:
        pressed(desk, batch, earlier)
    before = standing()

    response = desk.post(
        url(batch), {button: "on", "seen": batch.races.values_list("pk", flat=True).first() or ""}
    )

    if button in FITTING.get(now, ()):
        assert response.status_code == 302
    else:
        assert len(errors(response)) == 1
        assert (state(batch), standing()) == (now, before)


def test_without_a_button_nothing_is_done(desk):
    batch = waiting(meet(race(row(place=1))))

    assert errors(desk.post(url(batch), {"seen": ""})) == ["No button was pressed."]
    assert state(batch) == "staged"


# Two at once


def test_of_two_who_apply_one_file_the_second_is_told(desk):
    batch = waiting(meet(race(row(place=1, mark="3:29.38"))))
    posted = filled(desk, url(batch), "importbatch", _official="on")
    desk.post(url(batch), posted)

    response = desk.post(url(batch), posted)

    assert errors(response) == ["cup.csv does not wait any more: applied."]
    assert standing() == [(1, "Josh Kerr", "3:29.38")]


def test_a_race_written_to_since_is_told_on_the_page_and_when_applying(desk, final):
    make_result(final, make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")
    batch = waiting(meet(race(row(place=1, mark="3:29.30"))))
    rulings.disqualify(Result.objects.get(), rule="TR17", why="Protest")
    assert "Somebody wrote to this race since the file was looked at" in text(desk.get(url(batch)))

    response = pressed(desk, batch, "_official")

    assert [error.startswith("Somebody else wrote to a race of this file") for error in errors(response)] == [
        True
    ]
    assert (state(batch), standing()) == ("staged", [(None, "Josh Kerr", "")])
    pressed(desk, batch, "_again")
    pressed(desk, batch, "_official")
    assert standing() == [(1, "Josh Kerr", "3:29.30")]


def test_a_race_that_was_new_and_is_held_since_is_not_overwritten(desk, cup):
    event = make_event("1500", competition=cup)
    batch = waiting(meet(race(row(place=1, mark="3:29.30"))))
    make_result(make_race(event=event), make_athlete("Josh", "Kerr"), place=1, mark="3:29.38")

    response = pressed(desk, batch, "_official")

    assert [error.startswith("Somebody else wrote to a race of this file") for error in errors(response)] == [
        True
    ]
    assert standing() == [(1, "Josh Kerr", "3:29.38")]


def test_somebody_entered_since_who_may_be_the_same_is_asked_about(desk, cup):
    batch = waiting(meet(race(row(place=1, mark="3:29.30"))))
    make_athlete("Josh", "Kerr", birth_date=BORN)

    response = pressed(desk, batch, "_official")

    assert [
        error.endswith("“Look again” shows what the file would do now.") for error in errors(response)
    ] == [True]
    pressed(desk, batch, "_again")
    assert len(radios(desk.get(url(batch)))) == 1


def test_a_look_that_somebody_else_took_since_is_looked_at_first(desk):
    batch = waiting(meet(race(row(place=1, mark="3:29.38"))))
    opened = filled(desk, url(batch), "importbatch", _official="on")
    pressed(desk, batch, "_again")

    response = desk.post(url(batch), opened)

    assert [error.startswith("Somebody else looked again or decided") for error in errors(response)] == [True]
    assert (state(batch), Result.objects.count()) == ("staged", 0)


@pytest.mark.parametrize(
    "refusal",
    [
        PermissionDenied("You may not change races."),
        status.StatusError("It cannot become official."),
        recording.DuplicateRow("Josh Kerr is given twice in Men’s 1500m, final."),
        batches.ImportRefused("The file has problems."),
    ],
)
def test_a_refusal_is_a_sentence_and_leaves_nothing(desk, monkeypatch, refusal):
    def refuses(*args, **kwargs):
        Race.objects.update(note="half done")
        raise refusal

    batch = waiting(meet(race(row(place=1, mark="3:29.38"))))
    held = make_race()
    monkeypatch.setattr(batches, "apply", refuses)

    response = pressed(desk, batch, "_official")

    sentence = getattr(refusal, "message", str(refusal))
    assert [error.startswith(sentence) for error in errors(response)] == [True]
    held.refresh_from_db()
    assert (held.note, state(batch)) == ("", "staged")


def test_what_was_chosen_stays_chosen_when_it_is_refused(desk, two_kerrs):
    batch = unsure()
    opened = filled(desk, url(batch), "importbatch", _decide="on", **answer(desk.get(url(batch)), "Josh", 1))
    batches.restage(batch)

    response = desk.post(url(batch), opened)

    assert [each.get("value") for each in form_on(response, "importbatch").xpath(".//input[@checked]")] == [
        str(two_kerrs[1].pk)
    ]


# Who may what


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_others_of_the_desk_look_and_touch_nothing(client, two_kerrs, role):
    client.force_login(make_member(role))
    batch = unsure()

    response = client.get(url(batch))

    assert buttons(response, "importbatch") == []
    assert set(form_on(response, "importbatch").xpath(".//input[@type='radio']/@disabled")) == {"disabled"}
    assert "Import results" not in text(client.get(reverse(LIST)))


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Results desk"])
@pytest.mark.parametrize("button", VERBS)
def test_only_the_results_desk_presses_buttons(client, role, button):
    client.force_login(make_member(role))
    batch = waiting(meet(race(row(place=1))))
    if button == "_undo":
        batches.apply(batch)

    response = client.post(
        url(batch), {button: "on", "seen": batch.races.values_list("pk", flat=True).first() or ""}
    )

    assert response.status_code == (403 if role != "Results desk" else 200 if button == "_decide" else 302)
    if role != "Results desk":
        assert state(batch) == ("applied" if button == "_undo" else "staged")


def test_strangers_are_sent_to_the_door(client):
    batch = waiting(meet(race(row(place=1))))
    for page in (url(batch), reverse(LIST), reverse("admin:results_importbatch_add"), race_page(batch)):
        for method in (client.get, client.post):
            assert method(page).url.startswith("/admin/login/")


def test_staff_without_the_right_see_nothing(client):
    client.force_login(make_member())
    batch = waiting(meet(race(row(place=1))))

    for page in (url(batch), reverse(LIST), reverse("admin:results_importbatch_add"), race_page(batch)):
        assert client.get(page).status_code == 403


def test_no_import_is_deleted(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root"))
    batch = waiting(meet(race(row(place=1))))

    response = client.post(reverse("admin:results_importbatch_delete", args=[batch.pk]), {"post": "yes"})

    assert (response.status_code, ImportBatch.objects.count()) == (403, 1)


@pytest.mark.parametrize("key", ["999", "x", "9" * 30])
def test_an_import_that_is_not_there_leads_to_the_front(desk, key):
    assert desk.get(f"/admin/results/importbatch/{key}/change/").url == "/admin/"


# Long files


def race_page(batch, number=0):
    return reverse("admin:results_importbatch_race", args=[batch.pk, batch.races.all()[number].pk])


def test_races_come_page_by_page(desk, monkeypatch):
    monkeypatch.setattr(races, "RACES_A_PAGE", 2)
    heats = [race(row(f"Runner {number}", 1), round="heat", number=number) for number in (1, 2, 3)]
    batch = waiting(meet(*heats))
    first = desk.get(url(batch))
    assert [cells[0] for cells in rows_on(first)] == ["Runner 1 GBRnew here", "Runner 2 GBRnew here"]

    (following,) = lxml.html.fromstring(first.content.decode()).xpath("//nav[@class='pages']/a/@href")

    assert [cells[0] for cells in rows_on(desk.get(url(batch) + following))] == ["Runner 3 GBRnew here"]


@pytest.mark.parametrize("key", ["x", "999999", "-1"])
def test_a_page_that_is_gone_leads_to_the_first(desk, key):
    batch = waiting(meet(race(row(place=1))))

    assert desk.get(url(batch), {"after": key}).url == url(batch)


def test_a_long_race_shows_first_what_needs_a_look_and_has_pages_of_its_own(desk, final, monkeypatch):
    monkeypatch.setattr(races, "ROWS_A_RACE", 2)
    monkeypatch.setattr(races, "ROWS_A_PAGE", 2)
    for place, name in enumerate(("One", "Two", "Three"), 1):
        make_result(final, make_athlete("Runner", name), place=place, mark=f"3:3{place}.00")
    batch = waiting(
        meet(
            race(
                row("Runner One", 1, "3:31.00"),
                row("Runner Two", 2, "3:32.00"),
                row("Runner Three", 3, "3:33.50"),
            )
        )
    )

    response = desk.get(url(batch))

    assert [cells[-2] for cells in rows_on(response)] == ["Would change", "Stays as it is"]
    assert "1 more row: all rows of this race" in text(response)
    first = desk.get(race_page(batch))
    (following,) = lxml.html.fromstring(first.content.decode()).xpath("//nav[@class='pages']/a/@href")
    assert [cells[0] for cells in rows_on(first)] == ["Runner One GBR", "Runner Two GBR"]
    assert [cells[0] for cells in rows_on(desk.get(race_page(batch) + following))] == ["Runner Three GBR"]


def test_the_page_of_a_race_that_was_looked_at_again_leads_back(desk):
    batch = waiting(meet(race(row(place=1))))
    old = race_page(batch)
    batches.restage(batch)

    assert desk.get(old).url == url(batch)


def many(number, name):
    """So many races, rows and people to be decided about."""
    return waiting(
        meet(
            *(
                race(
                    *(row(f"{name} {each}", each) for each in range(1, number + 1)), round="heat", number=heat
                )
                for heat in range(1, number + 1)
            )
        )
    )


def test_queries_are_as_many_for_one_race_as_for_many(desk):
    def counted(number, name):
        for each in range(1, number + 1):
            make_athlete(name, str(each), "NOR")
            make_athlete(name, str(each), "KEN")
        batch = many(number, name)
        page = query_count(desk, url(batch)), query_count(desk, race_page(batch))
        response = desk.get(url(batch))
        pressed(
            desk,
            batch,
            "_decide",
            **{k: v for legend in radios(response) for k, v in answer(response, legend, 0).items()},
        )
        decided = query_count(desk, url(batch))
        pressed(desk, batch, "_official")
        return *page, decided, query_count(desk, url(batch))

    make_competition(name=CUP.name, first_day=CUP.first_day, last_day=CUP.last_day)
    counted(1, "Chebii")  # from here on a race of the file is held
    assert counted(1, "Amos") == counted(3, "Bett")


def test_queries_of_the_list_are_as_many_for_one_file_as_for_many(desk, cup):
    def counted():
        batch = waiting(meet(race(row(place=1))))
        ImportBatch.objects.filter(pk=batch.pk).update(by=make_member("Results desk"))
        return query_count(desk, reverse(LIST))

    assert len({counted() for _ in range(3)}) == 1


# The list


def listed(response):
    page = lxml.html.fromstring(response.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row][:5]
        for row in page.xpath("//table[@id='result_list']/tbody/tr")
    ]


def test_the_list_tells_state_and_counts_the_latest_first(desk, cup):
    older = waiting(meet(race(row(place=1))), name="older.csv")
    ImportBatch.objects.filter(pk=older.pk).update(at=older.at - timedelta(days=1))
    newer = waiting(meet(race(row(place=1), row("Jake Wightman", 2)), format="lynx"), name="newer.lif")
    pressed(desk, newer, "_official")

    assert listed(desk.get(reverse(LIST))) == [
        ["newer.lif", "Applied", "2 new", "Cup", "FinishLynx .lif or .evt"],
        ["older.csv", "Waits", "1 new", "Cup", "CSV or TSV"],
    ]
    assert [row[0] for row in listed(desk.get(reverse(LIST), {"state": "staged"}))] == ["older.csv"]


def test_a_new_athlete_is_nobody_else(desk, two_kerrs):
    batch = unsure()
    pressed(desk, batch, "_decide", **answer(desk.get(url(batch)), "Josh", 2))
    pressed(desk, batch, "_official")

    assert Athlete.objects.filter(family_name="Kerr").count() == 3
