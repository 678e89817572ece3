"""Guessing is slowed by account, by address and by both, and nobody is kept out for good."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client, RequestFactory

from newsroom.accounts import throttle
from tests.newsroom.accounts.codes import PASSWORD, make_superuser

pytestmark = pytest.mark.django_db
NIGHT = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)
hosts = count(1)


def attempt(client, name, password, address):
    form = {"username": name, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form, REMOTE_ADDR=address).status_code


def attack_account(name, times):
    """Wrong passwords for one account, each from an address of its own."""
    return [attempt(Client(), name, "wrong", f"198.51.100.{next(hosts) % 250 + 1}") for _ in range(times)]


def test_account_that_is_attacked_from_many_addresses_is_paused_for_strangers():
    make_superuser()
    assert attack_account("editor", 29) == [200] * 29
    assert attack_account("editor", 1) == [429]
    assert attempt(Client(), "editor", PASSWORD, "203.0.113.9") == 429


def test_attack_does_not_keep_out_who_was_logged_in_there_before():
    make_superuser()
    hers = Client()
    assert attempt(hers, "editor", PASSWORD, "203.0.113.9") == 302
    hers.post("/admin/logout/")
    attack_account("editor", 30)
    assert attempt(hers, "editor", PASSWORD, "203.0.113.9") == 302


def test_known_browser_may_not_guess_without_end_either():
    make_superuser()
    hers = Client()
    attempt(hers, "editor", PASSWORD, "203.0.113.9")
    hers.post("/admin/logout/")
    answers = [attempt(hers, "editor", "wrong", "203.0.113.9") for _ in range(5)]
    assert [*answers, attempt(hers, "editor", PASSWORD, "203.0.113.9")] == [200, 200, 200, 200, 429, 429]


def test_attack_on_one_account_leaves_the_others_alone():
    make_superuser()
    make_superuser("chief")
    attack_account("editor", 30)
    assert attempt(Client(), "chief", PASSWORD, "203.0.113.9") == 302


def test_address_that_tries_many_accounts_is_paused_even_in_a_known_browser():
    make_superuser()
    client = Client()
    attempt(client, "editor", PASSWORD, "203.0.113.9")
    client.post("/admin/logout/")
    tried = [attempt(client, f"name-{number}", "wrong", "203.0.113.9") for number in range(30)]
    assert tried == [200] * 29 + [429]
    assert attempt(client, "editor", PASSWORD, "203.0.113.9") == 429
    assert attempt(client, "editor", PASSWORD, "203.0.113.10") == 302


def test_customer_of_a_provider_has_one_address_however_many_are_theirs():
    make_superuser()
    tried = [attempt(Client(), f"name-{n}", "wrong", f"2001:db8:5:6::{n:x}") for n in range(30)]
    assert tried == [200] * 29 + [429]
    assert attempt(Client(), "editor", PASSWORD, "2001:db8:5:6::ffff") == 429
    assert attempt(Client(), "editor", PASSWORD, "2001:db8:5:7::1") == 302


def test_own_account_does_not_wash_an_address_clean():
    make_superuser()
    client = Client()
    for number in range(20):
        attempt(client, f"name-{number}", "wrong", "203.0.113.9")
    attempt(client, "editor", PASSWORD, "203.0.113.9")
    client.post("/admin/logout/")
    tried = [attempt(client, f"other-{number}", "wrong", "203.0.113.9") for number in range(10)]
    assert tried == [200] * 9 + [429]


def test_pause_ends_after_a_quarter_of_an_hour_however_hard_one_goes_on_trying():
    make_superuser()
    with time_machine.travel(NIGHT, tick=False) as clock:
        attack_account("editor", 30)
        for _ in range(3):
            clock.shift(timedelta(minutes=4))
            assert attack_account("editor", 2) == [429, 429]
        clock.shift(timedelta(minutes=4))
        assert attempt(Client(), "editor", PASSWORD, "203.0.113.9") == 302


def test_account_and_address_rest_too_however_hard_one_goes_on_trying():
    make_superuser()
    with time_machine.travel(NIGHT, tick=False) as clock:
        for _ in range(5):
            attempt(Client(), "editor", "wrong", "203.0.113.9")
        clock.shift(timedelta(minutes=10))
        assert attempt(Client(), "editor", "wrong", "203.0.113.9") == 429
        clock.shift(timedelta(minutes=6))
        assert attempt(Client(), "editor", PASSWORD, "203.0.113.9") == 302


def test_site_that_knows_no_addresses_is_not_closed_to_all():
    make_superuser()
    for number in range(35):
        attempt(Client(), f"name-{number}", "wrong", "")
    assert AccessAttempt.objects.filter(ip_address=None).count() == 35
    assert attempt(Client(), "editor", PASSWORD, "") == 302


# The cookie


def test_cookie_opens_nothing_and_is_for_the_desk_only():
    editor = make_superuser()
    client = Client()
    attempt(client, "editor", PASSWORD, "203.0.113.9")
    cookie = client.cookies[throttle.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Strict")

    other = Client()
    other.cookies[throttle.COOKIE] = cookie.value
    assert other.get("/admin/").status_code == 302
    assert editor.desk_sessions.count() == 1


def test_wrong_password_gives_no_cookie():
    make_superuser()
    client = Client()
    attempt(client, "editor", "wrong", "203.0.113.9")
    assert throttle.COOKIE not in client.cookies


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (signing.dumps("editor", salt=throttle.SALT), True),
        (signing.dumps("chief", salt=throttle.SALT), False),
        (signing.dumps("editor", salt="another"), False),
        ("editor", False),
        ("", False),
    ],
    ids=["theirs", "another's", "of another use", "unsigned", "none"],
)
def test_browser_is_known_by_what_this_site_signed_for_that_account(value, known):
    request = RequestFactory().get("/admin/login/")
    request.COOKIES[throttle.COOKIE] = value
    assert throttle.is_known_browser(request, "editor") is known


def test_browser_is_forgotten_after_half_a_year():
    request = RequestFactory().get("/admin/login/")
    with time_machine.travel(NIGHT, tick=False) as clock:
        request.COOKIES[throttle.COOKIE] = signing.dumps("editor", salt=throttle.SALT)
        clock.shift(timedelta(days=179))
        assert throttle.is_known_browser(request, "editor") is True
        clock.shift(timedelta(days=2))
        assert throttle.is_known_browser(request, "editor") is False


def test_no_account_is_needed_to_be_counted():
    answers = attack_account("nobody", 30)
    assert (answers, get_user_model().objects.count()) == ([200] * 29 + [429], 0)
