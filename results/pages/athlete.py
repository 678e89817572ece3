"""What an athlete's page shows, gathered in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Q

from newsroom.lib.paging import page_of
from results import charts, words
from results.abbreviations import STATUS_WORDS, flag_words
from results.models import Best, Race, RelayLeg, Result
from results.statistics import head_to_head, streaks
from results.statistics.honours import honours
from results.tables import wind_text

PAGE_SIZE = 100
NEWEST_FIRST = ("-date", "-pk")


@dataclass(frozen=True)
class Line:
    """A result of the athlete's, on the athlete's own page."""

    result: Result

    @property
    def race(self):
        return self.result.race

    @property
    def place(self):
        return str(self.result.place or "")

    @property
    def medal(self):
        return self.result.medal

    @property
    def mark(self):
        return self.result.mark

    @property
    def status(self):
        return (self.result.status, STATUS_WORDS[self.result.status]) if self.result.status else ()

    @property
    def flags(self):
        codes = f"{self.result.record_flags} {self.result.personal_flags}".split()
        return [(code, flag_words(code)) for code in codes]

    @property
    def wind(self):
        return wind_text(self.result.wind if self.race.discipline.wind == "attempt" else self.race.wind)


class AthletePage:
    def __init__(self, athlete, before=""):
        self.athlete = athlete
        self.before = before

    @cached_property
    def page(self):
        """Own results and those as a member of a relay team."""
        # Two steps: with the legs as a subquery, no index is used for either half.
        legs = list(RelayLeg.objects.filter(athlete=self.athlete).order_by().values_list("result", flat=True))
        theirs = Result.objects.with_titles().filter(Q(athlete=self.athlete) | Q(pk__in=legs))
        return page_of(theirs, NEWEST_FIRST, self.before, size=PAGE_SIZE)

    @cached_property
    def competitions(self):
        """[(competition, [line, …]), …], latest first."""
        results = sorted(self.page.items, key=_in_programme_order, reverse=True)
        grouped = groupby(results, key=lambda result: result.race.event.competition)
        return [(competition, [Line(result) for result in rows]) for competition, rows in grouped]

    @cached_property
    def honours(self):
        return honours(self.athlete)

    @cached_property
    def bests(self):
        bests = Best.objects.filter(athlete=self.athlete).select_related(
            "discipline",
            "result__race__discipline",
            "result__race__event__discipline",
            "result__race__event__competition",
        )
        return list(bests)

    @property
    def personal_bests(self):
        return [best for best in self.bests if best.season is None]

    @cached_property
    def main_discipline(self):
        """That of most results here; a combined event counts for itself, not for its parts."""
        own = [result for result in self.page.items if result.athlete_id == self.athlete.pk]
        counts = Counter(result.race.discipline for result in own if result.race.round != Race.Round.PART)
        return counts.most_common(1)[0][0] if counts else None

    @property
    def main_best(self):
        return next((best for best in self.personal_bests if best.discipline == self.main_discipline), None)

    @cached_property
    def progression(self):
        seasons = [best for best in self.bests if best.season and best.discipline == self.main_discipline]
        return charts.progression(self.athlete, self.main_discipline, seasons) if seasons else None

    @cached_property
    def head_to_head(self):
        return head_to_head.with_main_rival(self.athlete)

    @property
    def rivalry(self):
        return words.rivalry(self.head_to_head)

    @property
    def stand(self):
        return f"{words.career(self.honours)} {self._unbeaten}".strip()

    @property
    def _unbeaten(self):
        """Of the last season that is held."""
        seasons = [best.season for best in self.bests if best.season]
        if not seasons or not self.main_discipline:
            return ""
        last = max(seasons)
        return words.unbeaten(streaks.unbeaten(self.athlete, self.main_discipline, last), last)


def _in_programme_order(result):
    """By competition, then as held; where the time of day is not known, a final comes last on its day."""
    race = result.race
    competition = race.event.competition
    starts = race.starts_at.isoformat() if race.starts_at else ""
    return competition.first_day, competition.pk, race.date, starts, race.round == Race.Round.FINAL, race.pk
