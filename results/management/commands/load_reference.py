"""Countries, disciplines, series and records from the shipped lists.

Run it after every upgrade, as often as you like.
"""

import csv
from dataclasses import asdict
from datetime import date

from django.core.management import BaseCommand
from django.db import transaction

from results.disciplines import DATA, DISCIPLINES
from results.marks import parse_mark
from results.models import Country, Discipline, Record, Series

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
            Series.objects.bulk_create(shipped_series(), ignore_conflicts=True)  # the desk's words stay
            records = list(shipped_records())
            _replace_records(records)
        if verbosity:
            self.stdout.write(
                f"{len(countries)} countries, {len(disciplines)} disciplines and {len(records)} records "
                "are up to date."
            )


def shipped_countries():
    for row in _rows("countries.csv"):
        yield Country(code=row["code"], **{name: row[name] for name in COUNTRY_FIELDS})


def shipped_disciplines():
    for definition in DISCIPLINES.values():
        known = asdict(definition)
        yield Discipline(code=definition.code, **{name: known[name] for name in DISCIPLINE_FIELDS})


def shipped_series():
    for row in _rows("series.csv"):
        yield Series(**row)


def shipped_records():
    """`country` is the holder's; whose record it is follows from the scope."""
    series = dict(Series.objects.values_list("slug", "pk"))
    for row in _rows("records.csv"):
        mark = parse_mark(row["mark"], DISCIPLINES[row["discipline"]].measure)
        yield Record(
            scope=row["scope"],
            series_id=series[row["series"]] if row["series"] else None,
            discipline_id=row["discipline"],
            category=row["category"],
            mark_value=mark.value,
            mark_precision=mark.precision,
            holder=row["holder"],
            country_id=row["country"],
            date=date.fromisoformat(row["date"]),
            city=row["city"],
            ratified=True,
        )


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _replace_records(records):
    """Where a shipped record differs, all are written anew; those that results declare are not touched."""
    held = Record.objects.filter(result=None)
    if {_said(record) for record in held} == {_said(record) for record in records}:
        return
    held.delete()
    Record.objects.bulk_create(records)


def _said(record):
    return tuple(
        getattr(record, field.attname) for field in Record._meta.concrete_fields if field.name != "id"
    )


def _upsert(model, rows, fields):
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
