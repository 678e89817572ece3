"""Two texts that came from one, made one again where they did not touch the same lines."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product


@dataclass(frozen=True)
class Piece:
    """Some lines of the merged text; where both changed them in different ways, both sides."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    merged: tuple[str, ...] | None  # None where somebody has to decide


def merge(base, mine, theirs):
    """The pieces of three lists of lines, in order. Changes that touch are one piece to decide."""
    pieces = []
    at_base = at_mine = at_theirs = 0
    for start, in_mine, in_theirs, length in _unchanged(base, mine, theirs):
        gap = base[at_base:start], mine[at_mine:in_mine], theirs[at_theirs:in_theirs]
        if any(gap):
            pieces.append(_decided(*map(tuple, gap)))
        same = tuple(base[start : start + length])
        if same:
            pieces.append(Piece(same, same, same))
        at_base, at_mine, at_theirs = start + length, in_mine + length, in_theirs + length
    return pieces


def merged(base, mine, theirs):
    """The merged lines; None where both changed the same ones."""
    pieces = merge(base, mine, theirs)
    if any(piece.merged is None for piece in pieces):
        return None
    return [line for piece in pieces for line in piece.merged]


def common(mine, theirs):
    """The lines that both have, in order: what they came from, as far as one can tell where that is lost."""
    return [line for run in _matching(mine, theirs) for line in mine[run.a : run.a + run.size]]


def _decided(base, mine, theirs):
    if mine == theirs or theirs == base:
        return Piece(mine, theirs, mine)
    return Piece(mine, theirs, theirs if mine == base else None)


def _unchanged(base, mine, theirs):
    """Runs of lines that all three have: (in base, in mine, in theirs, length); an empty one ends them."""
    runs = []
    for a, b in product(_matching(base, mine), _matching(base, theirs)):
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            runs.append((start, a.b + start - a.a, b.b + start - b.a, end - start))
    return [*sorted(runs), (len(base), len(mine), len(theirs), 0)]


def _matching(old, new):
    return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
