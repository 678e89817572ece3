"""What put one before another of the same mark; "" where the rows do not tell.

A series is believed only where it agrees with the mark and with the places: sources lose trials.
"""

from itertools import pairwise, zip_longest

from results.marks import Mark, Measure
from results.ranking import HORIZONTAL, VERTICAL, Entrant, rank

TRIALS = {2: "second-best", 3: "third-best", 4: "fourth-best", 5: "fifth-best", 6: "sixth-best"}


def thousandths(better, other):
    """By how many thousandths the photo finish separated two of one time; 0 where it is not known."""
    readings = (better.reading_ms, other.reading_ms)
    if None in readings or not (_gives_the_time(better) and _gives_the_time(other)):
        return 0
    return max(0, other.reading_ms - better.reading_ms)


def _gives_the_time(result):
    """A reading is a time not rounded yet: up to the next hundredth it is the official one (TR 19.23)."""
    return 0 <= result.mark.shown_value - result.reading_ms < 10


def decided(better, other):
    """“on countback”, “after a jump-off”, “on second-best mark”."""
    if better.mark.measure is Measure.HEIGHT:
        return _by_failures(better, other)
    return _by_trials(better, other) if better.mark.measure is Measure.DISTANCE else ""


def _by_trials(better, other):
    series = [_trials(result) for result in (better, other)]
    if not _agree(better, other, HORIZONTAL, series):
        return ""
    best_first = [sorted((trial.value for trial in trials), reverse=True) for trials in series]
    together = enumerate(zip_longest(*best_first, fillvalue=0), start=1)
    first = next(number for number, (one, two) in together if one != two)
    return f"on {TRIALS[first]} mark" if first in TRIALS else ""


def _by_failures(better, other):
    if better.place > 1:
        return "on countback"  # a jump-off is for the first place only (TR 26.8)
    series = [_heights(result) for result in (better, other)]
    if any(_has_jump_off(heights) for heights in series):
        return "after a jump-off"
    return "on countback" if _agree(better, other, VERTICAL, series) else ""


def _agree(better, other, rule, series):
    """Whether the trials put the two in the order in which they are placed."""
    pair = [
        Entrant(result.pk, result.mark, series=tuple(trials))
        for result, trials in zip((better, other), series, strict=True)
    ]
    placed = {entrant.key: place for place, entrant in rank(pair, rule)}
    return placed[better.pk] < placed[other.pk]


def _trials(result):
    """As marks of the result's own kind."""
    return [
        Mark(attempt.mark_mm, result.mark.measure, result.mark.precision)
        for attempt in result.attempts.all()
        if attempt.mark_mm
    ]


def _heights(result):
    return [(attempt.height_mm, attempt.outcome) for attempt in result.attempts.all() if attempt.height_mm]


def _has_jump_off(heights):
    return any(later <= height for (height, _), (later, _) in pairwise(heights))
