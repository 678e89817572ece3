"""Who holds the titles of a series."""

from dataclasses import dataclass

from results.models import Result


@dataclass(frozen=True)
class Champion:
    """The winners of an event at the last edition held that decided it: one, or those who shared."""

    results: list

    @property
    def event(self):
        return self.results[0].race.event

    @property
    def competition(self):
        return self.event.competition


def reigning(series, as_of=None):
    """[Champion] in the order of a programme, men's events first. A title not decided since is still held."""
    golds = Result.objects.filter(medal_place=1, race__event__competition__series=series).held_by(as_of)
    latest = {}
    rows = golds.order_by("-date", "-race").values_list("discipline", "category", "race", "pk")
    for discipline, category, race, pk in rows:
        decided, results = latest.setdefault((discipline, category), (race, []))
        if decided == race:
            results.append(pk)
    known = Result.objects.with_titles().in_bulk([pk for _, results in latest.values() for pk in results])
    champions = [Champion([known[pk] for pk in results]) for _, results in latest.values()]
    return sorted(
        champions, key=lambda each: (each.event.category, each.event.discipline.order, each.event.pk)
    )
