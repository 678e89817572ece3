"""The account with which a new installation is first looked at."""

import os
import secrets
from dataclasses import dataclass

NAME = "editor"


@dataclass(frozen=True)
class Login:
    name: str
    password: str  # empty where it was changed since, and nobody can tell it


def first_login(users, path):
    """The login to print, or None where somebody else already has the desk in hand.

    The password is made for this installation and kept in `path`, readable by its owner only.
    """
    editor = users.filter(username=NAME).first()
    if editor is None:
        if users.filter(is_staff=True).exists():
            return None
        editor = users.model.objects.create_superuser(NAME)
    if not editor.has_usable_password():
        editor.set_password(kept_password(path))
        editor.save(update_fields=["password"])
    password = path.read_text().strip() if path.is_file() else ""
    return Login(NAME, password if editor.check_password(password) else "")


def kept_password(path):
    if not path.is_file():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(12) + "\n")
    return path.read_text().strip()
