"""Whose number it is: of everybody named, whom the words of a claim are about."""

from dataclasses import dataclass

from articles.factcheck.english import subjects as english


@dataclass(frozen=True)
class Subject:
    """Who is meant: one athlete where it is sure, and all who may be meant.

    `first` is the offset of the first who is named in the sentence, `since` of the subject.
    """

    sure: int | None
    may_be: frozenset
    first: int = 0
    since: int = 0


class Subjects:
    """The people of a field: `known` are named in it, in order; `full` are named in full anywhere."""

    def __init__(self, field, words, known, full):
        self.field, self.words, self.known, self.full = field, words, known, full

    def of(self, sentence, start):
        """Who a claim that begins at an offset of a sentence is about."""
        here = [mention for mention in self.known if sentence.start <= mention.start < sentence.end]
        may_be = frozenset(pk for mention in here for pk in mention.athletes)
        if not here:
            return self._carried(sentence, start)
        bracketed = self._before_bracket(here, start) or self._owner(here, start)
        leading = [m for m in here if m.end <= start and not self._is_object(m, sentence)]
        if not bracketed and not (leading and self._leads_to(leading, start)):
            return Subject(None, may_be, here[0].start, sentence.start)
        meant = bracketed or leading[-1]
        return Subject(self._one(meant), may_be, here[0].start, meant.start)

    def _leads_to(self, leading, start):
        """Whether the last who leads is the one subject: not joined with another, and no stranger between."""
        text = self.field.plain
        last = leading[-1]
        if len(leading) > 1 and english.JOINED.match(text[leading[-2].end : last.start]):
            return False
        return not any(last.end < word.start < start and self._is_stranger(word) for word in self.words)

    def _is_stranger(self, word):
        """A capital where no known name stands, and no name of a place."""
        if not word.is_capital or word.key in english.NO_NAMES:
            return False
        if any(mention.start <= word.start < mention.end for mention in self.known):
            return False
        return not english.BEFORE_PLACE_NAMES.search(self.field.plain[: word.start])

    def _before_bracket(self, here, start):
        """“Nordås (3:29.68)”, “Kerr (GBR, 3:29.38)”."""
        text = self.field.plain
        for mention in reversed(here):
            between = text[mention.end : start]
            if mention.end <= start and between.lstrip().startswith("(") and ")" not in between:
                return mention if between[: between.index("(")].strip() == "" else None
        return None

    def _owner(self, here, start):
        """“Ingebrigtsen’s 3:29.47”."""
        return next(
            (m for m in here if m.is_possessive and english.OWNED.fullmatch(self.field.plain[m.end : start])),
            None,
        )

    def _is_object(self, mention, sentence):
        before = self.field.plain[sentence.start : mention.start]
        return bool(english.OBJECT.search(before)) or mention.is_possessive

    def _carried(self, sentence, start):
        """“He” and “she” are the one person whom the sentence before, of the same paragraph, was about."""
        nobody = Subject(None, frozenset(), sentence.start, sentence.start)
        clause = self.field.plain[sentence.start : start].rpartition(";")[2]
        previous = self._previous(sentence) if english.HE.search(clause) else None
        if previous is None:
            return nobody
        people = [mention for mention in self.known if previous.start <= mention.start < previous.end]
        named = frozenset(pk for mention in people for pk in mention.athletes)
        meant = next(iter(named)) if len(named) == 1 else None
        return Subject(meant, named, sentence.start, sentence.start)

    def _previous(self, sentence):
        index = self.field.sentences.index(sentence)
        previous = self.field.sentences[index - 1] if index else None
        return previous if previous and previous.block == sentence.block else None

    def _one(self, mention):
        """The athlete, where it is one; of namesakes the one who was named in full."""
        if len(mention.athletes) == 1:
            return next(iter(mention.athletes))
        full = mention.athletes & self.full
        return next(iter(full)) if len(full) == 1 else None
