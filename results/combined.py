"""Points in combined events: the World Athletics Scoring Tables for Combined Events.

Track: A·(B−P)^C with P in seconds. Jumps: A·(P−B)^C with P in centimetres; throws the same in metres.
The fraction is dropped. Decimals, because binary floating point may fall on the wrong side of a whole number.
"""

import csv
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"
# Deep enough for any score, and never the context of whoever calls.
EXACT = Context(prec=50, rounding=ROUND_FLOOR)
SMALLEST_IN = {"s": 1000, "cm": 10, "m": 1000}  # ms in a second, mm in a centimetre and in a metre
# What the tables add to a time taken by hand, in ms: to 200m and hurdles, and at 400m. None beyond.
HAND_ALLOWANCES = dict.fromkeys(("60", "100", "200", "60H", "100H", "110H"), 240) | {"400": 140}


class NotScored(ValueError):
    """A discipline that is no part of the combined event."""

    def __init__(self, category, combined, discipline):
        super().__init__(f"There are no points for {discipline} in {combined} ({category}).")


@dataclass(frozen=True)
class Formula:
    a: Decimal
    b: Decimal
    c: Decimal
    unit: str

    def score(self, value):
        performance = EXACT.divide(Decimal(value), Decimal(SMALLEST_IN[self.unit]))
        better, worse = (self.b, performance) if self.unit == "s" else (performance, self.b)
        margin = EXACT.subtract(better, worse)
        return int(EXACT.multiply(self.a, EXACT.power(margin, self.c))) if margin > 0 else 0


def points(category, combined, discipline, value, *, hand=False):
    """The points of a mark's value, in ms or mm; `hand` for a time taken by hand. Raises NotScored.

    >>> points("M", "DEC", "100", 10_760)
    915
    """
    formula = FORMULAS.get((category, combined), {}).get(discipline)
    if formula is None:
        raise NotScored(category, combined, discipline)
    allowance = HAND_ALLOWANCES.get(discipline, 0) if hand else 0
    return formula.score(value + allowance)


def disciplines(category, combined):
    """Their codes, in the order in which they are contested; none where it is no combined event."""
    return tuple(FORMULAS.get((category, combined), ()))


def _read():
    formulas = {}
    with (DATA / "combined_events.csv").open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: int(row["order"])):
            formula = Formula(Decimal(row["A"]), Decimal(row["B"]), Decimal(row["C"]), row["unit"])
            formulas.setdefault((row["category"], row["combined"]), {})[row["discipline"]] = formula
    return formulas


FORMULAS = _read()
