"""The results in OpenTrack's JSON, event by event; `opentrack` says what of it was verified, and how."""

import re
from collections import Counter, defaultdict
from datetime import timedelta

from results.abbreviations import STATUS_WORDS
from results.importers.base import (
    ParsedAttempt,
    ParsedLeg,
    ParsedPerson,
    ParsedRace,
    ParsedResult,
    ParsedSplit,
)
from results.importers.located import Located
from results.marks import Measure, parse_mark

CATEGORIES = {"M": "M", "F": "W", "W": "W", "MF": "X", "FM": "X", "X": "X"}
ROUNDS = {
    1: ("final",),
    2: ("heat", "final"),
    3: ("heat", "semi-final", "final"),
    4: ("heat", "quarter-final", "semi-final", "final"),
}
NO_MARK = {"0", "0.00"}
TRIALS = {"o": "O", "x": "X", "-": "-", "r": "r"}
TRIED = re.compile(r"x{0,3}[o-]?r?")  # at one height
WHOLE_SECONDS = re.compile(r"[0-5]?[0-9]")
MOST_DAYS = 60


def get(source, key):
    """In the API's spelling (`event_code`) or in that of the public file (`eventCode`)."""
    first, *others = key.split("_")
    return source[key] if key in source else source[first + "".join(map(str.capitalize, others))]


class Event:
    """One event's races; `people` and `teams` are those of the competition by their ids."""

    def __init__(self, source, root, discipline, category, people, teams):
        self.source, self.root, self.discipline, self.category = source, root, discipline, category
        self.people, self.teams = people, teams

    def races(self):
        units = self.source["units"].each()
        rounds = [unit["round"].positive() or 1 for unit in units]
        last = max([*rounds, self.source["rounds"].plain.count(",") + 1])
        races_of = Counter(rounds)
        for unit, number in zip(units, rounds, strict=True):
            if self.source.found.room_for(unit["results"].size):
                yield self._race(unit, number, last, alone=races_of[number] == 1)

    def _race(self, unit, number, last, *, alone):
        heat, decided_together = unit["heat"].positive(), number == last and not alone
        trials = defaultdict(list)
        for trial in unit["trials"].each():
            trials[trial["bib"].word()].append(trial)
        bars = self._bars(unit)
        return ParsedRace(
            title=self._title(unit),
            category=self.category,
            discipline=self.discipline.code,
            round=self._round(number, last),
            number=None if alone else heat,
            date=self._date(unit, number),
            start_time=get(unit, "scheduled_start_time").clock(),
            wind=get(unit, "wind_assistance").wind() if self.discipline.wind == "race" else None,
            decides_medals=False if decided_together else None,
            external_id=f"{get(self.source, 'event_id').word()}-{number}-{heat or 1}",
            results=tuple(
                self._result(row, order, trials, bars) for order, row in enumerate(unit["results"].each())
            ),
        )

    def _title(self, unit):
        name = self.source["name"].text() or get(self.source, "event_code").word()
        return ", ".join(filter(None, (name, get(unit, "heat_name").text())))

    def _round(self, number, last):
        if last == 2 and self.discipline.kind == "field":
            return ("qualification", "final")[min(number, last) - 1]
        return ROUNDS[last][number - 1] if last in ROUNDS else "heat" if number < last else "final"

    def _date(self, unit, number):
        """OpenTrack counts the days of a competition from 1."""
        by_round = self.source["day"] if number == 1 else get(self.source, f"r{number}_day")
        day, first = unit["day"].positive() or by_round.positive() or 1, self.root["date"].day()
        if first is None or day > MOST_DAYS:
            return None
        return first + timedelta(days=day - 1)

    def _result(self, row, order, trials, bars):
        written, own = row["performance"], trials.pop(row["bib"].word(), [])
        status = written.plain.strip() if written.plain.strip() in STATUS_WORDS else ""
        if written.plain.strip() in NO_MARK:
            status = "NH" if self.discipline.measure is Measure.HEIGHT else "NM"
        mark = None if status else _mark(written, self.discipline.measure)
        place = row["place"].positive()
        return ParsedResult(
            **self._who(row["bib"]),
            place=None if status else place,
            mark=mark,
            status=status,
            lane=row["lane"].positive(),
            order=row["order"].whole() or order,
            wind=_wind_of(mark, own) if self.discipline.wind == "attempt" else None,
            splits=self._splits(row["splits"]),
            attempts=tuple(self._attempts(own, bars)),
        )

    def _attempts(self, trials, bars):
        if self.discipline.measure is Measure.HEIGHT:
            return _vault(trials, bars)
        return filter(None, map(_trial, trials))

    def _who(self, bib):
        """By the number on the chest: OpenTrack gives relay teams one too."""
        if self.discipline.team_size == 1:
            person = _person(_listed(bib, self.people))
            return {"person": person, "country": person.country, "bib": bib.word()}
        team = _listed(bib, self.teams)
        runners = team["runners"].items() if bib.found.room_for(team["runners"].size) else []
        legs = [_person(_listed(runner, self.people)) for runner in runners]
        name = team["name"].text() or get(team, "team_name").text()
        return {"team": name, "legs": tuple(ParsedLeg(n, leg) for n, leg in enumerate(legs, start=1))}

    def _splits(self, listed):
        """Without that at the finish, which repeats the result in whole seconds."""
        splits = [(each["distance"].positive(), get(each, "elapsed_time")) for each in listed.each()]
        marks = [(distance, _mark(time, Measure.TIME)) for distance, time in splits]
        finish = self.discipline.distance_m
        return tuple(ParsedSplit(at, time) for at, time in marks if at and time and at != finish)

    def _bars(self, unit):
        """The heights of a vault, numbered from the lowest; {} elsewhere."""
        if self.discipline.measure is not Measure.HEIGHT:
            return {}
        marks = [_mark(trial.quiet["height"], Measure.HEIGHT) for trial in unit.quiet["trials"].each()]
        return {bar: n for n, bar in enumerate(sorted({mark.value for mark in marks if mark}), start=1)}


