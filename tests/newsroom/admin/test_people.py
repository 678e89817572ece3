"""Changing what people may do: by whom, with what trace, and with what end of their sessions."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from newsroom.accounts import two_factor
from newsroom.models import AuditEntry, DeskSession
from tests.factories.stories import make_user
from tests.newsroom.accounts.codes import PASSWORD, give_device, make_superuser

pytestmark = pytest.mark.django_db
MANAGE = [
    f"auth.{action}_{model}" for model in ("user", "group") for action in ("view", "add", "change", "delete")
]


@pytest.fixture
def administrator():
    return make_user(*MANAGE, username="administrator")


@pytest.fixture
def desk(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def person():
    return make_user(username="anna", password=PASSWORD)


def form_of(person, **changes):
    form = {
        "username": person.username,
        "is_active": person.is_active,
        "is_staff": person.is_staff,
        "is_superuser": person.is_superuser,
        "groups": list(person.groups.values_list("pk", flat=True)),
        "user_permissions": list(person.user_permissions.values_list("pk", flat=True)),
    }
    return {name: value for name, value in (form | changes).items() if value is not False}


def change(client, person, **changes):
    return client.post(f"/admin/auth/user/{person.pk}/change/", form_of(person, **changes))


def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


def told():
    entry = AuditEntry.objects.get()
    return entry.verb, entry.by_name, entry.object_words, entry.detail


def test_group_that_is_given_is_told(desk, person):
    editors = Group.objects.create(name="Editor")
    assert change(desk, person, groups=[editors.pk]).status_code == 302
    assert told() == (
        "rights changed",
        "administrator",
        "anna",
        {"groups": {"added": ["Editor"], "taken": []}},
    )


def test_right_that_is_taken_is_told(desk, person):
    person.user_permissions.add(Permission.objects.get(codename="publish_article"))
    change(desk, person, user_permissions=[])
    detail = {"rights": {"added": [], "taken": ["articles.publish_article"]}}
    assert told() == ("rights changed", "administrator", "anna", detail)


def test_change_of_a_name_is_no_change_of_rights(desk, person):
    change(desk, person, first_name="Anna")
    assert (AuditEntry.objects.count(), User.objects.get(pk=person.pk).first_name) == (0, "Anna")


@pytest.mark.parametrize("flag", ["is_active", "is_staff"])
def test_who_may_work_here_no_longer_is_logged_out_at_once_and_for_good(desk, person, flag):
    client = logged_in(person)
    change(desk, person, **{flag: False})
    assert told() == (
        "rights changed",
        "administrator",
        "anna",
        {flag.removeprefix("is_"): {"from": True, "to": False}},
    )
    assert DeskSession.objects.filter(user=person).count() == 0
    change(desk, User.objects.get(pk=person.pk), **{flag: True})
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_change_of_rights_ends_no_session(desk, person):
    logged_in(person)
    change(desk, person, groups=[Group.objects.create(name="Reporter").pk])
    assert DeskSession.objects.filter(user=person).count() == 1


def test_new_account_is_told(desk):
    form = {"username": "ben", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert desk.post("/admin/auth/user/add/", form).status_code == 302
    verb, by, words, detail = told()
    assert (verb, by, words, detail["active"]) == (
        "account made",
        "administrator",
        "ben",
        {"from": None, "to": True},
    )


def test_removed_account_is_told_with_what_it_could_do(desk, person):
    person.groups.add(Group.objects.create(name="Reporter"))
    assert desk.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 302
    verb, _, words, detail = told()
    assert (verb, words, detail["groups"]) == ("account removed", "anna", ["Reporter"])


def test_password_set_for_somebody_is_told_without_it(desk, person):
    new = "and then another lap"
    form = {"usable_password": "true", "password1": new, "password2": new, "set-password": "1"}
    assert desk.post(f"/admin/auth/user/{person.pk}/password/", form).status_code == 302
    assert told() == ("password set", "administrator", "anna", {})


def test_rights_of_a_group_are_told(desk):
    group = Group.objects.create(name="Reporter")
    right = Permission.objects.get(codename="publish_article")
    desk.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Reporters", "permissions": [right.pk]})
    detail = {
        "name": {"from": "Reporter", "to": "Reporters"},
        "rights": {"added": ["articles.publish_article"], "taken": []},
    }
    assert told() == ("group changed", "administrator", "Reporters", detail)


def test_new_and_removed_groups_are_told(desk, person):
    desk.post("/admin/auth/group/add/", {"name": "Sub-editor"})
    group = Group.objects.get()
    person.groups.add(group)
    desk.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    removed, made = AuditEntry.objects.all()
    assert (made.verb, made.object_words) == ("group made", "Sub-editor")
    assert (removed.verb, removed.detail["members"]) == ("group removed", ["anna"])


def test_nothing_is_told_of_what_was_refused(desk, person):
    change(desk, person, username="")
    assert AuditEntry.objects.count() == 0


# Superusers


def test_administrator_makes_nobody_a_superuser(desk, administrator):
    change(desk, administrator, is_superuser=True)
    assert User.objects.filter(is_superuser=True).count() == 0


@pytest.mark.parametrize("page", ["change", "delete", "password", "reset-two-factor", "end-sessions"])
def test_administrator_does_not_touch_a_superuser(desk, page):
    chief = make_superuser("chief")
    give_device(chief)
    before = User.objects.values().get(pk=chief.pk)
    answer = desk.post(f"/admin/auth/user/{chief.pk}/{page}/", form_of(chief, is_staff=False, post="yes"))
    assert answer.status_code == 403
    assert User.objects.values().get(pk=chief.pk) == before
    assert two_factor.device_of(chief) is not None


def test_superuser_changes_a_superuser(person):
    client = logged_in(make_superuser("chief"))
    change(client, person, is_superuser=True)
    assert told() == ("rights changed", "chief", "anna", {"superuser": {"from": False, "to": True}})


# Second factor and sessions of others


def test_reset_asks_first_and_then_does_it(desk, person):
    give_device(person)
    theirs = logged_in(person)
    address = f"/admin/auth/user/{person.pk}/reset-two-factor/"
    assert address in desk.get(f"/admin/auth/user/{person.pk}/change/").content.decode()
    assert desk.get(address).status_code == 200
    assert two_factor.device_of(person) is not None

    assert desk.post(address).status_code == 302

    assert two_factor.device_of(person) is None
    assert theirs.get("/admin/").status_code == 302
    assert told()[:3] == ("second factor reset", "administrator", "anna")


def test_end_of_sessions_asks_first_and_then_does_it(desk, person):
    theirs = logged_in(person)
    address = f"/admin/auth/user/{person.pk}/end-sessions/"
    assert address in desk.get(f"/admin/auth/user/{person.pk}/change/").content.decode()
    assert desk.get(address).status_code == 200
    assert theirs.get("/admin/").status_code == 200

    assert "1 session of anna ended." in desk.post(address, follow=True).content.decode()

    assert theirs.get("/admin/").status_code == 302
    assert told() == ("sessions ended", "administrator", "anna", {"sessions": 1})


@pytest.mark.parametrize("page", ["reset-two-factor", "end-sessions"])
def test_nobody_does_it_to_themselves(desk, administrator, page):
    give_device(administrator)
    address = f"/admin/auth/user/{administrator.pk}/{page}/"
    assert address not in desk.get(f"/admin/auth/user/{administrator.pk}/change/").content.decode()
    assert [desk.get(address).status_code, desk.post(address).status_code] == [403, 403]
    assert two_factor.device_of(administrator) is not None
    assert DeskSession.objects.filter(user=administrator).count() == 1


@pytest.mark.parametrize("page", ["reset-two-factor", "end-sessions"])
def test_who_may_only_look_at_people_does_neither(person, page):
    client = logged_in(make_user("auth.view_user", "articles.publish_article"))
    give_device(person)
    logged_in(person)
    address = f"/admin/auth/user/{person.pk}/{page}/"
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    assert (two_factor.device_of(person) is not None, DeskSession.objects.filter(user=person).count()) == (
        True,
        1,
    )


def test_person_who_is_not_there_is_not_found(desk):
    assert desk.get("/admin/auth/user/99999/reset-two-factor/").status_code == 404


def test_keys_of_devices_have_no_page(person):
    client = logged_in(make_superuser("chief"))
    device = give_device(person)
    for path in (
        f"otp_totp/totpdevice/{device.pk}/change/",
        f"otp_totp/totpdevice/{device.pk}/qrcode/",
        "otp_static/",
    ):
        assert client.get(f"/admin/{path}").status_code == 404
    assert device.key not in client.get(f"/admin/auth/user/{person.pk}/change/").content.decode()
