from django.core.management import BaseCommand, call_command

from newsroom.demo import load_results, load_stories
from results.models import Competition

STEPS = [("races", load_results.load), ("stories", load_stories.load)]


class Command(BaseCommand):
    help = (
        "Load the demo: real results, and our own stories about them. What is there already stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="only where no competition is held yet")

    def handle(self, *args, if_empty, verbosity, **options):
        if if_empty and Competition.objects.exists():
            return
        call_command("createcachetable", verbosity=0)
        call_command("load_reference", verbosity=verbosity)
        for what, load in STEPS:
            count = load()
            if verbosity:
                self.stdout.write(f"{count} new {what} loaded.")
