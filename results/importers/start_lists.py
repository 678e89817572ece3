"""Who stands in a race already, and which row of a file is theirs."""

from collections import Counter, defaultdict

from results.importers import people
from results.models import Athlete


class Entrants:
    """The athletes who stand in races, by one query; `standing` is {race pk: rows} as snapshots have them."""

    def __init__(self, standing):
        known = Athlete.objects.in_bulk(
            {row["athlete_id"] for rows in standing.values() for row in rows} - {None}
        )
        self.athletes, self.by_bib, self.by_lane = defaultdict(list), {}, {}
        for race, rows in standing.items():
            for row in rows:
                if athlete := known.get(row["athlete_id"]):
                    self.athletes[race].append(athlete)
                    self.by_bib[(race, row["bib"])] = athlete
                    self.by_lane[(race, row["lane"])] = athlete

    def named(self, race, parsed, person):
        """Who of the race is meant: under this name, or under this bib with a name that can be theirs."""
        if race.race is None:
            return None
        wearer = self.by_bib.get((race.race.pk, parsed.bib)) if parsed.bib else None
        if wearer and people.may_wear_bib(wearer, person):
            return wearer
        return people.among(self.athletes[race.race.pk], person)

    def nameless(self, race, parsed):
        """Who of the race wears the bib, else runs in the lane, of a row that has no name."""
        if race.race is None:
            return None
        wearer = self.by_bib.get((race.race.pk, parsed.bib)) if parsed.bib else None
        return wearer or (self.by_lane.get((race.race.pk, parsed.lane)) if parsed.lane else None)


class Standing:
    """The rows that stand in one race, found from rows of a file."""

    def __init__(self, rows, told):
        self.by_athlete = {row["athlete_id"]: row for row in rows if row["athlete_id"]}
        teams = [row for row in rows if not row["athlete_id"]]
        self.by_team = {(row["country_id"], row["team_name"]): row for row in teams}
        held = Counter(row["country_id"] for row in teams)
        said = Counter(row.parsed.country for row in told if row.is_team)
        # Where a country has one team on both sides, it is that, however its name is written.
        self.only_team = {
            row["country_id"]: row
            for row in teams
            if held[row["country_id"]] == 1 and said[row["country_id"]] == 1
        }

    def find(self, row):
        if row.is_team:
            team = self.by_team.get((row.parsed.country, row.parsed.team))
            return team or self.only_team.get(row.parsed.country)
        return self.by_athlete.get(row.athlete.pk) if row.athlete else None
