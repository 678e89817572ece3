"""Ask the referee: check results that are held, and list what stands."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from itertools import groupby

from django.core.management import BaseCommand, CommandError

from results import findings
from results.models import Competition, Race

STANDING, USAGE = 1, 2  # exit codes; 0 is none standing


class Command(BaseCommand):
    help = "Check results, and list the findings that stand. Exit code 0: none stands, 1: some do, 2: usage."

    def add_arguments(self, parser):
        parser.add_argument("--competition", metavar="SLUG", help="only this one: rome-2024")
        parser.add_argument(
            "--since", metavar="DATE", type=_day, help="only races of this day (2024-06-07) and later"
        )
        parser.add_argument("--json", action="store_true", help="for programs: a list, one object a finding")

    def handle(self, *args, competition, since, json, **options):
        races = _races(competition, since)
        findings.refresh(races.values_list("pk", flat=True))
        standing = list(_standing(races))
        self.stdout.write(_as_json(standing) if json else _as_text(standing, races.count()))
        if standing:
            sys.exit(STANDING)


def _day(written):
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"“{written}” is no day; expected one such as 2024-06-07.") from None


def _races(slug, since):
    races = Race.objects.order_by()
    if slug:
        if not Competition.objects.filter(slug=slug).exists():
            raise CommandError(f"There is no competition “{slug}”.", returncode=USAGE)
        races = races.filter(event__competition__slug=slug)
    return races.filter(date__gte=since) if since else races


def _standing(races):
    found = findings.standing().filter(race__in=races)
    in_order = found.order_by("race__date", "race__event__discipline__order", "race_id", "severity", "pk")
    return in_order.select_related("race__discipline", "race__event__discipline", "race__event__competition")


def _as_text(standing, races):
    lines = []
    for race, of_race in groupby(standing, lambda finding: finding.race):
        lines += [str(race), *(f"  {each.severity:8}{each.rule:20}{each.message}" for each in of_race), ""]
    return "\n".join([*lines, _sum(len(standing), races)])


def _sum(findings, races):
    stand = "1 finding stands" if findings == 1 else f"{findings or 'No'} findings stand"
    return f"{stand} in {races} race{'' if races == 1 else 's'}."


def _as_json(standing):
    listed = [
        {
            "race": finding.race.key,
            "title": str(finding.race),
            "result": finding.result_id,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "found_at": finding.found_at.isoformat(),
        }
        for finding in standing
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)
