"""The stories of the demo, from files: front matter in TOML between `+++` lines, then Markdown."""

import tomllib
import uuid
from pathlib import Path

from django.db import transaction

from articles.content import TEXTS, Content
from articles.models import Article, Author, Byline, Correction, Revision, Section, StoryRace, Topic
from newsroom.lib import caching
from results.models import Race

HERE = Path(__file__).parent
FENCE = "+++\n"


@transaction.atomic
def load():
    """Add the stories that are not there yet, leave those that are; returns how many are new."""
    desk = tomllib.loads((HERE / "desk.toml").read_text(encoding="utf-8"))
    owners = {
        "section": _by_slug(Section, desk["section"]),
        "topic": _by_slug(Topic, desk["topic"]),
        "author": _by_slug(Author, desk["author"]),
    }
    files = [read(path) for path in sorted((HERE / "stories").glob("*.md"))]
    races = Race.objects.by_key({link["key"] for story, _ in files for link in story.get("races", [])})
    new = [_load_story(story, body, owners, races) for story, body in files]
    if any(new):
        caching.raise_generation()
    return sum(new)


def read(path):
    """The front matter and the body of a story file."""
    _, front, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    return tomllib.loads(front), body.strip() + "\n"


def _by_slug(model, rows):
    return {row["slug"]: model.objects.get_or_create(slug=row["slug"], defaults=row)[0] for row in rows}


def _load_story(story, body, owners, races):
    urn = uuid.uuid5(uuid.NAMESPACE_URL, f"bell-lap-demo/{story['slug']}")
    article, is_new = Article.objects.get_or_create(
        uuid=urn,
        defaults={
            "headline": story["headline"],
            "slug": story["slug"],
            "standfirst": story["standfirst"],
            "body": body,
            "kind": story["kind"],
            "section": owners["section"][story["section"]],
            "developing": story.get("developing", False),
            "front_rank": story.get("front_rank"),
            "status": Article.Status.PUBLISHED,
            "stage": "",
            "publish_at": story["published"],
            "first_published_at": story["published"],
            "last_published_at": story.get("updated", story["published"]),
            "materially_updated_at": story.get("updated"),
            "version": 1 + len(story.get("versions", [])),
        },
    )
    if is_new:
        article.topics.set(owners["topic"][slug] for slug in story.get("topics", []))
        _add_bylines(article, story, owners["author"])
        _add_races(article, story, races)
        _add_history(article, story)
    return is_new


def _add_bylines(article, story, authors):
    Byline.objects.bulk_create(
        Byline(article=article, author=authors[slug], order=order)
        for order, slug in enumerate(story["authors"])
    )


def _add_races(article, story, races):
    StoryRace.objects.bulk_create(
        StoryRace(
            article=article,
            race=races[link["key"]],
            role=link.get("role", StoryRace.Role.MAIN),
            rows=link.get("rows", 8),
            order=order,
        )
        for order, link in enumerate(story.get("races", []))
    )


def _add_history(article, story):
    """The earlier versions as they went out, the one that stands, and what was corrected."""
    now = Content.of(article).as_data()
    versions = [
        *story.get("versions", []),
        {"at": article.last_published_at, "developing": article.developing},
    ]
    Revision.objects.bulk_create(
        Revision(
            article=article,
            event=Revision.Event.UPDATED if number > 1 else Revision.Event.PUBLISHED,
            at=version["at"],
            seen_at=version["at"],
            developing=version["developing"],
            version=number,
            note=version.get("note", ""),
            content=now | {name: version[name] for name in TEXTS if name in version},
        )
        for number, version in enumerate(versions, start=1)
    )
    Correction.objects.bulk_create(
        Correction(article=article, **correction) for correction in story.get("corrections", [])
    )
