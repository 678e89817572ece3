"""The checks of a story: what stops publishing, what an editor should look at, and what is good to know.

A check is a function of a `Proof` that yields findings. A further source of findings is a further function in
CHECKS, or in a list of one's own that is given to `look`.
"""

from dataclasses import replace

from articles.checks import embedded, lines, links, pictures, placing, races, reading, text
from articles.checks.finding import Finding, Level
from articles.checks.proof import Proof

__all__ = ["CHECKS", "Finding", "Level", "Proof", "look"]

CHECKS = [
    *(lines.headline, lines.slug, lines.standfirst),
    *(placing.section, placing.byline, placing.developing),
    *(text.body, text.crosshead_order, text.crosshead_words, text.false_crossheads, text.paragraph_length),
    *(text.shown_as_typed, text.spaces, text.quotation_marks),
    *(links.words, links.addresses),
    *(embedded.too_many, embedded.unresolved),
    *(pictures.lead, pictures.rights, pictures.file_names, pictures.twice),
    *(races.linked, races.gone, races.settled, races.held, races.shown_and_linked),
    *(reading.reading_age, reading.sentence_length),
]


def look(content, article=None, *, at=None, checks=None):
    """All that there is to say of a content, the gravest first.

    The article, where there is one, tells of its times. Whatever the content holds, this answers, and the
    number of its queries does not grow with the text.
    """
    proof = Proof(content, article, at)
    found = [finding for check in checks or CHECKS for finding in check(proof)]
    return sorted((_placed(finding, proof) for finding in found), key=lambda finding: finding.place)


def _placed(finding, proof):
    """With its place in the body, where only the line was told."""
    if finding.field != "body" or finding.line is None or finding.start is not None:
        return finding
    return replace(finding, **proof.text.span(finding.line))
