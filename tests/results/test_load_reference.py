from datetime import date

import pytest
from django.core.management import call_command

from results.models import Country, Discipline, Record, Series
from results.statistics import records
from tests.factories.results import make_race, make_result

pytestmark = pytest.mark.django_db


def test_reference_can_be_loaded_again_and_puts_things_right():
    call_command("load_reference", verbosity=0)
    countries, disciplines = Country.objects.count(), Discipline.objects.count()
    Country.objects.filter(code="GBR").update(name="Wrong")

    call_command("load_reference", verbosity=0)

    assert (Country.objects.count(), Discipline.objects.count()) == (countries, disciplines)
    assert Country.objects.get(code="GBR").name == "Great Britain & N.I."


def test_reference_keeps_a_country_that_the_desk_added():
    Country.objects.create(code="XYZ", name="Elsewhere")

    call_command("load_reference", verbosity=0)

    assert Country.objects.filter(code="XYZ").exists()


def test_reference_brings_series_and_records():
    call_command("load_reference", verbosity=0)
    mile = Record.objects.get(scope="WR", discipline="MILE", category="M", holder="Roger Bannister")
    assert (str(mile.mark), mile.date, mile.city, mile.country_id) == (
        "3:59.4",
        date(1954, 5, 6),
        "Oxford",
        "GBR",
    )
    assert Series.objects.get(slug="world-championships").records.exists()


def test_every_shipped_record_is_as_good_as_those_before_it():
    call_command("load_reference", verbosity=0)
    by_scope = {}
    for record in Record.objects.select_related("discipline").order_by("date", "pk"):
        key = record.scope, record.discipline_id, record.category, record.series_id
        by_scope.setdefault(key, []).append(record.mark.sort_key)
    assert len(by_scope) > 100
    assert all(marks == sorted(marks, reverse=True) for marks in by_scope.values())


def test_records_are_mended_and_the_declared_ones_kept():
    call_command("load_reference", verbosity=0)
    count = Record.objects.count()
    Record.objects.filter(holder="Roger Bannister").update(holder="R. Bannister")
    result = make_result(make_race(), mark="3:29.38", place=1, record_flags="NR")
    records.refresh([result.race_id])

    call_command("load_reference", verbosity=0)

    assert Record.objects.filter(holder="Roger Bannister").count() == 1
    assert Record.objects.filter(result=result).count() == 1
    assert Record.objects.count() == count + 1


def test_reference_leaves_the_desks_words_for_a_series():
    Series.objects.create(slug="olympic-games", name="Olympics", short_name="Olympics")
    call_command("load_reference", verbosity=0)
    assert Series.objects.get(slug="olympic-games").name == "Olympics"


def test_loading_again_writes_no_record():
    call_command("load_reference", verbosity=0)
    before = set(Record.objects.values_list("pk", flat=True))
    call_command("load_reference", verbosity=0)
    assert set(Record.objects.values_list("pk", flat=True)) == before
