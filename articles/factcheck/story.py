"""A story on the bench: its fields read, its people known, and the world that its claims are held against."""

from dataclasses import dataclass
from functools import cached_property

from articles.factcheck import people, scenes
from articles.factcheck.claims import Claim
from articles.factcheck.reading import Field
from articles.factcheck.scenes import Scope
from articles.factcheck.subjects import Subject, Subjects
from articles.factcheck.world import World


@dataclass(frozen=True)
class Said:
    """What a grammar found in a sentence: where it stands in the field, of whom, and in which scope."""

    field: Field
    start: int
    end: int
    written: object
    subject: Subject
    scope: Scope


class Story:
    """`texts` are {name of a field: its Markdown}; the first race is the one that it is about."""

    def __init__(self, texts, race_ids, at=None):
        self.fields = [Field.read(name, source) for name, source in texts.items()]
        self.words = {field.name: people.words(field.plain) for field in self.fields}
        names = {name for found in self.words.values() for name in people.possible_names(found)}
        self.world = World(race_ids, names, at)
        full, family = self.world.full_names, self.world.family_names
        self.mentions = {name: people.mentions(found, full, family) for name, found in self.words.items()}

    def said(self, find):
        """All that a grammar finds, as Said: `find(text)` yields what has a start and an end in the text."""
        for field in self.fields:
            words, mentions = self.words[field.name], self.mentions[field.name]
            subjects = Subjects(field, words, mentions, self.named_in_full)
            wanders = scenes.wanders(self.world, field)
            for sentence in field.sentences:
                for written in find(sentence.text):
                    start, end = sentence.start + written.start, sentence.start + written.end
                    subject = subjects.of(sentence, start)
                    scope = scenes.scope_of(field, sentence, subject, start, end, wanders[sentence])
                    yield Said(field, start, end, written, subject, scope)

    def claim(self, kind, said, value, verdict, expected="", evidence=""):
        return Claim(
            field=said.field.name,
            start=said.start,
            end=said.end,
            text=said.field.source[said.start : said.end],
            kind=kind,
            subject=self.world.name_of(said.subject.sure),
            value=value,
            verdict=verdict,
            expected=expected,
            evidence=evidence,
        )

    @cached_property
    def named_in_full(self):
        mentions = (mention for found in self.mentions.values() for mention in found)
        return {pk for mention in mentions if mention.is_full for pk in mention.athletes}

    @cached_property
    def ordinary(self):
        """Words that are nobody's slip: of places and countries, and what stands in small letters too."""
        small = {word.key for found in self.words.values() for word in found if not word.is_capital}
        return small | self.world.names_of_places
