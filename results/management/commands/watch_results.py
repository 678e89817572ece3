"""The hot folder of a meeting, watched until told to stop."""

import signal
import threading
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from results.importers.hot_folder import PATIENCE, HotFolder
from results.models import Competition

USAGE = 2


class Command(BaseCommand):
    help = "Take in the results that a timing system writes into a folder, as soon as they are written."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--competition", metavar="SLUG", help="left out, the one that is held today")
        parser.add_argument("--once", action="store_true", help="take in what is there, and end")
        parser.add_argument(
            "--interval", type=float, default=0.5, metavar="SECONDS", help="between two looks"
        )

    def handle(self, *args, folder, competition, interval, once, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.", returncode=USAGE)
        if not 0.05 <= interval <= 60:
            raise CommandError("--interval must be between 0.05 and 60 seconds.", returncode=USAGE)
        hot_folder = HotFolder(folder, named(competition) if competition else held_today())
        if once:
            for _ in range(PATIENCE + 2):
                hot_folder.look()
            return
        watch(hot_folder, interval, stopped())
        self.stdout.write("Stopped.")


def named(slug):
    found = Competition.objects.for_page().filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no competition “{slug}”.", returncode=USAGE)
    return found


def held_today():
    today = timezone.localdate()
    held = list(Competition.objects.for_page().filter(first_day__lte=today, last_day__gte=today)[:2])
    if len(held) != 1:
        count = "No competition is" if not held else "Several competitions are"
        raise CommandError(f"{count} held today: name one with --competition.", returncode=USAGE)
    return held[0]


def stopped():
    """Set by SIGTERM and SIGINT: the look that is under way is finished first."""
    event = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: event.set())
    return event


def watch(hot_folder, interval, stop):
    while not stop.is_set():
        close_old_connections()
        hot_folder.look()
        stop.wait(interval)
