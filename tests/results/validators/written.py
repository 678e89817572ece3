"""Result sheets written down for tests of the rules; nothing of them is saved."""

from datetime import date
from decimal import Decimal
from itertools import count

from results.disciplines import DISCIPLINES
from results.marks import Measure, parse_mark
from results.models import Competition, Discipline, Event, Race
from results.validators.sheets import Held, Leg, Line, Passing, Sheet, Trial

DAY = date(2023, 8, 23)
keys = count(1)
OUT = ("DNS", "DNF", "DQ", "NM", "NH")


def a_sheet(*rows, code="1500", of=None, category="M", indoor=False, **fields):
    """A race of (place, name, mark or status, other fields of the line); `of` a combined event."""
    competition = Competition(
        slug="budapest-2023",
        short_name="Budapest 2023",
        first_day=date(2023, 8, 19),
        last_day=date(2023, 8, 27),
        time_zone="Europe/Budapest",
        indoor=indoor,
    )
    event = Event(pk=1, competition=competition, discipline=a_discipline(of or code), category=category)
    settings = {"round": "part" if of else "final", "date": DAY, "status": "official", "slug": "race"}
    race = Race(pk=next(keys), event=event, discipline=a_discipline(code), **settings | fields)
    return Sheet(race, [a_line(race, *row) for row in rows])


def a_line(race, place, name, written="", fields=None):
    """Whose name is the same is the same athlete."""
    who = {"team": name} if race.discipline.is_relay else {"athlete_id": hash(name), "name": name}
    line = Line(next(keys), race.pk, place=place, country="GBR", **who | (fields or {}))
    if written in OUT:
        line.status = written
    elif written:
        line.mark = parse_mark(written, Measure(race.discipline.measure))
        line.value, line.precision = line.mark.value, line.mark.precision.value
    return line


def heats(*races, code="100", round="heat", **fields):
    """The races of a round, numbered."""
    return [
        a_sheet(*rows, code=code, round=round, number=number, **fields)
        for number, rows in enumerate(races, start=1)
    ]


def a_discipline(code):
    known = DISCIPLINES[code]
    names = ("slug", "name", "long_name", "kind", "measure", "wind", "team_size", "distance_m", "order")
    return Discipline(code=code, **{name: getattr(known, name) for name in names})


def jumps(*series):
    """A vertical series: “2.20 O”, “2.25 XXX”."""
    trials = []
    for number, written in enumerate(series, start=1):
        height, outcome = written.split()
        trials.append(Trial(number, round(float(height) * 1000), outcome, None, None))
    return {"trials": trials}


def throws(*series, winds=()):
    """A horizontal series: “65.10”, “X”, “-”."""
    trials = []
    for number, written in enumerate(series, start=1):
        reached = parse_mark(written, Measure.DISTANCE).value if written[0].isdigit() else None
        blown = Decimal(winds[number - 1]) if winds else None
        trials.append(Trial(number, None, "O" if reached else written, reached, blown))
    return {"trials": trials}


def passing(**times):
    """Splits: m400="56.1"."""
    return {"splits": [Passing(int(at[1:]), parse_mark(time, Measure.TIME)) for at, time in times.items()]}


def legs(*names, sex="M"):
    return {"legs": [Leg(order, hash(name), name, sex) for order, name in enumerate(names, start=1)]}


def said(rule, sheet, held=None):
    """What a rule says of a race, or of the races of an event."""
    claims = rule(sheet) if isinstance(sheet, list) else rule(sheet, held or Held())
    return [claim.message for claim in claims]
