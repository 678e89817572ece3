"""Athletes: their honours, and who was ahead of whom."""

from newsroom.lib.text import number_word

LEAST_WINS = 2


def career(honours):
    """“World champion (1500m, Budapest 2023).”: the two honours that stand highest."""
    told = [f"{honour.title} ({_where(honour.result.race)})" for honour in honours[:2]]
    return f"{'; '.join(told)}." if told else ""


def rivalry(pair):
    """“Seven meetings held, five of them with medals at stake.”"""
    meetings = f"{number_word(len(pair.meetings)).capitalize()} meetings held"
    if pair.finals == 0:
        return f"{meetings}: who was ahead, and how often."
    return (
        f"{meetings}, {number_word(pair.finals)} of them with medals at stake: who was ahead, and how often."
    )


def first_since(first):
    """“The first British champion since Steve Cram (Helsinki 1983).”; "" where that is not sure."""
    if first is None or not first.complete or not first.waited:
        return ""
    country, previous = first.result.country, first.previous
    what = "champion" if first.of_titles else "medallist"
    noun = f"{country.demonym} {what}" if country.demonym else f"{what} for {country.name}"
    return f"The first {noun} since {previous.who} ({previous.race.event.competition.short_name})."


def unbeaten(streak, season):
    """“Unbeaten in 2024: three finals, three wins.”; one win is no streak."""
    if streak is None or len(streak) < LEAST_WINS:
        return ""
    wins = number_word(len(streak))
    return f"Unbeaten in {season}: {wins} finals, {wins} wins."


def _where(race):
    return f"{race.event.discipline.name}, {race.event.competition.short_name}"
