"""The smaller copies of pictures that take long to make, apart from any request."""

import sys

from django.core.management import BaseCommand, CommandError
from PIL import features

from articles import pictures
from articles.models import Image
from newsroom.lib import caching
from newsroom.lib.images import ImageRefused

FAILED = 1  # exit code; 0 is all made, or nothing to make
CANNOT = 2


class Command(BaseCommand):
    help = (
        "Make the AVIF copies of pictures, and any others they lack. Exit code 0: all made, 1: some failed."
    )

    def handle(self, *args, **options):
        if not features.check("avif"):
            raise CommandError("Pillow is built without AVIF here: nothing is made.", returncode=CANNOT)
        counts, failed = [], 0
        latest_first = Image.objects.lacking_renditions().order_by("-pk").values_list("pk", flat=True)
        for pk in list(latest_first):
            try:
                counts.append(pictures.make_renditions(pk))
            except (OSError, ImageRefused) as fault:
                failed += 1
                self.stderr.write(f"Picture {pk}: {_told(fault)}")
        made = [count for count in counts if count]
        if made:
            caching.raise_generation()
        self.stdout.write(_sum(len(made), sum(made), failed))
        if failed:
            sys.exit(FAILED)


def _told(fault):
    return "its file is lost." if isinstance(fault, FileNotFoundError) else str(fault)


def _sum(pictures_made, copies, failed):
    if not pictures_made and not failed:
        return "Nothing to make."
    done = f"Made {_count(copies, 'copy', 'copies')} of {_count(pictures_made, 'picture', 'pictures')}"
    return f"{done}, {failed} failed." if failed else f"{done}."


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"
