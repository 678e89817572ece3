from pathlib import Path

from django.contrib.auth.models import Group, Permission, User
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from newsroom.accounts import rights
from newsroom.lib import audit

RESULTS = ["attempt", "athlete", "athletename", "competition", "event", "race", "relayleg", "result", "split"]
REFERENCE = ["country", "discipline", "series"]
WRITE = ["view", "add", "change"]
ALL = [*WRITE, "delete"]


def permissions(app, models, actions):
    return {(app, f"{action}_{model}") for model in models for action in actions}


IMPORTS = ["importbatch", "stagedrace", "stagedrow"]
HISTORY = ["resultchange", "racechange", "finding", "record"]
READ_RESULTS = permissions("results", [*RESULTS, *REFERENCE, *HISTORY, *IMPORTS], ["view"])
WRITE_STORIES = (
    permissions("articles", ["article", "image"], WRITE)
    | permissions("articles", ["byline", "storyrace"], ALL)
    | permissions("articles", ["section", "topic", "author", "revision", "correction"], ["view"])
    | READ_RESULTS
)
GROUPS = {
    "Reporter": WRITE_STORIES,
    "Editor": WRITE_STORIES
    | {("articles", f"{action}_article") for action in ("approve", "publish", "delete")}
    | {("articles", "delete_image")}
    | permissions("articles", ["section", "topic", "author"], ALL),
    "Results desk": READ_RESULTS
    | permissions("results", [*RESULTS, "record"], ALL)
    | permissions("results", [*IMPORTS, "series"], WRITE)
    | permissions("results", ["finding"], ["change"]),
    # Nobody is removed: an account that is not needed any more is made inactive, and its name stays.
    "Administrator": permissions("auth", ["user"], WRITE)
    | permissions("auth", ["group"], ALL)
    | permissions("newsroom", ["auditentry"], ["view"]),
}
APPS = ["articles", "auth", "newsroom", "results"]


class Command(BaseCommand):
    help = "Set the roles of the desk to exactly the rights they should have; run it as often as you like."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo-user", metavar="NAME", help="Also make an editor with this login, if there is none"
        )
        parser.add_argument(
            "--password-file", type=Path, metavar="PATH", help="Whose first line is the password"
        )

    @transaction.atomic
    def handle(self, *args, demo_user=None, password_file=None, **options):
        for name, wanted in GROUPS.items():
            set_rights(name, found(wanted))
        if demo_user:
            self.make_editor(demo_user, password_file)

    def make_editor(self, name, password_file):
        if User.objects.filter(username=name).exists():
            self.stdout.write(f"{name} is there already; the password stays.")
            return
        user = User.objects.create_user(name, password=read_password(password_file), is_staff=True)
        user.groups.set(Group.objects.filter(name__in=["Editor", "Results desk"]))
        self.stdout.write(f"{name} may log in at /admin/.")


def set_rights(name, permissions):
    group, made = Group.objects.get_or_create(name=name)
    before = {} if made else rights.of_group(group)
    group.permissions.set(permissions)
    changed = rights.difference(before, rights.of_group(group))
    if changed:
        audit.record("group made" if made else "group changed", group, **changed)


def found(wanted):
    known = Permission.objects.filter(content_type__app_label__in=APPS)
    held = {
        (right.content_type.app_label, right.codename): right
        for right in known.select_related("content_type")
    }
    missing = sorted(wanted - set(held))
    if missing:
        raise CommandError(f"No such right: {missing[0][0]}.{missing[0][1]}. Is the database migrated?")
    return [held[right] for right in wanted]


def read_password(path):
    if path is None or not path.is_file():
        raise CommandError("--demo-user needs --password-file with a file that can be read.")
    password = path.read_text().partition("\n")[0].strip()
    if not password:
        raise CommandError(f"{path} holds no password.")
    return password
