"""What an athlete has won, titles first."""

from dataclasses import dataclass

from results.models import RelayLeg, Result

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
    # Two short lists of keys: one condition on either would read every row there is.
    of_teams = RelayLeg.objects.filter(athlete=athlete, result__medal_place__isnull=False)
    own = Result.objects.filter(athlete=athlete, medal_place__isnull=False)
    keys = {*own.values_list("pk", flat=True), *of_teams.values_list("result", flat=True)}
    won = Result.objects.filter(pk__in=keys).with_titles().latest_first()
    return sorted((Honour(result) for result in won), key=_standing)


def _standing(honour):
    series = honour.result.race.event.competition.series
    return honour.result.place, series.order if series else 1000
