"""Who is logged in where, and the end of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.accounts import sessions
from newsroom.models import AuditEntry, DeskSession
from tests.factories.stories import make_user
from tests.newsroom.accounts.codes import PASSWORD, log_in, make_superuser

pytestmark = pytest.mark.django_db
NIGHT = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LOGIN = "/admin/login/"


def logged_in(user, user_agent=FIREFOX):
    client = Client(headers={"user-agent": user_agent})
    assert log_in(client, user).status_code == 302
    return client


def is_in(client):
    return client.get("/admin/password_change/").status_code == 200


def test_session_knows_whose_it_is_since_when_and_with_what_and_no_address():
    user = make_superuser()
    with time_machine.travel(NIGHT, tick=False):
        client = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.9")
        log_in(client, user)
        held = sessions.sessions_of(user)
    assert [(each.user, each.started, each.last_seen, each.browser) for each in held] == [
        (user, NIGHT, NIGHT, "Firefox on Linux")
    ]
    row = DeskSession.objects.values().get()
    assert "203.0.113.9" not in f"{row} {held[0].get_decoded()}"


def test_use_is_noted_now_and_then_only():
    user = make_superuser()
    with time_machine.travel(NIGHT, tick=False) as clock:
        client = logged_in(user)
        clock.shift(timedelta(minutes=9))
        with CaptureQueriesContext(connection) as quiet:
            client.get("/admin/password_change/")
        assert DeskSession.objects.get().last_seen == NIGHT
        clock.shift(timedelta(minutes=1))
        client.get("/admin/password_change/")
        assert DeskSession.objects.get().last_seen == NIGHT + timedelta(minutes=10)
        assert DeskSession.objects.get().started == NIGHT
    assert [query["sql"] for query in quiet if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_page_lists_ones_own_sessions_without_their_keys():
    user = make_superuser()
    logged_in(make_superuser("chief"), "Mozilla/5.0 (iPad) Safari/605")
    phone, desk = logged_in(user, "Mozilla/5.0 (iPhone) Safari/605"), logged_in(user)

    page = desk.get("/admin/sessions/").content.decode()

    named = ["Firefox on Linux", "Safari on iPhone", "Safari on iPad"]
    assert [words in page for words in named] == [True, True, False]
    assert phone.session.session_key not in page
    assert desk.session.session_key not in page
    assert page.count('name="end"') == 1


def test_one_session_is_ended_from_another():
    user = make_superuser()
    phone, desk = logged_in(user), logged_in(user)
    handle = DeskSession.objects.get(session_key=phone.session.session_key).handle

    answer = desk.post("/admin/sessions/", {"end": handle}, follow=True)

    assert "The session is ended." in answer.content.decode()
    assert (is_in(phone), is_in(desk)) == (False, True)


def test_all_others_are_ended_at_once():
    user = make_superuser()
    others, desk = [logged_in(user), logged_in(user)], logged_in(user)
    stranger = logged_in(make_superuser("chief"))

    answer = desk.post("/admin/sessions/", {"others": "all"}, follow=True)

    assert "2 other sessions ended." in answer.content.decode()
    assert [is_in(client) for client in [*others, desk, stranger]] == [False, False, True, True]


@pytest.mark.parametrize("typed", ["", "nonsense", "\0", "theirs"])
def test_nobody_ends_a_session_of_somebody_else(typed):
    stranger = logged_in(make_superuser("chief"))
    desk = logged_in(make_superuser())
    handle = DeskSession.objects.get(session_key=stranger.session.session_key).handle

    answer = desk.post("/admin/sessions/", {"end": handle if typed == "theirs" else typed}, follow=True)

    assert "That session had ended already." in answer.content.decode()
    assert is_in(stranger) is True


def test_ended_session_is_not_brought_back_by_what_was_under_way():
    user = make_superuser()
    client = logged_in(user)
    store = client.session
    store["more"] = "typed"
    sessions.end_all(user)
    with pytest.raises(UpdateError):
        store.save()
    assert DeskSession.objects.count() == 0


def test_password_change_ends_all_other_sessions():
    user = make_superuser()
    phone, desk = logged_in(user), logged_in(user)
    new = "and then another lap"
    before = desk.session.session_key
    answer = desk.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert [each.session_key for each in sessions.sessions_of(user)] == [desk.session.session_key]
    assert desk.session.session_key != before
    assert (is_in(phone), is_in(desk)) == (False, True)


def test_password_set_by_an_administrator_ends_the_sessions_of_that_person():
    person, administrator = make_user(password=PASSWORD), make_superuser()
    theirs, desk = logged_in(person), logged_in(administrator)
    new = "and then another lap"
    form = {"usable_password": "true", "password1": new, "password2": new, "set-password": "1"}
    assert desk.post(f"/admin/auth/user/{person.pk}/password/", form).status_code == 302
    assert (is_in(theirs), is_in(desk)) == (False, True)
    assert AuditEntry.objects.get().verb == "password set"


def test_administrator_ends_the_sessions_of_somebody_else():
    person, administrator = make_user(), make_user("auth.change_user")
    client = Client()
    client.force_login(person)

    assert sessions.end_for(person, by=administrator) == 1

    assert is_in(client) is False
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.detail) == ("sessions ended", administrator, {"sessions": 1})


@pytest.mark.parametrize("by", ["reporter", "administrator"])
def test_who_may_not_touch_a_person_ends_no_session_of_theirs(by):
    superuser = make_superuser()
    client = Client()
    client.force_login(superuser)
    other = make_user(*(["auth.change_user"] if by == "administrator" else ["auth.view_user"]))
    with pytest.raises(PermissionDenied):
        sessions.end_for(superuser, by=other)
    assert is_in(client) is True


def test_expired_sessions_are_neither_listed_nor_kept_for_ever():
    user = make_superuser()
    with time_machine.travel(NIGHT, tick=False) as clock:
        logged_in(user)
        clock.shift(timedelta(days=8))
        assert sessions.sessions_of(user) == []
        call_command("clearsessions")
    assert DeskSession.objects.count() == 0


def test_session_outlives_the_deletion_of_its_user_by_no_answer_of_500():
    user = make_superuser()
    client = logged_in(user)
    user.delete()
    assert DeskSession.objects.count() == 0
    assert client.get("/admin/").headers["Location"].startswith(LOGIN)
