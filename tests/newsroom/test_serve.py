import socket
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError

from newsroom.first_logins import Login, first_logins
from newsroom.management.commands import serve


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_port_in_use_is_one_sentence_before_anything_is_prepared(taken_port, monkeypatch):
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", str(taken_port))
    monkeypatch.setattr(serve, "FOUNDATIONS", [("a step that must not be reached", "no_such_command", {})])
    with pytest.raises(CommandError, match=f"^Port {taken_port} on 127.0.0.1 is in use: .*PORT=8001"):
        call_command("serve")


def test_database_that_does_not_answer_is_one_sentence(monkeypatch):
    monkeypatch.setattr(serve, "call_command", away)
    with pytest.raises(CommandError, match=r"^The database does not answer: connection refused$"):
        serve.Command().prepare([("the database", "migrate", {})])


def away(command, **arguments):
    raise OperationalError("connection refused\nIs the server running?")


def test_free_port_is_let_through(taken_port):
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        free = finder.getsockname()[1]
    assert serve.refuse_taken_port("127.0.0.1", free) is None


def test_host_of_another_machine_is_refused_by_name():
    with pytest.raises(CommandError, match="^HOST "):
        serve.refuse_taken_port("no-such-host.invalid", 8000)


def test_server_knows_itself_by_where_it_is_served():
    assert serve.server_environment({}, "127.0.0.1", 8001)["SITE_URL"] == "http://127.0.0.1:8001"


def test_server_keeps_the_address_it_was_told():
    told = {"SITE_URL": "https://news.example"}
    assert serve.server_environment(told, "127.0.0.1", 8001)["SITE_URL"] == "https://news.example"


@pytest.mark.parametrize(
    ("host", "site"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_address_is_one_that_a_browser_opens(host, site):
    assert serve.address(host, 80) == site


def test_server_that_ends_at_once_is_told_with_its_code():
    server = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    server.wait()
    with pytest.raises(CommandError, match="ended at once with code 3"):
        serve.wait_until_answering(server, "127.0.0.1", 1)


def test_server_that_stays_silent_is_given_up(taken_port):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as server:
        with pytest.raises(CommandError, match="did not answer within 0 seconds"):
            serve.wait_until_answering(server, "127.0.0.1", taken_port, patience=0)
        serve.stop(server)
        assert server.returncode == -15


@pytest.fixture
def users(db):
    call_command("setup_desk")
    return get_user_model().objects.all()


def test_first_logins_are_made_once_and_kept_from_others(users, tmp_path):
    first, again = first_logins(users, tmp_path), first_logins(users, tmp_path)

    assert [login.name for login in first] == ["editor", "reporter"]
    assert first == again
    for login in first:
        path = tmp_path / f"{login.name}-password"
        assert path.read_text().strip() == login.password
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(login.password) >= 16


def test_reporter_of_the_first_logins_may_write_and_not_publish(users, tmp_path):
    first_logins(users, tmp_path)
    reporter = users.get(username="reporter")

    assert reporter.has_perm("articles.change_article")
    assert not reporter.has_perm("articles.publish_article")
    assert not reporter.is_superuser


def test_editor_without_a_password_is_given_one(users, tmp_path):
    get_user_model().objects.create_user("editor", is_staff=True)

    editor, _ = first_logins(users, tmp_path)

    assert users.get(username="editor").check_password(editor.password)


def test_changed_password_is_not_told(users, tmp_path):
    first_logins(users, tmp_path)
    editor = users.get(username="editor")
    editor.set_password("another one, of her own")
    editor.save(update_fields=["password"])

    assert first_logins(users, tmp_path)[0] == Login("editor", "")


def test_desk_with_staff_gets_no_further_account(users, tmp_path):
    get_user_model().objects.create_user("chief", is_staff=True)

    assert first_logins(users, tmp_path) == []
    assert list(tmp_path.iterdir()) == []
