"""What an applied import did, race by race, from the history."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from newsroom.lib.paging import page_of
from results import change_words
from results.history import Write
from results.models import Race, RaceChange, ResultChange

RACES_A_PAGE = 20
ROWS_A_RACE = 40  # told one by one; beyond, they are counted
FEW = 6  # rows that make one sentence
ORDER = ("date", "pk")


@dataclass
class Done:
    """What became of one race."""

    race: Race
    is_new: bool  # added by this import
    counts: tuple = (0, 0, 0)
    sides: tuple = ()  # of the race itself: before, after
    rows: list = field(default_factory=list)  # the first (before, after)

    @property
    def sentence(self):
        """In full where little was done; else in numbers, and of the race itself."""
        few = self.rows if sum(self.counts) <= FEW else []
        told = change_words.line(Write(None, None, "", self.sides, few))
        return " ".join(words for words in ("" if few else self.counted, told) if words)

    @property
    def counted(self):
        named = zip(self.counts, ("added", "changed", "taken out"), strict=True)
        told = [f"{number:,} {'row' if number == 1 else 'rows'} {words}" for number, words in named if number]
        return f"{', '.join(told).capitalize()}." if told else ""

    @property
    def lines(self):
        """Row by row, where the sentence only counts."""
        if sum(self.counts) <= FEW:
            return []
        return [change_words.line(Write(None, None, "", (), [sides])) for sides in self.rows]

    @property
    def left_out(self):
        return sum(self.counts) - len(self.rows)


def page(batch, key=""):
    """A page of the races that a batch wrote to, in a constant number of queries."""
    theirs, added = {"race": OuterRef("pk"), "batch": batch}, set(batch.created.get("race", ()))
    touched = (
        Q(Exists(ResultChange.objects.filter(**theirs).order_by()))
        | Q(Exists(RaceChange.objects.filter(**theirs).order_by()))
        | Q(pk__in=added)
    )
    found = page_of(Race.objects.with_titles().filter(touched), ORDER, key, size=RACES_A_PAGE)
    done = {race.pk: Done(race, race.pk in added) for race in found.items}
    _count(batch, done)
    for change in RaceChange.objects.filter(batch=batch, race__in=done):
        done[change.race_id].sides = (change.before, change.after)
    for change in _first_rows(batch, done):
        done[change.race_id].rows.append((change.before, change.after))
    return found, list(done.values())


def _count(batch, done):
    rows = ResultChange.objects.filter(batch=batch, race__in=done).order_by().values("race")
    added, gone = Q(before__isnull=True), Q(after__isnull=True)
    counted = rows.annotate(
        added=Count("pk", filter=added),
        changed=Count("pk", filter=~added & ~gone),
        gone=Count("pk", filter=gone),
    )
    for race, *numbers in counted.values_list("race", "added", "changed", "gone"):
        done[race].counts = tuple(numbers)


def _first_rows(batch, done):
    ranked = ResultChange.objects.filter(batch=batch, race__in=done).annotate(
        rank=Window(RowNumber(), partition_by=F("race"), order_by=F("pk").asc())
    )
    return ranked.filter(rank__lte=ROWS_A_RACE).order_by("race", "pk")