def _listed(reference, listed):
    item = listed.get(reference.word())
    if item is None:
        reference.complain("No competitor or relay team is listed under this number.")
    return item or Located(None, reference.found, reference.path)


def _person(source):
    given, family = get(source, "first_name").text(), get(source, "last_name").text()
    return ParsedPerson(
        name=f"{given} {family}".strip(),
        given_name=given,
        family_name=family,
        sex=CATEGORIES.get(source["gender"].choice(("M", "F", "W")), ""),
        country=source["nationality"].text(),
        birth_date=get(source, "date_of_birth").day(),
    )


def _mark(written, measure):
    """“41” is seconds here, as OpenTrack writes its splits."""
    if measure is Measure.TIME and WHOLE_SECONDS.fullmatch(written.plain):
        return parse_mark(f"0:{written.plain:0>2}", measure) if int(written.plain) else None
    return written.mark(measure)


def _trial(trial):
    number, written = trial["round"].positive(), trial["result"]
    if number is None or written.missing:
        trial.complain("A trial needs a round and a result.")
        return None
    if written.plain.lower() in TRIALS:
        return ParsedAttempt(number, TRIALS[written.plain.lower()], wind=trial["wind"].wind())
    mark = written.mark(Measure.DISTANCE)
    return ParsedAttempt(number, "O", mark_mm=mark and mark.value, wind=trial["wind"].wind())


def _vault(trials, bars):
    """The trials of one height together: x, x, o are XXO."""
    at = defaultdict(str)
    for trial in trials:
        bar, outcome = _mark(trial["height"], Measure.HEIGHT), trial["result"].text().lower()
        if bar is None or not TRIED.fullmatch(at[bar.value] + outcome):
            trial.complain("A trial needs a height and an outcome: o, x, - or r, in their order.")
        else:
            at[bar.value] += outcome
    return [ParsedAttempt(bars[bar], _outcome(tried), height_mm=bar) for bar, tried in at.items() if tried]


def _outcome(tried):
    return tried if tried == "r" else tried.upper()


def _wind_of(mark, trials):
    """That of the jump that counts."""
    best = [trial for trial in trials if mark and trial["result"].plain.strip() == str(mark)]
    return best[0]["wind"].wind() if best else None
