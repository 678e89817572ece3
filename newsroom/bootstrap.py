"""Makes `.venv`, installs the locked requirements into it and makes this installation's secret key.

Run by the Makefile before anything is installed, so it uses the standard library only, and it must be
readable by a Python that is too old, to say so. Each failure is one sentence.

    python3 newsroom/bootstrap.py requirements.txt
"""

import hashlib
import importlib.util
import os
import secrets
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
BASE = Path(__file__).resolve().parent.parent
VENV = BASE / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
VERSION_TEST = "import pip, sys; sys.exit(sys.version_info < {!r})".format(OLDEST_PYTHON)  # noqa: UP032


class CannotStart(Exception):
    pass


def check_python(version, modules=("venv", "ensurepip")):
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise CannotStart(
            "Python {}.{} or newer is needed and this is {}.{}: "
            "name another one, as in `make run PYTHON=python3.12`.".format(*OLDEST_PYTHON, *version[:2])
        )
    if any(importlib.util.find_spec(module) is None for module in modules):
        raise CannotStart(
            "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv)."
        )


def venv_is_sound():
    try:
        return (
            subprocess.run([str(VENV_PYTHON), "-c", VERSION_TEST], stderr=subprocess.DEVNULL).returncode == 0
        )
    except OSError:
        return False


def make_venv():
    print("Making .venv …", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        raise CannotStart(".venv could not be made; the lines above tell why.")


def digest(requirements):
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def install(requirements):
    """Once for each content of the file: a second run compares one digest."""
    stamp = VENV / ("installed-" + requirements.name)
    wanted = digest(requirements)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Installing " + requirements.name + " …", flush=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    if subprocess.run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    ).returncode:
        raise CannotStart("The requirements could not be installed; the lines above tell why.")
    stamp.write_text(wanted)


def make_secret_key(folder):
    """Readable by its owner only; made once, for logins outlive a restart."""
    path = folder / "secret-key"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")


def main(requirements):
    check_python(sys.version_info)
    if not venv_is_sound():
        make_venv()
    install(BASE / requirements)
    make_secret_key(Path(os.environ.get("DATA_DIR") or BASE / "var"))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (CannotStart, OSError) as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped before everything was installed; run it again to go on.")
