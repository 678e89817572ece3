"""Season's and personal bests: what counts as one, which stands, and what was one on the day."""

from decimal import Decimal
from itertools import islice

from django.db.models import F, Q

from results.models import Best, Result

LEGAL_WIND_LIMIT = Decimal("2.0")  # m/s; above it a mark counts in the race, not as a best (TR 31.14.3)
BATCH = 500  # athletes a query


def eligible():
    """Results that may be a best: with a mark, in a race with a result, the wind not above the limit."""
    windy = Q(race__discipline__wind="race", race__wind__gt=LEGAL_WIND_LIMIT) | Q(
        race__discipline__wind="attempt", wind__gt=LEGAL_WIND_LIMIT
    )
    return Result.objects.counting().filter(athlete__isnull=False).exclude(windy)


def personal_best(athlete, discipline, as_of=None):
    """The best result of all seasons held, or None; of equal marks the first."""
    return _best(eligible().filter(athlete=athlete, race__discipline=discipline).held_by(as_of), discipline)


def season_best(athlete, discipline, season, as_of=None):
    """The best result of a calendar year, or None; of equal marks the first."""
    results = eligible().filter(athlete=athlete, race__discipline=discipline, race__date__year=season)
    return _best(results.held_by(as_of), discipline)


def flag_on_the_day(result):
    """“PB” or “SB” where the result was one when it was achieved, by what is held; else “”.

    Equalled bests are “=PB” and “=SB”. A first result of all is no best worth a word.
    """
    discipline = result.race.discipline
    earlier = (
        eligible().filter(athlete=result.athlete_id, race__discipline=discipline).filter(_before(result))
    )
    if not eligible().filter(pk=result.pk).exists() or not earlier.exists():
        return ""
    personal = _best(earlier, discipline)
    season = _best(earlier.filter(race__date__year=result.race.date.year), discipline)
    for code, best in (("PB", personal), ("SB", season)):
        if best is None or result.mark.beats(best.mark):
            return code
        if result.mark.value == best.mark.value:
            return f"={code}"
    return ""


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


def _before(result):
    race = result.race
    earlier = Q(race__date__lt=race.date)
    if race.starts_at:
        earlier |= Q(race__date=race.date, race__starts_at__lt=race.starts_at)
    return earlier
