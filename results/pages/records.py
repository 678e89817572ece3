"""What the pages of records show, gathered in a constant number of queries."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import slugify

from results import charts
from results.models import Country, Event, Record, Series
from results.pages.lists import POSSESSIVES, WORDS, Choice, list_path
from results.statistics import records

SCOPES = {
    "world": Record.Scope.WORLD,
    "olympic": Record.Scope.OLYMPIC,
    "championship": Record.Scope.CHAMPIONSHIP,
    "area": Record.Scope.AREA,
    "national": Record.Scope.NATIONAL,
}
TABS = {
    "world": "World",
    "olympic": "Olympic",
    "championship": "Championships",
    "area": "Areas",
    "national": "National",
}
WHOSE = {"championship": "series", "area": "area", "national": "country"}  # what a scope is asked with
LEAST_STEPS = 4  # of a curve; below, the table tells as much


@dataclass(frozen=True)
class Owner:
    """Whose records a scope holds: a series’, an area’s, a country’s."""

    key: str
    name: str
    value: object  # as the statistics ask for it


@dataclass(frozen=True)
class RecordLine:
    """What stands in a discipline, with the address of how it came about."""

    standing: records.Standing

    @property
    def record(self):
        return self.standing.record

    @property
    def records(self):
        return self.standing.records

    @property
    def url(self):
        return history_path(self.record.category, self.record.discipline)


class RecordsPage:
    """The standing records of one scope; `owner_key` names a series, an area or a country.

    Raises LookupError for a scope or an owner that is none.
    """

    def __init__(self, scope, owner_key=""):
        self.scope = SCOPES[scope]
        self.word = scope
        self.owner_key = owner_key
        self.owner = self._owner()

    @property
    def name(self):
        if self.owner is None:
            return f"{TABS[self.word]} records"
        return {
            "area": f"{self.owner.name}: area records",
            "national": f"{self.owner.name}: national records",
        }.get(self.word, f"{self.owner.name} records")

    @property
    def url(self):
        return _path(self.word, self.owner.key if self.owner_key else "")

    @cached_property
    def owners(self):
        """Those to choose from, with a record each."""
        find = {"series": _series, "area": _areas, "country": _countries}.get(WHOSE.get(self.word))
        return find() if find else []

    @property
    def tabs(self):
        return [Choice(label, _path(word), word == self.word) for word, label in TABS.items()]

    @property
    def owner_choices(self):
        return [Choice(each.name, _path(self.word, each.key), each == self.owner) for each in self.owners]

    @cached_property
    def sections(self):
        """[(“Men”, [RecordLine, …]), …]."""
        if self.word in WHOSE and self.owner is None:
            return []
        whose = {WHOSE[self.word]: self.owner.value} if self.owner else {}
        standing = records.standing(self.scope, **whose)
        by_category = groupby(map(RecordLine, standing), key=lambda line: line.record.category)
        return [(Event.Category(category).label, list(lines)) for category, lines in by_category]

    @property
    def has_declared(self):
        return any(line.record.result_id for _, lines in self.sections for line in lines)

    @property
    def has_shipped(self):
        return any(line.record.result_id is None for _, lines in self.sections for line in lines)

    def _owner(self):
        """The one that is named; else the first, but no country stands for all."""
        if self.owner_key:
            return {each.key: each for each in self.owners}[self.owner_key]
        return self.owners[0] if self.owners and self.word != "national" else None


@dataclass(frozen=True)
class History:
    """The records of one scope in a discipline, the latest first."""

    title: str
    steps: list

    @property
    def anchor(self):
        return slugify(self.title)

    @property
    def chart(self):
        """None where there are too few for a curve."""
        if len(self.steps) < LEAST_STEPS:
            return None
        return charts.record_progression([step.record for step in self.steps], self.title)


class RecordHistoryPage:
    def __init__(self, discipline, category):
        self.discipline = discipline
        self.category = category

    @property
    def name(self):
        return f"{POSSESSIVES[self.category]} {self.discipline.name}"

    @property
    def url(self):
        return history_path(self.category, self.discipline)

    @property
    def list_url(self):
        return list_path(self.category, self.discipline)

    @cached_property
    def histories(self):
        """World, Olympic and championship records, each as they were set."""
        return [
            History(_title(found[-1].record), found[::-1])
            for found in self._progressions
            if found[-1].record.scope not in (Record.Scope.AREA, Record.Scope.NATIONAL)
        ]

    @property
    def areas(self):
        return self._standing(Record.Scope.AREA)

    @property
    def countries(self):
        return self._standing(Record.Scope.NATIONAL)

    @cached_property
    def _progressions(self):
        return [steps for _, steps in records.progressions(self.discipline, self.category)]

    def _standing(self, scope):
        return [steps[-1].record for steps in self._progressions if steps[-1].record.scope == scope]


def history_path(category, discipline):
    return reverse("results:record_history", args=[WORDS[category], discipline.slug])


def _title(record):
    if record.scope == Record.Scope.CHAMPIONSHIP:
        return f"{record.series.short_name} record"
    return record.get_scope_display()


def _path(word, key=""):
    query = {} if word == "world" else {"scope": word}
    if key:
        query[WHOSE[word]] = key
    path = reverse("results:records")
    return f"{path}?{urlencode(query)}" if query else path


def _series():
    held = Record.objects.filter(scope=Record.Scope.CHAMPIONSHIP, series=OuterRef("pk")).order_by()
    return [Owner(each.slug, each.short_name, each) for each in Series.objects.filter(Exists(held))]


def _areas():
    areas = Record.objects.filter(scope=Record.Scope.AREA).order_by("area").values_list("area", flat=True)
    return [Owner(slugify(area), area, area) for area in areas.distinct()]


def _countries():
    held = Record.objects.filter(scope=Record.Scope.NATIONAL, country=OuterRef("pk")).order_by()
    return [Owner(each.code.lower(), each.name, each) for each in Country.objects.filter(Exists(held))]
