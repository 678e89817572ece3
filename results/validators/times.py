"""Times: splits, readings, reactions, and the day."""

from itertools import pairwise

from results.marks import Mark, Measure, Precision

FALSE_START_UNDER = 100  # ms after the gun (TR 16.6)


def splits(sheet, held):
    """Splits rise, and end before the finish."""
    for line in sheet.lines:
        if line.splits:
            yield from _rising(sheet, line)
            yield from _before_finish(sheet, line)


def reading(sheet, held):
    """A time is its reading rounded up, never down (TR 19.23, 19.24)."""
    if sheet.measure is not Measure.TIME:
        return
    for line in sheet.lines:
        if line.reading_ms is None or not line.mark:
            continue
        due = Mark(line.reading_ms, Measure.TIME, line.mark.precision)
        if due.shown_value != line.mark.shown_value:
            read = Mark(line.reading_ms, Measure.TIME, Precision.THOUSANDTH)
            yield sheet.claim(
                f"{line.who}’s time is {line.mark}, but the reading {read} rounds up to {due}.",
                line,
                line.value,
                line.reading_ms,
            )


def reaction(sheet, held):
    """Under a tenth of a second is a false start."""
    for line in sheet.lines:
        if line.reaction_ms is not None and line.reaction_ms < FALSE_START_UNDER and not line.status:
            yield sheet.claim(
                f"{line.who} reacted after {line.reaction_ms / 1000:.3f} and is not disqualified: "
                "under 0.100 is a false start (TR 16).",
                line,
                line.reaction_ms,
            )


def days(sheet, held):
    """A race is held during its competition, and starts on its day."""
    race, competition = sheet.race, sheet.competition
    if not competition.first_day <= race.date <= competition.last_day:
        yield sheet.claim(
            f"The race is dated {race.date:%Y-%m-%d}, but {competition.short_name} was held "
            f"from {competition.first_day:%Y-%m-%d} to {competition.last_day:%Y-%m-%d}.",
            None,
            race.date,
            competition.first_day,
            competition.last_day,
        )
    starts = race.starts_at and race.starts_at.astimezone(competition.zone)
    if starts and starts.date() != race.date:
        yield sheet.claim(
            f"The race is dated {race.date:%Y-%m-%d}, but starts at {starts:%Y-%m-%d %H:%M} "
            f"({competition.time_zone}).",
            None,
            race.date,
            race.starts_at,
        )


def _rising(sheet, line):
    for one, next_one in pairwise(sorted(line.splits)):
        if next_one.time.value <= one.time.value:
            yield sheet.claim(
                f"{line.who} passed {next_one.distance_m}m in {next_one.time}, "
                f"but {one.distance_m}m in {one.time}.",
                line,
                *one[:1],
                one.time.value,
                next_one.distance_m,
                next_one.time.value,
            )


def _before_finish(sheet, line):
    length = sheet.discipline.distance_m
    for split in line.splits:
        facts = split.distance_m, split.time.value, line.value
        if length and split.distance_m > length:
            yield sheet.claim(f"{line.who} has a split at {split.distance_m}m of {length}m.", line, *facts)
        elif line.mark and sheet.measure is Measure.TIME and _is_after(split, line.mark, length):
            yield sheet.claim(
                f"{line.who} passed {split.distance_m}m in {split.time}, but finished in {line.mark}.",
                line,
                *facts,
            )


def _is_after(split, finish, length):
    """Later than the finish; a split at the finish itself may be rounded up to its own precision."""
    at_the_finish = split.distance_m == length
    latest = Mark(finish.value, Measure.TIME, split.time.precision).shown_value
    return split.time.value > latest if at_the_finish else split.time.value >= finish.value
