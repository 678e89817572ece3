"""Toplists: the best of all seasons or of one, by athlete or by performance.

Only what is listed (`results.legality`): no mark with the wind above the limit, no sprint timed by hand, and
nothing of a race without a result. Indoor marks stand among the others; a page says which they are.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import OuterRef, Subquery

from results.models import Best, Discipline, Event, Result

MOST = 100  # rows of a list
SEARCHED = 1000  # rows looked through where not every row counts: one of each team, two of each country


@dataclass(frozen=True)
class Line:
    rank: str  # “3=” where marks are equal
    result: Result


@dataclass(frozen=True)
class Toplist:
    lines: list
    has_more: bool


def by_performance(discipline, category, *, season=None, as_of=None, per_country=None, most=MOST):
    """The best performances, however many are one athlete's."""
    rows = _performances(discipline, category, season, as_of)
    searched = SEARCHED if per_country else most + 1
    return _toplist(rows.values_list(*ROW)[:searched], most, per_country)


def by_athlete(discipline, category, *, season=None, as_of=None, per_country=None, most=MOST):
    """Each athlete's best; of a relay each country's best team.

    What an athlete's best was at a past moment, and the best of a team, is not kept: it is looked for in the
    thousand best performances. Such a list may end early; what it shows is never wrong.
    """
    if discipline.is_relay or as_of is not None:
        rows = _performances(discipline, category, season, as_of).values_list(*ROW)[:SEARCHED]
    else:
        bests = Best.objects.filter(discipline=discipline, category=category, season=season)
        # The season leads though it is one: with a null PostgreSQL takes only so the order from the index.
        ordered = bests.order_by("season", "list_key", "date", "result")
        rows = ordered.values_list(*ROW_OF_BEST)[: SEARCHED if per_country else most + 1]
    return _toplist(rows, most, per_country, once_each=True)


def seasons(discipline, category):
    """The years with listed marks, the latest first: a step in the index for each, no look at every row."""
    one = [discipline.pk, category]
    with connection.cursor() as cursor:
        cursor.execute(SEASONS, [*one, *one])
        return [season for (season,) in cursor.fetchall()]


def available():
    """[(discipline, [category, …])] of all that have listed marks, in the order of a programme."""
    found = [(discipline, _listed(discipline)) for discipline in _with_categories()]
    return [(discipline, categories) for discipline, categories in found if categories]


def categories(discipline):
    """The categories in which a discipline has listed marks."""
    return _listed(_with_categories().get(pk=discipline.pk))


ROW = ("pk", "athlete", "country", "list_key")
ROW_OF_BEST = ("result", "athlete", "result__country", "list_key")
SEASONS = """
    WITH RECURSIVE held (season) AS (
        SELECT MAX(season) FROM results_result
        WHERE discipline_id = %s AND category = %s AND list_key IS NOT NULL
        UNION ALL
        SELECT (
            SELECT MAX(season) FROM results_result
            WHERE discipline_id = %s AND category = %s AND list_key IS NOT NULL AND season < held.season
        ) FROM held WHERE season IS NOT NULL
    )
    SELECT season FROM held WHERE season IS NOT NULL
"""


def _with_categories():
    """With the best list key of each category: it is the first of an index; to ask for any may read all."""
    marks = Result.objects.filter(discipline=OuterRef("pk"), list_key__isnull=False).order_by("list_key")
    best = {
        f"best_{category}": Subquery(marks.filter(category=category).values("list_key")[:1])
        for category in Event.Category.values
    }
    return Discipline.objects.annotate(**best)


def _listed(discipline):
    return [
        category for category in Event.Category.values if getattr(discipline, f"best_{category}") is not None
    ]


def _performances(discipline, category, season, as_of):
    listed = Result.objects.filter(discipline=discipline, category=category, list_key__isnull=False)
    if season is not None:
        listed = listed.filter(season=season)
    return _held_by(listed, as_of).order_by("list_key", "date", "pk")


def _held_by(listed, as_of):
    """By the row's own day where that is enough: the index knows it."""
    if isinstance(as_of, datetime):
        tomorrow = as_of.date() + timedelta(days=1)  # where it is tomorrow already
        return listed.filter(date__lte=tomorrow).held_by(as_of)
    return listed.filter(date__lte=as_of) if as_of else listed


def _toplist(rows, most, per_country, *, once_each=False):
    chosen = choose(rows, most + 1, per_country, once_each)
    shown = [pk for pk, _ in chosen[:most]]
    results = Result.objects.with_titles().order_by().in_bulk(shown)
    positions = ranks([key for _, key in chosen])
    lines = [Line(rank, results[pk]) for rank, pk in zip(positions, shown, strict=False)]
    return Toplist(lines, has_more=len(chosen) > most)


def choose(rows, most, per_country, once_each):
    """[(key, list_key)] of the rows that count, best first."""
    seen, from_country, chosen = set(), Counter(), []
    for pk, athlete, country, list_key in rows:
        who = athlete or country
        if (once_each and who in seen) or (per_country and from_country[country] == per_country):
            continue
        seen.add(who)
        from_country[country] += 1
        chosen.append((pk, list_key))
        if len(chosen) == most:
            break
    return chosen


def ranks(list_keys):
    """“1”, “2=”, “2=”, “4”; the row after the last shown tells whether the last is shared."""
    equal, first = Counter(list_keys), {}
    for position, key in enumerate(list_keys, start=1):
        first.setdefault(key, f"{position}=" if equal[key] > 1 else str(position))
    return [first[key] for key in list_keys]
