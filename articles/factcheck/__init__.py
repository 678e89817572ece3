"""The check of a story against the results: what it claims, and what stands."""

from dataclasses import dataclass

from articles.factcheck.claims import Claim, Verdict
from articles.factcheck.kinds import marks, names, places
from articles.factcheck.story import Story

KINDS = (marks, places, names)


@dataclass(frozen=True)
class Report:
    """All that a story claims, in its order."""

    claims: tuple[Claim, ...]

    @property
    def counts(self):
        """{verdict: claims}, every verdict named."""
        return {str(verdict): sum(claim.verdict is verdict for claim in self.claims) for verdict in Verdict}


def check(texts, race_ids, at=None):
    """Hold {field: Markdown} against the results as of a moment; the first race is the one it is about."""
    story = Story(texts, race_ids, at)
    order = {name: number for number, name in enumerate(texts)}
    found = [claim for kind in KINDS for claim in kind.check(story)]
    return Report(tuple(sorted(found, key=lambda claim: (order[claim.field], claim.start, claim.end))))
