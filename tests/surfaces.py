"""Every address of the site that answers to anybody, and how to ask for it: what the leak test walks.

A new address fails `tests/test_leaks.py` until it stands here, with all that it could be asked for.
"""

from dataclasses import dataclass, field, replace

from django.urls import get_resolver, reverse

from articles.models import Article, Author, Image, Section, Topic
from results.models import Athlete, Competition, Country, Event, Race

DESK = "admin/"
FORMATS = ("rss", "atom", "json")


@dataclass
class World:
    """A competition with a race that a story may tell of, and a desk that publishes."""

    section: Section
    author: Author
    topic: Topic
    race: Race
    athlete: Athlete
    rival: Athlete
    plain: Article
    # The story that is held back, and what is known by it alone.
    secret: Article | None = None
    pictures: list[Image] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)

    @property
    def event(self) -> Event:
        return self.race.event

    @property
    def competition(self) -> Competition:
        return self.event.competition

    @property
    def country(self) -> Country:
        return self.athlete.country

    def without_the_secret(self):
        return replace(self, secret=None, pictures=[], topics=[], authors=[])

    @property
    def stories(self):
        return [self.plain, *([self.secret] if self.secret else [])]

    def month(self):
        return {"year": self.plain.opens_at.year, "month": self.plain.opens_at.month}

    def files(self):
        return [
            {"path": name}
            for image in self.pictures
            for name in (image.file.name, *(made["name"] for made in image.renditions))
        ]


def slugs(*owners):
    return [{"slug": owner.slug} for owner in owners]


def named(owner):
    return {"pk": owner.pk, "slug": owner.slug}


def within(world):
    return {"competition": world.competition.slug, "slug": world.event.slug}


def as_feeds(found):
    return [kwargs | {"format": format} for kwargs in found for format in FORMATS]


def once(world):
    return [{}]


def of_competition(world):
    return slugs(world.competition)


def of_event(world):
    return [within(world)]


def of_athlete(world):
    return [named(world.athlete)]


def of_country(world):
    return [{"code": world.country.code.lower()}]


def of_discipline(world):
    return [{"category": "men", "slug": world.race.discipline.slug}]


def of_sections(world):
    return slugs(world.section)


def of_topics(world):
    return slugs(world.topic, *world.topics)


def of_authors(world):
    return slugs(world.author, *world.authors)


# By the name of the address: what to ask for, as keyword arguments of it.
SHOW_STORIES = {
    "home": once,
    "articles:story": lambda world: [named(story) for story in world.stories],
    "articles:story_card": lambda world: [named(story) for story in world.stories],
    "articles:story_history": lambda world: [named(story) for story in world.stories],
    "articles:section": of_sections,
    "articles:topic": of_topics,
    "articles:author": of_authors,
    "articles:archive": lambda world: [world.month()],
    "articles:corrections": once,
    "articles:corrections_feed": lambda world: as_feeds([{}]),
    "articles:feeds": once,
    "articles:site_feed": lambda world: as_feeds([{}]),
    "articles:section_feed": lambda world: as_feeds(of_sections(world)),
    "articles:topic_feed": lambda world: as_feeds(of_topics(world)),
    "articles:author_feed": lambda world: as_feeds(of_authors(world)),
    "articles:athlete_feed": lambda world: as_feeds(of_athlete(world)),
    "articles:country_feed": lambda world: as_feeds(of_country(world)),
    "articles:competition_feed": lambda world: as_feeds(of_competition(world)),
    "articles:event_feed": lambda world: as_feeds(of_event(world)),
    "results:competition": of_competition,
    "results:event": of_event,
    "results:athlete": of_athlete,
    "results:country": of_country,
    "sitemap_section": lambda world: [{"section": name} for name in ("stories", "topics", "authors")],
    "news_sitemap": once,
    "media": lambda world: world.files(),
}
SHOW_NO_STORIES = {
    "about": once,
    "favicon": once,
    "healthz": once,
    "readyz": once,
    "robots": once,
    "sitemap": once,
    "results:competition_list": once,
    "results:medals": of_competition,
    "results:timetable": of_competition,
    "results:competition_calendar": of_competition,
    "results:event_csv": of_event,
    "results:event_json": of_event,
    "results:event_xml": of_event,
    "results:event_calendar": of_event,
    "results:athlete_list": once,
    "results:athlete_calendar": of_athlete,
    "results:versus": lambda world: [named(world.athlete) | {"rival": world.rival.pk}],
    "results:country_list": once,
    "results:country_calendar": of_country,
    "results:list_index": once,
    "results:list": of_discipline,
    "results:records": once,
    "results:record_history": of_discipline,
    "results:series": lambda world: slugs(world.competition.series),
}
SURFACES = SHOW_STORIES | SHOW_NO_STORIES


def addresses(patterns=None, before="", namespace=""):
    """(name, route) of every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, route, inner)
        else:
            yield f"{namespace}{pattern.name or ''}", route


def public_names():
    return {name for name, route in addresses() if not route.startswith(DESK)}


def desk_routes():
    return sorted({route for _, route in addresses() if route.startswith(DESK)})


def paths(world):
    """(name of the address, path) of all that there is to ask for."""
    return [
        (name, reverse(name, kwargs=kwargs)) for name, asked in SURFACES.items() for kwargs in asked(world)
    ]


@dataclass(frozen=True)
class Answer:
    """What came back; its date apart, for that tells of the whole site."""

    status: int
    headers: tuple
    body: bytes
    last_modified: str = field(compare=False)

    @property
    def text(self):
        """All that the answer says, lower case; the lines that calendars fold unfolded."""
        said = f"{self.status} {self.headers} " + self.body.decode("utf-8", errors="replace")
        return said.replace("\r\n ", "").lower()

    @property
    def is_picture(self):
        return self.status == 200 and dict(self.headers)["Content-Type"].startswith("image/")


def ask(client, path, **request):
    response = client.get(path, **request)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Last-Modified"}
    return Answer(
        response.status_code, tuple(sorted(headers.items())), body, response.headers.get("Last-Modified", "")
    )


def walk(client, world):
    """The answer of every path, by path."""
    return {path: ask(client, path) for _, path in paths(world)}
