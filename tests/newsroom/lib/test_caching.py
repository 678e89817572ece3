from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import transaction

from newsroom.lib.caching import etag, generation, last_modified, raise_generation

EVENING = datetime(2023, 8, 23, 19, 23, 30, 900_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shared_cache(settings):
    settings.CACHES = {
        alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
        for alias in ("default", "shared")
    }
    yield
    caches["shared"].clear()


def test_generation_stays_until_it_is_raised():
    assert generation() == generation()


@pytest.mark.django_db(transaction=True)
def test_raised_generation_is_new_and_knows_its_moment(time_machine):
    before = generation()
    time_machine.move_to(EVENING, tick=False)
    raise_generation()
    assert generation().token != before.token
    assert generation().changed_at == EVENING


@pytest.mark.django_db(transaction=True)
def test_generation_is_raised_only_after_the_commit():
    before = generation()
    with transaction.atomic():
        raise_generation()
        assert generation() == before
    assert generation() != before


@pytest.mark.django_db(transaction=True)
def test_generation_is_not_raised_by_what_was_rolled_back():
    before = generation()
    with transaction.atomic():
        raise_generation()
        transaction.set_rollback(True)
    assert generation() == before


@pytest.mark.django_db(transaction=True)
def test_generations_never_repeat():
    tokens = set()
    for _ in range(20):
        raise_generation()
        tokens.add(generation().token)
    assert len(tokens) == 20


def test_lost_generation_begins_anew(time_machine):
    time_machine.move_to(EVENING, tick=False)
    before = generation()
    caches["shared"].clear()
    time_machine.move_to(EVENING + timedelta(minutes=5), tick=False)
    assert generation().token != before.token
    assert generation().changed_at == EVENING + timedelta(minutes=5)


def test_generation_works_while_the_cache_stores_nothing(settings):
    settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert generation().token != generation().token


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(seconds=-5), None),
        (timedelta(0), None),
        (timedelta(seconds=1, microseconds=999_999), None),
        (timedelta(seconds=2), EVENING.replace(microsecond=0)),
        (timedelta(days=1), EVENING.replace(microsecond=0)),
    ],
)
def test_last_modified_waits_until_the_second_is_over(age, expected, time_machine):
    time_machine.move_to(EVENING + age, tick=False)
    assert last_modified(EVENING) == expected
    assert last_modified(EVENING, now=EVENING + age) == expected


def test_etag_is_weak_and_differs_by_every_part():
    assert etag("a", 1).startswith('W/"')
    assert etag("a", 1) == etag("a", "1")
    assert len({etag("a", "b"), etag("ab"), etag("b", "a"), etag("a", "b", "")}) == 4
