"""Countries and disciplines from the shipped lists; run it after every upgrade, as often as you like."""

import csv
from dataclasses import asdict

from django.core.management import BaseCommand
from django.db import transaction

from results.disciplines import DATA, DISCIPLINES
from results.models import Country, Discipline

COUNTRY_FIELDS = ["name", "demonym", "iso2", "area", "flag_code", "note"]
DISCIPLINE_FIELDS = [
    "slug",
    "name",
    "long_name",
    "kind",
    "measure",
    "wind",
    "team_size",
    "distance_m",
    "order",
]


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        with transaction.atomic():
            countries, disciplines = list(shipped_countries()), list(shipped_disciplines())
            _upsert(Country, countries, COUNTRY_FIELDS)
            _upsert(Discipline, disciplines, DISCIPLINE_FIELDS)
        if verbosity:
            self.stdout.write(
                f"{len(countries)} countries and {len(disciplines)} disciplines are up to date."
            )


def shipped_countries():
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Country(code=row["code"], **{name: row[name] for name in COUNTRY_FIELDS})


def shipped_disciplines():
    for definition in DISCIPLINES.values():
        known = asdict(definition)
        yield Discipline(code=definition.code, **{name: known[name] for name in DISCIPLINE_FIELDS})


def _upsert(model, rows, fields):
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
