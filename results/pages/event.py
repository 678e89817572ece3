"""What an event's page shows: every race of it by round, the last round first."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models

from results import change_words, charts, combined, history, start_lists, tables, words
from results.models import Race, Split
from results.statistics.firsts import first_since

FINAL_ROWS = 24  # beyond: a marathon's field, folded
TITLES = {
    Race.Round.PRELIMINARY: "Preliminary round",
    Race.Round.HEAT: "Heats",
    Race.Round.QUALIFICATION: "Qualification",
    Race.Round.QUARTER_FINAL: "Quarter-finals",
    Race.Round.SEMI_FINAL: "Semi-finals",
    Race.Round.FINAL: "Final",
}
EARLIER_ROUNDS = [
    Race.Round.SEMI_FINAL,
    Race.Round.QUARTER_FINAL,
    Race.Round.HEAT,
    Race.Round.QUALIFICATION,
    Race.Round.PRELIMINARY,
]


@dataclass(frozen=True)
class Block:
    """A table and what has to be said about it."""

    table: tables.RaceTable
    chart: object = None
    positions: object = None
    series: object = None
    steps: list = ()
    revisions: list = ()  # [(write, what it changed in words)], the latest first
    night: tables.RaceTable | None = None  # as the result first was out, where rows changed since
    entries: list = ()  # the start list, while there is no result

    @property
    def race(self):
        return self.table.race

    @property
    def missing(self):
        return "" if self.race.complete else words.missing_places(self.table.all_rows)

    @property
    def chart_note(self):
        left_off = charts.left_off(self.race)
        return f"The first {charts.MOST_GAPS}; {left_off} more in the table." if left_off else ""

    @property
    def waits(self):
        return not self.race.has_result


@dataclass(frozen=True)
class Round:
    title: str
    anchor: str
    blocks: list
    is_final: bool = False

    @property
    def races(self):
        return [block.race for block in self.blocks]

    @property
    def date(self):
        return min(race.date for race in self.races)

    @property
    def last_date(self):
        return max(race.date for race in self.races)

    @property
    def first(self):
        """The race that starts the round."""
        return min(
            self.races, key=lambda race: (race.date, race.starts_at is None, race.starts_at or race.date)
        )

    @property
    def advancement(self):
        return words.advancement(self.races[0].advancement, len(self.races))

    @property
    def has_cut(self):
        return any(row.cut for block in self.blocks for row in block.table.rows)

    @property
    def marks_used(self):
        """The qualification marks in these tables with their words."""
        rows = [row for block in self.blocks for row in block.table.all_rows]
        return sorted({row.qualification for row in rows if row.qualification})


class EventPage:
    def __init__(self, event):
        self.event = event

    @cached_property
    def races(self):
        """In the order in which they are held."""
        races = Race.objects.for_table().filter(event=self.event)
        return list(races.order_by("date", models.F("starts_at").asc(nulls_last=True), "pk"))

    @cached_property
    def main_race(self):
        """The one that decides the medals, else the last final."""
        finals = [race for race in self.races if race.round == Race.Round.FINAL]
        return next((race for race in finals if race.decides_medals), finals[-1] if finals else None)

    @cached_property
    def stand(self):
        if self.main_race is None:
            return ""
        winner = self.winners[0] if len(self.winners) == 1 else None
        since = words.first_since(first_since(winner)) if winner else ""
        return f"{words.summary(self.main_race)} {since}".strip()

    @property
    def short(self):
        """The first sentence of it, for search engines."""
        return next(iter(words.sentences(self.main_race)), "") if self.main_race else ""

    @property
    def rounds(self):
        """Final, the parts of a combined event in their order, then the earlier rounds, latest first."""
        return [*self._finals, *self._parts, *self._earlier]

    @property
    def steps(self):
        """The rounds as they are held; a combined event ends with its table."""
        return [*reversed(self._earlier), *self._parts, *self._finals]

    @property
    def winners(self):
        """The first of the main race: one, several who share, or none yet."""
        if self.main_race is None or not self.main_race.has_result:
            return []
        return [result for result in self.main_race.results.all() if result.place == 1]

    @cached_property
    def _finals(self):
        finals = [race for race in self.races if race.round == Race.Round.FINAL]
        finals.sort(key=lambda race: (not race.decides_medals, race.slug))
        if not finals:
            return []
        blocks = [self._final_block(race) for race in finals]
        return [Round(TITLES[Race.Round.FINAL], "round-final", blocks, is_final=True)]

    def _final_block(self, race):
        splits = [split for split in self._splits if split.result.race_id == race.pk]
        return self._block(
            race,
            rows=FINAL_ROWS,
            chart=charts.gap_chart(race),
            positions=charts.positions(race, splits),
            series=charts.series(race),
            steps=words.steps(race, splits),
        )

    def _block(self, race, rows=None, **drawn):
        night = self._nights.get(race.pk)
        return Block(
            tables.race_table(race, rows=rows, compact=rows is None),
            revisions=[(write, change_words.line(write)) for write in self._past.since_out(race)],
            night=night and tables.race_table(night.race, given=night.rows, compact=True),
            entries=self._entries.get(race.pk, []),
            **drawn,
        )

    def _round(self, title, slug, races):
        races = sorted(races, key=lambda race: (race.number or 0, race.pk))
        return Round(title, f"round-{slug}", [self._block(race) for race in races])

    @cached_property
    def _past(self):
        """Of the revised races only: what happens before a result is official is no news."""
        return history.Past([race for race in self.races if race.status == Race.Status.REVISED])

    @cached_property
    def _nights(self):
        return self._past.nights()

    @cached_property
    def _entries(self):
        return start_lists.entries([race for race in self.races if _is_awaited(race)])

    @cached_property
    def _parts(self):
        by_discipline = {}
        for race in sorted(self.races, key=self._place_in_programme):
            if race.round == Race.Round.PART:
                by_discipline.setdefault(race.discipline, []).append(race)
        return [
            self._round(f"{discipline.name[:1].upper()}{discipline.name[1:]}", discipline.slug, races)
            for discipline, races in by_discipline.items()
        ]

    def _place_in_programme(self, race):
        """By day, then in the order of the rule book: the times of day are seldom held."""
        programme = combined.disciplines(self.event.category, self.event.discipline_id)
        known = race.discipline_id in programme
        return race.date, programme.index(race.discipline_id) if known else len(programme)

    @cached_property
    def _earlier(self):
        found = []
        for kind in EARLIER_ROUNDS:
            races = [race for race in self.races if race.round == kind]
            if races:
                title = TITLES[kind] if len(races) > 1 else races[0].get_round_display()
                found.append(self._round(title, kind, races))
        return found

    @cached_property
    def _splits(self):
        splits = Split.objects.filter(result__race__event=self.event, result__race__round=Race.Round.FINAL)
        return list(splits.select_related("result__athlete"))


def _is_awaited(race):
    """Neither out nor under way with marks to be shown."""
    return not race.has_result and not any(result.mark for result in race.results.all())
