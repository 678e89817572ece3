"""Where a story belongs, who signs it, and whether more is to follow."""

from datetime import timedelta

from articles.checks.finding import blocking, warning

DEVELOPING_FOR = timedelta(hours=6)  # then the full report should be there


def section(proof):
    if not proof.content.section:
        yield blocking("section", "section-missing", "The story has no section: choose one.")
    elif not proof.has_section:
        yield blocking("section", "section-gone", "The section is not there any more: choose another.")


def byline(proof):
    """A warning only: agency copy and news in brief go out unsigned."""
    if not proof.authors:
        message = "Nobody is in the byline: name who wrote it, or the desk."
        yield warning("authors", "byline-missing", message)


def developing(proof):
    article = proof.article
    if not (proof.content.developing and article and article.was_public(proof.at)):
        return
    age = proof.at - article.first_published_at
    if age > DEVELOPING_FOR:
        hours = int(age.total_seconds() // 3600)
        message = f"“More to follow” still stands after {_duration(hours)}: take it off if this is all of it."
        yield warning("developing", "developing-long", message)


def _duration(hours):
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
