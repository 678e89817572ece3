"""Invented athletes: common names put together by chance, so that nobody in particular is meant."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

NAMES = Path(__file__).parent / "names.csv"
CAREER = (4, 14)  # seasons
AGE_AT_START = (18, 23)
TAIL = 1.2  # how fast countries shrink by rank


@dataclass(frozen=True)
class Region:
    """Countries that share their names."""

    countries: list
    names: dict  # {"M": given names, "W": …}
    families: list


@dataclass(slots=True)
class Runner:
    """An athlete of one discipline, with what makes results of one."""

    pk: int
    given_name: str
    family_name: str
    sex: str
    country: str
    birth_date: date
    seasons: range
    loss: float  # by how much the best of all is better, as a part of the mark
    best: tuple | None = None  # (list_key, date, result pk)
    season_bests: dict = field(default_factory=dict)  # {season: the same}

    @property
    def name(self):
        return f"{self.given_name} {self.family_name}"


class Inventor:
    """Makes athletes of countries as unequal as those of the world: a few have many, most have few."""

    def __init__(self, chance):
        self.chance = chance
        regions = [(region, code) for region in _regions() for code in region.countries]
        self.regions = sorted(regions, key=lambda pair: pair[0].countries.index(pair[1]))
        self.weights = list(accumulate(1 / (rank + 1) ** TAIL for rank in range(len(self.regions))))

    def runner(self, pk, sex, spread, seasons):
        chance = self.chance
        region, country = chance.choices(self.regions, cum_weights=self.weights)[0]
        first = chance.randint(seasons[0] - CAREER[0], seasons[-1])
        born = date(first - chance.randint(*AGE_AT_START), 1, 1) + timedelta(chance.randrange(365))
        return Runner(
            pk=pk,
            given_name=chance.choice(region.names[sex]),
            family_name=chance.choice(region.families),
            sex=sex,
            country=country,
            birth_date=born,
            seasons=range(first, first + chance.randint(*CAREER)),
            loss=abs(chance.gauss(0, spread)),
        )


def _regions():
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [
            Region(
                row["countries"].split(),
                {"M": row["men"].split(), "W": row["women"].split()},
                row["families"].split(),
            )
            for row in csv.DictReader(file)
        ]
