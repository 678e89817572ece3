"""Results from files: looked at, asked about, applied."""

import gc
import json
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from results.importers import batches, formats, reports, staging
from results.models import Competition, Event

REFUSED, USAGE = 1, 2


class Command(BaseCommand):
    help = (
        "Import results from files of timing systems and federations. Exit code 0: applied, or nothing to "
        "do; 1: refused, or a person has to look; 2: the command itself was wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="“-” reads standard input")
        parser.add_argument("--format", default="", help=f"one of {', '.join(formats.FORMATS)}")
        parser.add_argument("--competition", metavar="SLUG", help="where a file does not say which")
        parser.add_argument(
            "--event", metavar="SLUG", help="of the competition, where a file does not say which"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, and store nothing"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON document a file, for programs"
        )
        parser.add_argument("--yes", action="store_true", help="apply what is sure without asking")

    def handle(self, *args, files, **options):
        if options["format"] and options["format"] not in formats.FORMATS:
            raise CommandError(
                f"“{options['format']}” is no format; expected one of {', '.join(formats.FORMATS)}.",
                returncode=USAGE,
            )
        where = self.where(options)
        contents = [(name, read(name)) for name in files]
        with uncollected():
            done = [self.import_file(name, data, where, options) for name, data in contents]
        if options["json"]:
            told = [report for _, report in done]
            self.stdout.write(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False))
        if not all(is_done for is_done, _ in done):
            raise SystemExit(REFUSED)

    def where(self, options):
        competition = found(Competition.objects.for_page(), "competition", options["competition"])
        if options["event"] and competition is None:
            raise CommandError("--event needs --competition.", returncode=USAGE)
        event = found(Event.objects.filter(competition=competition), "event", options["event"])
        return {"competition": competition, "event": event}

    def import_file(self, name, data, where, options):
        """Whether nothing is left to do for this file, and what became of it for programs."""
        name = Path(name).name
        meet = formats.read(data, name, options["format"])
        staged = staging.stage(meet, name=name, **where)
        if not options["json"]:
            self.stdout.write("\n".join(reports.lines(staged)))
        done, said = self.carry_out(staged, batches.digest(data), options)
        if not options["json"]:
            self.stdout.write(said)
        return done, reports.as_data(staged, applied=said == APPLIED)

    def carry_out(self, staged, digest, options):
        if staged.refused:
            return False, "Refused: nothing is stored."
        if staged.does_nothing:
            return True, "Nothing to do: all of it is held already."
        if options["dry_run"]:
            return not staged.waits, "Nothing is stored: this was a trial."
        if staged.waits or not self.agreed(staged, options):
            batch = batches.store(staged, data_digest=digest)
            return False, f"Waits for a person: /admin/results/importbatch/{batch.pk}/change/"
        try:
            batches.apply_directly(staged, data_digest=digest)
        except ValidationError as refusal:
            return False, f"Refused: {' '.join(refusal.messages)}"
        return True, APPLIED

    def agreed(self, staged, options):
        if options["yes"]:
            return True
        if options["json"] or not sys.stdin.isatty():
            return False
        return input("Apply this? [y/N] ").strip().lower() in ("y", "yes")


APPLIED = "Applied."


@contextmanager
def uncollected():
    """All that a file makes lives until it is written: to look for garbage meanwhile only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def found(queryset, what, slug):
    if not slug:
        return None
    try:
        return queryset.get(slug=slug)
    except queryset.model.DoesNotExist:
        raise CommandError(f"There is no {what} “{slug}”.", returncode=USAGE) from None


def read(name):
    """No more of a file than may be imported."""
    if name == "-":
        return sys.stdin.buffer.read(formats.MOST_BYTES + 1)
    try:
        return formats.read_file(name)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.", returncode=USAGE) from None
