"""Findings as they are kept: found, mended, accepted, reopened; and what the referee is given to look at."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results import findings
from results.models import Attempt, Finding, Record, RelayLeg, Result, Split
from tests.desk_forms import make_member
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2022, 7, 1)


def make_swapped():
    """A race whose second was faster than its first."""
    race = make_race()
    make_result(race, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    make_result(race, make_athlete("Josh", "Kerr"), place=2, mark="3:29.38")
    return race


def messages(race):
    return list(Finding.objects.filter(race=race).order_by("pk").values_list("message", flat=True))


def found_in(race):
    return [one.message for one in findings.check_races([race.pk])]


@pytest.fixture
def finding():
    findings.refresh([make_swapped().pk])
    return Finding.objects.get()


@pytest.fixture
def desk():
    return make_user("results.change_finding")


# Kept


def test_what_is_found_is_kept_with_its_row():
    race = make_swapped()

    findings.refresh([race.pk])

    kept = Finding.objects.get()
    assert (kept.race, kept.result.place, kept.rule, kept.severity, kept.message) == (
        race,
        2,
        "place-order",
        "error",
        "Josh Kerr is 2nd with 3:29.38, but Jakob Ingebrigtsen, 1st, ran 3:29.65.",
    )


def test_checking_stores_nothing():
    race = make_swapped()

    assert len(found_in(race)) == 1
    assert not Finding.objects.exists()


def test_what_is_mended_goes(finding):
    Result.objects.filter(pk=finding.result_id).update(place=1)
    Result.objects.exclude(pk=finding.result_id).update(place=2)

    findings.refresh([finding.race_id])

    assert not Finding.objects.exists()


def test_what_says_the_same_stays_as_it_is(finding, desk):
    findings.accept(finding, "The photo is being read again", desk)
    Result.objects.filter(pk=finding.result_id).update(bib="1204")

    findings.refresh([finding.race_id])

    kept = Finding.objects.get()
    assert (kept.pk, kept.found_at, kept.reason) == (
        finding.pk,
        finding.found_at,
        "The photo is being read again",
    )


def test_words_follow_a_name_and_the_finding_stays_accepted(finding, desk):
    findings.accept(finding, "Asked", desk)
    finding.result.athlete.name = "Joshua Kerr"
    finding.result.athlete.save()

    findings.refresh([finding.race_id])

    kept = Finding.objects.get()
    assert (kept.pk, kept.reason, kept.message.split(" is ")[0]) == (finding.pk, "Asked", "Joshua Kerr")


def test_accepted_finding_about_other_values_is_a_new_one(finding, desk):
    findings.accept(finding, "Asked", desk)
    Result.objects.filter(pk=finding.result_id).update(mark_value=209_370)

    findings.refresh([finding.race_id])

    assert [(kept.accepted_at, "3:29.37" in kept.message) for kept in Finding.objects.all()] == [(None, True)]


def test_races_of_the_same_event_are_looked_at_again():
    heat = make_race(round="heat", number=1, slug="heat-1")
    kerr = make_athlete("Josh", "Kerr")
    make_result(heat, place=1, mark="3:33.00", qualification="Q")
    make_result(heat, kerr, place=2, mark="3:34.00")
    final = make_race(event=heat.event)
    make_result(final, kerr)

    findings.refresh([final.pk])

    assert messages(heat) == [
        "Josh Kerr, 2nd in heat 1 with 3:34.00, is not marked as qualified, but is in the final."
    ]


def test_other_races_are_left_alone(finding):
    other = make_swapped()

    findings.refresh([other.pk])

    assert sorted(Finding.objects.values_list("race", flat=True)) == sorted([finding.race_id, other.pk])


def test_nothing_is_asked_of_races_that_are_gone():
    findings.refresh([0])
    findings.refresh([])

    assert not Finding.objects.exists()


def query_count(races):
    with CaptureQueriesContext(connection) as captured:
        findings.refresh(races)
    return len(captured)


def test_three_races_ask_as_many_queries_as_one():
    races = [make_swapped().pk for _ in range(4)]

    assert query_count(races[:1]) == query_count(races[1:])


# Accepted and reopened


def test_accepted_finding_stands_no_more(finding, desk):
    findings.accept(finding, "  Confirmed by the federation ", desk)

    assert (finding.reason, finding.accepted_by, finding.accepted_at is not None) == (
        "Confirmed by the federation",
        desk,
        True,
    )
    assert not findings.standing().exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_accepting_needs_a_reason(finding, desk, reason):
    with pytest.raises(findings.FindingError, match="Say why it may stand"):
        findings.accept(finding, reason, desk)

    assert findings.standing().count() == 1


def test_reason_that_does_not_fit_is_refused(finding, desk):
    with pytest.raises(findings.FindingError, match="has 201 characters; there is room for 200"):
        findings.accept(finding, "x" * 201, desk)


def test_first_reason_stays(finding, desk):
    findings.accept(finding, "First", desk)

    with pytest.raises(findings.FindingError, match="Somebody else has accepted it already"):
        findings.accept(finding, "Second", desk)

    assert Finding.objects.get().reason == "First"


def test_mended_finding_is_accepted_no_more(finding, desk):
    Finding.objects.all().delete()

    with pytest.raises(findings.FindingError, match="mended by now"):
        findings.accept(finding, "Late", desk)


def test_reopened_finding_stands_again(finding, desk):
    findings.accept(finding, "Confirmed", desk)

    findings.reopen(finding, desk)

    assert (finding.reason, finding.accepted_by, finding.accepted_at) == ("", None, None)
    assert findings.standing().get() == finding


def test_open_finding_is_not_reopened(finding, desk):
    with pytest.raises(findings.FindingError, match="open already"):
        findings.reopen(finding, desk)


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_findings_are_the_results_desk_s(finding, role):
    member = make_member(role)

    with pytest.raises(PermissionDenied):
        findings.accept(finding, "Because", member)
    with pytest.raises(PermissionDenied):
        findings.reopen(finding, member)

    assert findings.standing().count() == 1


# What the referee is given


def test_personal_best_is_checked_against_all_races_held():
    kerr = make_athlete("Josh", "Kerr")
    oslo = make_competition(short_name="Oslo 2022")
    make_result(make_race(event=make_event(competition=oslo), date=LAST_YEAR), kerr, mark="3:28.00", place=1)
    make_result(
        make_race(event=make_event("800", competition=oslo), date=LAST_YEAR), kerr, mark="1:45.00", place=1
    )
    race = make_race()
    make_result(race, kerr, mark="3:29.38", place=1, personal_flags="PB")

    assert found_in(race) == [
        "Josh Kerr’s 3:29.38 is marked PB, but the same athlete ran 3:28.00 at Oslo 2022 on 1 July 2022."
    ]


def test_best_with_the_wind_is_none_to_compare_with():
    kerr = make_athlete("Josh", "Kerr")
    blown = make_race("100", date=LAST_YEAR, wind=Decimal("2.1"))
    make_result(blown, kerr, mark="9.90", place=1)
    race = make_race("100", wind=Decimal("0.0"))
    make_result(race, kerr, mark="9.95", place=1, personal_flags="PB")

    assert found_in(race) == []


def test_national_record_is_checked_against_countrymen():
    for country, mark in (("GBR", "3:28.81"), ("NOR", "3:27.95")):
        earlier = make_race(date=LAST_YEAR, event=make_event(competition=make_competition(short_name="Nice")))
        make_result(earlier, make_athlete("Best of", country, country), mark=mark, place=1)
    race = make_race()
    make_result(race, make_athlete("Josh", "Kerr"), mark="3:29.38", place=1, record_flags="NR")

    assert found_in(race) == [
        "Josh Kerr’s 3:29.38 is marked NR, but Best of GBR ran 3:28.81 at Nice on 1 July 2022."
    ]


@pytest.mark.parametrize(
    ("scope", "fields", "expected"),
    [
        ("WR", {}, "Josh Kerr’s 3:25.00 is better than the world record of 3:26.00 (H, 14 July 1998)."),
        (
            "NR",
            {"country": "GBR"},
            "Josh Kerr’s 3:25.00 is marked NR, but the national record stood at 3:24.00 (H, 14 July 1998).",
        ),
    ],
)
def test_records_are_those_of_discipline_and_category(scope, fields, expected):
    race = make_race()
    make_result(race, make_athlete("Josh", "Kerr"), mark="3:25.00", place=1, record_flags="NR")
    country = make_country(fields["country"]) if fields else None
    for category, value in (("M", 206_000 if scope == "WR" else 204_000), ("W", 200_000)):
        Record.objects.create(
            scope=scope,
            discipline=race.discipline,
            category=category,
            country=country,
            holder="H",
            mark_value=value,
            mark_precision="c",
            date=date(1998, 7, 14),
        )

    assert found_in(race) == [expected]


def test_trials_splits_and_runners_are_looked_at():
    throw = make_result(make_race("DT"), make_athlete("Daniel", "Ståhl"), mark="65.00", place=1)
    Attempt.objects.create(result=throw, number=1, outcome="O", mark_mm=66_000)
    run = make_result(make_race(), make_athlete("Josh", "Kerr"), mark="3:29.38", place=1)
    Split.objects.create(result=run, distance_m=1200, time_ms=210_000)
    relay = make_result(make_race("4X400"), team_name="Great Britain", mark="2:57.00", place=1)
    RelayLeg.objects.create(result=relay, order=1, athlete=make_athlete())

    races = [throw.race_id, run.race_id, relay.race_id]
    assert [one.message for one in findings.check_races(races)] == [
        "Daniel Ståhl’s mark is 65.00, but the best trial held is 66.00.",
        "Josh Kerr passed 1200m in 3:30.0, but finished in 3:29.38.",
        "Great Britain has one of four runners.",
    ]
