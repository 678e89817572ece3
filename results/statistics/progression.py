"""An athlete's season's bests, one after another."""

from dataclasses import dataclass

from results.models import Best, Result
from results.statistics.bests import eligible


@dataclass(frozen=True)
class Season:
    year: int
    result: Result


def season_bests(athlete, discipline, as_of=None):
    """[Season], the earliest first; of equal marks in a season the first."""
    if as_of is None:
        kept = Best.objects.filter(athlete=athlete, discipline=discipline, season__isnull=False)
        results = {best.season: best.result_id for best in kept}
    else:
        rows = eligible().filter(athlete=athlete, discipline=discipline).held_by(as_of)
        results = {}
        for pk, season in rows.order_by("list_key", "date", "pk").values_list("pk", "season"):
            results.setdefault(season, pk)
    known = Result.objects.with_titles().in_bulk(list(results.values()))
    return [Season(year, known[results[year]]) for year in sorted(results)]
