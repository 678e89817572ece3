"""Of whom it is not sure who they are: each person of the file once, beside the athletes it could be."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Max, Value, When
from django.utils.formats import date_format

from results.admin.importing.rows import place_and_mark
from results.admin.importing.titles import title_of
from results.importers.staging import SOMEBODY_NEW
from results.models import Athlete, Result, StagedRow

MOST_ROWS = 400  # with candidates, that one page looks at; those still open come first
MOST_PEOPLE = 50  # on one page
MOST_PLACES = 4  # where in the file somebody is
IDS = (("World Athletics", "world_athletics_id"), ("Tilastopaja", "tilastopaja_id"))
DAY = Athlete.BirthPrecision.DAY
FIELD = "who-"
NOBODY = 0  # an answer that was never offered


@dataclass
class Candidate:
    athlete: Athlete
    reason: str
    results: int = 0
    latest: date | None = None  # of them

    @property
    def value(self):
        return str(self.athlete.pk)

    @property
    def born(self):
        return _born(self.athlete.birth_date, self.athlete.birth_date_precision)

    @property
    def ids(self):
        return [f"{label} {number}" for label, name in IDS if (number := getattr(self.athlete, name))]


@dataclass
class Person:
    """Somebody of the file; `decided` is what holds, `chosen` what the form shows."""

    key: str
    name: str
    said: dict  # as parsed
    where: list
    candidates: list
    decided: str = ""
    chosen: str = ""

    @property
    def field(self):
        return field_of(self.key)

    @property
    def born(self):
        written = self.said.get("birth_date")
        precision = self.said.get("birth_date_precision", DAY)
        return _born(written and date.fromisoformat(written), precision)

    @property
    def ids(self):
        return [f"{label} {self.said[name]}" for label, name in IDS if self.said.get(name)]

    @property
    def somebody_new(self):
        return SOMEBODY_NEW

    @property
    def first_places(self):
        return self.where[:MOST_PLACES]

    @property
    def more_places(self):
        return len(self.where) - len(self.first_places)

    @property
    def decided_words(self):
        known = {each.value: each.athlete.name for each in self.candidates}
        return known.get(self.decided, "somebody new")


def field_of(key):
    """The name of a person's radio buttons: the same after the file was looked at again."""
    return FIELD + hashlib.sha256(key.encode()).hexdigest()[:20]


def people(batch, posted=None):
    """(those still open, those decided), each at most a page of them, in a constant number of queries."""
    found = {}
    for row in _rows(batch):
        for told in row.candidates:
            person = found.setdefault(told["person"], _person(told, row))
            person.where.append(_where(row))
    still_open = [person for person in found.values() if not person.decided][:MOST_PEOPLE]
    decided = [person for person in found.values() if person.decided][:MOST_PEOPLE]
    _fill_in([*still_open, *decided])
    for person in (*still_open, *decided):
        person.chosen = (posted or {}).get(person.field, person.decided)
    return still_open, decided


def answers(batch, posted):
    """{person key: athlete id or SOMEBODY_NEW} of what was chosen on the page and does not hold yet."""
    chosen = {name: value for name, value in posted.items() if name.startswith(FIELD) and value}
    if not chosen:
        return {}
    rows = _with_candidates(batch).values_list("candidates", flat=True)
    held = {told["person"]: str(told["chosen"] or "") for row in rows for told in row}
    given = {key: chosen.get(field_of(key), "") for key in held}
    return {key: _answer(value) for key, value in given.items() if value and value != held[key]}


def _answer(value):
    is_number = value.isascii() and value.isdigit() and len(value) < 19
    return value if value == SOMEBODY_NEW else int(value) if is_number else NOBODY


def _with_candidates(batch):
    return StagedRow.objects.filter(staged_race__batch=batch).exclude(candidates=[])


def _rows(batch):
    open_first = Case(
        When(verdict=StagedRow.Verdict.AMBIGUOUS, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = _with_candidates(batch).select_related("staged_race")
    return rows.order_by(open_first, "staged_race__position", "position")[:MOST_ROWS]


def _person(told, row):
    said = row.data.get("person") or {}
    if told["leg"]:
        said = next((leg["person"] for leg in row.data.get("legs", ()) if leg["order"] == told["leg"]), {})
    country = said.get("country") or row.data.get("country", "")
    decided = str(told["chosen"] or "")
    return Person(told["person"], told["name"], said | {"country": country}, [], told["options"], decided)


def _where(row):
    line = f", line {row.line}" if row.line else ""
    return f"{title_of(row.staged_race)}{place_and_mark(row.data)}{line}"


def _fill_in(people):
    """In place of ids: the athletes, and how much is held of each."""
    ids = {option["athlete"] for person in people for option in person.candidates}
    athletes = Athlete.objects.select_related("country").in_bulk(ids)
    results = Result.objects.filter(athlete__in=ids).order_by().values("athlete")
    counted = results.values_list("athlete", Count("pk"), Max("date"))
    known = {athlete: told for athlete, *told in counted}
    for person in people:
        person.candidates = [
            Candidate(athletes[option["athlete"]], option["reason"], *known.get(option["athlete"], ()))
            for option in person.candidates
            if option["athlete"] in athletes
        ]


def _born(day, precision):
    if day is None:
        return "birth date not known"
    return f"born {date_format(day, 'j M Y' if precision == DAY else 'Y')}"
