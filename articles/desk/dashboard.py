"""The desk’s own first page: what needs somebody now. A panel is one query or two, however much there is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Revision, StoryRace
from articles.revisions import APPROVED, PUBLISHED, SUBMITTED
from results import findings
from results.models import Finding, ImportBatch, Race

LINES = 6  # of a panel
DEVELOPING_TOO_LONG = timedelta(hours=2)  # without a new version, “More to follow” is a broken promise
FRESH = timedelta(days=2)  # a final without a story is news for so long


@dataclass(frozen=True)
class Line:
    """One thing to do, and where; `at` is the moment that matters, `action` the next step and its address."""

    words: str
    url: str
    at: datetime | None = None
    note: str = ""
    action: tuple[str, str] | None = None


@dataclass(frozen=True)
class Panel:
    key: str
    title: str
    empty: str
    find: Callable = field(repr=False)
    right: str = "articles.view_article"
    more: str = ""  # the list behind it
    urgent: bool = False  # whatever stands in it wants somebody at once


def board(user, at=None):
    """[(panel, lines)] of what the user may see, in the order in which it is looked at."""
    at = at or timezone.now()
    return [(panel, panel.find(user, at)) for panel in PANELS if user.has_perm(panel.right)]


def unsaved(user, at):
    """What this person wrote and never saved."""
    kept = Revision.objects.filter(by=user, event=Revision.Event.AUTOSAVED).select_related("article")
    return [
        Line(str(each.article), _story(each.article), each.at, "Open it to take the text back")
        for each in kept.order_by("-at")[:LINES]
    ]


def live_now(user, at):
    races = Race.objects.with_titles().filter(status=Race.Status.LIVE).order_by("-date", "-pk")
    return [_race(race, "Live") for race in races[:LINES]]


def without_a_story(user, at):
    """Finals of these days with a result and no story about them."""
    told = StoryRace.objects.filter(race=OuterRef("pk"), role=StoryRace.Role.MAIN)
    races = Race.objects.deciding_medals().with_titles().filter(date__gte=(at - FRESH).date())
    untold = races.filter(~Exists(told)).latest_first()
    return [_race(race, race.get_status_display()) for race in untold[:LINES]]


def due_next(user, at):
    """What goes out or comes off by itself, the soonest first; an embargo has its own panel."""
    scheduled = Article.objects.filter(status=PUBLISHED, public_from__gt=at, publish_at__gt=at).order_by(
        "publish_at", "pk"
    )
    ending = Article.objects.filter(status=PUBLISHED, unpublish_at__gt=at).order_by("unpublish_at", "pk")
    lines = [Line(str(s), _story(s), s.publish_at, "goes out") for s in scheduled[:LINES]]
    lines += [Line(str(s), _story(s), s.unpublish_at, "comes off") for s in ending[:LINES]]
    return sorted(lines, key=lambda line: line.at)[:LINES]


def submitted(user, at):
    return _in_stage(SUBMITTED, "from")


def approved(user, at):
    return _in_stage(APPROVED, "approved by")


def developing(user, at):
    """Public stories that promise more and have had no new version for too long."""
    stale = Article.objects.published(at).filter(
        developing=True, last_published_at__lt=at - DEVELOPING_TOO_LONG
    )
    return [
        Line(str(s), _story(s), s.last_published_at, "last went out")
        for s in stale.order_by("last_published_at", "pk")[:LINES]
    ]


def embargoed(user, at):
    stories = Article.objects.filter(embargo_until__gt=at).order_by("embargo_until", "pk")
    return [Line(str(s), _story(s), s.embargo_until, "embargo ends") for s in stories[:LINES]]


def contradicted(user, at):
    """Public stories about races in whose results the referee's rules find an error."""
    links = StoryRace.objects.filter(
        race__in=findings.standing().filter(severity=Finding.Severity.ERROR).values("race"),
        role=StoryRace.Role.MAIN,
        article__in=Article.objects.published(at),
    )
    latest = links.select_related(
        "article", "race__discipline", "race__event__discipline", "race__event__competition"
    )
    return [
        Line(
            str(link.article),
            _story(link.article),
            note=f"{link.race.title}: its results are in question",
            action=("Findings", f"{reverse('admin:results_finding_changelist')}?q={link.race_id}"),
        )
        for link in latest.order_by("-article__publish_at", "-pk")[:LINES]
    ]


def latest_imports(user, at):
    """Files that wait for a person, then the latest others."""
    waits = Q(status=ImportBatch.Status.STAGED)
    waiting = ImportBatch.objects.filter(waits).order_by("-at", "-pk")[:LINES]
    done = ImportBatch.objects.exclude(waits).order_by("-at", "-pk")[:LINES]
    return [
        Line(
            batch.name,
            reverse("admin:results_importbatch_change", args=[batch.pk]),
            batch.at,
            batch.get_status_display(),
        )
        for batch in [*waiting, *done][:LINES]
    ]


PANELS = (
    Panel("unsaved", "Your unsaved text", "", unsaved, "articles.change_article", urgent=True),
    Panel(
        "contradicted",
        "Contradicted",
        "No public story stands on results in question.",
        contradicted,
        more="admin:results_finding_changelist",
        urgent=True,
    ),
    Panel(
        "live", "Live now", "No race is live.", live_now, "results.view_race", "admin:results_race_changelist"
    ),
    Panel("untold", "Finals without a story", "Every final of these days has its story.", without_a_story),
    Panel("submitted", "Submitted", "Nothing waits for approval.", submitted),
    Panel("approved", "Approved", "Nothing waits to go out.", approved),
    Panel("due", "Due next", "Nothing is scheduled.", due_next),
    Panel(
        "developing", "Developing for too long", "No story keeps readers waiting.", developing, urgent=True
    ),
    Panel("embargoed", "Embargoed", "Nothing is under embargo.", embargoed),
    Panel(
        "imports",
        "Latest imports",
        "No file has been imported.",
        latest_imports,
        "results.view_importbatch",
        "admin:results_importbatch_changelist",
    ),
)


def _in_stage(stage, by):
    stories = Article.objects.filter(stage=stage).select_related("stage_by")
    return [
        Line(str(s), _story(s), s.stage_at, f"{by} {s.stage_by}" if s.stage_by else "")
        for s in stories.order_by(F("stage_at").desc(nulls_last=True), "-pk")[:LINES]
    ]


def _race(race, note):
    write = f"{reverse('admin:articles_article_add')}?race={race.pk}"
    url = reverse("admin:results_race_change", args=[race.pk])
    return Line(str(race), url, race.starts_at, note, ("Write the story", write))


def _story(article):
    return reverse("admin:articles_article_change", args=[article.pk])
