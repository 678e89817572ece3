"""What a source declares of a mark, against what is held: bests and records."""

from results import legality
from results.validators.sheets import ROUNDS, day

SEASON = "SB"
BESTS = ("PB", "SB")
SCOPES = {"WR": "world", "OR": "Olympic", "CR": "championship", "NR": "national"}


def bests(sheet, held):
    """No earlier and better mark contradicts a personal or a season's best; an equal one wants “=”.

    Marks indoors and outdoors are compared among themselves only: lists keep them apart.
    """
    for line in sheet.lines:
        for flag in line.personal_flags.split():
            if flag.removeprefix("=") not in BESTS or not line.mark:
                continue
            earlier = [each for each in held.own[line.pk] if _counts(each, sheet, flag)]
            better = _best(earlier)
            if better and (better.mark.beats(line.mark) or not flag.startswith("=")):
                yield _contradicted(sheet, line, flag, better)


def records(sheet, held):
    """No better record stood before, and no better mark of a countryman is held from before."""
    for line in sheet.lines:
        if not line.record_flags or not line.mark:
            continue
        flags = {flag.removeprefix("=") for flag in line.record_flags.split()}
        standing = [
            record
            for record in held.records[sheet.discipline.code, sheet.category]
            if record.scope in flags & set(SCOPES) and _is_of(record, sheet, line)
            if record.date < sheet.race.date and record.mark.beats(line.mark)
        ]
        if standing:
            record = min(standing, key=lambda record: record.mark.sort_key)
            scope = SCOPES[record.scope]
            yield sheet.claim(
                f"{line.who}’s {line.mark} is marked {line.record_flags}, but the {scope} record "
                f"stood at {record.mark} ({record.holder}, {day(record.date)}).",
                line,
                line.record_flags,
                line.value,
                record.mark.value,
            )
        elif "NR" in flags and (better := _best_by_a_countryman(sheet, line, held)):
            yield _contradicted(sheet, line, line.record_flags, better)


def world_record(sheet, held):
    """Better than any mark ever: a world record, or a slip."""
    records = [
        record
        for record in held.records[sheet.discipline.code, sheet.category]
        if record.scope == "WR" and record.date <= sheet.race.date
    ]
    if not records:
        return
    record = min(records, key=lambda record: record.mark.sort_key)
    for line in sheet.lines:
        if line.mark and line.mark.beats(record.mark) and _is_listed(sheet, line):
            yield sheet.claim(
                f"{line.who}’s {line.mark} is better than the world record of {record.mark} "
                f"({record.holder}, {day(record.date)}).",
                line,
                line.value,
                record.mark.value,
            )


def _counts(earlier, sheet, flag):
    if earlier.indoor != sheet.competition.indoor or not _was_before(earlier, sheet.race):
        return False
    return SEASON not in flag or earlier.date.year == sheet.race.date.year


def _best_by_a_countryman(sheet, line, held):
    earlier = [each for each in held.national[line.pk] if _was_before(each, sheet.race)]
    return _best([each for each in earlier if each.mark.beats(line.mark)])


def _was_before(earlier, race):
    """By day, else by time of day, else by round where both belong to one event."""
    if earlier.date != race.date:
        return earlier.date < race.date
    if earlier.starts_at and race.starts_at:
        return earlier.starts_at < race.starts_at
    return earlier.event_id == race.event_id and ROUNDS.index(earlier.round) < ROUNDS.index(race.round)


def _best(earlier):
    return min(earlier, key=lambda each: (each.mark.sort_key, each.date), default=None)


def _contradicted(sheet, line, flag, better):
    who = better.who if better.who != line.who else "the same team" if line.team else "the same athlete"
    already = "" if better.mark.beats(line.mark) else "already "
    return sheet.claim(
        f"{line.who}’s {line.mark} is marked {flag}, but {who} {already}{sheet.did} {better.mark} "
        f"at {better.competition} on {day(better.date)}.",
        line,
        flag,
        line.value,
        better.mark.value,
        better.date,
    )


def _is_of(record, sheet, line):
    if record.scope == "NR":
        return record.country == line.country
    return record.scope != "CR" or record.series_id == sheet.competition.series_id


def _is_listed(sheet, line):
    return not line.status and legality.is_listed(sheet.discipline, line.mark, sheet.race.wind, line.wind)
