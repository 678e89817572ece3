"""Ten thousand rows of CSV through the whole pipeline, into a held world and out again."""

import io
import os
import random
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command

from results.marks import Mark, Measure, Precision

ROWS, IN_A_RACE, KNOWN = 10_000, 10, 600
HEADER = "competition,event,category,round,number,date,place,athlete,country,birth_date,sex,mark"
# Of each event every athlete's mark lies between these, in ms.
EVENTS = {
    "100m": (10_000, 11_500),
    "200m": (20_200, 23_000),
    "400m": (45_000, 50_000),
    "800m": (104_500, 115_000),
    "1500m": (212_000, 240_000),
    "3000m": (460_000, 510_000),
    "5000m": (790_000, 880_000),
    "10000m": (1_650_000, 1_800_000),
}


def csv_of(known, slug):
    """Heats of eight events, each athlete once an event: some are held already, the others are new."""
    chance = random.Random(1)
    each = ROWS // len(EVENTS)
    new = [(f"Newcomer {n:04d}", "GBR", date(2000, 1, 1)) for n in range(each - len(known))]
    people, lines = [*known, *new], [HEADER]
    for event, (fastest, slowest) in EVENTS.items():
        chance.shuffle(people)
        for heat in range(each // IN_A_RACE):
            marks = sorted(chance.randrange(fastest, slowest, 10) for _ in range(IN_A_RACE))
            runners = people[heat * IN_A_RACE : (heat + 1) * IN_A_RACE]
            for (name, country, born), mark in zip(runners, marks, strict=True):
                place = 1 + sum(other < mark for other in marks)
                said = (slug, event, "M", "heat", heat + 1, "2025-06-01", place, name, country, born, "M")
                lines.append(",".join([*map(str, said), str(Mark(mark, Measure.TIME, Precision.HUNDREDTH))]))
    return "\n".join(lines).encode()


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from results.importers import undoing
    from results.models import Athlete, Competition, Country, ImportBatch, Result

    competition = Competition.objects.create(
        slug="benchmark",
        name="Benchmark",
        short_name="Benchmark",
        city="London",
        country=Country.objects.get(pk="GBR"),
        first_day=date(2025, 6, 1),
        last_day=date(2025, 6, 1),
    )
    men = Athlete.objects.filter(sex="M").order_by("pk").values_list("name", "country_id", "birth_date")
    namesakes = Counter((name, born) for name, _, born in men)
    sure = [man for man in men if namesakes[man[0], man[2]] == 1][:KNOWN]
    data = csv_of(sure, competition.slug)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "benchmark.csv")
        path.write_bytes(data)
        start = time.perf_counter()
        call_command("import_results", str(path), yes=True, stdout=io.StringIO())
        seconds = time.perf_counter() - start
    rows = Result.objects.filter(race__event__competition=competition).count()
    print(f"{rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} a second")
    undoing.undo(ImportBatch.objects.latest("pk"))
    competition.delete()


if __name__ == "__main__":
    main()
