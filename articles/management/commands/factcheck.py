"""Hold what a story claims against the results."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import factcheck
from articles.content import Content
from articles.factcheck import files, races
from articles.factcheck.claims import Verdict
from articles.models import Article

USAGE = 2
CONTRADICTED = 1


class Command(BaseCommand):
    help = "Hold the marks, places and names of a story against the results; 1 where they contradict one"

    def add_arguments(self, parser):
        story = parser.add_mutually_exclusive_group(required=True)
        story.add_argument("--article", type=int, metavar="ID", help="a story of this site, as it is written")
        story.add_argument("--file", type=Path, metavar="STORY.md", help="a story in Markdown")
        parser.add_argument("--race", action="append", default=[], metavar="COMPETITION/EVENT")
        parser.add_argument("--at", metavar="ISO-TIME", help="as of when; else when the story goes out")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options):
        at = self.moment(options["at"])
        if options["file"]:
            texts, race_ids, goes_out = self.of_file(options["file"], options["race"])
        else:
            texts, race_ids, goes_out = self.of_article(options["article"], options["race"])
        report = factcheck.check(texts, race_ids, at or goes_out)
        self.tell(report, options["json"])
        if report.counts[Verdict.CONTRADICTED]:
            raise SystemExit(CONTRADICTED)

    def moment(self, typed):
        if not typed:
            return None
        try:
            moment = parse_datetime(typed)
        except ValueError:
            moment = None
        if moment is None:
            raise CommandError(
                f"--at: “{typed}” is no moment such as 2023-08-23T21:22+02:00.", returncode=USAGE
            )
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def of_file(self, path, keys):
        try:
            story = files.read(path.read_text(encoding="utf-8"))
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}.", returncode=USAGE) from None
        except (UnicodeDecodeError, files.StoryFileError) as problem:
            raise CommandError(f"{path}: {problem}", returncode=USAGE) from None
        named = self.by_keys(keys or story.races)
        return story.texts, named or races.in_text(story.texts), story.at

    def of_article(self, pk, keys):
        article = Article.objects.select_related("working").filter(pk=pk).first()
        if article is None:
            raise CommandError(f"There is no story {pk}.", returncode=USAGE)
        content = Content.from_data(article.working.content) if article.working else Content.of(article)
        texts = {name: getattr(content, name) for name in ("headline", "standfirst", "body")}
        linked = self.by_keys(keys) or [link.race for link in content.races]
        return texts, linked or races.in_text(texts), article.opens_at

    def by_keys(self, keys):
        try:
            return races.by_keys(keys)
        except LookupError as unknown:
            raise CommandError(f"There is no race or event “{unknown.args[0]}”.", returncode=USAGE) from None

    def tell(self, report, as_json):
        if as_json:
            said = {"claims": [asdict(claim) for claim in report.claims], "counts": report.counts}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for claim in report.claims:
            right = f" It should be {claim.expected}." if claim.expected else ""
            self.stdout.write(
                f"{claim.verdict}: {claim.field} {claim.start}: {claim.kind} “{claim.text}”"
                f"{f' of {claim.subject}' if claim.subject else ''}.{right} {claim.evidence}".rstrip()
            )
        self.stdout.write(", ".join(f"{count} {verdict}" for verdict, count in report.counts.items()))
