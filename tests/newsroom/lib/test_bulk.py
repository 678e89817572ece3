from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError

from newsroom.lib import bulk
from results.models import Attempt, Competition, RaceChange
from tests.factories.results import make_country, make_race, make_result

pytestmark = pytest.mark.django_db
COMPETITION = [
    *("slug", "name", "short_name", "venue", "city", "country_id", "time_zone", "first_day", "last_day"),
    *("indoor", "external_id"),
]


def competition(number, last_day=date(2024, 5, 2)):
    return (
        f"c-{number}",
        "Cup; “Ünï”\t\\N",
        "Cup",
        "",
        "Rome",
        "ITA",
        "UTC",
        date(2024, 5, 1),
        last_day,
        True,
        "",
    )


def test_every_kind_of_value_comes_back_as_it_was_given():
    make_country("ITA")
    result, moment = make_result(make_race()), datetime(2024, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)

    bulk.insert(Competition, COMPETITION, [competition(1)])
    bulk.insert(
        RaceChange,
        ["race", "at", "by", "why", "batch", "before", "after"],
        [(result.race_id, moment, None, "O'Brien", None, None, {"status": "live", "told": ["ø", None]})],
    )
    bulk.insert(
        Attempt,
        ["result_id", "number", "height_mm", "outcome", "mark_mm", "wind"],
        [(result.pk, 1, None, "O", 8650, Decimal("-0.3"))],
    )

    held = Competition.objects.get(slug="c-1")
    assert (held.name, held.first_day, held.indoor) == ("Cup; “Ünï”\t\\N", date(2024, 5, 1), True)
    change = RaceChange.objects.get()
    assert (change.at, change.why, change.before, change.after) == (
        moment,
        "O'Brien",
        None,
        {"status": "live", "told": ["ø", None]},
    )
    assert Attempt.objects.get().wind == Decimal("-0.3")


def test_rows_come_in_batches_and_are_counted(monkeypatch):
    make_country("ITA")
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)

    assert bulk.insert(Competition, COMPETITION, (competition(number) for number in range(5))) == 5
    assert Competition.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_one_bad_row_leaves_none(monkeypatch):
    make_country("ITA")
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
    rows = [competition(1), competition(2), competition(3, last_day=date(2024, 4, 1))]

    with pytest.raises(IntegrityError):
        bulk.insert(Competition, COMPETITION, rows)
    assert not Competition.objects.exists()


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="A row has 10 values; 11 are named."):
        bulk.insert(Competition, COMPETITION, [competition(1)[:-1]])
