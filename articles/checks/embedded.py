"""Embeds that cannot be shown."""

from articles import embeds
from articles.checks.finding import blocking
from articles.checks.proof import MOST_EMBEDS, MOST_READ


def too_many(proof):
    count = len(proof.text.embeds)
    if count > MOST_EMBEDS:
        message = (
            f"The text has {count} embeds: {MOST_EMBEDS} at most, those after this line are not checked."
        )
        yield blocking("body", "embed-too-many", message, proof.embeds[-1].line)


def unresolved(proof):
    unreadable = embeds.unreadable(proof.content.body[:MOST_READ])
    problems = unreadable + embeds.unresolved(proof.embeds, proof.library)
    for problem in problems:
        yield blocking("body", "embed-unresolved", problem.message, problem.line)
