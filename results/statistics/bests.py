"""Season's and personal bests: what counts as one, which stands, and what was one on the day."""

from decimal import Decimal
from itertools import islice

from django.db.models import F, Q

from results.marks import Precision
from results.models import Best, Race, Result

LEGAL_WIND_LIMIT = Decimal("2.0")  # m/s; above it a mark counts in the race, not as a best (CR 31.14.3)
PHOTO_FINISH_UP_TO = 800  # metres on the track; a time by hand flatters, by a quarter of a second in a sprint
BY_HAND = [Precision.HAND, Precision.TENTH]
ROUNDS = list(Race.Round)  # in the order in which an event holds them
BATCH = 500  # athletes a query


def eligible():
    """Results that may be a best: in a race with a result, the wind not above the limit, no sprint by hand.

    Road distances are disciplines of their own, so a road time is never the best of a track race.
    """
    windy = Q(race__discipline__wind="race", race__wind__gt=LEGAL_WIND_LIMIT) | Q(
        race__discipline__wind="attempt", wind__gt=LEGAL_WIND_LIMIT
    )
    by_hand = Q(
        race__discipline__kind="track",
        race__discipline__distance_m__lte=PHOTO_FINISH_UP_TO,
        mark_precision__in=BY_HAND,
    )
    return Result.objects.counting().filter(athlete__isnull=False).exclude(windy | by_hand)


def personal_best(athlete, discipline, as_of=None):
    """The best result of all seasons held, or None; of equal marks the first."""
    return _best(eligible().filter(athlete=athlete, race__discipline=discipline).held_by(as_of), discipline)


def season_best(athlete, discipline, season, as_of=None):
    """The best result of a calendar year, or None; of equal marks the first."""
    results = eligible().filter(athlete=athlete, race__discipline=discipline, race__date__year=season)
    return _best(results.held_by(as_of), discipline)


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


def refresh(athlete_ids):
    """Work out the kept bests of these athletes again, inside the transaction that wrote their results."""
    waiting = iter(sorted(athlete_ids))
    while batch := list(islice(waiting, BATCH)):
        Best.objects.filter(athlete__in=batch).delete()
        Best.objects.bulk_create(_bests_of(batch))


def _bests_of(athlete_ids):
    best = {}
    rows = eligible().filter(athlete__in=athlete_ids).select_related("race__discipline")
    for result in rows.order_by("race__date", F("race__starts_at").asc(nulls_last=True), "pk"):
        for season in (result.race.date.year, None):
            key = (result.athlete_id, result.race.discipline_id, season)
            if key not in best or result.mark.beats(best[key].mark):
                best[key] = result
    return [
        Best(
            athlete_id=athlete,
            discipline_id=discipline,
            season=season,
            result=result,
            mark_value=result.mark_value,
        )
        for (athlete, discipline, season), result in best.items()
    ]


def _best(results, discipline):
    value = "mark_value" if discipline.lower_is_better else "-mark_value"
    ordered = results.select_related("race__discipline").order_by(value, "race__date", "pk")
    return ordered.first()


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
