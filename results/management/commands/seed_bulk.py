import time

from django.core.management import BaseCommand, CommandError

from results.invented import filling
from results.models import Competition

USAGE = 2


class Command(BaseCommand):
    help = "Fill an empty database with an invented world, to try the site at size; never a real one."

    def add_arguments(self, parser):
        parser.add_argument("--results", type=int, required=True, metavar="N", help="about how many results")
        parser.add_argument(
            "--stories", type=int, default=0, metavar="N", help="only 0: stories come by desk"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number makes another world")
        parser.add_argument("--add", action="store_true", help="beside the competitions that are held")

    def handle(self, *args, results, stories, seed, add, **options):
        if results < 1:
            raise CommandError("--results must be at least 1.", returncode=USAGE)
        if stories:
            raise CommandError("Stories are not invented yet: --stories can only be 0.", returncode=USAGE)
        if Competition.objects.exists() and not add:
            raise CommandError(
                "This database holds competitions already: --add adds to them.", returncode=USAGE
            )
        started = time.monotonic()
        filled = filling.fill(results, seed)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{filled.results:,} results of {filled.athletes:,} athletes at {filled.competitions:,} "
            f"competitions, {filled.bests:,} bests: {seconds:.0f} seconds, "
            f"{filled.results / seconds:,.0f} results a second."
        )
