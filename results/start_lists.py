"""Who starts, with what each has run, jumped or thrown before: as readers have it ahead of a race."""

from dataclasses import dataclass

from results.models import Best, Result


@dataclass(frozen=True)
class Entry:
    result: Result
    season_best: str = ""
    personal_best: str = ""

    @property
    def lane(self):
        return str(self.result.lane or "")

    @property
    def athlete(self):
        return self.result.athlete

    @property
    def team(self):
        return self.result.team_name

    @property
    def country(self):
        return self.result.country


def entries(races):
    """{race pk: [entry, …]} in the order of lanes, else of the list; one query, however many the races.

    Give races from `Race.objects.for_table()`.
    """
    rows = [result for race in races for result in race.results.all()]
    bests = _bests(rows)
    listed = {race.pk: [] for race in races}
    for result in sorted(rows, key=_in_list_order):
        season, overall = (
            bests.get((result.athlete_id, result.discipline_id, year), "") for year in (result.season, None)
        )
        listed[result.race_id].append(Entry(result, season, overall))
    return listed


def _bests(rows):
    """{(athlete, discipline, season or None): mark} of who is entered."""
    if not rows:
        return {}
    held = Best.objects.filter(
        athlete__in={row.athlete_id for row in rows} - {None},
        discipline__in={row.discipline_id for row in rows},
    )
    return {
        (best.athlete_id, best.discipline_id, best.season): str(best.result.mark)
        for best in held.order_by().select_related("result__race__discipline")
    }


def _in_list_order(result):
    return result.race_id, result.lane is None, result.lane or 0, result.order, result.pk
