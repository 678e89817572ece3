"""The race from start to finish."""

from itertools import groupby

from newsroom.lib.text import number_word, sentence_list
from results.words.measures import clock
from results.words.mentions import full_name, short_name

PEOPLE = {"M": ("man", "men"), "W": ("woman", "women"), "X": ("athlete", "athletes")}
TEAMS = ("team", "teams")


def steps(race, splits):
    """The race from start to finish as (where, sentence), by who led at each split; empty without splits."""
    if not splits or not race.has_result:
        return []
    by_distance = groupby(
        sorted(splits, key=lambda split: split.distance_m), key=lambda split: split.distance_m
    )
    told = [(f"{distance}m", _leaders(list(taken))) for distance, taken in by_distance]
    return [*_start(race), *told, *_finish(race)]


def _start(race):
    """How many started; nothing where not all are held."""
    started = sum(1 for result in race.results.all() if result.status != "DNS")
    one, many = TEAMS if race.discipline.is_relay else PEOPLE[race.event.category]
    noun = one if started == 1 else many
    return [("Start", f"{number_word(started).capitalize()} {noun}.")] if race.complete else []


def _leaders(splits):
    """“Kipsang led in 56.1 seconds.”"""
    first = min(splits, key=lambda split: split.time_ms)
    leaders = [split.result for split in splits if split.time_ms == first.time_ms]
    return f"{sentence_list([full_name(result) for result in leaders])} led in {clock(first.mark)}."


def _finish(race):
    podium = [result for result in race.results.all() if result.place and result.place <= 3 and result.mark]
    marks = [f"{short_name(result)} {result.mark}" for result in podium]
    return [("Finish", f"{', '.join(marks)}.")] if marks else []
