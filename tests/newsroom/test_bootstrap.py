import subprocess
import sys

import pytest

from newsroom import bootstrap


def test_old_python_is_refused_in_one_sentence():
    with pytest.raises(
        bootstrap.CannotStart, match=r"^Python 3\.11 or newer is needed and this is 3\.9: [^.]*3\.12`\.$"
    ):
        bootstrap.check_python((3, 9, 2))


def test_missing_venv_module_is_named_with_its_remedy():
    with pytest.raises(bootstrap.CannotStart, match="apt install python3-venv"):
        bootstrap.check_python((3, 11, 2), modules=("no_such_module",))


def test_new_python_with_venv_is_let_through():
    assert bootstrap.check_python((3, 13, 0)) is None


def test_failure_is_one_line_and_a_code_not_a_traceback(tmp_path):
    copy = tmp_path / "newsroom" / "bootstrap.py"
    copy.parent.mkdir()
    copy.write_bytes(
        (bootstrap.BASE / "newsroom" / "bootstrap.py").read_bytes().replace(b"(3, 11)", b"(9, 0)")
    )
    run = subprocess.run([sys.executable, str(copy), "requirements.txt"], capture_output=True, text=True)
    assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (1, "", 1)
    assert run.stderr.startswith("Python 9.0 or newer is needed")


def test_secret_key_is_made_once_for_its_owner(tmp_path):
    bootstrap.make_secret_key(tmp_path / "var")
    path = tmp_path / "var" / "secret-key"
    first = path.read_text()
    bootstrap.make_secret_key(tmp_path / "var")
    assert path.read_text() == first
    assert len(first.strip()) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_second_install_of_the_same_file_asks_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path / "no-python")
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("six==1.17.0")
    (tmp_path / "installed-requirements.txt").write_text(bootstrap.digest(requirements))
    assert bootstrap.install(requirements) is None
    requirements.write_text("six==1.16.0")
    with pytest.raises(FileNotFoundError):
        bootstrap.install(requirements)


def test_venv_whose_python_is_gone_is_not_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path / "bin" / "python")
    assert bootstrap.venv_is_sound() is False
