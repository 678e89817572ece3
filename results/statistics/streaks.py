"""Winning streaks, by the finals that are held.

What counts is a final in which the athlete started: heats are none, nor a B race, nor the parts of a combined
event. A place that is shared is won. Whoever is out (DNF, DQ, NM) or has no place yet has not won.
"""

from dataclasses import dataclass

from django.db.models import Q

from results.models import Race, Result

B_RACE = "final-b"


@dataclass(frozen=True)
class Streak:
    wins: list  # results, the latest first
    ended: Result | None = None  # the one before the first of them that was not won, where one is held

    def __len__(self):
        return len(self.wins)

    @property
    def since(self):
        """The day of its first win; None where there is none."""
        return self.wins[-1].date if self.wins else None


def current_streak(athlete, discipline, as_of=None):
    """The finals won in a row up to now; empty where the last was not won."""
    wins = []
    for result in finals(athlete, discipline, as_of=as_of):
        if result.place != 1:
            return Streak(wins, ended=result)
        wins.append(result)
    return Streak(wins)


def unbeaten(athlete, discipline, season, as_of=None):
    """The finals of a season as a streak, where all that are held were won; else None."""
    results = list(finals(athlete, discipline, season=season, as_of=as_of))
    if not results or any(result.place != 1 for result in results):
        return None
    return Streak(results)


def finals(athlete, discipline, *, season=None, as_of=None):
    """The athlete's results in finals, the latest first; one query."""
    own = Result.objects.filter(athlete=athlete, discipline=discipline).exclude(status="DNS")
    has_result = Q(race__status__in=["provisional", "official", "revised"], race__round=Race.Round.FINAL)
    held = own.filter(has_result).exclude(race__slug=B_RACE).held_by(as_of)
    if season is not None:
        held = held.filter(season=season)
    return held.with_titles().latest_first()
