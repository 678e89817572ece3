"""Look again at what is public: addresses move, pictures lose their rights, races are deleted."""

import json
import sys

from django.core.management import BaseCommand

from articles import checks
from articles.content import Content
from articles.models import Article
from newsroom.lib.addresses import absolute

BLOCKED = 1  # exit code; 0 is nothing found
AT_A_TIME = 100  # stories in memory


class Command(BaseCommand):
    help = "List what would block the public stories today. Exit code 0: nothing, 1: something."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for programs: one object a line and finding")

    def handle(self, *args, json, **options):
        write = self._write_json if json else self._write_text
        looked_at = blocked = 0
        for article in _public():
            found = [finding for finding in checks.look(Content.of(article), article) if finding.stops]
            looked_at += 1
            if found:
                blocked += 1
                write(article, found)
        if not json:
            self.stdout.write(_sum(blocked, looked_at))
        if blocked:
            sys.exit(BLOCKED)

    def _write_text(self, article, found):
        self.stdout.write(f"{article.headline} ({absolute(article.get_absolute_url())})")
        for finding in found:
            self.stdout.write(f"  {finding.field:12}{finding}")
        self.stdout.write("")

    def _write_json(self, article, found):
        for finding in found:
            told = {
                "story": article.pk,
                "url": absolute(article.get_absolute_url()),
                "headline": article.headline,
                "field": finding.field,
                "line": finding.line,
                "code": finding.code,
                "message": finding.message,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))


def _public():
    """The public stories as they are read, latest first; a bounded number of them at a time."""
    related = ("topics", "bylines", "race_links")
    public = Article.objects.published().latest_first().prefetch_related(*related)
    return public.iterator(chunk_size=AT_A_TIME)


def _sum(blocked, looked_at):
    stories = "1 public story" if looked_at == 1 else f"{looked_at} public stories"
    return f"Something blocks {blocked} of {stories}." if blocked else f"Nothing blocks {stories}."
