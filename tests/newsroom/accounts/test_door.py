"""The way from the password to the desk, and what answers before it is gone to its end."""

import re
from io import BytesIO

import pytest
import segno
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import Section
from newsroom.accounts import two_factor
from newsroom.accounts.forms import NEITHER
from newsroom.models import DeskSession
from tests.factories.stories import make_draft, make_user
from tests.newsroom.accounts.codes import (
    PASSWORD,
    code_of,
    give_device,
    log_in,
    log_in_with_code,
    make_superuser,
    wrong_code,
)

pytestmark = pytest.mark.django_db
LOGIN, CODE, ENROL = "/admin/login/", "/admin/two-factor/code/", "/admin/two-factor/set-up/"
CLOSED = [
    "",
    "articles/article/",
    "sessions/",
    "two-factor/",
    "two-factor/code/",
    "auth/user/",
    "no-such-page/",
]
RECOVERY = re.compile(r"<code>(\w{5}-\w{5})</code>")


@pytest.fixture(autouse=True)
def two_factor_on(settings):
    settings.TWO_FACTOR = True


@pytest.fixture
def editor():
    return make_superuser()


def key_of(client):
    return client.session["second_factor_key"]


def recovery_codes(answer):
    return RECOVERY.findall(answer.content.decode())


# The first login


def test_first_login_leads_to_enrolment_and_from_there_to_where_one_wanted(client, editor):
    log_in(client, editor)
    wanted = "/admin/results/race/?q=1500"
    assert client.get(wanted).headers["Location"] == f"{ENROL}?next=%2Fadmin%2Fresults%2Frace%2F%3Fq%3D1500"

    client.get(ENROL)
    shown = client.post(ENROL, {"new_code": code_of(key_of(client)), "next": wanted})

    assert len(recovery_codes(shown)) == 10
    assert '<a class="button" href="/admin/results/race/?q=1500">' in shown.content.decode()
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/admin/articles/article/", "/admin/sessions/", "/admin/two-factor/", "/admin/auth/user/"],
)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_nothing_else_answers_before_enrolment(client, editor, path, method):
    log_in(client, editor)
    answer = getattr(client, method)(f"/admin/{path}")
    assert answer.status_code == 302
    place = ENROL if method in {"get", "head"} else LOGIN
    assert answer.headers["Location"].partition("?")[0] == place


@pytest.mark.parametrize("path", ["/admin/password_change/", "/admin/jsi18n/", ENROL])
def test_what_must_answer_before_enrolment_does(client, editor, path):
    log_in(client, editor)
    assert client.get(path).status_code == 200


