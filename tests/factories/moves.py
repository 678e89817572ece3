"""A story moved as the desk moves it: written, handed over, approved by a second person, put out."""

from articles import publishing, revisions
from articles.content import Content
from articles.models import Article
from tests.factories.stories import make_editor


def write(story, *, at=None, note="", **fields):
    """Save the story with these fields in place of what it says."""
    content = Content.from_data(revisions.working_content(story).as_data() | fields)
    return revisions.save(story, content, by=make_editor(), seen=story.version, at=at, note=note)


def approve(story, *, at=None):
    """Each step by another person; what was submitted already only gets its yes."""
    if publishing.possible("submit", story):
        publishing.submit(story, by=make_editor(), at=at)
    publishing.approve(story, by=make_editor(), at=at)


def put_out(story, *, at=None, note="", material=True, **fields):
    """Write these fields and make them public: a draft published, a published story updated."""
    write(story, at=at, **fields)
    approve(story, at=at)
    if story.status == Article.Status.PUBLISHED:
        publishing.update(story, by=make_editor(), at=at, note=note, material=material)
    else:
        publishing.publish(story, by=make_editor(), at=at, note=note)
    return story
