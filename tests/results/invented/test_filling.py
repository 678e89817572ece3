"""An invented world is one that the verbs could have written."""

import pytest
from django.core.management import call_command
from django.db import transaction

from results import findings
from results.invented import filling
from results.models import Athlete, Best, Competition, Event, Race, Record, Result
from results.statistics import bests, records
from tests.factories.results import make_athlete

RESULTS = 1500
DERIVED = ("discipline_id", "category", "date", "season", "list_key", "medal_place")
pytestmark = [pytest.mark.usefixtures("world"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Filled once for the module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        yield filling.fill(RESULTS, seed=7)
        transaction.set_rollback(True)


def said(rows):
    return sorted(rows, key=str)


def test_there_are_as_many_results_as_asked_for(world):
    assert RESULTS <= Result.objects.count() < RESULTS + 33
    assert (world.results, world.athletes, world.competitions, world.bests) == (
        Result.objects.count(),
        Athlete.objects.count(),
        Competition.objects.count(),
        Best.objects.count(),
    )


def test_each_row_keeps_of_its_race_what_a_verb_would_keep():
    for row in Result.objects.select_related("race__discipline", "race__event"):
        kept = [getattr(row, name) for name in DERIVED]
        row.follow_race()
        assert [getattr(row, name) for name in DERIVED] == kept


def test_bests_are_those_that_a_verb_works_out():
    def kept():
        return said(Best.objects.values_list("athlete", "season", "list_key", "date", "category"))

    before = kept()
    bests.refresh(set(Result.objects.values_list("athlete_id", "discipline_id")))
    assert kept() == before


def test_records_are_those_that_the_rows_declare():
    def kept():
        declared = Record.objects.filter(result__isnull=False)
        return said(declared.values_list("scope", "country", "result", "mark_value", "holder", "date"))

    before = kept()
    assert len(before) > 3
    records.refresh(set(Race.objects.values_list("pk", flat=True)))
    assert kept() == before


def test_a_referee_finds_nothing_wrong():
    found = findings.check_races(Race.objects.values_list("pk", flat=True))

    assert [one.message for one in found if one.severity == "error"] == []


def test_names_are_folded_as_the_model_does():
    for athlete in Athlete.objects.all():
        kept = (athlete.name_key, athlete.sort_key)
        athlete.set_keys()
        assert (athlete.name_key, athlete.sort_key) == kept


def test_the_database_counts_on_after_the_given_keys():
    last = Athlete.objects.latest("pk").pk

    assert make_athlete().pk > last


def test_every_race_is_of_its_event_and_has_a_field():
    assert Event.objects.filter(races=None).count() == 0
    assert Race.objects.filter(results=None).count() == 0
