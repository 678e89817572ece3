"""The accounts with which a new installation is first looked at: two, for nobody approves the own story."""

import os
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group

EDITOR, REPORTER = "editor", "reporter"


@dataclass(frozen=True)
class Login:
    name: str
    password: str  # empty where it was changed since, and nobody can tell it


def first_logins(users, folder):
    """The logins to print; none where somebody else already has the desk in hand.

    A password is made for this installation and kept in `folder`, readable by its owner only.
    """
    if users.filter(is_staff=True).exclude(username__in=[EDITOR, REPORTER]).exists():
        return []
    editor = users.filter(username=EDITOR).first() or users.model.objects.create_superuser(EDITOR)
    reporter = users.filter(username=REPORTER).first() or _reporter(users.model)
    return [_login(user, folder / f"{user.username}-password") for user in (editor, reporter)]


def _reporter(model):
    reporter = model.objects.create_user(REPORTER, is_staff=True)
    reporter.groups.add(Group.objects.get(name="Reporter"))
    return reporter


def _login(user, path):
    if not user.has_usable_password():
        user.set_password(_kept_password(path))
        user.save(update_fields=["password"])
    password = path.read_text().strip() if path.is_file() else ""
    return Login(user.username, password if user.check_password(password) else "")


def _kept_password(path):
    if not path.is_file():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(12) + "\n")
    return path.read_text().strip()
