"""Series of attempts: throws and jumps along a scale, heights in columns.

A source may lose trials, or their order: what is held is drawn, and the lead by round is told only where
every series agrees with its mark.
"""

from dataclasses import dataclass

from newsroom.lib import charts
from newsroom.lib.text import number_word, ordinal_word, sentence_list
from results.charts.names import labels
from results.marks import Mark, Measure, Precision

LEAST_SERIES = 2
MOST_SERIES = 16  # rows
MOST_HEIGHTS = 10  # columns, the highest
MOST_SIGNS = 180  # trials drawn at heights
FOUL = "X"
VERTICAL_SIGNS = "OX-"


@dataclass(frozen=True)
class SeriesLine:
    """One athlete's row of the table twin; a trial is (text, whether it is the best)."""

    place: str
    name: str
    mark: str
    trials: list


@dataclass(frozen=True)
class SeriesTable:
    """The chart of a final's attempts, and the same for the table twin."""

    kind: str  # “horizontal” or “vertical”
    chart: charts.SeriesChart
    lines: list
    title: str
    description: str
    lead: str
    note: str


def series(race, home=""):
    """None but for a final in the field of which at least two series are held."""
    measure = Measure(race.discipline.measure)
    if race.round != race.Round.FINAL or not race.has_result:
        return None
    if measure not in (Measure.DISTANCE, Measure.HEIGHT):
        return None
    results = [result for result in race.results.all() if result.attempts.all()]
    if len(results) < LEAST_SERIES:
        return None
    draw = _horizontal if measure is Measure.DISTANCE else _vertical
    return draw(race, results, labels(list(race.results.all())), home)


def _table(race, kind, chart, results, names, **said):
    return SeriesTable(
        kind=kind,
        chart=chart,
        lines=[_line(result, names) for result in results],
        title=f"Series of the {race.title}",
        **said,
    )


def _line(result, names):
    best = result.mark.value if result.mark else None
    return SeriesLine(
        place=str(result.place or result.status),
        name=names[result.pk],
        mark=str(result.mark or ""),
        trials=[(each.text.replace("-", "–"), _is_best(each, best)) for each in result.attempts.all()],
    )


def _is_best(attempt, best):
    height_cleared = attempt.height_mm if "O" in attempt.outcome.upper() else None
    return best is not None and best == (attempt.mark_mm or height_cleared)


def _drawn(result, names, home, trials, fouls=0):
    return charts.Series(
        label=names[result.pk],
        place=result.place,
        best=result.mark.value / 1000 if result.mark else None,
        text=str(result.mark or result.status),
        trials=trials,
        fouls=fouls,
        home=bool(home) and result.country_id == home,
    )


def _best(results, names):
    return next((f"; the best: {names[each.pk]}, {each.mark}" for each in results if each.mark), "")


def _more(results):
    return f"{len(results) - MOST_SERIES} more in the table." if len(results) > MOST_SERIES else ""


# Throws, and jumps for distance


def _horizontal(race, results, names, home):
    drawn = [
        _drawn(result, names, home, _distances(result), _fouls(result)) for result in results[:MOST_SERIES]
    ]
    if not any(each.best for each in drawn):
        return None
    return _table(
        race,
        "horizontal",
        charts.horizontal_series(drawn),
        results,
        names,
        description=f"Every valid trial of {number_word(len(drawn))} athletes{_best(results, names)}.",
        lead=_lead(race, results, names),
        note=_more(results),
    )


def _distances(result):
    return tuple(attempt.mark_mm / 1000 for attempt in result.attempts.all() if attempt.mark_mm)


def _fouls(result):
    return sum(1 for attempt in result.attempts.all() if not attempt.mark_mm and attempt.outcome == FOUL)


def _lead(race, results, names):
    """“Furlani led from the first round and Tentóglou from the second.”; "" where it is not sure."""
    marked = [result for result in race.results.all() if result.mark]
    placed = [result for result in results if result.place]
    if not placed or not race.complete or not all(_is_whole(result) for result in marked):
        return ""
    rounds = max(attempt.number for result in placed for attempt in result.attempts.all())
    leaders = [_leader_after(number, placed) for number in range(1, rounds + 1)]
    if None in leaders or leaders[-1] != placed[0].pk:
        return ""
    changes = [number for number in range(rounds) if number == 0 or leaders[number] != leaders[number - 1]]
    return f"{sentence_list([f'{names[leaders[number]]} {_since(number + 1)}' for number in changes])}."


def _since(number):
    return "led from the first round" if number == 1 else f"from the {ordinal_word(number)}"


def _is_whole(result):
    return max((trial for trial in _millimetres(result, None)), default=None) == result.mark.value


def _millimetres(result, last):
    return [
        attempt.mark_mm
        for attempt in result.attempts.all()
        if attempt.mark_mm and (last is None or attempt.number <= last)
    ]


def _leader_after(number, results):
    """Whose trials up to this round are the best, the second-best deciding; None where nobody's alone are."""
    ordered = sorted(
        ((sorted(_millimetres(result, number), reverse=True), result.pk) for result in results), reverse=True
    )
    first, pk = ordered[0]
    return pk if first and all(first > other for other, _ in ordered[1:]) else None


# High jump and pole vault


def _vertical(race, results, names, home):
    heights = sorted({each.height_mm for result in results for each in _contest(result)})
    if not heights:
        return None
    shown = _highest(heights, results[:MOST_SERIES])
    drawn = [
        _drawn(result, names, home, tuple(_signs(result, height) for height in shown))
        for result in results[:MOST_SERIES]
    ]
    columns = [str(Mark(height, Measure.HEIGHT, Precision.CENTIMETRE)) for height in shown]
    return _table(
        race,
        "vertical",
        charts.vertical_series(drawn, columns),
        results,
        names,
        description=f"Heights from {columns[0]} to {columns[-1]} metres{_best(results, names)}.",
        lead="",
        note=_vertical_note(results, len(heights) - len(shown)),
    )


def _highest(heights, results):
    """As many as the drawing holds, counted from the highest."""
    shown, signs = [], 0
    for height in heights[: -MOST_HEIGHTS - 1 : -1]:
        signs += sum(len(_signs(result, height) or "") for result in results)
        if shown and signs > MOST_SIGNS:
            break
        shown.insert(0, height)
    return shown


def _vertical_note(results, lower):
    heights = "One lower height is" if lower == 1 else f"{number_word(lower).capitalize()} lower heights are"
    notes = [
        f"{heights} in the table." if lower else "",
        "The jump-off is in the table." if any(_has_jump_off(result) for result in results) else "",
        _more(results),
    ]
    return " ".join(note for note in notes if note)


def _contest(result):
    """Its attempts up to a jump-off, which repeats a height or goes down."""
    highest, contest = 0, []
    for attempt in result.attempts.all():
        if not attempt.height_mm:
            continue
        if attempt.height_mm <= highest:
            break
        highest = attempt.height_mm
        contest.append(attempt)
    return contest


def _has_jump_off(result):
    return len(_contest(result)) < sum(1 for attempt in result.attempts.all() if attempt.height_mm)


def _signs(result, height):
    """“XXO”, or None where the height was not jumped."""
    outcome = next((each.outcome for each in _contest(result) if each.height_mm == height), "")
    return "".join(sign for sign in outcome.upper().replace("–", "-") if sign in VERTICAL_SIGNS) or None
