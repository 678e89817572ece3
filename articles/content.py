"""The whole of what is written of a story: revisions keep it, forms fill it, publishing puts it out.

Times, places on the front page and the state of a story are not of it: they are decided, not written.
"""

import re
from dataclasses import asdict, dataclass, fields, replace

from django.utils.text import slugify

from articles import embeds
from articles.models import Article, Author, Byline, Image, ImageUse, ResultsUse, Section, StoryRace, Topic
from articles.models.uses import LONGEST_KEY
from newsroom.lib.text import fold
from results.models import Race

SLUG_LENGTH = Article._meta.get_field("slug").max_length
TEXTS = ("headline", "standfirst", "body")
COLUMNS = (*TEXTS, "kind", "developing")


@dataclass(frozen=True)
class RaceLink:
    """A race that the story tells of: its id, what it is to the story, and how many rows are shown."""

    race: int
    role: str = StoryRace.Role.MAIN.value
    rows: int = 8


@dataclass(frozen=True)
class Content:
    """What a story says. Ids stand for what has a page of its own."""

    headline: str = ""
    slug: str = ""
    standfirst: str = ""
    section: int | None = None
    kind: str = Article.Kind.REPORT.value
    body: str = ""
    developing: bool = False
    lead_image: int | None = None
    topics: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    races: tuple[RaceLink, ...] = ()

    @classmethod
    def of(cls, article):
        """What the row and its relations say; from prefetched relations where there are such."""
        return cls(
            **{name: getattr(article, name) for name in COLUMNS},
            slug=article.slug,
            section=article.section_id,
            lead_image=article.lead_image_id,
            topics=tuple(sorted(topic.pk for topic in article.topics.all())),
            authors=tuple(byline.author_id for byline in article.bylines.all()),
            races=tuple(RaceLink(link.race_id, link.role, link.rows) for link in article.race_links.all()),
        )

    @classmethod
    def from_data(cls, data):
        """From `as_data`, perhaps of other code than this: what it does not know is left out."""
        known = {field.name for field in fields(cls)}
        said = {name: value for name, value in data.items() if name in known}
        for name in ("topics", "authors"):
            said[name] = tuple(said.get(name, ()))
        said["races"] = tuple(RaceLink(**link) for link in said.get("races", ()))
        return cls(**said)

    def as_data(self):
        """As JSON keeps it."""
        return asdict(self) | {
            "topics": list(self.topics),
            "authors": list(self.authors),
            "races": [asdict(link) for link in self.races],
        }

    def images(self):
        """The ids of the pictures it shows, those in the text as far as they are numbers."""
        lead = {self.lead_image} if self.lead_image else set()
        return lead | embeds.images_in(self.body)

    def write(self, article):
        """Make the row and its relations say this. What has been deleted since is left out."""
        for name in COLUMNS:
            setattr(article, name, getattr(self, name))
        article.slug = self._slug(article)
        article.section_id = next(iter(_held(Section, [self.section])), article.section_id)
        article.lead_image_id = self.lead_image if self.lead_image in self._pictures() else None
        article.save()
        article.topics.set(_held(Topic, self.topics))
        _replace(article.bylines, self._bylines(article))
        _replace(article.race_links, self._race_links(article))
        self.keep_uses(article, live=True)

    def keep_uses(self, article, *, live):
        """Note which pictures, races and competitions the story shows."""
        article.image_uses.filter(live=live).delete()
        ImageUse.objects.bulk_create(
            ImageUse(article=article, image_id=pk, live=live) for pk in self._pictures()
        )
        article.results_uses.filter(live=live).delete()
        ResultsUse.objects.bulk_create(
            ResultsUse(article=article, live=live, **named) for named in self._results(live)
        )

    def _pictures(self):
        """Of its pictures those that there are, held until the transaction ends: who is about to delete one
        waits, and finds it cited."""
        there = Image.objects.filter(pk__in=self.images()).order_by("pk").select_for_update(no_key=True)
        return list(there.values_list("pk", flat=True))

    def _results(self, live):
        """What its embeds name; and the links of a working copy, which has no rows for them."""
        named = [{"key": key} for key in sorted(embeds.results_in(self.body)) if len(key) <= LONGEST_KEY]
        links = [] if live else _held(Race, dict.fromkeys(link.race for link in self.races))
        return [*named, *({"race_id": pk} for pk in links)]

    def _slug(self, article):
        """As written; else from the headline, until the address is public."""
        if self.slug or article.first_published_at:
            return self.slug or article.slug
        return slug_of(self.headline)

    def _bylines(self, article):
        authors = _held(Author, self.authors)
        return [Byline(article=article, author_id=pk, order=order) for order, pk in enumerate(authors)]

    def _race_links(self, article):
        held = set(_held(Race, [link.race for link in self.races]))
        return [
            StoryRace(article=article, race_id=link.race, role=link.role, rows=link.rows, order=order)
            for order, link in enumerate(self.races)
            if link.race in held
        ]


def slug_of(headline):
    return slugify(fold(headline))[:SLUG_LENGTH].strip("-") or "story"


def with_words(content, old, new):
    """The content with `new` wherever its texts say `old` by itself: “29.38” does not stand in “3:29.38”.

    Raises ValidationError where a text became too long to be kept.
    """
    alone = re.compile(rf"(?<!\w)(?<!\d[.:,]){re.escape(old)}(?!\w)(?![.:,]\d)")
    texts = {name: alone.sub(lambda _: new, getattr(content, name)) for name in TEXTS}
    for name, text in texts.items():
        Article._meta.get_field(name).run_validators(text)
    return replace(content, **texts)


def changed(old, new):
    """The names of the fields in which two contents differ."""
    return [field.name for field in fields(Content) if getattr(old, field.name) != getattr(new, field.name)]


def _held(model, ids):
    """Of the ids, in their order, those that there are."""
    ids = [pk for pk in ids if pk]
    held = set(model.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [pk for pk in ids if pk in held]


def _replace(relation, rows):
    relation.all().delete()
    relation.model.objects.bulk_create(rows)
