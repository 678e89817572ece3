"""The races of a file that waits: what would happen to each, and each row beside what stands."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format

from newsroom.lib.paging import page_of
from results import snapshots
from results.admin.importing.rows import columns, line_of
from results.admin.importing.titles import title_of
from results.importers import stored
from results.importers.base import ParsedRace
from results.models import Race, StagedRace, StagedRow

RACES_A_PAGE = 20
ROWS_A_RACE = 60  # beyond, a race has pages of its own
ROWS_A_PAGE = 200
ORDER = ("position", "pk")
OUTCOME = ["place", "mark", "status"]  # of a row as parsed
MOVABLE = [Race.Status.SCHEDULED, Race.Status.LIVE, Race.Status.PROVISIONAL]
NEW, SAME, CHANGED, AMBIGUOUS, REFUSED = StagedRow.Verdict
BY_WEIGHT = (REFUSED, AMBIGUOUS, CHANGED, NEW, SAME)
COUNTED = {NEW: "new", CHANGED: "changed", AMBIGUOUS: "to be decided", REFUSED: "refused", SAME: "the same"}
OF_THE_RACE = {
    "date": "day",
    "starts_at": "start",
    "wind": "wind",
    "advancement": "rule of advancement",
    "note": "note",
    "external_id": "the source’s id",
}


@dataclass
class Table:
    """Rows of a race under the columns that they need."""

    lines: list

    def __post_init__(self):
        names = columns(self.lines)
        self.heads = [self.lines[0].cells[name].label for name in names] if self.lines else []
        self.rows = [(line, line.shown(names)) for line in self.lines]


@dataclass
class Shown:
    """A race on the page."""

    staged: StagedRace
    counts: dict
    lines: list = field(default_factory=list)

    @property
    def race(self):
        return self.staged.race

    @property
    def title(self):
        return title_of(self.staged, self.race)

    @property
    def written(self):
        """As the file has it, where that is something else."""
        written = self.staged.data.get("title", "")
        return "" if written == self.title else written

    @property
    def day(self):
        """Of a race that is new here."""
        return None if self.race else stored.from_data(ParsedRace, self.staged.data).date

    @property
    def is_same(self):
        """Whether applying would leave it as it stands."""
        return not self.staged.message and not set(self.counts) - {SAME}

    @property
    def may_move(self):
        """Whether nothing but its status would be another."""
        return self.is_same and self.staged.has_outcome and self.race and self.race.status in MOVABLE

    @property
    def is_stale(self):
        return self.race is not None and self.race.version != self.staged.seen_version

    @property
    def counts_words(self):
        return words(self.counts)

    @property
    def becomes_revised(self):
        return (
            self.race is not None
            and self.race.status == Race.Status.OFFICIAL
            and bool({NEW, CHANGED} & set(self.counts))
        )

    @property
    def changes(self):
        """What the race itself would say otherwise: “wind +0.7, was +0.5”."""
        return _changes(self.staged) if self.race else []

    @property
    def to_see(self):
        return Table([line for line in self.lines if line.verdict != SAME])

    @property
    def unchanged(self):
        return Table([line for line in self.lines if line.verdict == SAME])

    @property
    def left_out(self):
        return sum(self.counts.values()) - len(self.lines)


def words(counts):
    """“8 new, 1 changed”."""
    told = [f"{counts[verdict]:,} {label}" for verdict, label in COUNTED.items() if counts.get(verdict)]
    return ", ".join(told) or "no rows"


def told(batch):
    """The races of a file, each with whether it `has_outcome`: a start list has none."""
    rows = StagedRow.objects.filter(staged_race=OuterRef("pk"), data__has_any_keys=OUTCOME)
    return batch.races.annotate(has_outcome=Exists(rows.order_by()))


def to_see(batch):
    """The races to which applying would do something, or about which something is to be said."""
    rows = StagedRow.objects.filter(staged_race=OuterRef("pk")).exclude(verdict=SAME)
    may_move = Q(race__status__in=MOVABLE, has_outcome=True)
    return told(batch).filter(~Q(message="") | Exists(rows.order_by()) | may_move)


def page(batch, key="", *, everything=False):
    """A page of races with their rows, in a constant number of queries."""
    races = told(batch) if everything else to_see(batch)
    with_races = races.prefetch_related(Prefetch("race", Race.objects.with_titles()))
    found = page_of(with_races, ORDER, key, size=RACES_A_PAGE)
    counts = _counts(found.items)
    shown = [Shown(staged, counts[staged.pk]) for staged in found.items]
    _add_lines(shown, _first_rows(found.items))
    return found, shown


def one(staged, key=""):
    """A page of all rows of one race."""
    found = page_of(staged.rows.select_related("athlete"), ORDER, key, size=ROWS_A_PAGE)
    shown = Shown(staged, _counts([staged])[staged.pk])
    _add_lines([shown], found.items)
    return found, shown, Table(shown.lines)


def _counts(races):
    counts = defaultdict(dict)
    rows = StagedRow.objects.filter(staged_race__in=races).order_by().values_list("staged_race", "verdict")
    for race, verdict, number in rows.annotate(number=Count("pk")):
        counts[race][verdict] = number
    return counts


def _first_rows(races):
    """Of each race at most so many, those that need a look before those that stay."""
    weight = Case(
        *(When(verdict=verdict, then=Value(number)) for number, verdict in enumerate(BY_WEIGHT)),
        output_field=IntegerField(),
    )
    ranked = StagedRow.objects.filter(staged_race__in=races).annotate(
        rank=Window(RowNumber(), partition_by=F("staged_race"), order_by=[weight, F("position")])
    )
    return ranked.filter(rank__lte=ROWS_A_RACE).select_related("athlete").order_by("staged_race", "position")


def _add_lines(shown, rows):
    standing = snapshots.of_rows([each.race.pk for each in shown if each.race])
    by_race = {each.staged.pk: each for each in shown}
    for row in rows:
        each = by_race[row.staged_race_id]
        code = each.race.discipline_id if each.race else each.staged.data.get("discipline", "")
        each.lines.append(line_of(row, standing.get(row.result_id), code))


def _changes(staged):
    parsed, race = stored.from_data(ParsedRace, staged.data), staged.race
    told = []
    for name, label in OF_THE_RACE.items():
        said = _start(parsed, race) if name == "starts_at" else getattr(parsed, name)
        if said not in (None, "") and said != getattr(race, name):
            told.append(f"{label} {_words(said, race)}, was {_words(getattr(race, name), race)}")
    return told


def _start(parsed, race):
    if parsed.starts_at or not parsed.start_time:
        return parsed.starts_at
    return datetime.combine(parsed.date or race.date, parsed.start_time, race.event.competition.zone)


def _words(value, race):
    if value in (None, ""):
        return "empty"
    if isinstance(value, datetime):
        return f"{value.astimezone(race.event.competition.zone):%H:%M:%S}"
    return date_format(value, "j M Y") if hasattr(value, "year") else str(value)
