"""Wind: what is declared with it, and where it is missing."""

from results import legality


def flagged(sheet, held):
    """No mark with too much wind is a best or a record (CR 31.14.3)."""
    if sheet.discipline.wind == "none":
        return
    for line in sheet.lines:
        flags = f"{line.personal_flags} {line.record_flags}".strip()
        if flags and line.mark and legality.is_windy(sheet.discipline, sheet.race.wind, line.wind):
            measured = sheet.race.wind if sheet.discipline.wind == "race" else line.wind
            yield sheet.claim(
                f"{line.who}’s {line.mark} is marked {flags} with a wind of {measured:+}: "
                f"above +{legality.LEGAL_WIND_LIMIT} it is no best.",
                line,
                flags,
                measured,
            )


def missing(sheet, held):
    """Outdoors the wind is measured."""
    with_mark = [line for line in sheet.lines if line.mark]
    if not with_mark or not sheet.race.has_result or sheet.competition.indoor:
        return
    if sheet.discipline.wind == "race" and sheet.race.wind is None:
        yield sheet.claim("No wind is given.")
    elif sheet.discipline.wind == "attempt":
        without = [line for line in with_mark if line.wind is None]
        if len(without) == len(with_mark):
            yield sheet.claim("No wind is given for any mark.")
        else:
            for line in without:
                yield sheet.claim(f"{line.who}’s {line.mark} has no wind.", line, line.value)
