"""Races: a report has one, and its results stand."""

from articles.checks.finding import information, warning
from articles.models import Article, StoryRace
from results.models import Race

# Kinds that tell of what was run; a preview or a news item may do without.
TELLING = {Article.Kind.REPORT, Article.Kind.ANALYSIS}
UNSETTLED = {
    Race.Status.PROVISIONAL: "The results of {race} are provisional: say so, or wait for the official ones.",
    Race.Status.LIVE: "{race} is live: its results may change by the minute.",
}


def linked(proof):
    if proof.content.races:
        return
    message = "No race is linked: without one the story shows no result and stands on no athlete’s page."
    level = warning if proof.content.kind in TELLING else information
    yield level("races", "race-missing", message)


def settled(proof):
    """Of every race that is linked, and of those that the text shows besides."""
    for _, race in _linked(proof):
        if race.status in UNSETTLED:
            yield warning("races", f"race-{race.status}", _sentence(UNSETTLED[race.status], race))
    for embed, race in _only_shown(proof):
        if race.status in UNSETTLED:
            yield warning("body", f"race-{race.status}", _sentence(UNSETTLED[race.status], race), embed.line)


def held(proof):
    """A main race has a table to show."""
    for link, race in _linked(proof):
        if link.role != StoryRace.Role.MAIN:
            continue
        if race.status == Race.Status.SCHEDULED and proof.content.kind in TELLING:
            message = f"{race} has no result yet: a report tells of what was run."
            yield warning("races", "race-scheduled", message)
        elif not race.row_count:
            message = f"The table of {race} is not shown: nobody stands in it yet."
            yield information("races", "race-without-rows", message)


def gone(proof):
    missing = [link for link in proof.content.races if link.race not in proof.races]
    if missing:
        which = "A linked race is" if len(missing) == 1 else f"{len(missing)} linked races are"
        yield warning("races", "race-gone", f"{which} not there any more: choose again.")


def shown_and_linked(proof):
    for embed, race in _only_shown(proof):
        message = (
            f"The text shows {race}, to which the story is not linked: link it, "
            "and the story stands on the pages of its athletes."
        )
        yield information("body", "race-not-linked", message, embed.line)


def _linked(proof):
    return [(link, proof.races[link.race]) for link in proof.content.races if link.race in proof.races]


def _only_shown(proof):
    """The embeds that show a race to which the story is not linked: the first of each race."""
    linked = {link.race for link in proof.content.races}
    first = {}
    for embed in proof.embeds:
        race = proof.library.races.get("".join(embed.args[:1]))
        if race and race.pk not in linked:
            first.setdefault(race.pk, (embed, race))
    return list(first.values())


def _sentence(words, race):
    return words.format(race=race)
