from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse

from newsroom.lib import caching
from newsroom.lib.caching import dated, etag, follow, generation, last_modified, raise_generation

EVENING = datetime(2023, 8, 23, 19, 23, 30, 900_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shared_cache(settings):
    settings.CACHES = {
        alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
        for alias in ("default", "shared")
    }
    yield
    caches["shared"].clear()


@pytest.fixture(autouse=True)
def no_moments(monkeypatch):
    """Nobody of the house follows the clock."""
    monkeypatch.setattr(caching, "_followed", [])


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


def clock(*moments):
    """Follows these moments; says how often it was asked in `asked`."""

    def around(at):
        around.asked += 1
        passed = [moment for moment in moments if moment <= at]
        coming = [moment for moment in moments if moment > at]
        return max(passed, default=None), min(coming, default=None)

    around.asked = 0
    follow(around)
    return around


MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def test_generation_is_another_from_the_second_of_a_moment_on(time_machine):
    clock(EVENING + MINUTE)
    time_machine.move_to(EVENING, tick=False)
    before = generation()
    time_machine.move_to(EVENING + MINUTE - SECOND, tick=False)
    just_before = generation()
    time_machine.move_to(EVENING + MINUTE, tick=False)
    after = generation()

    assert before == just_before
    assert after.token != before.token
    assert (before.changed_at, after.changed_at) == (EVENING, EVENING + MINUTE)


def test_generation_is_dated_by_the_last_moment_however_late_it_is_read(time_machine):
    clock(EVENING + MINUTE, EVENING + 3 * MINUTE)
    time_machine.move_to(EVENING, tick=False)
    generation()
    time_machine.move_to(EVENING + timedelta(days=1), tick=False)

    assert generation().changed_at == EVENING + 3 * MINUTE


def test_moment_before_the_last_change_does_not_date_it_back(time_machine):
    clock(EVENING - timedelta(days=1))
    time_machine.move_to(EVENING, tick=False)

    assert generation().changed_at == EVENING


def test_two_processes_that_see_a_moment_pass_agree(time_machine):
    clock(EVENING + MINUTE)
    time_machine.move_to(EVENING, tick=False)
    generation()
    time_machine.move_to(EVENING + MINUTE, tick=False)
    one = generation()
    caches["shared"].delete(caching.MOMENTS)

    assert generation() == one


def test_moments_are_asked_for_once_until_one_passes(time_machine):
    around = clock(EVENING + MINUTE / 2)
    time_machine.move_to(EVENING, tick=False)
    for _ in range(3):
        generation()
    first = around.asked
    time_machine.move_to(EVENING + MINUTE / 2, tick=False)
    for _ in range(3):
        generation()

    assert (first, around.asked) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_moment_that_a_verb_has_set_is_known_at_once(time_machine):
    time_machine.move_to(EVENING, tick=False)
    generation()
    clock(EVENING + 2 * SECOND)
    raise_generation()
    before = generation()
    time_machine.move_to(EVENING + 2 * SECOND, tick=False)

    assert generation().token != before.token


def test_moment_of_any_who_follow_the_clock_counts(time_machine):
    clock(EVENING - MINUTE, EVENING + 3 * MINUTE)
    clock(EVENING + MINUTE)
    time_machine.move_to(EVENING, tick=False)
    before = generation()
    time_machine.move_to(EVENING + MINUTE, tick=False)

    assert generation().token != before.token


def test_response_is_dated_by_its_generation_and_nothing_else(time_machine):
    time_machine.move_to(EVENING, tick=False)
    held = generation()
    fresh = dated(HttpResponse(headers={"Last-Modified": "Thu, 01 Jan 2099 00:00:00 GMT"}), held)
    time_machine.move_to(EVENING + MINUTE, tick=False)

    assert "Last-Modified" not in fresh.headers
    assert dated(HttpResponse(), held).headers["Last-Modified"] == "Wed, 23 Aug 2023 19:23:30 GMT"
