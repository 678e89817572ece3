"""Q or q, where a source tells only who qualified."""

from dataclasses import replace
from itertools import groupby

from results.importers.base import Problem, Severity
from results.importers.sportsml_rows import UNTOLD


def tell_apart(races, found):
    """The races with Q, q or qR in place of what is not told.

    The places that qualified in each heat of a round are Q. Who else qualified is q, unless somebody who did
    not was better: then it was neither by place nor by time, and a person should look. In a qualification of
    a field event all are q, since the standard is not told.
    """
    rounds = {}
    for race in races:
        rounds.setdefault(_round(race), []).append(race)
    told = {key: _Round(heats, found) for key, heats in rounds.items()}
    return tuple(told[_round(race)].tell(race) for race in races)


def _round(race):
    return race.category, race.discipline, race.part_of, race.round


class _Round:
    def __init__(self, heats, found):
        self.found = found
        self.by_standard = heats[0].round == "qualification"
        contested = [heat for heat in heats if any(row.place for row in heat.results)]
        self.places = min(map(_leading_places, contested), default=0)
        left = [row.mark for heat in heats for row in heat.results if not row.qualification and row.mark]
        self.best_left = min((mark.sort_key for mark in left), default=None)

    def tell(self, race):
        results = tuple(
            replace(row, qualification=self._how(row)) if row.qualification == UNTOLD else row
            for row in race.results
        )
        return replace(race, results=results)

    def _how(self, row):
        if self.by_standard:
            return "q"
        if row.place and row.place <= self.places:
            return "Q"
        if row.mark and (self.best_left is None or row.mark.sort_key <= self.best_left):
            return "q"
        who = row.person.name if row.person else row.team
        self.found.add(
            Problem(
                f"{who} qualified neither by place nor by time, so stands as advanced by the referee (qR); "
                "the file does not tell how.",
                row.line,
                "result-effect",
                severity=Severity.WARNING,
            )
        )
        return "qR"


def _leading_places(heat):
    """How many places from the first on all qualified; the last of them where places are shared."""
    placed = sorted((row for row in heat.results if row.place), key=lambda row: row.place)
    last = 0
    for place, rows in groupby(placed, key=lambda row: row.place):
        if not all(row.qualification for row in rows):
            break
        last = place
    return last
