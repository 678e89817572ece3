"""A race in one to four sentences, as a reporter would file it.

True by construction: each number is counted from the rows, a count needs all of them (`race.complete`), and
what is not held is not spoken of.
"""

from functools import cached_property

from newsroom.lib.text import number_word, sentence_list
from results import legality
from results.marks import Measure
from results.words import bests, separations
from results.words.measures import difference, is_better, is_same, noun, with_mark
from results.words.mentions import Mentions, is_team

FEWEST_CLOSE, MOST_CLOSE = 3, 8  # of whom it is told that they finished close together
CLOSE = 400  # the part of the winner's time within which that is: half a second at 1500 metres
MOST_NAMED = 4
OUT = {  # by status: of one, of a team or of several
    "DNF": ("did not finish", "did not finish"),
    "DQ": ("was disqualified", "were disqualified"),
    "NM": ("had no valid mark", "had no valid mark"),
    "NH": ("cleared no height", "cleared no height"),
    "DNS": ("did not start", "did not start"),
}
BY_OFFICIALS = {"qR": "the referee", "qJ": "the jury of appeal"}


def summary(race):
    """The race in one to four sentences; "" where nothing can be said."""
    return " ".join(sentences(race))


def sentences(race):
    """The sentences of the summary, the one that matters most first; none where no winner is held."""
    results = list(race.results.all())
    if not race.has_result:
        return [_before_the_result(race, len(results))]
    return Report(race, results).sentences


def _before_the_result(race, entered):
    if race.status == race.Status.LIVE:
        return "It is being contested now; there is no result yet."
    if not entered or not race.complete:
        return "No result yet."
    return f"{number_word(entered).capitalize()} on the start list; no result yet."


