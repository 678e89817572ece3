"""Trials of field events against the mark they led to."""

import re

from results.marks import Mark, Measure, Precision

AT_A_HEIGHT = re.compile(r"X{0,2}O|X{1,3}|X{0,2}[-–RP]")
OUT_AFTER = 3  # failures in a row (TR 26.2)


def best(sheet, held):
    """The mark is the best valid trial."""
    if sheet.measure is not Measure.DISTANCE:
        return
    for line in sheet.lines:
        reached = max((trial.mark_mm for trial in line.trials if trial.mark_mm), default=None)
        yield from _differs(sheet, line, reached, "NM", "best trial held is")


def cleared(sheet, held):
    """The mark is the greatest height cleared; said only of a series that could have been."""
    if sheet.measure is not Measure.HEIGHT:
        return
    for line in sheet.lines:
        heights = [trial.height_mm for trial in line.trials if "O" in trial.outcome.upper()]
        if is_sound(line):
            yield from _differs(sheet, line, max(heights, default=None), "NH", "greatest height cleared is")


def wind(sheet, held):
    """The wind of the result is that of its trial."""
    if sheet.discipline.wind != "attempt":
        return
    for line in sheet.lines:
        if line.wind is None or not line.mark:
            continue
        winds = [trial.wind for trial in line.trials if trial.mark_mm == line.value]
        if winds and None not in winds and line.wind not in winds:
            yield sheet.claim(
                f"{line.who}’s {line.mark} has a wind of {line.wind:+}, but its trial one of {winds[0]:+}.",
                line,
                line.wind,
                winds[0],
            )


def series_of(measure):
    """How `ranking` wants the trials of a line."""
    return {Measure.DISTANCE: _distances, Measure.HEIGHT: _heights}.get(measure, no_series)


def no_series(line):
    return ()


def failures_are_held(lines):
    """Whether a countback may be based on these series: each could have been, and failures were not lost.

    A source that loses failures shows no height cleared at the third trial; a contest has some.
    """
    jumpers = [line for line in lines if line.mark]
    third = any("XXO" in trial.outcome.upper() for line in jumpers for trial in line.trials)
    return third and all(line.trials and is_sound(line) and _has_ended(line) for line in jumpers)


def is_sound(line):
    """Whether the trials of a vertical jump could have been: heights rise, and three failures end it.

    A jump-off after the third failure may go down.
    """
    failures, highest = 0, 0
    for trial in line.trials:
        outcome = trial.outcome.upper()
        if not trial.height_mm or not AT_A_HEIGHT.fullmatch(outcome):
            return False
        if trial.height_mm <= highest:
            return failures >= OUT_AFTER
        if failures >= OUT_AFTER:
            return False
        highest = trial.height_mm
        failures = 0 if "O" in outcome else failures + outcome.count("X")
    return failures <= OUT_AFTER


def _has_ended(line):
    """By three failures in a row, by retiring, or as the winner."""
    outcomes = "".join(trial.outcome.upper() for trial in line.trials)
    last = re.sub("[-–P]", "", outcomes.rpartition("O")[2])
    return line.place == 1 or "R" in last or last.count("X") >= OUT_AFTER


def _differs(sheet, line, best, none, words):
    if best is None or line.value == best or line.status not in ("", none):
        return
    shown = Mark(best, sheet.measure, Precision.CENTIMETRE)
    if line.status == none:
        yield sheet.claim(f"{line.who} is {none}, but {sheet.did} {shown}.", line, none, best)
    elif line.mark:
        yield sheet.claim(
            f"{line.who}’s mark is {line.mark}, but the {words} {shown}.", line, line.value, best
        )


def _distances(line):
    return tuple(
        Mark(trial.mark_mm, Measure.DISTANCE, Precision.CENTIMETRE) if trial.mark_mm else None
        for trial in line.trials
    )


def _heights(line):
    return tuple((trial.height_mm, trial.outcome) for trial in line.trials)
