"""What an athlete has won, titles first."""

from dataclasses import dataclass

from django.db.models import Q

from results.models import Result

PRIZES = {1: "champion", 2: "silver", 3: "bronze"}


@dataclass(frozen=True)
class Honour:
    result: Result

    @property
    def medal(self):
        return self.result.medal

    @property
    def title(self):
        """“World champion”, “Olympic silver”; for a series without a title, “Gold”."""
        series = self.result.race.event.competition.series
        if series and series.title:
            return f"{series.title} {PRIZES[self.result.place]}"
        return self.medal.capitalize()


def honours(athlete):
    """The medals of an athlete, relays included: golds first, the greater series first, the latest first."""
    won = (
        Result.objects.medals()
        .filter(Q(athlete=athlete) | Q(legs__athlete=athlete))
        .with_titles()
        .latest_first()
        .distinct()
    )
    return sorted((Honour(result) for result in won), key=_standing)


def _standing(honour):
    series = honour.result.race.event.competition.series
    return honour.result.place, series.order if series else 1000
