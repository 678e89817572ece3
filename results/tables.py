"""A race as a table: every word and number of it ready for a page, a story or a feed.

Pure reading: give races from `Race.objects.for_table()`, and no query follows.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.urls import reverse

from newsroom.lib.text import ordinal
from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS, flag_words
from results.marks import Measure
from results.snapshots import Row
from results.statistics import medals

MARK_HEADINGS = {
    Measure.TIME: "Time",
    Measure.DISTANCE: "Distance",
    Measure.HEIGHT: "Height",
    Measure.POINTS: "Points",
}

MEDALS = ("gold", "silver", "bronze")


@dataclass(frozen=True)
class TableRow:
    place: str
    medal: str
    athlete: object
    team: str
    legs: list
    country: object
    mark: str
    machine: str
    gap: str
    status: tuple  # (code, words), or ()
    rule: str
    flags: list  # [(code, words)]
    qualification: tuple  # (code, words), or ()
    wind: str
    lane: str
    reaction: str
    points: str
    series: list
    home: bool = False
    cut: bool = False

    @property
    def out(self):
        return bool(self.status)

    @property
    def who(self):
        return self.athlete.name if self.athlete else self.team

    @property
    def short_name(self):
        """As in a headline: “Kerr”."""
        return self.athlete.family_name if self.athlete else self.team

    @property
    def place_words(self):
        return ordinal(int(self.place)) if self.place else ""


@dataclass(frozen=True)
class RaceTable:
    race: object
    rows: list
    folded: list = field(default_factory=list)
    compact: bool = False

    @property
    def title(self):
        return self.race.title

    @property
    def heading(self):
        return self.race.round_title if self.compact else self.race.title

    @property
    def context(self):
        return self.race.event.competition.heading

    @property
    def url(self):
        return self.race.get_absolute_url()

    @property
    def mark_heading(self):
        return MARK_HEADINGS[Measure(self.race.discipline.measure)]

    @property
    def wind(self):
        return wind_text(self.race.wind)

    @property
    def all_rows(self):
        return [*self.rows, *self.folded]

    @property
    def has_gaps(self):
        return any(row.gap for row in self.all_rows)

    @property
    def has_qualification(self):
        return any(row.qualification for row in self.all_rows)

    @property
    def podium(self):
        return [row for row in self.all_rows if row.medal]

    @property
    def shared_words(self):
        """“gold shared, no silver”; empty where each medal is one athlete's."""
        won = Counter(row.medal for row in self.podium)
        shared = [medal for medal in MEDALS if won[medal] > 1]
        missing = [f"no {medal}" for place, medal in enumerate(MEDALS) if shared and not won[medal] and place]
        return ", ".join([f"{medal} shared" for medal in shared] + missing)

    @property
    def fold_label(self):
        """“Places 9 to 12”, or “4 more” where those folded have no places."""
        places = [row.place for row in self.folded if row.place]
        if not places:
            return f"{len(self.folded)} more"
        return f"Place {places[0]}" if places[0] == places[-1] else f"Places {places[0]} to {places[-1]}"


def race_table(race, *, rows=None, compact=False, home="", given=None):
    """The table of a race; what stands beyond `rows` is folded, unless it is a single row.

    `given` are other rows than those that stand, as `results.history` tells them.
    """
    told = _standing(race) if given is None else given
    winner = _winner(row.result for row in told)
    built = _mark_the_cut([_row(race, row, winner, home) for row in told])
    if rows is None or len(built) <= rows + 1:
        return RaceTable(race=race, rows=built, compact=compact)
    return RaceTable(race=race, rows=built[:rows], folded=built[rows:], compact=compact)


@dataclass(frozen=True)
class MedalTable:
    caption: str
    rows: list
    more_url: str


def medal_table(competition, *, as_of=None, rows=None):
    """The medal table as of a moment, cut after `rows` but never between countries that tie."""
    standing = medals.medal_table(competition, as_of)
    shown = standing if rows is None else [row for row in standing if _rank(row) <= _rank_at(standing, rows)]
    decided = medals.decided_count(competition, as_of)
    events = "event" if decided == 1 else "events"
    day = f" after {as_of.day} {as_of:%B %Y}" if as_of else ""
    return MedalTable(
        caption=f"{competition.short_name}{day}: {decided} {events} decided",
        rows=shown,
        more_url=reverse("results:medals", args=[competition.slug]) if len(shown) < len(standing) else "",
    )


def _rank(row):
    return int(row.rank.rstrip("="))


def _rank_at(standing, rows):
    return _rank(standing[min(rows, len(standing)) - 1]) if standing else 0


def wind_text(wind):
    """“+0.7”, with a real minus sign; empty where no wind was read."""
    if wind is None:
        return ""
    return f"{wind:+.1f}".replace("-", "−")


def _standing(race):
    return [
        Row(result, attempts=result.attempts.all(), legs=result.legs.all()) for result in race.results.all()
    ]


def _winner(results):
    return next((result.mark for result in results if result.place == 1 and result.mark), None)


def _row(race, told, winner, home):
    result, mark = told.result, told.result.mark
    return TableRow(
        place=str(result.place or ""),
        medal=result.medal,
        athlete=result.athlete,
        team=result.team_name,
        legs=[leg.athlete for leg in told.legs if leg.order <= race.discipline.team_size],
        country=result.country,
        mark=str(mark) if mark else "",
        machine=mark.machine if mark else "",
        gap=mark.gap_to(winner) if mark and winner else "",
        status=(result.status, STATUS_WORDS[result.status]) if result.status else (),
        rule=result.rule,
        flags=[(code, flag_words(code)) for code in f"{result.record_flags} {result.personal_flags}".split()],
        qualification=(
            (result.qualification, QUALIFICATION_WORDS[result.qualification]) if result.qualification else ()
        ),
        wind=wind_text(result.wind) if race.discipline.wind == "attempt" else "",
        lane=str(result.lane or ""),
        reaction=f"{result.reaction_ms / 1000:.3f}" if result.reaction_ms is not None else "",
        points=str(result.points) if result.points is not None else "",
        series=[attempt.text for attempt in told.attempts],
        home=bool(home) and result.country_id == home,
    )


def _mark_the_cut(rows):
    """Draw the line under the last row that goes on by place, where there is one and rows follow."""
    last = max(
        (number for number, row in enumerate(rows) if row.qualification and row.qualification[0] == "Q"),
        default=None,
    )
    if last is None or last == len(rows) - 1:
        return rows
    return [*rows[:last], replace(rows[last], cut=True), *rows[last + 1 :]]
