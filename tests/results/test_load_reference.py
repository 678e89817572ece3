import pytest
from django.core.management import call_command

from results.models import Country, Discipline

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
