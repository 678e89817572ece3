"""Who goes on: Q and q against places, times and the rule of the round (TR 21)."""

from collections import defaultdict

from results.marks import Measure
from results.ranking import Entrant, parse_advancement, qualify
from results.validators.sheets import ROUNDS

MARKED = ("Q", "q")
OUT = ("DQ", "DNS", "DNF", "NM", "NH")


def status(sheet, held):
    """Who is out is not qualified, unless the referee, the jury or a draw said so."""
    for line in sheet.lines:
        if line.status in OUT and line.qualification in MARKED:
            yield sheet.claim(
                f"{line.who} is {line.status}, but marked {line.qualification}.",
                line,
                line.status,
                line.qualification,
            )


def by_rule(sheets):
    """Marks against the written rule of each round of times, such as 3+4."""
    for together in _rounds(sheets):
        rules = {sheet.race.advancement for sheet in together}
        if len(rules) == 1 and together[0].measure is Measure.TIME and (rule := _rule(rules.pop())):
            through = _through(together, rule)
            for sheet in together:
                yield from _against_rule(sheet, through, rule)


def by_order(sheets):
    """Without a written rule: nobody goes on who is behind somebody who does not.

    In races of times places decide within a heat, and times among those who are left; in a qualification
    of trials the mark decides, whatever the group.
    """
    for together in _rounds(sheets):
        if any(_rule(sheet.race.advancement) for sheet in together):
            continue
        if together[0].measure is Measure.TIME:
            for sheet in together:
                yield from _overtaken(_each(sheet), _place, "Q")
            yield from _overtaken([each for sheet in together for each in _each(sheet)], _sort_key, "q")
        else:
            together = [each for sheet in together for each in _each(sheet)]
            yield from _overtaken(together, _sort_key, *MARKED)


def unmarked(sheets):
    """In the next round, but not marked as qualified in the one before: by the referee, the jury, a draw?"""
    rounds = _rounds(sheets)
    for together in rounds:
        later = _identities_after(sheets, together[0].race.round)
        for sheet in together:
            for line in sheet.lines:
                if not line.qualification and line.identity in later:
                    yield sheet.claim(
                        f"{line.who}, {_where(sheet, line)}, is not marked as qualified, "
                        f"but is in the {later[line.identity]}.",
                        line,
                        later[line.identity],
                    )


def _rounds(sheets):
    """Rounds with a result from which somebody is marked as qualified, but for the last."""
    together = defaultdict(list)
    for sheet in sheets:
        if sheet.race.round not in ("final", "part"):
            together[sheet.race.round].append(sheet)
    return [
        each
        for each in together.values()
        if all(sheet.race.has_result for sheet in each)
        and any(line.qualification in MARKED for sheet in each for line in sheet.lines)
    ]


def _rule(written):
    try:
        return parse_advancement(written)
    except ValueError:
        return None


def _through(together, rule):
    """{line: the marks it may bear}, by `ranking.qualify`; where rows are missing, by places only."""
    by_place, by_time = rule
    if all(sheet.race.complete for sheet in together):
        heats = [[_entrant(line) for line in sheet.lines] for sheet in together]
        due = qualify(heats, f"{by_place}+{by_time}")
        return {
            line.pk: {due.get(line.pk, "")} | _drawn(sheet, line, due, rule, together)
            for sheet, line in _all(together)
        }
    return {
        line.pk: {"Q"} if line.place and line.place <= by_place else {"q", ""} if by_time else {""}
        for _, line in _all(together)
    }


def _entrant(line):
    mark = line.mark if line.place else None
    return Entrant(line.pk, mark, line.status, line.reading_ms, decided=line.place)


def _drawn(sheet, line, due, rule, together):
    """What else it may bear where more share the last place or time than there is room for: a lot decides."""
    by_place, by_time = rule
    mark = due.get(line.pk)
    if mark == "Q":
        sharing = sum(due.get(other.pk) == "Q" for other in sheet.lines)
        last = max(other.place for other in sheet.lines if due.get(other.pk) == "Q")
        return {"", "q"} if sharing > by_place and line.place == last else set()
    if mark == "q":
        times = [other.value for _, other in _all(together) if due.get(other.pk) == "q"]
        return {""} if len(times) > by_time and line.value == max(times) else set()
    return set()


def _against_rule(sheet, through, rule):
    written = f"{rule[0]}+{rule[1]}"
    for line in sheet.lines:
        allowed, mark = through[line.pk], line.qualification
        if mark in allowed or mark not in ("", *MARKED) or line.status:
            continue
        where = f"{line.who}, {_where(sheet, line)}"
        if not mark:
            said = f"{where}, goes on by {written}, but is not marked {_only(allowed)}."
        elif "" in allowed:
            said = f"{where}, is marked {mark}, but does not go on by {written}."
        else:
            said = f"{where}, is marked {mark}, but goes on by {written} as {_only(allowed)}."
        yield sheet.claim(said, line, written, line.place, line.value, mark)


def _only(allowed):
    return next(mark for mark in (*MARKED, "") if mark in allowed)


def _overtaken(pairs, key, *marks):
    """Who is ahead of the last with one of these marks, and has none of any kind."""
    known = [(sheet, line) for sheet, line in pairs if key(line) is not None]
    through = [(sheet, line) for sheet, line in known if line.qualification in marks]
    if not through:
        return
    last_sheet, last = max(through, key=lambda pair: key(pair[1]))
    for sheet, line in known:
        if not line.qualification and key(line) < key(last):
            yield sheet.claim(
                f"{line.who}, {_where(sheet, line)}, is not marked as qualified, "
                f"but {last.who}, {_where(last_sheet, last)}, is marked {last.qualification}.",
                line,
                line.place,
                line.value,
                last.identity,
                last.place,
                last.value,
            )


def _where(sheet, line):
    """“3rd in heat 2 with 10.20”, “DQ in heat 1”."""
    place = line.nth if line.place else line.status or "without a place"
    return f"{place} in {sheet.label}" + (f" with {line.mark}" if line.mark else "")


def _each(sheet):
    return [(sheet, line) for line in sheet.placed]


def _all(together):
    return [(sheet, line) for sheet in together for line in sheet.lines]


def _place(line):
    return line.place


def _sort_key(line):
    return line.mark.sort_key


def _identities_after(sheets, round_name):
    """{identity: “semi-final”} of all who are in a later round: the next one they are in."""
    later = [
        sheet
        for sheet in sheets
        if sheet.race.round != "part" and ROUNDS.index(sheet.race.round) > ROUNDS.index(round_name)
    ]
    found = {}
    for sheet in sorted(later, key=lambda sheet: -ROUNDS.index(sheet.race.round)):
        found |= {line.identity: sheet.race.round for line in sheet.lines}
    return found
