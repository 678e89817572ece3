"""What a story will look like: its real page, made from what is written and never kept."""

import copy
from functools import cached_property

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles import embeds
from articles.models import Article, Author, Byline, Image, StoryRace, Topic
from articles.views import render_story

WRITING = ["articles.add_article", "articles.change_article"]
# The desk frames it, and nothing in it runs; it keeps our origin, for it fetches our fonts.
IN_A_FRAME = {"frame-ancestors": [SELF], "sandbox": ["allow-same-origin"]}


@require_POST
def markdown(request):
    """The body as it is being written, as clean HTML: the editor's script puts the answer into the page."""
    if not any(request.user.has_perm(permission) for permission in WRITING):
        raise PermissionDenied
    text = request.POST.get("content", "")
    context = {"problems": embeds.problems(text), "body": embeds.render_body(text)}
    return render(request, "admin/articles/markdown_preview.html", context)


@xframe_options_sameorigin
@csp_replace(IN_A_FRAME)
def page(request, article, content):
    """The story's page with a content in place of what its row says; nothing is written."""
    return render_story(request, Written(_with_everything(article), content), preview=True)


def _with_everything(article):
    return Article.objects.for_story_page().get(pk=article.pk)


class Listed(list):
    """As a relation is asked for what it holds."""

    def all(self):
        return self


class Written:
    """A story as a content would make it: what it says is the content's, all else is the row's."""

    def __init__(self, article, content):
        self._row, self._content = copy.copy(article), content
        for name in ("headline", "slug", "standfirst", "kind", "body", "developing"):
            setattr(self._row, name, getattr(content, name))
        if content.section and content.section != self._row.section_id:
            self._row.section_id = content.section
        self._row.lead_image = Image.objects.filter(pk=content.lead_image).first()

    def __getattr__(self, name):
        return getattr(self._row, name)

    @cached_property
    def bylines(self):
        known = Author.objects.in_bulk(self._content.authors)
        return Listed(Byline(author=known[pk]) for pk in self._content.authors if pk in known)

    @cached_property
    def topics(self):
        return Listed(Topic.objects.filter(pk__in=self._content.topics))

    @cached_property
    def race_links(self):
        return Listed(
            StoryRace(race_id=each.race, role=each.role, rows=each.rows) for each in self._content.races
        )
