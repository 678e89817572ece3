"""Season's and personal bests: what counts as one, which stands, and what was one on the day."""

from itertools import islice

from newsroom.lib import bulk
from results.models import Best, Race, Result

ROUNDS = list(Race.Round)  # in the order in which an event holds them
BATCH = 2000  # pairs a query


def eligible():
    """Results that may be a best: those of athletes that are listed (`results.legality`)."""
    return Result.objects.filter(athlete__isnull=False, list_key__isnull=False)


def personal_best(athlete, discipline, as_of=None):
    """The best result of all seasons held, or None; of equal marks the first."""
    return _best(eligible().filter(athlete=athlete, discipline=discipline).held_by(as_of))


def season_best(athlete, discipline, season, as_of=None):
    """The best result of a calendar year, or None; of equal marks the first."""
    results = eligible().filter(athlete=athlete, discipline=discipline, season=season)
    return _best(results.held_by(as_of))


def flags_on_the_day(results):
    """{pk: “PB” or “SB”} of those results that were one when they were achieved, by what is held.

    Equalled bests are “=PB” and “=SB”. A first result of all is no best worth a word.
    One query, however many.
    """
    wanted = {result.pk for result in results}
    rows = eligible().filter(
        athlete__in={result.athlete_id for result in results} - {None},
        race__discipline__in=Race.objects.filter(results__in=wanted).order_by().values("discipline"),
    )
    held = {}
    for row in rows.select_related("race__discipline"):
        held.setdefault((row.athlete_id, row.race.discipline_id), []).append(row)
    flags = {row.pk: _flag(row, rows) for rows in held.values() for row in rows if row.pk in wanted}
    return {pk: flag for pk, flag in flags.items() if flag}


def flag_on_the_day(result):
    """“PB”, “=PB”, “SB”, “=SB” or “”."""
    return flags_on_the_day([result]).get(result.pk, "")


def refresh(pairs):
    """Work out the kept bests of these (athlete, discipline) again, where results are written."""
    waiting = iter(sorted(pairs))
    while batch := set(islice(waiting, BATCH)):
        theirs = {
            "athlete__in": {athlete for athlete, _ in batch},
            "discipline__in": {discipline for _, discipline in batch},
        }
        kept = Best.objects.filter(**theirs).order_by().values_list("pk", "athlete_id", "discipline_id")
        Best.objects.filter(pk__in=[pk for pk, *pair in kept if tuple(pair) in batch]).delete()
        listed = eligible().filter(**theirs).order_by("list_key", "date", "pk").values_list(*KEPT)
        bulk.insert(Best, COLUMNS, _bests_of(row for row in listed if row[:2] in batch))


def extend(result_ids):
    """Let results that were added better the kept bests; what else is held need not be read for that."""
    waiting = iter(sorted(result_ids))
    while batch := list(islice(waiting, BATCH)):
        listed = eligible().filter(pk__in=batch).order_by("list_key", "date", "pk").values_list(*KEPT)
        new = {row[:3]: row for row in _bests_of(listed)}
        held = Best.objects.filter(
            athlete__in={athlete for athlete, _, _ in new},
            discipline__in={discipline for _, discipline, _ in new},
        )
        beaten = []
        for pk, *row in held.order_by().values_list("pk", *COLUMNS):
            key = tuple(row[:3])
            if key in new and _standing(new[key]) < _standing(row):
                beaten.append(pk)
            else:
                new.pop(key, None)
        Best.objects.filter(pk__in=beaten).delete()
        bulk.insert(Best, COLUMNS, new.values())


def _standing(row):
    """What of two bests tells the better: the mark, then who had it first."""
    _, _, _, _, list_key, date, result = row
    return list_key, date, result


KEPT = ("athlete_id", "discipline_id", "season", "category", "list_key", "date", "pk")
COLUMNS = ("athlete_id", "discipline_id", "season", "category", "list_key", "date", "result_id")


def _bests_of(rows):
    """The first of each season and of all as `COLUMNS`, of rows as `KEPT` that come best first."""
    best = {}
    for athlete, discipline, season, *row in rows:
        best.setdefault((athlete, discipline, season), row)
        best.setdefault((athlete, discipline, None), row)
    return [(*key, *row) for key, row in best.items()]


def _best(results):
    return results.select_related("race__discipline").order_by("list_key", "date", "pk").first()


def _flag(result, rows):
    earlier = [row for row in rows if _was_before(row.race, result.race)]
    if not earlier:
        return ""
    season = [row for row in earlier if row.race.date.year == result.race.date.year]
    for code, known in (("PB", earlier), ("SB", season)):
        best = min((row.mark.sort_key for row in known), default=None)
        if best is None or result.mark.sort_key < best:
            return code
        if result.mark.sort_key == best:
            return f"={code}"
    return ""


def _was_before(race, other):
    """By day, else by time of day, else by round where both belong to one event."""
    if race.date != other.date:
        return race.date < other.date
    if race.starts_at and other.starts_at:
        return race.starts_at < other.starts_at
    return race.event_id == other.event_id and ROUNDS.index(race.round) < ROUNDS.index(other.round)
