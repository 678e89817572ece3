"""The rows of FinishLynx files: of a result, and of a start list."""

import re

from results.importers.base import ParsedPerson, ParsedResult, ParsedSplit, Problem, Severity
from results.importers.located import shown
from results.importers.names import lowered, split_name
from results.importers.statuses import EXPECTED, read_status
from results.marks import Mark, MarkError, Measure, Precision, parse_mark, round_up_to_hundredth

FIELDS = 19  # of a result's row
PLACE, ID, LANE, LAST, FIRST, AFFILIATION, TIME, LICENCE, DELTA, REACTION, SPLITS = range(11)
OF_START_LIST = 7  # fields, in the order of a result's, but without the place's value
COUNTRY = re.compile(r"[A-Z]{3}")
WHOLE = re.compile(r"[0-9]{1,6}")
SECONDS = re.compile(r"(-?)([0-9])?[.,]([0-9]{1,4})")
SPLIT = re.compile(r"([0-9:.]{1,12})(?:\s*\([0-9:.]{1,12}\))?")
ON_TRACK = re.compile(r"[0-9]+m\b")  # a walk's slug is “5000m-race-walk” or “20km-race-walk”
TENTHS_FROM = 10_000  # metres on the track above which times are official to the tenth (TR 19.24)
LAP = 400
MOST_SPLITS = 100


class Rows:
    """Reads the rows of one race; what is wrong with them goes to `found`."""

    def __init__(self, discipline, category, found):
        self.discipline, self.category, self.found = discipline, category, found
        self.is_relay = discipline is not None and discipline.team_size > 1

    def entry(self, line, fields, order):
        """A row of a start list: `,ID,lane,last,first,affiliation,licence`."""
        fields = [*fields, *[""] * FIELDS]
        if not any(fields[:OF_START_LIST]):
            return None
        who = self._who(fields)
        if not self._is_somebody(who):
            return None  # an empty lane
        return ParsedResult(line=line, **who, lane=self._lane(line, fields), bib=fields[ID], order=order)

    def result(self, line, fields, order):
        fields = [*fields, *[""] * FIELDS]
        who = self._who(fields)
        place, out = self._place(line, fields[PLACE])
        mark, reading = self._time(line, fields[TIME], out)
        if not self._is_somebody(who):
            if not (place or mark or out):
                return None  # an empty lane
            self._warn("A finisher has no name; who it was has to be added.", line, "last")
        return ParsedResult(
            line=line,
            **who,
            place=place,
            mark=mark,
            reading_ms=reading,
            status=out.status if out else "",
            rule=out.rule if out else "",
            qualification=out.qualification if out else "",
            lane=self._lane(line, fields),
            bib=fields[ID],
            order=order,
            reaction_ms=self._reaction(line, fields[REACTION]),
            splits=self._splits(fields[SPLITS], mark),
        )

    def _who(self, fields):
        """Of a relay, the team; of others, the person. Three capitals are a country, anything else a club."""
        last, first, affiliation = fields[LAST], fields[FIRST], fields[AFFILIATION]
        country = affiliation if COUNTRY.fullmatch(affiliation) else ""
        if self.is_relay:
            team = f"{first} {last}".strip() or affiliation
            return {
                "person": None,
                "team": team,
                "country": country or (team if COUNTRY.fullmatch(team) else ""),
            }
        return {"person": self._person(last, first, country), "team": "", "country": country}

    def _person(self, last, first, country):
        if not last and not first:
            return None
        given, family = (lowered(first), lowered(last)) if last and first else split_name(last or first)
        return ParsedPerson(
            name=f"{given} {family}".strip(),
            given_name=given,
            family_name=family,
            sex=self.category if self.category in ("M", "W") else "",
            country=country,
        )

    def _is_somebody(self, who):
        return who["person"] is not None or who["team"] != ""

    def _place(self, line, written):
        """(place, None) or (None, what stands in its place)."""
        if WHOLE.fullmatch(written):
            return int(written) or None, None
        out = read_status(written)
        if written and out is None:
            self._complain(f"“{shown(written)}” is no place; expected {EXPECTED}.", line, "place", written)
        return None, out

    def _time(self, line, written, out):
        """(mark, reading in thousandths where it was taken so)."""
        if not written:
            return None, None
        try:
            mark = parse_mark(written, Measure.TIME)
        except MarkError as error:
            self._complain(str(error), line, "time", written)
            return None, None
        if out and out.status:
            said = f"The time {mark} of one who is {out.status} is left out."
            self._warn(said, line, "time", written)
            return None, None
        reading = mark.value if mark.precision is Precision.THOUSANDTH else None
        return _official(mark, self.discipline), reading

    def _lane(self, line, fields):
        written = fields[LANE]
        if WHOLE.fullmatch(written):
            return int(written) or None
        if written:
            self._complain(f"“{shown(written)}” is no lane; expected a whole number.", line, "lane", written)
        return None

    def _reaction(self, line, written):
        if not written:
            return None
        found = SECONDS.fullmatch(written)
        if not found:
            said = f"“{shown(written)}” is no reaction time; expected seconds such as 0.157."
            self._warn(said, line, "reaction", written)
            return None
        thousandths = int(found[2] or 0) * 1000 + int(found[3].ljust(3, "0")[:3])
        return -thousandths if found[1] else thousandths

    def _splits(self, written, finish):
        """Each time at a full lap before the finish, as far as the last of them is the finish itself.

        The file names no distances; any other series is left out, since nothing tells where it was taken.
        """
        found = [SPLIT.fullmatch(part.strip()) for part in re.split(r"[,;|]", written)[:MOST_SPLITS]]
        times = [_time(part[1]) for part in found if part]
        if not finish or len(times) < len(found) or None in times or not self._ends_at_finish(times, finish):
            return ()
        length = self.discipline.distance_m or 0 if self.discipline else 0
        first = length - LAP * (len(times) - 1)
        if not 0 < first <= LAP:
            return ()
        return tuple(ParsedSplit(first + LAP * lap, time) for lap, time in enumerate(times[:-1]))

    def _ends_at_finish(self, times, finish):
        return len(times) > 1 and _official(times[-1], self.discipline).value == finish.value

    def _complain(self, said, line, field, written="", severity=Severity.ERROR):
        self.found.add(Problem(said, line, field, shown(written), severity))

    def _warn(self, said, line, field, written=""):
        self._complain(said, line, field, written, Severity.WARNING)


def _official(time, discipline):
    """Rounded up: on the track to a hundredth, above 10,000 metres a tenth, elsewhere a second (TR 19.24)."""
    if discipline and discipline.kind in ("road", "walk") and not ON_TRACK.match(discipline.slug):
        return time.official_road()
    if discipline and discipline.kind in ("track", "walk") and (discipline.distance_m or 0) > TENTHS_FROM:
        return Mark(-(-time.value // 100) * 100, Measure.TIME, Precision.TENTH)
    if time.precision is Precision.THOUSANDTH:
        return Mark(round_up_to_hundredth(time.value), Measure.TIME, Precision.HUNDREDTH)
    return time


def _time(written):
    try:
        return parse_mark(written, Measure.TIME)
    except MarkError:
        return None
