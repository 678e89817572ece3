"""Stories, sections and people of the desk for tests: each call makes one, named apart."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import count

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from PIL import Image as Picture

from articles.models import Article, Author, Byline, Image, Section, StoryRace, Topic

numbers = count(1)
PUBLISHED_AT = datetime(2023, 8, 23, 19, 30, tzinfo=UTC)


def make_section(name="Track", **fields):
    number = next(numbers)
    return Section.objects.create(**{"name": name, "slug": f"section-{number}"} | fields)


def make_topic(name="Budapest 2023", **fields):
    return Topic.objects.create(**{"name": name, "slug": f"topic-{next(numbers)}"} | fields)


def make_author(name="Track desk", **fields):
    return Author.objects.create(**{"name": name, "slug": f"author-{next(numbers)}"} | fields)


def make_image(**fields):
    """A picture of the library, with a real file; neither described nor credited unless given."""
    drawn = BytesIO()
    Picture.new("RGB", (16, 9)).save(drawn, "JPEG")
    image = Image(**fields)
    name = f"{next(numbers)}.jpg"
    image.file.save(name, ContentFile(drawn.getvalue(), name), save=True)
    return image


def make_story(headline="Kerr wins", *, races=(), authors=(), topics=(), **fields):
    """A published story, unless `status` says otherwise."""
    defaults = {
        "headline": headline,
        "slug": "kerr-wins",
        "standfirst": "The Briton takes gold in 3:29.38.",
        "body": "Josh Kerr is the world champion.\n\nHe ran 3:29.38.",
        "status": Article.Status.PUBLISHED,
        "publish_at": PUBLISHED_AT,
        "first_published_at": PUBLISHED_AT,
    }
    if "section" not in fields:
        fields["section"] = make_section()
    if fields.get("status", Article.Status.PUBLISHED) == Article.Status.PUBLISHED:
        defaults["stage"] = ""
    story = Article.objects.create(**defaults | fields)
    for order, race in enumerate(races):
        StoryRace.objects.create(article=story, race=race, order=order)
    for order, author in enumerate(authors):
        Byline.objects.create(article=story, author=author, order=order)
    story.topics.set(topics)
    return story


def make_approved(headline="Ready to go", **fields):
    """A draft that a second person has approved."""
    return make_draft(headline, **{"stage": Article.Stage.APPROVED} | fields)


def make_draft(headline="Unfinished", **fields):
    return make_story(
        headline, **{"status": Article.Status.DRAFT, "publish_at": None, "first_published_at": None} | fields
    )


def make_user(*permissions, **fields):
    """A member of staff with permissions such as `articles.publish_article`."""
    user = User.objects.create_user(**{"username": f"user-{next(numbers)}", "is_staff": True} | fields)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def make_editor():
    """Somebody who may write, approve and publish."""
    return make_user("articles.change_article", "articles.approve_article", "articles.publish_article")
