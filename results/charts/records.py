"""A record over the years."""

from dataclasses import dataclass
from decimal import Decimal

from newsroom.lib import charts
from results.charts import axes
from results.marks import Measure

LEAST_RECORDS = 2
MOST_RECORDS = 60  # the drawing shows the latest; the table has all


@dataclass(frozen=True)
class RecordProgression:
    """The stair of a record, and its rows for the table twin, the latest first."""

    chart: charts.StepChart
    records: list
    title: str
    description: str
    note: str


def record_progression(records, title=""):
    """From objects with `date`, `mark` and `holder`, in any order; None below two."""
    ordered = sorted((record for record in records if record.mark), key=lambda record: record.date)
    if len(ordered) < LEAST_RECORDS:
        return None
    shown = ordered[-MOST_RECORDS:]
    measure = shown[-1].mark.measure
    chart = charts.step_chart(
        [charts.Step(each.date, Decimal(each.mark.machine), str(each.mark)) for each in shown],
        measure is Measure.TIME,
        tick_label=lambda value: axes.label(value, measure),
        clock=measure is Measure.TIME,
    )
    return RecordProgression(chart, ordered[::-1], title, _from_to(shown), _note(ordered, shown))


def _from_to(shown):
    """“From 3:34.0 (Sebastian Coe, 1979) to 3:26.00 (Hicham El Guerrouj, 1998).”"""
    first, last = (f"{each.mark} ({each.holder}, {each.date.year})" for each in (shown[0], shown[-1]))
    return f"From {first} to {last}."


def _note(ordered, shown):
    earlier = len(ordered) - len(shown)
    return f"The latest {len(shown)}; {earlier} earlier in the table." if earlier else ""
