"""The rows of a race in SportsML: players, or teams with their runners."""

import re
from datetime import date

from results.abbreviations import QUALIFICATION_WORDS, STATUS_WORDS
from results.importers.base import ParsedAttempt, ParsedLeg, ParsedPerson, ParsedResult, ParsedSplit
from results.importers.located import YEARS
from results.importers.sportsml_terms import (
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAME,
    OUT,
    QUALIFIED,
    RELATIVE,
    SEXES,
    own,
    split_flags,
)
from results.marks import Mark, Measure, Precision

UNTOLD = "?"  # qualified, and not told how
STATUSES = {status: status for status in STATUS_WORDS} | {"DSQ": "DQ"}
SEX_WORDS = {word: sex for sex, word in SEXES.items()}
COUNTRY = re.compile(r"[A-Z]{3}")
BIRTH = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T.*)?)?)?")
FLAG = re.compile(r"=?[A-Z0-9]{1,8}")
METRES = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?")
PRECISION_WORDS = {precision.value: precision for precision in Precision}
PRECISIONS = {
    Measure.TIME: "sthcm",
    Measure.DISTANCE: ("cm", "m1"),
    Measure.HEIGHT: ("cm",),
    Measure.POINTS: ("p",),
}


def read_rows(nodes, category, discipline):
    """The rows of a race. Slots are lanes only where they differ: IPTC's sample gives everybody slot 1."""
    slots = {node.child(f"{node.tag}-metadata")["lineup-slot"].plain for node in nodes}
    reader = _Rows(category, discipline, lanes=len(slots) > 1)
    return tuple(reader.row(node, order) for order, node in enumerate(nodes))


class _Rows:
    def __init__(self, category, discipline, *, lanes):
        self.category, self.discipline, self.lanes = category, discipline, lanes

    def row(self, node, order):
        metadata, stats = node.child(f"{node.tag}-metadata"), node.child(f"{node.tag}-stats")
        is_team = node.tag == "team"
        legs = [self._leg(each, order) for order, each in enumerate(node.children("player"), 1)]
        alone = next((leg.person for leg in legs if leg.order == 0), None)
        status = _status(stats)
        record_flags, personal_flags = split_flags(_flags(stats))
        given_order, country = metadata.own("order"), _country(metadata)
        return ParsedResult(
            line=node.line,
            person=alone if is_team else self._person(metadata, country),
            team=metadata.name() if is_team and not alone else metadata.own("team").text(),
            country=country,
            place=None if status else _place(stats),
            mark=None if status else self._mark(stats),
            reading_ms=stats.own("reading-ms").whole(),
            status=status,
            rule=stats.own("rule").text(),
            qualification=_qualification(stats),
            lane=self._lane(metadata),
            bib=metadata.own("bib").text() or metadata["uniform-number"].text(),
            order=order if given_order.missing else given_order.whole() or 0,
            reaction_ms=stats.own("reaction-ms").whole(),
            wind=stats.own("wind").wind(),
            record_flags=record_flags,
            personal_flags=personal_flags,
            points=stats["points"].whole(),
            splits=tuple(filter(None, map(_split, _stats(stats, "split")))),
            attempts=tuple(filter(None, map(_attempt, _stats(stats, "attempt")))),
            legs=tuple(leg for leg in legs if leg.order),
        )

    def _leg(self, node, order):
        metadata = node.child("player-metadata")
        given = metadata.own("leg")
        return ParsedLeg(
            order if given.missing else given.whole() or 0, self._person(metadata, _country(metadata))
        )

    def _person(self, metadata, country):
        given, family = metadata.name("part", GIVEN_NAME), metadata.name("part", FAMILY_NAME)
        name = metadata.name("role", FULL_NAME) or f"{given} {family}".strip() or metadata.name()
        if not name:
            metadata.complain("A player has no name; expected one such as Peter Bol.")
        day, precision = _birth(metadata["date-of-birth"])
        sex = SEX_WORDS.get(metadata["gender"].choice(SEX_WORDS))
        return ParsedPerson(
            name=name,
            given_name=given,
            family_name=family,
            sex=sex or self.category.replace("X", ""),
            country=metadata.own("country").text() or country,
            birth_date=day,
            birth_date_precision=precision,
            world_athletics_id=metadata.own("world-athletics-id").positive(),
            tilastopaja_id=metadata.own("tilastopaja-id").positive(),
        )

    def _mark(self, stats):
        score, units = stats["score"], stats["score-units"]
        if units.text() == RELATIVE:
            units.complain("The score is a gap to another’s; expected the time itself (time-absolute).")
            return None
        if stats["score-type"].text() == OUT:
            score.complain(f"“{score.plain[:20]}” is no status; expected one of {', '.join(STATUSES)}.")
            return None
        measure = self.discipline.measure
        return _exact(stats.own("mark-value"), stats.own("mark-precision"), measure) or score.mark(measure)

    def _lane(self, metadata):
        lane = metadata.own("lane")
        return metadata["lineup-slot"].whole() if lane.missing and self.lanes else lane.whole()


