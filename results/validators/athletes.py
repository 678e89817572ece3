"""Who they are: category, age, lanes, bibs, teams, and nobody twice."""

from collections import Counter, defaultdict

from newsroom.lib.text import number_word, sentence_list
from results.validators.sheets import day, groups

YOUNGEST = 12  # completed years
IN_LANES_UP_TO = 400  # metres, and the relays; further on lanes are shared or left (TR 17.5)
PEOPLE = {"M": "a man", "W": "a woman"}
EVENTS = {"M": "a men’s", "W": "a women’s"}


def sex(sheet, held):
    """Athletes and runners of relays belong to the category."""
    if sheet.category not in PEOPLE:
        return
    people = [(line, line.name, line.sex) for line in sheet.lines if line.athlete_id]
    people += [(line, leg.name, leg.sex) for line in sheet.lines for leg in line.legs]
    for line, name, known in people:
        if known in PEOPLE and known != sheet.category:
            yield sheet.claim(
                f"{name} is held as {PEOPLE[known]}, but is in {EVENTS[sheet.category]} event.",
                line,
                name,
                known,
            )


def age(sheet, held):
    """Nobody starts before being born, nor as a small child."""
    for line in sheet.lines:
        if not line.born:
            continue
        years = _years(line, sheet.race.date)
        born = f"on {day(line.born)}" if line.born_precision == "day" else f"in {line.born.year}"
        if years < 0:
            said = f"was born {born}, after the race"
        elif years < YOUNGEST:
            said = f"was {number_word(years)} year{'' if years == 1 else 's'} old at the race, born {born}"
        else:
            continue
        yield sheet.claim(f"{line.who} {said}.", line, line.born, sheet.race.date)


def lanes(sheet, held):
    """One to a lane, as far as lanes are kept."""
    relay = sheet.discipline.team_size > 1 and (sheet.discipline.distance_m or 0) <= 4 * IN_LANES_UP_TO
    sprint = sheet.discipline.kind == "track" and (sheet.discipline.distance_m or 0) <= IN_LANES_UP_TO
    if relay or sprint:
        for several in groups(sheet.lines, lambda line: line.lane):
            yield _given_twice(sheet, several, f"lane {several[0].lane}")


def bibs(sheet, held):
    for several in groups(sheet.lines, lambda line: line.bib):
        yield _given_twice(sheet, several, f"bib {several[0].bib}")


def twice(sheets):
    """In one round of an event nobody is in two races."""
    met = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            met[sheet.race.round, sheet.discipline.code, line.identity].append((sheet, line))
    for (_, _, identity), starts in met.items():
        if len(starts) > 1:
            labels = sentence_list([sheet.label for sheet, _ in starts])
            sheet, line = starts[-1]
            yield sheet.claim(f"{line.who} is in {labels} of one round.", line, identity, labels)


def teams(sheet, held):
    """A team has its runners, each once; whoever is listed beyond its size is a substitute."""
    size = sheet.discipline.team_size
    if size == 1:
        return
    for line in sheet.lines:
        runners = [leg.athlete_id for leg in line.legs]
        if 0 < len(runners) < size and line.status != "DNS":
            yield sheet.claim(
                f"{line.who} has {number_word(len(runners))} of {number_word(size)} runners.",
                line,
                len(runners),
            )
        names = {leg.athlete_id: leg.name for leg in line.legs}
        for athlete, times in Counter(runners).items():
            if times > 1:
                yield sheet.claim(
                    f"{names[athlete]} runs {number_word(times)} legs for {line.who}.", line, athlete, times
                )


def _years(line, on):
    """Completed years; the most there can be where the birth date is not known to the day."""
    if line.born_precision != "day":
        return on.year - line.born.year
    if line.born > on:
        return -1
    return on.year - line.born.year - ((on.month, on.day) < (line.born.month, line.born.day))


def _given_twice(sheet, several, what):
    names = sentence_list([line.who for line in several])
    return sheet.claim(
        f"{names} have {what} each.", several[-1], what, *sorted(str(line.identity) for line in several)
    )
