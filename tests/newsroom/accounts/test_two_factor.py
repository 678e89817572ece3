"""The verbs of the second factor."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import two_factor
from newsroom.models import AuditEntry
from tests.factories.stories import make_user
from tests.newsroom.accounts.codes import code_of, give_device, make_superuser, wrong_code

pytestmark = pytest.mark.django_db
NIGHT = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)


def refusal(user, code):
    with pytest.raises(two_factor.CodeError) as refused:
        two_factor.spend(user, code)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("right", "needed"),
    [
        ("articles.publish_article", True),
        ("auth.add_user", True),
        ("auth.change_user", True),
        ("auth.delete_user", True),
        ("auth.change_group", True),
        ("articles.change_article", False),
        ("results.change_result", False),
    ],
)
def test_who_may_publish_or_manage_people_must_have_one(right, needed):
    assert two_factor.must_have(make_user(right)) is needed


def test_superuser_must_have_one_and_a_stranger_need_not():
    assert two_factor.must_have(make_superuser()) is True
    assert two_factor.must_have(AnonymousUser()) is False


def test_every_demanding_right_is_spelt_as_django_spells_it():
    assert {right.partition("_")[0] for right in two_factor.DEMANDING} == {
        *("articles.publish", "articles.approve", "auth.add", "auth.change", "auth.delete")
    }


def test_code_of_the_app_lets_in_once():
    user = make_user()
    device = give_device(user)
    code = code_of(device.key)

    assert two_factor.spend(user, f"{code[:3]} {code[3:]}") == device
    assert refusal(user, code) == two_factor.WRONG


def test_code_of_somebody_else_does_not_let_in():
    user, other = make_user(), make_user()
    give_device(user)
    assert refusal(user, code_of(give_device(other).key)) == two_factor.WRONG


def test_code_of_ten_minutes_ago_does_not_let_in():
    user = make_user()
    device = give_device(user)
    assert refusal(user, code_of(device.key, steps=-20)) == two_factor.WRONG


def test_who_has_no_device_is_told():
    assert refusal(make_user(), "123456") == two_factor.NO_DEVICE


def test_unconfirmed_device_lets_nobody_in():
    user = make_user()
    device = give_device(user)
    TOTPDevice.objects.update(confirmed=False)
    assert refusal(user, code_of(device.key)) == two_factor.NO_DEVICE


def test_each_wrong_code_makes_the_wait_for_the_next_longer():
    user = make_user()
    device = give_device(user)
    with time_machine.travel(NIGHT, tick=False) as clock:
        for wait in (1, 2, 4):
            assert refusal(user, wrong_code(device.key)) == two_factor.WRONG
            seconds = "1 second" if wait == 1 else f"{wait} seconds"
            assert (
                refusal(user, code_of(device.key)) == f"Too many wrong codes: wait {seconds} and try again."
            )
            clock.shift(timedelta(seconds=wait))
        assert two_factor.spend(user, code_of(device.key)) == device
        assert TOTPDevice.objects.get().throttling_failure_count == 0


def test_long_wait_is_told_in_minutes():
    user = make_user()
    device = give_device(user)
    with time_machine.travel(NIGHT, tick=False):
        TOTPDevice.objects.update(throttling_failure_count=9, throttling_failure_timestamp=NIGHT)
        assert refusal(user, code_of(device.key)) == "Too many wrong codes: wait 5 minutes and try again."


# Recovery codes


def test_each_recovery_code_lets_in_once():
    user = make_user()
    device = give_device(user)
    first, second, *_ = two_factor.renew_recovery_codes(user)

    assert two_factor.spend(user, first) == device
    assert refusal(user, first) == two_factor.WRONG_RECOVERY
    assert two_factor.recovery_codes_left(user) == 9

    user.refresh_from_db()
    StaticToken.objects.get(token=two_factor._kept(second.replace("-", ""))).device.throttle_reset()
    assert two_factor.spend(user, second.upper().replace("-", " ")) == device


def test_recovery_codes_are_ten_and_differ_and_none_lies_in_the_database_as_it_is():
    codes = two_factor.renew_recovery_codes(make_user())
    assert len(set(codes)) == 10
    assert {len(code) for code in codes} == {11}
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert kept & {form for code in codes for form in (code, code.replace("-", ""))} == set()


def test_new_recovery_codes_put_the_old_ones_out_of_use():
    user = make_user()
    give_device(user)
    old = two_factor.renew_recovery_codes(user)[0]
    two_factor.renew_recovery_codes(user)

    assert refusal(user, old) == two_factor.WRONG_RECOVERY
    assert two_factor.recovery_codes_left(user) == 10


def test_recovery_code_of_somebody_else_does_not_let_in():
    user, other = make_user(), make_user()
    give_device(user)
    two_factor.renew_recovery_codes(user)
    theirs = two_factor.renew_recovery_codes(other)[0]

    assert refusal(user, theirs) == two_factor.WRONG_RECOVERY
    assert two_factor.recovery_codes_left(other) == 10


def test_wrong_recovery_codes_are_slowed_down_too():
    user = make_user()
    give_device(user)
    codes = two_factor.renew_recovery_codes(user)
    with time_machine.travel(NIGHT, tick=False):
        assert refusal(user, "abcde-fghjk") == two_factor.WRONG_RECOVERY
        assert refusal(user, codes[0]) == "Too many wrong codes: wait 1 second and try again."


# Setting up, and taking away


def test_enrolment_takes_a_code_of_the_key_and_uses_it_up():
    user, key = make_user(), two_factor.new_key()
    code = code_of(key)

    device, codes = two_factor.enrol(user, key, code)

    assert two_factor.device_of(user) == device
    assert len(codes) == two_factor.recovery_codes_left(user) == 10
    assert refusal(user, code) == two_factor.WRONG
    assert AuditEntry.objects.get().verb == "second factor set up"


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥", "9" * 40])
def test_enrolment_with_a_wrong_code_leaves_all_as_it_was(code):
    user = make_user()
    device = give_device(user)
    with pytest.raises(two_factor.CodeError):
        two_factor.enrol(user, two_factor.new_key(), code)
    assert two_factor.device_of(user) == device
    assert AuditEntry.objects.count() == 0


def test_new_device_replaces_the_old_one():
    user = make_user()
    old = give_device(user)
    key = two_factor.new_key()
    new, _ = two_factor.enrol(user, key, code_of(key))

    assert list(TOTPDevice.objects.all()) == [new]
    assert two_factor.has_shown({two_factor.IN_SESSION: old.pk}, new) is False


def test_key_is_written_so_that_a_person_can_type_it():
    assert two_factor.key_words("00" * 20) == "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA"


def test_app_is_told_the_name_of_site_and_person(settings):
    address = two_factor.app_address(make_user(username="anna"), "00" * 20)
    assert address.startswith(f"otpauth://totp/{settings.SITE_NAME.replace(' ', '%20')}%3Aanna?secret=AAAA")
    assert address.endswith("&issuer=Bell%20Lap")


def test_administrator_resets_a_lost_second_factor():
    user, administrator = make_user("articles.publish_article"), make_user("auth.change_user")
    give_device(user)
    two_factor.renew_recovery_codes(user)

    two_factor.reset(user, by=administrator)

    assert two_factor.device_of(user) is None
    assert two_factor.recovery_codes_left(user) == 0
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.object_words) == ("second factor reset", administrator, user.username)


def test_nobody_resets_their_own():
    user = make_superuser()
    give_device(user)
    with pytest.raises(two_factor.ResetError):
        two_factor.reset(user, by=user)
    assert two_factor.device_of(user) is not None


def test_who_may_not_change_people_resets_nobody():
    user = make_user()
    give_device(user)
    with pytest.raises(PermissionDenied):
        two_factor.reset(user, by=make_user("auth.view_user", "articles.publish_article"))
    assert two_factor.device_of(user) is not None


def test_only_a_superuser_resets_a_superuser():
    user = make_superuser()
    give_device(user)
    with pytest.raises(PermissionDenied):
        two_factor.reset(user, by=make_user("auth.change_user"))
    assert two_factor.device_of(user) is not None
    two_factor.reset(user, by=make_superuser("chief"))
    assert two_factor.device_of(user) is None


def test_operator_resets_by_command(capsys):
    user = make_superuser()
    give_device(user)

    call_command("reset_two_factor", "editor")

    assert two_factor.device_of(user) is None
    assert capsys.readouterr().out == "editor sets up a new second factor at the next login.\n"
    assert AuditEntry.objects.get().by is None


def test_command_names_whom_it_does_not_know():
    with pytest.raises(CommandError, match=r"^Nobody here is called 'edtor'\.$"):
        call_command("reset_two_factor", "edtor")
