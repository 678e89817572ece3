"""Two who saved one story: what each changed since they began, and one text of both."""

from dataclasses import dataclass, replace
from functools import cached_property

from articles.checks.proof import MOST_READ
from articles.content import changed, slug_of
from articles.desk.forms import STORED, clean_text
from articles.models import Article, Author, Image, Section, StoryRace, Topic
from newsroom.lib import merging
from results.admin.base import race_label
from results.models import Race

TEXTS = {"headline", "standfirst", "body", "slug"}
LABELS = {
    "headline": "Headline",
    "slug": "Address",
    "standfirst": "Standfirst",
    "section": "Section",
    "kind": "Kind",
    "body": "Text",
    "developing": "More to follow",
    "lead_image": "Lead picture",
    "topics": "Topics",
    "authors": "Byline",
    "races": "Races",
}
MINE, THEIRS, WRITTEN = "mine", "theirs", "written"


@dataclass(frozen=True)
class Difference:
    """A field in which the two differ. `settled` is its merged value, where nobody needs to decide."""

    name: str
    base: object
    mine: object
    theirs: object
    by: str = ""  # who changed it, where only one did, or both in different places
    settled: object = None

    @property
    def label(self):
        return LABELS[self.name]

    @property
    def is_text(self):
        return self.name in TEXTS

    @property
    def is_settled(self):
        return bool(self.by)

    @cached_property
    def pieces(self):
        """Of a text, line by line: what both have, and where they differ."""
        mine, theirs = _lines(self.mine), _lines(self.theirs)
        base = merging.common(mine, theirs) if self.base is None else _lines(self.base)
        return merging.merge(base, mine, theirs)

    @property
    def draft(self):
        """What to begin with where somebody writes it anew: what is settled, and both sides of the rest."""
        lines = [
            line
            for piece in self.pieces
            for line in (piece.merged if piece.merged is not None else (*piece.mine, *piece.theirs))
        ]
        return "\n".join(lines)


def differences(base, mine, theirs):
    """Between two contents that came from one; without the one that they came from, each is to decide."""
    return [
        _difference(
            name, getattr(base, name, None), getattr(mine, name), getattr(theirs, name), base is not None
        )
        for name in changed(mine, theirs)
        if name != "slug" or not _follows(mine)
    ]


def _follows(content):
    """Whether the address was left to the headline."""
    return content.slug == slug_of(content.headline)


def _difference(name, base, mine, theirs, has_base):
    difference = Difference(name, base, mine, theirs)
    if not has_base:
        return difference
    if mine == base:
        return replace(difference, by="theirs", settled=theirs)
    if theirs == base:
        return replace(difference, by="mine", settled=mine)
    if name == "topics":
        both = (set(mine) & set(theirs)) | (set(mine) ^ set(base)) & set(mine) | set(theirs) - set(base)
        return replace(difference, by="both", settled=tuple(sorted(both)))
    if name == "body":
        lines = merging.merged(_lines(base), _lines(mine), _lines(theirs))
        if lines is not None:
            return replace(difference, by="both", settled="\n".join(lines))
    return difference


def _lines(text):
    return (text or "").split("\n")


def are_decided(found, post):
    """Whether each field that somebody must decide has a decision."""
    return all(each.is_settled or _is_choice(each, post.get(f"take-{each.name}")) for each in found)


def _is_choice(difference, chosen):
    return chosen in (MINE, THEIRS) or (chosen == WRITTEN and difference.is_text)


def decided(mine, theirs, found, post, *, address_stays):
    """The content that the decisions make."""
    content = replace(theirs, **{each.name: _choice(each, post) for each in found})
    if address_stays or not (_follows(mine) and _follows(theirs)):
        return content
    return replace(content, slug=slug_of(content.headline))


def _choice(difference, post):
    chosen = post.get(f"take-{difference.name}", "")
    if chosen == WRITTEN and difference.is_text:
        return _written(difference.name, post)
    if chosen in (MINE, THEIRS):
        return getattr(difference, chosen)
    return difference.settled if difference.is_settled else difference.theirs


def _written(name, post):
    """As somebody wrote it anew; a headline is one line, an address what can stand in one."""
    text = clean_text(post.get(f"written-{name}"))
    if name == "slug":
        return slug_of(text)
    return " ".join(text.split()) if name == "headline" else text


def too_long(content):
    """What cannot be stored, one sentence each."""
    most = {**STORED, "body": MOST_READ}
    return [
        f"{LABELS[name]}: at most {length} characters can be stored."
        for name, length in most.items()
        if len(getattr(content, name)) > length
    ]


class Words:
    """Values of fields as a person reads them, with one query for each kind that is named."""

    def __init__(self, found):
        self.named = {each.name: (each.mine, each.theirs, each.base, each.settled) for each in found}

    def of(self, name, value):
        if name in TEXTS:
            return value or ""
        if name == "developing":
            return "Yes" if value else "No"
        if name == "kind":
            return dict(Article.Kind.choices).get(value, value)
        if name in ("section", "lead_image"):
            return self._names[name].get(value, "None")
        return "\n".join(self._each(name, value)) or "None"

    def _each(self, name, value):
        if name != "races":
            return [self._names[name].get(pk, "One that is gone") for pk in value or ()]
        roles = dict(StoryRace.Role.choices)
        return [
            f"{self._names[name].get(link.race, 'One that is gone')} ({roles[link.role]}, {link.rows} rows)"
            for link in value or ()
        ]

    @cached_property
    def _names(self):
        return {name: _named(name, values) for name, values in self.named.items() if name in NAMED}


def _named(name, values):
    model, label = NAMED[name]
    known = model.objects.with_titles() if model is Race else model.objects.all()
    return {each.pk: label(each) for each in known.filter(pk__in=_ids(values))}


def _ids(values):
    several = [value if isinstance(value, tuple) else (value,) for value in values if value]
    return {getattr(each, "race", each) for group in several for each in group}


NAMED = {
    "section": (Section, str),
    "lead_image": (Image, str),
    "topics": (Topic, str),
    "authors": (Author, str),
    "races": (Race, race_label),
}


class Told:
    """A difference with its values in words, and with what was chosen and written for it a moment ago."""

    def __init__(self, difference, words, post):
        self.difference = difference
        self.name, self.label, self.is_text = difference.name, difference.label, difference.is_text
        self.by, self.has_base = difference.by, difference.base is not None
        self.taken = post.get(f"take-{difference.name}", "")
        self.draft = ""
        if difference.is_text:
            self.draft = post.get(f"written-{difference.name}", "") or difference.draft
        self.base, self.mine, self.theirs, self.settled = (
            words.of(difference.name, getattr(difference, name))
            for name in ("base", "mine", "theirs", "settled")
        )
