"""A plausible world of results, worked out from a seed: as much of it as is asked for, the same each time.

Rows come as plain tuples in the order of the columns named here, the oldest competition first, with all that
a verb would have worked out: places, medals, what is listed, bests of the day, national records.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from newsroom.lib.text import fold
from results import legality
from results.disciplines import event_slug
from results.invented.contests import ENTRIES, FIELD, GO_ON, HEATS, contests
from results.invented.people import Inventor
from results.marks import Mark

SEASONS = range(1995, 2025)
RESULTS_OF_AN_ATHLETE = 20
RESULTS_OF_AN_EVENT = ENTRIES + HEATS * GO_ON
RESULTS_OF_A_CONTEST = 10_000  # below it, fewer disciplines are contested
LEAST_FIELD, LEAST_CONTESTS = 3, 1
SEASON_OF = 150  # days
OUT, OUT_OF_THOUSAND = ("DNF", "DNS", "DQ"), 15
CITIES = (
    *(("London", "GBR"), ("Oslo", "NOR"), ("Nairobi", "KEN"), ("Eugene", "USA"), ("Rome", "ITA")),
    *(("Paris", "FRA"), ("Berlin", "GER"), ("Tokyo", "JPN"), ("Brisbane", "AUS"), ("Lisbon", "POR")),
    *(("Stockholm", "SWE"), ("Zürich", "SUI"), ("Kingston", "JAM"), ("Bogotá", "COL"), ("Accra", "GHA")),
    *(("Warsaw", "POL"), ("Brussels", "BEL"), ("Madrid", "ESP"), ("Dublin", "IRL"), ("Toronto", "CAN")),
)
CHAMPIONSHIPS = ("invented-championships", "Invented Championships")

ATHLETE = (
    *("id", "given_name", "family_name", "name", "name_key", "sort_key", "sex", "birth_date"),
    *("birth_date_precision", "country_id", "world_athletics_id", "tilastopaja_id", "merged_into_id"),
)
COMPETITION = (
    *("id", "slug", "name", "short_name", "series_id", "venue", "city", "country_id", "time_zone"),
    *("first_day", "last_day", "indoor", "external_id"),
)
EVENT = ("id", "competition_id", "discipline_id", "category", "slug", "complete")
RACE = (
    *("id", "event_id", "discipline_id", "round", "number", "slug", "date", "starts_at", "wind", "status"),
    *("advancement", "decides_medals", "complete", "note", "external_id", "version", "changed_at"),
)
RESULT = (
    *("id", "race_id", "athlete_id", "country_id", "team_name", "place", "mark_value", "mark_precision"),
    *("reading_ms", "status", "rule", "qualification", "lane", "bib", "order", "reaction_ms", "wind"),
    *("record_flags", "personal_flags", "points", "discipline_id", "category", "date", "season"),
    *("list_key", "medal_place"),
)
BEST = ("athlete_id", "discipline_id", "category", "season", "result_id", "list_key", "date")
RECORD = (
    *("scope", "discipline_id", "category", "area", "country_id", "series_id", "result_id", "athlete_id"),
    *("holder", "mark_value", "mark_precision", "date", "city", "ratified", "equalled"),
)


@dataclass
class Meeting:
    """A competition with all its rows."""

    competition: tuple
    is_championship: bool
    events: list = field(default_factory=list)
    races: list = field(default_factory=list)
    results: list = field(default_factory=list)
    records: list = field(default_factory=list)


class World:
    """`first_ids` are the keys after which to count, by name; `now` stands as the time of all writing."""

    def __init__(self, results, seed, first_ids, now):
        self.wanted, self.made, self.now = results, 0, now
        self.chance = random.Random(seed)
        self.ids = dict(first_ids)
        self.records = {}  # (country, discipline, category): list_key of the national record
        self.contests = self._contests()

    def athletes(self):
        return (_athlete(runner) for contest in self.contests for runner in contest.runners)

    def meetings(self, series):
        """Competitions until there are results enough; `series` is the id of that of the championships."""
        a_season = max(1, round(self.wanted / len(self.contests) / RESULTS_OF_AN_EVENT / len(SEASONS)))
        for season in SEASONS:
            last = season == SEASONS[-1]
            for number in range(self.wanted if last else a_season):
                if self.made >= self.wanted:
                    return
                yield self._meeting(season, number, a_season, series)

    def bests(self):
        for contest in self.contests:
            for runner in contest.runners:
                for season, best in (*runner.season_bests.items(), (None, runner.best)):
                    if best:
                        key, day, result = best
                        yield runner.pk, contest.code, contest.category, season, result, key, day

    def _contests(self):
        chosen = contests()[: max(LEAST_CONTESTS, self.wanted // RESULTS_OF_A_CONTEST)]
        inventor = Inventor(self.chance)
        size = max(3 * ENTRIES, self.wanted // len(chosen) // RESULTS_OF_AN_ATHLETE)
        for contest in chosen:
            contest.runners = [
                inventor.runner(self._id("athlete"), contest.category, contest.spread, SEASONS)
                for _ in range(size)
            ]
        return chosen

    def _id(self, name):
        self.ids[name] += 1
        return self.ids[name]

    def _meeting(self, season, number, a_season, series):
        city, country = CITIES[(season + number) % len(CITIES)]
        first = date(season, 5, 1) + timedelta(number % a_season * SEASON_OF // a_season)
        is_championship = number == 0
        name = f"{CHAMPIONSHIPS[1] if is_championship else f'Meeting {number}'}, {city} {season}"
        pk = self._id("competition")
        short = (pk, f"invented-{season}-{number}-{pk}", name, f"{city} {season}")
        place = (series if is_championship else None, "", city, country, "UTC")
        meeting = Meeting((*short, *place, first, first + timedelta(2), False, ""), is_championship)
        for contest in self.contests:
            if self.made + len(meeting.results) < self.wanted:
                self._event(meeting, contest, season, first)
        self.made += len(meeting.results)
        return meeting

    def _event(self, meeting, contest, season, first):
        entries = contest.entries(season, self.chance)
        if len(entries) < LEAST_FIELD:
            return
        event = self._id("event")
        slug = event_slug(contest.category, contest.code)
        meeting.events.append((event, meeting.competition[0], contest.code, contest.category, slug, True))
        finalists = entries
        if len(entries) > FIELD:
            heats = [
                self._race(meeting, contest, event, "heat", number + 1, first, entries[number::HEATS])
                for number in range(HEATS)
            ]
            finalists = [runner for finished in heats for runner in finished[:GO_ON]]
        self._race(meeting, contest, event, "final", None, first + timedelta(2), finalists)

    def _race(self, meeting, contest, event, round_name, number, day, runners):
        """Who finished, the first first."""
        race, wind = self._id("race"), contest.wind("race", self.chance)
        decides = meeting.is_championship and round_name == "final"
        slug = f"{round_name}-{number}" if number else round_name
        said = (race, event, contest.code, round_name, number, slug, day, None, wind, "official")
        meeting.races.append((*said, "", decides, True, "", "", 1, self.now))
        finished, place, before = [], 0, None
        for order, (value, runner) in enumerate(contest.ranked(runners, self.chance)):
            if self.chance.randrange(1000) < OUT_OF_THOUSAND:
                status = self.chance.choice(OUT)
                meeting.results.append(self._out(contest, race, day, runner, order, status))
                continue
            finished.append(runner)
            if value != before:
                place, before = len(finished), value
            qualified = "Q" if round_name == "heat" and len(finished) <= GO_ON else ""
            medal = place if decides and place <= 3 else None
            where = (race, day, order, wind)
            meeting.results.append(
                self._result(meeting, contest, runner, where, value, place, qualified, medal)
            )
        return finished

    def _out(self, contest, race, day, runner, order, status):
        own = (self._id("result"), race, runner.pk, runner.country, "", None, None, "", None)
        row = (status, "", "", order + 1, "", order, None, None, "", "", None)
        return (*own, *row, contest.code, contest.category, day, day.year, None, None)

    def _result(self, meeting, contest, runner, where, value, place, qualified, medal):
        (race, day, order, wind), own_wind = where, contest.wind("attempt", self.chance)
        pk, key, flags, record = self._id("result"), None, "", ""
        mark = Mark(value, contest.discipline.measure, contest.precision)
        if legality.is_listed(contest.discipline, mark, wind, own_wind):
            key = mark.sort_key
            flags = _improve(runner, key, day, pk)
            record = self._record(meeting, contest, runner, mark, day, pk)
        own = (pk, race, runner.pk, runner.country, "", place, value, contest.precision.value, None)
        row = ("", "", qualified, order + 1, "", order, None, own_wind, record, flags, None)
        return (*own, *row, contest.code, contest.category, day, day.year, key, medal)

    def _record(self, meeting, contest, runner, mark, day, result):
        """“NR” where no countryman was as good before; the first of all is none."""
        scope = (runner.country, contest.code, contest.category)
        standing = self.records.get(scope)
        if standing is not None and mark.sort_key >= standing:
            return ""
        self.records[scope] = mark.sort_key
        if standing is None:
            return ""
        of_whom = ("NR", contest.code, contest.category, "", runner.country, None, result, runner.pk)
        city = meeting.competition[COMPETITION.index("city")]
        held = (runner.name, mark.value, contest.precision.value, day, city, False, False)
        meeting.records.append((*of_whom, *held))
        return "NR"


def _improve(runner, key, day, result):
    """“PB”, “SB” or nothing, and the best kept."""
    season, overall = runner.season_bests.get(day.year), runner.best
    if season is None or key < season[0]:
        runner.season_bests[day.year] = (key, day, result)
    if overall is None or key < overall[0]:
        runner.best = (key, day, result)
        return "PB" if overall else ""
    return "SB" if season and key < season[0] else ""


def _athlete(runner):
    keys = (fold(runner.name), fold(f"{runner.family_name}, {runner.given_name}"))
    named = (runner.pk, runner.given_name, runner.family_name, runner.name, *keys)
    return (*named, runner.sex, runner.birth_date, "day", runner.country, None, None, None)
