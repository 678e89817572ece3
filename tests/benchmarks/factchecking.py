"""How good the fact-check is: `python -m tests.benchmarks.factchecking`, on a database that holds the demo.

The corpus is of two halves: rules are tuned on the one, and tried on the other.
"""

import json
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import django

CORPUS = Path(__file__).resolve().parent.parent / "data" / "factcheck"


@dataclass
class Score:
    """What became of the claims listed by hand, of each of them altered, and of the stories as they are."""

    claims: Counter = field(default_factory=Counter)  # (kind, verdict)
    altered: Counter = field(default_factory=Counter)  # (how, whether flagged)
    made: int = 0
    false: int = 0
    seconds: list = field(default_factory=list)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    for half in ("development", "held_out"):
        score = Score()
        for path in sorted((CORPUS / half).glob("*.md")):
            try_story(path, score)
        tell(half, score)


def try_story(path, score):
    from articles import factcheck
    from articles.factcheck import files, races

    story = files.read(path.read_text(encoding="utf-8"))
    ids = races.by_keys(story.races)
    start = time.perf_counter()
    claims = factcheck.check(story.texts, ids, story.at).claims
    score.seconds.append(time.perf_counter() - start)
    score.made += len(claims)
    score.false += sum(claim.verdict == "contradicted" for claim in claims)
    for listed in json.loads(path.with_suffix(".claims.json").read_text(encoding="utf-8")):
        if not listed["decidable"]:
            continue
        where = place_of(listed, story.texts)
        score.claims[listed["kind"], verdict(claims, *where)] += 1
        for wrong in listed["wrong"]:
            texts, there = altered(story.texts, where, wrong["text"])
            found = verdict(factcheck.check(texts, ids, story.at).claims, *there)
            score.altered[wrong["how"], found == "contradicted"] += 1


def place_of(listed, texts):
    """(field, start, end) of the nth time that the words stand in their field."""
    start = -1
    for _ in range(listed["nth"]):
        start = texts[listed["field"]].index(listed["text"], start + 1)
    return listed["field"], start, start + len(listed["text"])


def altered(texts, where, words):
    name, start, end = where
    source = texts[name]
    return texts | {name: source[:start] + words + source[end:]}, (name, start, start + len(words))


def verdict(claims, name, start, end):
    """The gravest of what is said of these words; “” where nothing is."""
    said = {str(c.verdict) for c in claims if c.field == name and c.start < end and c.end > start}
    return next((each for each in ("contradicted", "confirmed", "unsupported") if each in said), "")


def tell(half, score):
    total, right = sum(score.claims.values()), count(score.claims, "confirmed")
    print(f"\n{half}: {len(score.seconds)} stories, {median(score.seconds) * 1000:.0f} ms each")
    print(f"{score.made} claims found, {score.false} of them contradicted though they are true")
    print(f"{right} of {total} claims that the data can decide are confirmed ({right / total:.0%})")
    for kind in sorted({kind for kind, _ in score.claims}):
        of_kind = sum(number for (name, _), number in score.claims.items() if name == kind)
        print(f"  {kind:15} {of_kind:5} {score.claims[kind, 'confirmed'] / of_kind:6.0%} confirmed")
    total, flagged = sum(score.altered.values()), count(score.altered, True)
    print(f"{flagged} of {total} alterations are flagged ({flagged / total:.0%})")
    for how in sorted({how for how, _ in score.altered}):
        tried = score.altered[how, True] + score.altered[how, False]
        print(f"  {how:15} {tried:5} {score.altered[how, True] / tried:6.0%} flagged")


def count(counter, outcome):
    return sum(number for (_, found), number in counter.items() if found == outcome)


if __name__ == "__main__":
    main()
