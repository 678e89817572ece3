"""The results of the demo: real races, in an order that lets the fullest source name its athletes."""

from django.db import transaction

from newsroom.demo import championships, rome
from newsroom.demo.people import People
from newsroom.lib import caching
from results.models import Result
from results.statistics import bests


@transaction.atomic
def load():
    """Load what is not there yet; returns how many races are new."""
    people = People()
    races = [
        *rome.load(people),
        *championships.load_1500m_finals(people),
        *championships.load_budapest(people),
    ]
    if races:
        athletes = Result.objects.filter(race__in=[race.pk for race in races], athlete__isnull=False)
        bests.refresh(set(athletes.values_list("athlete", flat=True)))
        caching.raise_generation()
    return len(races)
