"""A race, a day, an advancement rule in words: plain, short, and silent where the data is.

Give races from `Race.objects.for_table()` or `for_podium()`, and no query follows.
"""

from itertools import groupby

from newsroom.lib.text import number_word, sentence_list
from results.marks import Measure

UNITS = {
    Measure.TIME: "seconds",
    Measure.DISTANCE: "metres",
    Measure.HEIGHT: "metres",
    Measure.POINTS: "points",
}
PEOPLE = {"M": "men", "W": "women", "X": "athletes"}


def days(first, last):
    """“19 to 27 August 2023”."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{first.day} to {day(last)}"


def day(date):
    return f"{date.day} {date:%B %Y}"


def advancement(rule, races):
    """“3+4” in four heats: “first three of each of four go on, and the next four by time”."""
    by_place, _, by_time = rule.partition("+")
    if not by_time:
        return ""
    each = f" of each of {number_word(races)}" if races > 1 else ""
    words = f"first{each} goes on" if by_place == "1" else f"first {number_word(int(by_place))}{each} go on"
    return words if by_time == "0" else f"{words}, and the next {_by_time(int(by_time))}"


def _by_time(count):
    return "by time" if count == 1 else f"{number_word(count)} by time"


def missing_places(rows):
    """“Places 12 to 14 are not in the lists we hold.”; "" where every place up to the last is there."""
    held = {int(row.place) for row in rows if row.place}
    # Two who share a place leave the next one empty.
    shared = {int(row.place) + n for row in rows if row.place for n in range(_sharing(rows, row.place))}
    missing = sorted(set(range(1, max(held, default=0) + 1)) - held - shared)
    if not missing:
        return ""
    if len(missing) == 1:
        return f"Place {missing[0]} is not in the lists we hold."
    if missing == list(range(missing[0], missing[-1] + 1)):
        return f"Places {missing[0]} to {missing[-1]} are not in the lists we hold."
    return f"Places {sentence_list([str(place) for place in missing])} are not in the lists we hold."


def _sharing(rows, place):
    return sum(1 for row in rows if row.place == place)


def summary(race):
    """The race in one or two sentences; "" where nothing can be said."""
    results = list(race.results.all())
    if not race.has_result:
        return _before_the_result(race, len(results))
    first = [result for result in results if result.place == 1]
    if not first:
        return ""
    if len(first) > 1:
        return _shared(race, first, results)
    return f"{_winner(race, first[0], results)}{_third(results)}"


def _before_the_result(race, entered):
    if race.status == race.Status.LIVE:
        return "It is being contested now; there is no result yet."
    if not entered:
        return "No result yet."
    return f"{number_word(entered).capitalize()} on the start list; no result yet."


def _shared(race, first, results):
    names = sentence_list([_name(result) for result in first])
    marks = {_amount(result.mark) for result in first if result.mark}
    mark = f" with {marks.pop()}" if len(marks) == 1 else ""
    share = "the gold" if race.decides_medals else "first place"
    third = _third(results) if len(first) == 2 else ""
    return f"{names} share {share}{mark}.{third}"


def _winner(race, winner, results):
    final = race.round == race.Round.FINAL
    plural = winner.athlete is None
    verb = ("win" if plural else "wins") if final else ("are first" if plural else "is first")
    sentence = f"{_name(winner)} {verb}"
    if winner.mark:
        sentence += f" {'in' if _is_time(winner.mark) else 'with'} {_amount(winner.mark)}"
    return f"{sentence}{_margin(winner, [result for result in results if result.place == 2])}."


def _margin(winner, seconds):
    if not seconds or not seconds[0].mark or not winner.mark:
        return f", ahead of {sentence_list([_name(result) for result in seconds])}" if seconds else ""
    names = sentence_list([_name(result) for result in seconds])
    difference = abs(winner.mark.value - seconds[0].mark.value)
    if difference == 0:
        return f", the same {_noun(winner.mark)} as {names} in second place"
    return f", {_difference(winner.mark, seconds[0].mark)} ahead of {names}"


def _third(results):
    third = [result for result in results if result.place == 3]
    if not third:
        return ""
    one = len(third) == 1 and third[0].athlete is not None
    return f" {sentence_list([_name(result) for result in third])} {'is' if one else 'are'} third."


def _name(result):
    return result.athlete.name if result.athlete else result.team_name


def _is_time(mark):
    return mark.measure == Measure.TIME


def _noun(mark):
    return {Measure.TIME: "time", Measure.POINTS: "score"}.get(mark.measure, "mark")


def _amount(mark):
    """“3:29.38”, “8.65 metres”, “6740 points”."""
    return str(mark) if _is_time(mark) else f"{mark} {UNITS[mark.measure]}"


def _difference(mark, other):
    """“0.27 seconds”, “1 second”, “1:02”, “20 points”."""
    gap = other.gap_to(mark).lstrip("+-−").rstrip("h")
    if _is_time(mark):
        gap = gap.removeprefix("0:").removeprefix("0") if gap.startswith("0:") else gap
    if ":" in gap:
        return gap
    unit = UNITS[mark.measure]
    return f"{gap} {unit.removesuffix('s') if gap == '1' else unit}"


def steps(race, splits):
    """The race from start to finish as (where, sentence), by who led at each split; empty without splits."""
    if not splits or not race.has_result:
        return []
    started = sum(1 for result in race.results.all() if result.status != "DNS")
    noun = "teams" if race.discipline.is_relay else PEOPLE[race.event.category]
    by_distance = groupby(
        sorted(splits, key=lambda split: split.distance_m), key=lambda split: split.distance_m
    )
    told = [(f"{distance}m", _leaders(list(taken))) for distance, taken in by_distance]
    return [("Start", f"{number_word(started).capitalize()} {noun}."), *told, *_finish(race)]


def _leaders(splits):
    """“Kipsang leads in 56.1 seconds.”"""
    first = min(splits, key=lambda split: split.time_ms)
    leaders = [split.result for split in splits if split.time_ms == first.time_ms]
    verb = "leads" if len(leaders) == 1 and leaders[0].athlete else "lead"
    return f"{sentence_list([_name(result) for result in leaders])} {verb} in {_clock(first.mark)}."


def _finish(race):
    podium = [result for result in race.results.all() if result.place and result.place <= 3 and result.mark]
    marks = [f"{_short_name(result)} {result.mark}" for result in podium]
    return [("Finish", f"{', '.join(marks)}.")] if marks else []


def _clock(mark):
    """“56.1 seconds”, “1:54.2”."""
    return str(mark) if ":" in str(mark) else f"{mark} seconds"


def _short_name(result):
    return result.athlete.family_name if result.athlete else result.team_name


def career(honours):
    """“World champion (1500m, Budapest 2023).”: the two honours that stand highest."""
    told = [f"{honour.title} ({_where(honour.result.race)})" for honour in honours[:2]]
    return f"{'; '.join(told)}." if told else ""


def rivalry(pair):
    """“Seven meetings held, five of them with medals at stake.”"""
    meetings = f"{number_word(len(pair.meetings)).capitalize()} meetings held"
    if pair.finals == 0:
        return f"{meetings}: who was ahead, and how often."
    return (
        f"{meetings}, {number_word(pair.finals)} of them with medals at stake: who was ahead, and how often."
    )


def _where(race):
    return f"{race.event.discipline.name}, {race.event.competition.short_name}"


def birth(athlete):
    """“8 October 1997”, “October 1997” or “1997”: no more than is known; "" where nothing is."""
    if athlete.birth_date is None:
        return ""
    born = athlete.birth_date
    return {"day": day(born), "month": f"{born:%B %Y}", "year": f"{born:%Y}"}[athlete.birth_date_precision]