def _exact(value, precision, measure):
    """A mark as a whole number of its unit, where the written form would not say all of it."""
    number = value.positive()
    code = precision.choice(PRECISIONS[measure]) if number else ""
    return Mark(number, measure, PRECISION_WORDS[code]) if code else None


def _status(stats):
    return STATUSES.get(stats["score"].text().upper(), "")


def _place(stats):
    """The rank without a type, else the first."""
    ranks = stats.children("rank")
    plain = [rank for rank in ranks if rank["type"].missing]
    return next((rank["value"].positive() for rank in plain or ranks), None)


def _qualification(stats):
    """How, where our own vocabulary tells it."""
    told = stats.own("qualification").choice(QUALIFICATION_WORDS)
    return told or (UNTOLD if stats["result-effect"].text() == QUALIFIED else "")


def _flags(stats):
    flags = []
    for record in stats.children("event-record"):
        flag = record["type"].text()
        if FLAG.fullmatch(flag):
            flags.append(flag)
        elif flag:
            record["type"].warn(f"“{flag[:20]}” is no flag such as NR or SB, and left out.")
    return flags


def _country(metadata):
    value = metadata["nationality"]
    code = value.text()
    if code and not COUNTRY.fullmatch(code):
        value.complain(f"“{code[:20]}” is no country; expected three letters such as KEN.")
        return ""
    return code


def _birth(value):
    """(date, precision); of a year or month alone its first day."""
    if value.missing:
        return None, "day"
    found = BIRTH.fullmatch(value.plain)
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day")) if found else (0, 1, 1)
    try:
        born = date(year, month, day) if year in YEARS else None
    except ValueError:
        born = None
    if born is None:
        value.complain(f"“{value.plain[:20]}” is no birth date; expected one such as 1994-02-22.")
        return None, "day"
    return born, "day" if found["day"] else "month" if found["month"] else "year"


def _stats(stats, kind):
    return [each for each in stats.children("stats") if each["stat-type"].text() == own(kind)]


def _split(node):
    distance = node["distance"].positive()
    exact = _exact(node.stat("mark-value"), node.stat("mark-precision"), Measure.TIME)
    time = exact or node["value"].mark(Measure.TIME)
    if distance is None or time is None:
        node.complain("A split has no distance or no time; expected both.")
        return None
    return ParsedSplit(distance, time)


def _attempt(node):
    number = node.stat("number").positive()
    if number is None:
        node.complain("An attempt has no number; expected 1 for the first.")
        return None
    return ParsedAttempt(
        number=number,
        outcome=node["value"].text() or "O",
        height_mm=_millimetres(node.stat("height")),
        mark_mm=_millimetres(node.stat("mark")),
        wind=node.stat("wind").wind(),
    )


def _millimetres(value):
    if value.missing:
        return None
    if not METRES.fullmatch(value.plain):
        value.complain(f"“{value.plain[:20]}” are no metres; expected a number such as 8.95.")
        return None
    whole, _, part = value.plain.partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0")) or None
