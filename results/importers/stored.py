"""What was parsed, as JSON and back: a file waits for a person in the database, not in memory."""

from dataclasses import MISSING, fields
from datetime import date, datetime, time
from decimal import Decimal

from results.importers import base
from results.marks import Mark, Measure, Precision

PARTS = {
    "person": base.ParsedPerson,
    "splits": base.ParsedSplit,
    "attempts": base.ParsedAttempt,
    "legs": base.ParsedLeg,
    "results": base.ParsedResult,
}
READERS = {
    "mark": lambda said: Mark(said[0], Measure(said[1]), Precision(said[2])),
    "time": lambda said: Mark(said[0], Measure(said[1]), Precision(said[2])),
    "wind": Decimal,
    "birth_date": date.fromisoformat,
    "date": date.fromisoformat,
    "first_day": date.fromisoformat,
    "last_day": date.fromisoformat,
    "start_time": time.fromisoformat,
    "starts_at": datetime.fromisoformat,
}


def as_data(parsed, *, without=()):
    """A parsed object as plain data; what a source left out is left out here."""
    said = {name: getattr(parsed, name) for name in DEFAULTS[type(parsed)] if name not in without}
    return {name: _plain(value) for name, value in said.items() if value != DEFAULTS[type(parsed)][name]}


def from_data(kind, data):
    """The same object again."""
    return kind(**{name: _read(name, value) for name, value in data.items()})


def _defaults(kind):
    return {field.name: None if field.default is MISSING else field.default for field in fields(kind)}


DEFAULTS = {
    kind: _defaults(kind) for kind in (base.ParsedRace, base.ParsedCompetition, base.Problem, *PARTS.values())
}


def _plain(value):
    if isinstance(value, Mark):
        return [value.value, value.measure.value, value.precision.value]
    if isinstance(value, str | int | bool) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else as_data(value)


def _read(name, value):
    if value is None:
        return None
    if name in PARTS and isinstance(value, list):
        return tuple(from_data(PARTS[name], each) for each in value)
    if name in PARTS:
        return from_data(PARTS[name], value)
    return READERS[name](value) if name in READERS else value
