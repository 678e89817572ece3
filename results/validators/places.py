"""Places against marks. How equals are separated is `ranking`'s (TR 19, 25.22, 26.8)."""

from collections import defaultdict
from itertools import groupby, pairwise

from newsroom.lib.text import ordinal, sentence_list
from results.abbreviations import STATUS_WORDS
from results.marks import DECIMALS, Mark, Measure, Precision
from results.ranking import RULE_OF_MEASURE, Entrant, rank
from results.validators import trials
from results.validators.sheets import groups

MOST_NAMED = 4


def order(sheet, held):
    """A better mark behind a worse one."""
    for ahead, behind in pairwise(sheet.placed):
        if ahead.place < behind.place and _beats(behind.mark, ahead.mark):
            yield sheet.claim(
                f"{behind.who} is {behind.nth} with {behind.mark}, "
                f"but {ahead.who}, {ahead.nth}, {sheet.did} {ahead.mark}.",
                behind,
                *_facts(ahead, behind),
            )


def shared(sheet, held):
    """One place with different marks."""
    for sharing in groups(sheet.placed, lambda line: line.place):
        best, worst = (pick(sharing, key=lambda line: line.mark.sort_key) for pick in (min, max))
        if _beats(best.mark, worst.mark):
            yield sheet.claim(
                f"{best.who} and {worst.who} share {best.nth}, "
                f"but one {sheet.did} {best.mark} and the other {worst.mark}.",
                worst,
                *_facts(best, worst),
            )


def equals(sheet, held):
    """Equal marks against what separates them: readings, next-best trials, failures."""
    sharing = groups(sheet.placed, lambda line: (line.value, line.precision))
    vertical = sheet.measure is Measure.HEIGHT
    countback = vertical and bool(sharing) and trials.failures_are_held(sheet.lines)
    series = trials.series_of(sheet.measure) if countback or not vertical else trials.no_series
    for equal in sharing:
        ranked = _ranked(equal, series, RULE_OF_MEASURE[sheet.measure])
        for ahead, behind in pairwise(sorted(equal, key=lambda line: (line.place, ranked[line.pk]))):
            if said := _against(sheet, ahead, behind, ranked, countback):
                yield sheet.claim(said, behind, *_facts(ahead, behind))


def sequence(sheets):
    """Places that leave one out, or come too soon after a shared one.

    The races of a round may be numbered each by itself or through: what contradicts less is meant.
    """
    for together in _rounds(sheets):
        each = [claim for sheet in together for claim in _sequence([sheet])]
        through = list(_sequence(together)) if each and len(together) > 1 else each
        yield from min(each, through, key=len)


def status(sheet, held):
    """Who is out, and has a place or a mark all the same."""
    for line in sheet.lines:
        if line.status and (line.place or line.mark):
            has = f"is {line.nth}" if line.place else f"has a mark of {line.mark}"
            yield sheet.claim(
                f"{line.who} {STATUS_WORDS[line.status]}, but {has}.", line, line.status, line.place
            )


def incomplete(sheet, held):
    """In a race with a result: a place without a mark, or a mark without a place where others have both."""
    if not (sheet.race.has_result and sheet.placed):
        return
    for line in sheet.lines:
        if line.status or bool(line.place) == bool(line.mark):
            continue
        lacks = "has no mark" if line.place else f"has no place, with {line.mark}"
        yield sheet.claim(
            f"{line.who} {f'is {line.nth} and ' if line.place else ''}{lacks}.",
            line,
            line.place,
            line.value,
        )


def _beats(mark, other):
    """By as much as the less precise of the two tells."""
    if mark.precision == other.precision or mark.measure is not Measure.TIME:
        return mark.beats(other)
    coarser = min(mark.precision, other.precision, key=DECIMALS.get)
    one, two = (Mark(each.value, Measure.TIME, coarser).shown_value for each in (mark, other))
    return one < two


def _facts(ahead, behind):
    return ahead.identity, ahead.place, ahead.value, behind.place, behind.value


def _ranked(equal, series, rule):
    entrants = [
        Entrant(line.pk, line.mark, reading_ms=line.reading_ms, series=series(line)) for line in equal
    ]
    return {entrant.key: place for place, entrant in rank(entrants, rule)}


def _against(sheet, ahead, behind, ranked, countback):
    by = _separator(sheet.measure, ahead, behind)
    first, second = ranked[ahead.pk], ranked[behind.pk]
    if ahead.place == behind.place and first != second:
        return f"{ahead.who} and {behind.who} share {ahead.nth} with {ahead.mark}, but {by} separate them."
    if ahead.place < behind.place and first > second:
        return (
            f"{behind.who} is {behind.nth} behind {ahead.who}, {ahead.nth}, with the same {ahead.mark}, "
            f"but {by} put {behind.who} ahead."
        )
    # Only the first place is jumped off (TR 26.8).
    if countback and 1 < ahead.place < behind.place and first == second:
        return (
            f"{ahead.who} is {ahead.nth} and {behind.who} {behind.nth} with the same {ahead.mark}, "
            f"but {by} do not separate them."
        )
    return ""


def _separator(measure, ahead, behind):
    if measure is Measure.TIME:
        readings = [Mark(line.reading_ms or 0, measure, Precision.THOUSANDTH) for line in (ahead, behind)]
        return f"the readings {readings[0]} and {readings[1]}"
    return "failures" if measure is Measure.HEIGHT else "the next-best trials"


def _rounds(sheets):
    together = defaultdict(list)
    for sheet in sheets:
        if sheet.race.has_result:
            together[sheet.race.round, sheet.discipline.code].append(sheet)
    return together.values()


def _sequence(together):
    """Where the places of these races, read as one list, do not follow one another."""
    of_race = {sheet.race.pk: sheet for sheet in together}
    complete = all(sheet.race.complete for sheet in together)
    placed = sorted(
        (line for sheet in together for line in sheet.lines if line.place), key=lambda line: line.place
    )
    expected, before = 1, []
    for place, sharing in groupby(placed, key=lambda line: line.place):
        here = list(sharing)
        if place < expected or (place > expected and complete):
            yield _out_of_step(of_race[here[0].race_id], expected, before, here[0])
        expected, before = place + len(here), here


def _out_of_step(sheet, expected, before, line):
    if line.place > expected:
        missing = [ordinal(place) for place in range(expected, line.place)][:MOST_NAMED]
        said = f"Nobody is {sentence_list(missing)}, but {line.who} is {line.nth}."
    else:
        names = sentence_list([each.who for each in before[:MOST_NAMED]])
        said = (
            f"{names} share {before[0].nth}, so the next is {ordinal(expected)}, "
            f"but {line.who} is {line.nth}."
        )
    return sheet.claim(said, line, line.place, expected, len(before))
