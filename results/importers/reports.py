"""What an import would do or did, for people and for programs."""

from results.disciplines import event_slug
from results.importers import batches

MOST_LINES = 12  # of one message


def as_data(staged, *, applied):
    """The shape of `import_results --json`."""
    return {
        "format": staged.meet.format,
        "races": [_race(race) for race in staged.races],
        "problems": batches.problems(staged),
        "counts": staged.counts,
        "applied": applied,
    }


def lines(staged):
    """A summary to read: one line a race, one a problem; the same problem in many lines is told once."""
    counts = ", ".join(f"{number} {verdict}" for verdict, number in staged.counts.items() if number)
    told = [f"{staged.name}: {staged.meet.format}, {len(staged.races)} races, {counts or 'no rows'}."]
    if staged.competition:
        told.append(f"Competition: {staged.competition.name}.")
    elif staged.meet.competition and staged.meet.competition.name:
        told.append(f"New competition: {staged.meet.competition.name}.")
    return told + [f"  {race.title}: {_race_counts(race)}" for race in staged.races] + _problems(staged)


def _race(race):
    parsed = race.parsed
    return {
        "event": _event(race),
        "round": parsed.round,
        "number": parsed.number,
        "race": race.slug,
        "date": race.date and race.date.isoformat(),
        "wind": parsed.wind and str(parsed.wind),
        "results": [_result(row) for row in race.rows],
    }


def _event(race):
    if race.race:
        return race.race.event.slug
    parsed = race.parsed
    known = parsed.category and parsed.discipline
    return event_slug(parsed.category, parsed.part_of or parsed.discipline) if known else ""


def _result(row):
    parsed = row.parsed
    return {
        "place": parsed.place,
        "athlete": row.name,
        "country": parsed.country,
        "mark": str(parsed.mark or ""),
        "status": parsed.status,
        "qualification": parsed.qualification,
        "lane": parsed.lane,
        "bib": parsed.bib,
        "wind": parsed.wind and str(parsed.wind),
        "birth_date": row.parsed.person and _day(row.parsed.person.birth_date),
        "line": parsed.line,
        "verdict": str(row.verdict),
    }


def _day(date):
    return date and date.isoformat()


def _race_counts(race):
    told = {}
    for row in race.rows:
        told[str(row.verdict)] = told.get(str(row.verdict), 0) + 1
    return ", ".join(f"{number} {verdict}" for verdict, number in told.items()) or "no rows"


def _problems(staged):
    grouped = {}
    for problem in staged.problems:
        grouped.setdefault((str(problem.severity), problem.message), []).append(problem)
    return [f"{severity}: {message}{_where(told)}" for (severity, message), told in grouped.items()]


def _where(problems):
    numbers = [str(problem.line) for problem in problems if problem.line]
    if not numbers:
        return ""
    more = "…" if len(numbers) > MOST_LINES else ""
    return f" ({'line' if len(numbers) == 1 else 'lines'} {', '.join(numbers[:MOST_LINES])}{more})"
