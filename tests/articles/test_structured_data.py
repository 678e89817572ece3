import json
import re
from datetime import datetime, timedelta

import pytest

from articles import publishing
from articles.models import Article
from tests.articles.test_views import kerr_race
from tests.factories.moves import put_out
from tests.factories.stories import PUBLISHED_AT, make_author, make_editor, make_story

pytestmark = pytest.mark.django_db
LATER = PUBLISHED_AT + timedelta(days=1)


def described(client, path):
    """The schema.org objects of a page, by their type."""
    page = client.get(path).content.decode()
    found = []
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        data = json.loads(text)
        found += data if isinstance(data, list) else [data]
    return {each["@type"]: each for each in found}


def test_story_describes_itself_and_its_race(client):
    story = make_story(races=[kerr_race()], authors=[make_author("Track desk")])

    article = described(client, story.get_absolute_url())["NewsArticle"]

    assert article["headline"] == "Kerr wins"
    assert article["mainEntityOfPage"] == f"http://127.0.0.1:8000{story.get_absolute_url()}"
    assert article["datePublished"] == article["dateModified"] == "2023-08-23T19:30:00+00:00"
    assert [about["@type"] for about in article["about"]] == ["SportsEvent", "Person"]
    assert [author["name"] for author in article["author"]] == ["Track desk"]


def test_story_says_where_it_stands(client):
    story = make_story()

    steps = described(client, story.get_absolute_url())["BreadcrumbList"]["itemListElement"]

    assert [step["name"] for step in steps] == ["Bell Lap", story.section.name, "Kerr wins"]


def test_names_with_quotes_survive(client):
    story = make_story('O\'Brien & "Sons" </script>')

    assert (
        described(client, story.get_absolute_url())["NewsArticle"]["headline"]
        == 'O\'Brien & "Sons" </script>'
    )


def test_news_sitemap_holds_the_last_two_days(client, time_machine):
    new, old = make_story("New"), make_story("Old", slug="old")
    Article.objects.filter(pk=old.pk).update(publish_at=old.publish_at.replace(day=20))
    time_machine.move_to(new.publish_at)

    body = client.get("/news-sitemap.xml").content.decode()

    assert (new.get_absolute_url() in body, old.get_absolute_url() in body) == (True, False)


def test_sitemap_leads_to_one_of_each_kind(client):
    make_story()

    index = client.get("/sitemap.xml").content.decode()
    sections = re.findall(r"<loc>(?:https?://[^/]+)([^<]+)</loc>", index)

    assert "/sitemap-stories.xml" in sections
    assert [client.get(path).status_code for path in sections] == [200] * len(sections)


def test_story_describes_its_corrections(client):
    """As schema.org has it: a CorrectionComment each."""
    story = make_story()
    publishing.correct(
        story, by=make_editor(), text="Gourley ran 3:31.10.", old="3:31.01", new="3:31.10", at=LATER
    )

    article = described(client, story.get_absolute_url())["NewsArticle"]

    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Gourley ran 3:31.10.",
            "datePublished": LATER.isoformat(),
        }
    ]
    assert article["dateModified"] == LATER.isoformat()


@pytest.mark.parametrize(("material", "moment"), [(True, LATER), (False, PUBLISHED_AT)])
def test_material_update_moves_last_updated_and_a_typing_error_does_not(client, material, moment):
    story = make_story()
    put_out(story, headline="Kerr is champion", material=material, at=LATER)

    page = client.get(story.get_absolute_url()).content.decode()
    modified = re.search('<meta property="article:modified_time" content="(.*?)">', page)[1]

    assert ("Kerr is champion" in page, "Last updated" in page) == (True, material)
    assert datetime.fromisoformat(modified) == moment
    assert described(client, story.get_absolute_url())["NewsArticle"]["dateModified"] == moment.isoformat()
    assert f"<lastmod>{moment:%Y-%m-%d}<" in client.get("/sitemap-stories.xml").content.decode()