def test_one_may_log_out_before_enrolment_and_before_the_code(client, editor):
    log_in(client, editor)
    assert client.post("/admin/logout/").status_code == 200
    give_device(editor)
    log_in(client, editor)
    assert client.post("/admin/logout/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_writes_only_may_go_without(client):
    reporter = make_user("articles.change_article", "articles.view_article", password=PASSWORD)
    log_in(client, reporter)
    assert client.get("/admin/articles/article/").status_code == 200
    assert client.get(ENROL).status_code == 200  # and may have it


def test_who_is_given_the_right_to_publish_enrols_at_the_next_step(client):
    reporter = make_user("articles.view_article", password=PASSWORD)
    log_in(client, reporter)
    reporter.user_permissions.add(Permission.objects.get(codename="publish_article"))
    assert client.get("/admin/articles/article/").headers["Location"].startswith(ENROL)


def test_reporter_who_set_it_up_is_asked_for_it(client):
    reporter = make_user("articles.view_article", password=PASSWORD)
    give_device(reporter)
    log_in(client, reporter)
    assert client.get("/admin/articles/article/").headers["Location"].startswith(CODE)


def test_wrong_first_code_enrols_nobody(client, editor):
    log_in(client, editor)
    client.get(ENROL)
    answer = client.post(ENROL, {"new_code": wrong_code(key_of(client))})
    assert "That is not the code of this key" in answer.content.decode()
    assert two_factor.device_of(editor) is None


def test_key_that_is_set_up_is_the_sessions_own(client, editor):
    log_in(client, editor)
    client.get(ENROL)
    seen = key_of(client)
    assert two_factor.key_words(seen) in client.get(ENROL).content.decode()
    client.post("/admin/logout/")
    log_in(client, editor)
    client.get(ENROL)
    assert key_of(client) != seen


def test_qr_code_says_the_key_and_holds_no_style(client, editor):
    log_in(client, editor)
    assert client.get(f"{ENROL}qr.svg").status_code == 404
    client.get(ENROL)
    drawn = client.get(f"{ENROL}qr.svg")
    assert (drawn.status_code, drawn.headers["Content-Type"]) == (200, "image/svg+xml")
    assert drawn.headers["Cache-Control"] == "private, no-store"
    assert b"style" not in drawn.content
    expected = BytesIO()
    segno.make(two_factor.app_address(editor, key_of(client)), error="m", micro=False).save(
        expected, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False
    )
    assert drawn.content == expected.getvalue()


# Every further login


def test_password_alone_opens_nothing(client, editor):
    give_device(editor)
    log_in(client, editor)
    answers = [client.get(f"/admin/{path}") for path in CLOSED if path != "two-factor/code/"]
    assert {(answer.status_code, answer.headers["Location"].partition("?")[0]) for answer in answers} == {
        (302, CODE)
    }


def test_password_alone_changes_neither_password_nor_device(client, editor):
    device = give_device(editor)
    log_in(client, editor)
    for path in ("/admin/password_change/", ENROL, f"{ENROL}qr.svg", "/admin/two-factor/"):
        assert client.get(path).headers["Location"].startswith(CODE)
        assert client.post(path, {"new_code": "123456"}).headers["Location"].startswith(LOGIN)
    assert two_factor.device_of(editor) == device


def test_code_opens_the_desk_under_another_session_key(client, editor):
    device = give_device(editor)
    log_in(client, editor)
    before = client.session.session_key

    answer = client.post(CODE, {"code": code_of(device.key), "next": "/admin/results/race/"})

    assert answer.headers["Location"] == "/admin/results/race/"
    assert client.get("/admin/results/race/").status_code == 200
    assert client.session.session_key != before
    assert list(DeskSession.objects.values_list("session_key", flat=True)) == [client.session.session_key]
    assert client.get(CODE).headers["Location"] == "/admin/"


def test_login_gives_another_session_key(client, editor):
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    log_in(client, editor)
    assert client.session.session_key != session.session_key
    assert not DeskSession.objects.filter(session_key=session.session_key).exists()


def test_recovery_code_opens_the_desk_once(client, editor):
    give_device(editor)
    code = two_factor.renew_recovery_codes(editor)[0]
    log_in(client, editor)
    assert client.post(CODE, {"recovery": code}).status_code == 302
    assert client.get("/admin/").status_code == 200

    client.post("/admin/logout/")
    log_in(client, editor)
    again = client.post(CODE, {"recovery": code})
    assert (again.status_code, two_factor.WRONG_RECOVERY in again.content.decode()) == (200, True)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("typed", [{}, {"code": "  "}, {"next": "/admin/"}])
def test_empty_code_is_asked_for_in_one_sentence(client, editor, typed):
    give_device(editor)
    log_in(client, editor)
    assert NEITHER in client.post(CODE, typed).content.decode()


def test_wrong_code_says_so_and_the_next_one_at_once_says_wait(client, editor):
    device = give_device(editor)
    log_in(client, editor)
    wrong = client.post(CODE, {"code": wrong_code(device.key)})
    with_wait = client.post(CODE, {"code": code_of(device.key)})
    assert two_factor.WRONG in wrong.content.decode()
    assert "Too many wrong codes: wait 1 second and try again." in with_wait.content.decode()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("typed", ["\0", "９９９９９９", "a" * 200, "123456789012", "' OR 1=1"])
def test_nonsense_for_a_code_is_refused(client, editor, typed):
    give_device(editor)
    log_in(client, editor)
    for field in ("code", "recovery"):
        assert client.post(CODE, {field: typed}).status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "wanted",
    ["https://elsewhere.example/admin/", "//elsewhere.example/admin/", "/", "/search/", "javascript:go()"],
)
def test_nobody_is_led_out_of_the_desk(client, editor, wanted):
    device = give_device(editor)
    log_in(client, editor)
    assert client.post(CODE, {"code": code_of(device.key), "next": wanted}).headers["Location"] == "/admin/"


def test_who_sends_a_form_before_the_code_is_treated_as_logged_out(client, editor):
    give_device(editor)
    log_in(client, editor)
    answer = client.post("/admin/articles/section/add/", {"name": "Track", "slug": "track"})
    assert answer.headers["Location"].startswith(LOGIN)
    assert Section.objects.count() == 0
    assert client.get(answer.headers["Location"], follow=True).redirect_chain[-1][0].startswith(CODE)


