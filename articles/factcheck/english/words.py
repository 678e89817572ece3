"""Words that more than one kind of claim is made of."""

import re

NUMBERS = (
    *("nought", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
)


def any_of(*lists: str) -> re.Pattern:
    """Any of these words, whole, in capitals or not.

    A list is parted by bars, so that phrases may stand in it; what stands there is a pattern.
    """
    return re.compile(
        rf"\b(?:{'|'.join(word.strip() for each in lists for word in each.split('|'))})\b", re.I
    )


# What was not, or not yet, or was another day's: where these stand nothing is told to be wrong.
NOT_SO = any_of(
    "would | could | might | should | needs? | needed | hopes? | hoped | expected | favourite | target",
    "if | unless | not | never | no | nobody | none | without | instead | nearly | almost | miss\\w* | until",
    "till | than | previous\\w* | earlier | ago | since | career | history | defending | reigning | former",
    "yesterday | tomorrow | last year | last season | last month | last week | last summer | last winter",
    "again | still | pace | averag\\w* | sum | total | added | double | each | other two | twice",
)
