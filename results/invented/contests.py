"""Who contests a discipline in the invented world, and the marks that come of it."""

import csv
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from results.disciplines import DISCIPLINES
from results.marks import Measure, Precision

DISCIPLINES_CSV = Path(__file__).parent / "disciplines.csv"
FIELD, HEATS, GO_ON = 8, 3, 3
ENTRIES = FIELD * HEATS
MEAN_WIND, WIND_SPREAD = 0.3, 1.1  # m/s
TO_THE_SECOND = ("road", "walk")


@dataclass
class Contest:
    """A discipline of men or women: its athletes, and what a mark is made of."""

    code: str
    category: str
    best: int  # ms, mm or points of the best there is
    spread: float  # between athletes
    noise: float  # between an athlete's days
    runners: list = field(default_factory=list)

    def __post_init__(self):
        self.discipline = DISCIPLINES[self.code]
        self.is_time = self.discipline.measure is Measure.TIME
        self.precision, self.step = _precision(self.discipline)

    def entries(self, season, chance):
        active = [runner for runner in self.runners if season in runner.seasons]
        return chance.sample(active, min(len(active), ENTRIES))

    def ranked(self, runners, chance):
        """(value in ms, mm or points, runner), the best first."""
        told = [(self._value(runner, chance), runner) for runner in runners]
        return sorted(told, key=lambda pair: pair[0] if self.is_time else -pair[0])

    def wind(self, measured, chance):
        """A reading where the discipline has one a race, or one an attempt; else None."""
        if self.discipline.wind != measured:
            return None
        return Decimal(round(chance.gauss(MEAN_WIND, WIND_SPREAD) * 10)) / 10

    def _value(self, runner, chance: random.Random):
        loss = runner.loss + abs(chance.gauss(0, self.noise))
        value = self.best * (1 + loss if self.is_time else 1 - loss)
        return max(self.step, round(value / self.step) * self.step)


def contests():
    """All of them, those most worth having in a small world first."""
    with DISCIPLINES_CSV.open(encoding="utf-8", newline="") as file:
        return [
            Contest(row["code"], category, int(row[column]), float(row["spread"]), float(row["noise"]))
            for row in csv.DictReader(file)
            for category, column in (("M", "men"), ("W", "women"))
            if row[column]
        ]


def _precision(discipline):
    if discipline.measure is Measure.POINTS:
        return Precision.POINT, 1
    if discipline.measure is not Measure.TIME:
        return Precision.CENTIMETRE, 10
    return (Precision.SECOND, 1000) if discipline.kind in TO_THE_SECOND else (Precision.HUNDREDTH, 10)
