"""What the results say, as of a story's moment: the races it is about, and all that its people did."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from articles.factcheck import people
from results.models import Athlete, Country, Race, RelayLeg, Result

MOST_NAMES = 400  # groups of words of a story that might be names


class World:
    """Loaded in a constant number of queries. The first race is the one that the story is about.

    `names` are groups of words that may be somebody's whole name, folded: it makes known who is in none of
    the races.
    """

    def __init__(self, race_ids, names=(), at=None):
        self.at = at or timezone.now()
        held = Race.objects.with_titles().in_bulk(list(race_ids))
        self.races = [held[pk] for pk in dict.fromkeys(race_ids) if pk in held]
        self.athletes = self._athletes(sorted(set(names))[:MOST_NAMES])
        self.rows = self._rows()

    def _athletes(self, names):
        """{pk: athlete} of all who are in the races or named in full."""
        ran = Result.objects.filter(race__in=self.races, athlete__isnull=False).values("athlete")
        carried = RelayLeg.objects.filter(result__race__in=self.races, athlete__isnull=False).values(
            "athlete"
        )
        known = Q(pk__in=ran) | Q(pk__in=carried) | Q(name_key__in=names, merged_into=None)
        return {athlete.pk: athlete for athlete in Athlete.objects.filter(known)}

    def _rows(self):
        """Of the races and of everybody known, up to the moment; `whose` are a row's athletes."""
        legs = RelayLeg.objects.filter(athlete__in=self.athletes).values_list("result_id", "athlete_id")
        carried = defaultdict(set)
        for result, athlete in legs:
            carried[result].add(athlete)
        theirs = Q(athlete__in=self.athletes) | Q(pk__in=carried) | Q(race__in=self.races)
        held = Result.objects.filter(theirs, race__in=Race.objects.with_result().held_by(self.at))
        rows = list(
            held.select_related(
                *("athlete", "discipline", "race__discipline"),
                *("race__event__competition", "race__event__discipline"),
            )
            .prefetch_related("splits", "attempts")
            .order_by("-date", "pk")
        )
        for row in rows:
            row.whose = carried[row.pk] | ({row.athlete_id} - {None})
        return rows

    @property
    def main(self):
        return self.races[0] if self.races else None

    @cached_property
    def of_athlete(self):
        """{athlete: rows, the latest first}."""
        found = defaultdict(list)
        for row in self.rows:
            for pk in row.whose:
                found[pk].append(row)
        return found

    def linked_row(self, athlete):
        """The row of somebody in the race that the story is about; else in the one other that is linked."""
        linked = {race.pk for race in self.races}
        rows = [row for row in self.of_athlete.get(athlete, ()) if row.race_id in linked]
        in_main = [row for row in rows if row.race_id == self.main.pk]
        found = in_main or rows
        return found[0] if len(found) == 1 else None

    def name_of(self, athlete):
        return self.athletes[athlete].name if athlete in self.athletes else ""

    @cached_property
    def entered(self):
        """Who is in one of the races."""
        linked = {race.pk for race in self.races}
        return {pk for row in self.rows if row.race_id in linked for pk in row.whose}

    @cached_property
    def names_of_places(self):
        """The words of countries, of their people and of the cities of these races, folded."""
        countries = Country.objects.values_list("name", "demonym")
        cities = {row.race.event.competition.city for row in self.rows}
        said = [*(text for names in countries for text in names), *cities]
        return {word.key for text in said for word in people.words(text)}

    @cached_property
    def full_names(self):
        return self._called(people.full_keys)

    @cached_property
    def family_names(self):
        return self._called(people.family_keys)

    def _called(self, keys_of):
        found = defaultdict(set)
        for athlete in self.athletes.values():
            for key in keys_of(athlete):
                found[key].add(athlete.pk)
        return dict(found)


def in_words(row):
    """A row as evidence: “9. Neil Gourley GBR 3:31.10, Men’s 1500m, final, Budapest 2023”."""
    place = f"{row.place}." if row.place else row.status
    said = " ".join(filter(None, [place, row.who, row.country_id, str(row.mark or "")]))
    return f"{said}, {row.race.title}, {row.race.event.competition.short_name}"