def test_story_sent_before_the_code_comes_back_as_text(client, editor):
    story = make_draft()
    give_device(editor)
    log_in(client, editor)
    form = {"headline": "Kerr wins gold", "body": "Not a word is lost."}
    answer = client.post(f"/admin/articles/article/{story.pk}/change/", form)
    assert "Not a word is lost." in answer.content.decode()
    story.refresh_from_db()
    assert story.headline == "Unfinished"


def test_pages_before_the_desk_show_nothing_of_it(client, editor):
    give_device(editor)
    log_in(client, editor)
    page = client.get(CODE).content.decode()
    assert "Log out" in page
    assert "nav-sidebar" not in page.partition("<body")[2]
    assert "/admin/articles/" not in page


def test_code_page_can_be_sent_by_the_page_itself_only(editor):
    client = Client(enforce_csrf_checks=True)
    device = give_device(editor)
    client.force_login(editor)
    assert client.post(CODE, {"code": code_of(device.key)}).status_code == 403


# At the desk


def test_device_is_replaced_by_who_shows_both(client, editor):
    old = give_device(editor)
    phone = log_in_with_code(Client(), editor)
    log_in_with_code(client, editor)
    TOTPDevice.objects.update(last_t=-1)
    client.get(ENROL)
    answer = client.post(ENROL, {"new_code": code_of(key_of(client)), "code": code_of(old.key)})

    assert len(recovery_codes(answer)) == 10
    assert two_factor.device_of(editor).pk != old.pk
    assert client.get("/admin/").status_code == 200
    assert phone.get("/admin/").headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("current", [{}, {"code": "000000"}, {"recovery": "abcde-fghjk"}])
def test_device_stays_where_the_old_one_is_not_shown(client, editor, current):
    old = give_device(editor)
    log_in_with_code(client, editor)
    client.get(ENROL)
    answer = client.post(ENROL, {"new_code": code_of(key_of(client))} | current)
    assert (answer.status_code, recovery_codes(answer)) == (200, [])
    assert two_factor.device_of(editor) == old


def test_wrong_new_code_uses_up_no_recovery_code(client, editor):
    give_device(editor)
    code = two_factor.renew_recovery_codes(editor)[0]
    log_in_with_code(client, editor)
    client.get(ENROL)
    client.post(ENROL, {"new_code": wrong_code(key_of(client)), "recovery": code})
    assert two_factor.recovery_codes_left(editor) == 10


def test_new_recovery_codes_are_shown_once_for_a_code(client, editor):
    give_device(editor)
    old = two_factor.renew_recovery_codes(editor)
    log_in_with_code(client, editor)
    assert recovery_codes(client.post("/admin/two-factor/", {"recovery": "abcde-fghjk"})) == []
    StaticDevice.objects.update(throttling_failure_count=0)

    new = recovery_codes(client.post("/admin/two-factor/", {"recovery": old[0]}))

    assert len(new) == 10
    assert set(new) & set(old) == set()
    assert recovery_codes(client.get("/admin/two-factor/")) == []
    assert "10 recovery codes left." in client.get("/admin/two-factor/").content.decode()


def test_reset_ends_the_sessions_and_the_next_login_enrols(client, editor):
    give_device(editor)
    log_in_with_code(client, editor)
    two_factor.reset(editor)
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    log_in(client, editor)
    assert client.get("/admin/").headers["Location"].startswith(ENROL)


# Switched off, and elsewhere


def test_switched_off_nobody_is_asked(client, editor, settings):
    settings.TWO_FACTOR = False
    give_device(editor)
    log_in(client, editor)
    assert client.get("/admin/").status_code == 200


def test_public_pages_ask_no_session_of_an_editor_either(client, editor, django_assert_num_queries):
    give_device(editor)
    log_in(client, editor)
    with django_assert_num_queries(0):
        answer = client.get("/robots.txt")
    assert (answer.status_code, answer.headers.get("Vary", "")) == (200, "")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_desk_asks_one_query_more_with_a_second_factor(client, editor, settings):
    give_device(editor)
    log_in_with_code(client, editor)
    counts = []
    for settings.TWO_FACTOR in (False, True):
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/password_change/")
        counts.append(len(asked))
    assert counts[1] - counts[0] == 1
