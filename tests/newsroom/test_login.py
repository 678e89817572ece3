import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model

PASSWORD = "four laps of a track"


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password=PASSWORD)


def log_in(client, password, address="198.51.100.1"):
    form = {"username": "editor", "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form, REMOTE_ADDR=address)


def test_editor_logs_in(client, editor):
    assert log_in(client, PASSWORD).status_code == 302


def test_five_wrong_passwords_pause_the_login_even_for_the_right_one(client, editor):
    answers = [log_in(client, "wrong").status_code for _ in range(5)]
    locked = log_in(client, PASSWORD)
    assert answers == [200, 200, 200, 200, 429]
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
    assert "You can try again in 15 minutes." in locked.content.decode()


def test_pause_does_not_lock_out_the_editor_elsewhere(client, editor):
    for _ in range(5):
        log_in(client, "wrong")
    assert log_in(client, PASSWORD, address="203.0.113.9").status_code == 302


def test_right_password_forgets_the_wrong_ones(client, editor):
    for password in ["wrong"] * 4 + [PASSWORD]:
        log_in(client, password)
    assert [log_in(client, "wrong").status_code for _ in range(4)] == [200] * 4


def test_login_page_is_never_kept(client, db):
    assert client.get("/admin/login/").headers["Cache-Control"] == "private, no-store"


def test_name_longer_than_any_is_no_attempt(client, editor):
    answer = client.post("/admin/login/", {"username": "e" * 5000, "password": "wrong"})

    assert (answer.status_code, AccessAttempt.objects.count()) == (200, 0)
    assert "at most 150 characters" in answer.content.decode()