class Report:
    """The sentences of one race. They are made in their order, for names are whole at first mention only."""

    def __init__(self, race, results):
        self.race, self.results = race, results
        self.name = Mentions(results)
        self.first, self.second, self.third, self.fourth = (self._at(place) for place in (1, 2, 3, 4))

    @cached_property
    def sentences(self):
        if not self.first:
            return []
        parts = [self._opening(), self._followers(), self._wind(), self._going_on(), self._out()]
        told = [_sentence(part) for part in parts if part]
        provisional = self.race.status == self.race.Status.PROVISIONAL
        return [f"Provisional: {told[0]}", *told[1:]] if provisional else told

    def _at(self, place):
        return [result for result in self.results if result.place == place]

    def _names(self, results):
        return sentence_list([self.name(result) for result in results])

    # Who won, and by how much

    def _opening(self):
        if len(self.first) > 1:
            return self._shared()
        winner = self.first[0]
        parts = [f"{self.name(winner)} {self._verb(winner)}{_marked(winner)}", *self._flags(winner)]
        return f"{', '.join([*parts, *self._margin(winner)])}{self._close_finish()}"

    def _verb(self, winner):
        if self.race.round == self.race.Round.FINAL:
            return "won"
        return "were first" if is_team(winner) else "was first"

    def _shared(self):
        many = len(self.first) > MOST_NAMED and self.race.complete
        names = number_word(len(self.first)) if many else self._names(self.first)
        share = "the gold" if self.race.decides_medals else "first place"
        return f"{names} shared {share}{_all_marked(self.first)}"

    def _flags(self, result):
        """None where the wind took them away."""
        told = [] if self._is_windy(result) else bests.declared(result)
        return [bests.aside(told)] if told else []

    def _margin(self, winner):
        """“0.27 seconds ahead of Jakob Ingebrigtsen”, as a list of one; of none without a second."""
        if not self.second:
            return []
        names = self._names(self.second)
        marks = {result.mark for result in self.second}
        if not winner.mark or None in marks or len(marks) > 1 or is_better(*marks, winner.mark):
            return [f"ahead of {names}"]
        if is_same(winner.mark, *marks):
            return [self._by_a_hair(winner, names)]
        return [f"{difference(winner.mark, *marks)} ahead of {names}"]

    def _by_a_hair(self, winner, names):
        """How two of the same mark were told apart, where the rows say it."""
        second, *others = self.second
        apart = 0 if others else separations.thousandths(winner, second)
        if apart:
            return f"{_thousandths(apart)} ahead of {names}, who had the same time"
        how = "" if others else separations.decided(winner, second)
        return (
            f"ahead of {names} {how}" if how else f"the same {noun(winner.mark)} as {names} in second place"
        )

    def _close_finish(self):
        """“; the first four finished within 0.51 seconds”: as many as were close together."""
        placed = [result for result in self.results if result.place]
        for count in range(min(MOST_CLOSE, len(placed)), FEWEST_CLOSE - 1, -1):
            first, last = placed[0].mark, placed[count - 1].mark
            if self._is_close(placed, count):
                return f"; the first {number_word(count)} finished within {difference(first, last)}"
        return ""

    def _is_close(self, placed, count):
        """Every one of them held, in the order of their times, and nobody else in the last one's place."""
        marks = [result.mark for result in placed[:count]]
        if not self.race.complete or None in marks or marks[0].measure is not Measure.TIME:
            return False
        if not _is_unbroken(placed[: count + 1]) or _share(placed[count - 1 : count + 1]):
            return False
        times = [mark.shown_value for mark in marks]
        return times == sorted(times) and 0 < (times[-1] - times[0]) * CLOSE <= times[0]

    # The other medallists

    def _followers(self):
        """The third, and the bests of those named before; in rounds where somebody goes on, that is told."""
        if self._through:
            return ""
        others = [*(self.first if len(self.first) > 1 else []), *self.second]
        medals = others if self.race.decides_medals else []
        told = [self._best_of(result) for result in medals if self._told_bests(result)]
        return _clauses([*told, *self._thirds()])

    def _told_bests(self, result):
        return result.mark and not self._is_windy(result) and bests.declared(result)

    def _best_of(self, result):
        """“Ingebrigtsen’s 3:29.65 was a season’s best”."""
        return f"{self.name.possessive(result)} {result.mark} {bests.predicate(bests.declared(result))}"

    def _thirds(self):
        if not self.third:
            return []
        result = self.third[0]
        many = len(self.third) > 1 or is_team(result)
        names = f"{self._names(self.third)} {'were' if many else 'was'} third"
        if len(self.third) > 1:
            return [f"{names}{_all_marked(self.third)}"]
        return [
            ", ".join([f"{names}{self._third_mark(result)}", *self._flags(result), *self._fourth(result)])
        ]

    def _third_mark(self, result):
        as_before = result.mark and any(
            before.mark and is_same(before.mark, result.mark) for before in [*self.first, *self.second]
        )
        return f", also{_marked(result)}" if as_before else _marked(result)

    def _fourth(self, third):
        """“ahead of Thomas Carmoy on countback”: only where a medal was lost on it."""
        alone = self.race.decides_medals and len(self.fourth) == 1 and self.fourth[0]
        if not alone or not third.mark or not alone.mark or not is_same(third.mark, alone.mark):
            return []
        apart, how = separations.thousandths(third, alone), separations.decided(third, alone)
        if apart:
            return [f"{_thousandths(apart)} ahead of {self.name(alone)}"]
        return [f"ahead of {self.name(alone)} {how}"] if how else []

    # The wind

    def _is_windy(self, result):
        return legality.is_windy(self.race.discipline, self.race.wind, result.wind)

    def _wind(self):
        """Too strong for records; in a combined event other limits apply."""
        winner = self.first[0]
        if self.race.round == self.race.Round.PART or not self._is_windy(winner):
            return ""
        if self.race.discipline.wind == "race":
            return f"The following wind of {self.race.wind:.1f} m/s was too strong for records"
        if len(self.first) > 1 or not winner.mark:
            return ""
        wind = f"{winner.wind:.1f} m/s"
        return f"{self.name.possessive(winner)} mark had a following wind of {wind}, too strong for records"

    # Who goes on

    @cached_property
    def _through(self):
        """{code: rows} as declared, those by place first."""
        codes = ("Q", "q", "qR", "qJ", "qD")
        through = {code: [each for each in self.results if each.qualification == code] for code in codes}
        return {code: rows for code, rows in through.items() if rows}

    def _going_on(self):
        parts = [self._group(code, rows) for code, rows in self._through.items()]
        return "; ".join(part for part in parts if part)

    def _group(self, code, rows):
        if code == "Q":
            return self._by_place(rows)
        if len(rows) > MOST_NAMED:
            more = " more" if code != next(iter(self._through)) else ""
            return f"{number_word(len(rows))}{more} went on {self._how(code)}" if self.race.complete else ""
        return f"{self._names(rows)} went on {self._how(code)}"

    def _how(self, code):
        if code == "qD":
            return "by draw of lots"
        if code in BY_OFFICIALS:
            return f"by decision of {BY_OFFICIALS[code]}"
        return "by time" if self.race.discipline.measure == Measure.TIME else "by performance"

    def _by_place(self, rows):
        """“the first three went on: Kerr, Nuguse and Katir”."""
        if not self.race.complete:
            return f"{self._names(rows)} went on" if len(rows) <= MOST_NAMED else ""
        front = rows == self.results[: len(rows)] and _is_unbroken(rows) and len(rows) > 1
        count = f"the first {number_word(len(rows))}" if front else number_word(len(rows))
        if len(rows) > MOST_NAMED:
            return f"{count} went on"
        return f"{count} went on: {self._names(rows)}" if front else f"{self._names(rows)} went on"

    # Who has no place

    def _out(self):
        return sentence_list([told for status in OUT if (told := self._without_place(status))])

    def _without_place(self, status):
        rows = [result for result in self.results if result.status == status]
        one, many = OUT["NH" if status == "NM" and self._is_vertical else status]
        if len(rows) == 1:
            return f"{self.name(rows[0])} {many if is_team(rows[0]) else one}"
        return f"{number_word(len(rows))} {many}" if rows and self.race.complete else ""

    @property
    def _is_vertical(self):
        return self.race.discipline.measure == Measure.HEIGHT


def _marked(result):
    return f" {with_mark(result.mark)}" if result.mark else ""


def _all_marked(results):
    """Their mark, where all who share a place have the same, as they should."""
    marks = [result.mark for result in results]
    return _marked(results[0]) if None not in marks and len({str(mark) for mark in marks}) == 1 else ""


def _thousandths(count):
    return f"{number_word(count)} {'thousandth' if count == 1 else 'thousandths'} of a second"


def _clauses(clauses):
    """“…, and …”: a clause has commas of its own."""
    return ", and ".join([", ".join(clauses[:-1]), clauses[-1]] if clauses[1:] else clauses)


def _share(rows):
    return len(rows) == 2 and rows[0].place == rows[1].place


def _is_unbroken(rows):
    """Whether the places are those of all the rows from the first on, ties counted."""
    return all(result.place == 1 + sum(1 for each in rows if each.place < result.place) for result in rows)


def _sentence(text):
    text = f"In all, {text}" if text[0].isdigit() else f"{text[0].upper()}{text[1:]}"
    return text if text.endswith(".") else f"{text}."
