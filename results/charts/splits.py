"""Who was where at each split."""

from collections import defaultdict
from dataclasses import dataclass

from newsroom.lib import charts
from newsroom.lib.text import sentence_list
from results.charts.names import labels

LEAST_SPLITS, LEAST_TIMED = 2, 3
MOST_SPLITS = 7  # columns before the finish; the table has all
MOST_COURSES = 16  # lines
KILOMETRE = 1000


@dataclass(frozen=True)
class SplitOrder:
    """The order at one point: (rank, name, time) of all who were timed there."""

    where: str
    runners: list


@dataclass(frozen=True)
class Positions:
    """The chart of a race's order, split by split, and the same for the table twin."""

    chart: charts.PositionsChart
    orders: list
    title: str
    description: str
    note: str


def positions(race, splits, home=""):
    """None below two splits at which at least three were timed, or without a finish.

    A rank is among those timed at that split: where not all were, the note says so.
    """
    timed = _timed(race, splits)
    placed = {result.pk: result for result in race.results.all() if result.place}
    if len(timed) < LEAST_SPLITS or not placed or not race.has_result:
        return None
    names = labels(list(race.results.all()))
    shown = _evenly(sorted(timed), MOST_SPLITS)
    ranks = {distance: _ranks(timed[distance]) for distance in timed}
    drawn = [result for result in race.results.all() if any(result.pk in ranks[each] for each in shown)]
    courses = [
        charts.Course(
            names[result.pk],
            (*(ranks[distance].get(result.pk) for distance in shown), result.place),
            home=bool(home) and result.country_id == home,
        )
        for result in drawn[:MOST_COURSES]
    ]
    where = _where(timed)
    columns = [*(where[distance] for distance in shown), "Finish"]
    return Positions(
        chart=charts.positions(courses, columns, most_rows=MOST_COURSES),
        orders=[
            *(_order(where[each], timed[each], ranks[each], names) for each in sorted(timed)),
            _finish(placed.values(), names),
        ],
        title=f"Positions at the splits of the {race.title}",
        description=_description(courses, columns),
        note=_note(race, timed, shown, len(drawn) - len(courses)),
    )


def _timed(race, splits):
    """{distance: {pk: split}} of the distances at which enough were timed."""
    rows = {result.pk for result in race.results.all()}
    by_distance = defaultdict(dict)
    for split in splits:
        if split.result_id in rows:
            by_distance[split.distance_m][split.result_id] = split
    return {distance: taken for distance, taken in by_distance.items() if len(taken) >= LEAST_TIMED}


def _ranks(taken):
    times = [split.time_ms for split in taken.values()]
    return {pk: 1 + sum(1 for time in times if time < split.time_ms) for pk, split in taken.items()}


def _evenly(distances, most):
    """At most so many, the first and the last among them."""
    if len(distances) <= most:
        return distances
    step = (len(distances) - 1) / (most - 1)
    return [distances[round(step * index)] for index in range(most)]


def _where(distances):
    """“400m”; “5 km” where all are whole kilometres."""
    whole = all(distance % KILOMETRE == 0 for distance in distances)
    return {each: f"{each // KILOMETRE} km" if whole else f"{each}m" for each in distances}


def _order(where, taken, ranks, names):
    ordered = sorted(taken, key=lambda pk: (ranks[pk], names[pk]))
    return SplitOrder(where, [(ranks[pk], names[pk], str(taken[pk].mark)) for pk in ordered])


def _finish(placed, names):
    return SplitOrder("Finish", [(each.place, names[each.pk], str(each.mark or "")) for each in placed])


def _description(courses, columns):
    """“From 400m to the finish: Kerr was 8th, 3rd and 1st; …” of the medallists."""
    told = []
    for course in courses:
        if course.medal:
            ranks = [str(rank) if rank else "not timed" for rank in course.ranks]
            told.append(f"{course.label} {sentence_list(ranks)}")
    points = sentence_list([columns[0], *columns[1:-1], "the finish"])
    return f"Place at {points}. {'; '.join(told)}." if told else f"Place at {points}."


def _note(race, timed, shown, left_off):
    started = sum(1 for result in race.results.all() if result.status != "DNS")
    partly = not race.complete or any(len(taken) < started for taken in timed.values())
    parts = [
        "Places at the splits are among those timed there." if partly else "",
        f"{len(shown)} of {len(timed)} splits; all are in the table." if len(shown) < len(timed) else "",
        f"{left_off} more runners in the table." if left_off else "",
    ]
    return " ".join(part for part in parts if part)
