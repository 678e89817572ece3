"""The results of the demo: real races, in an order that lets the fullest source name its athletes."""

from django.db import transaction

from newsroom.demo import championships, rome
from newsroom.demo.people import People
from results import recording

WHY = "Loaded with the demo"


@transaction.atomic
def load():
    """Load what is not there yet; returns how many races are new."""
    people = People()
    rows_of = dict(
        [
            *rome.load(people),
            *championships.load_1500m_finals(people),
            *championships.load_budapest(people),
        ]
    )
    recording.record_all(rows_of, why=WHY)
    return len(rows_of)
