"""What a story will look like: a fragment beside the text, the real page in a tab. Neither is ever kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import all_valid
from django.shortcuts import render
from django.views.decorators.http import require_POST

from articles import embeds
from articles.models import Article
from articles.views import render_story

WRITING = ["articles.add_article", "articles.change_article"]


@require_POST
def markdown(request):
    """The body as it is being written, as clean HTML: the editor's script puts the answer into the page."""
    if not any(request.user.has_perm(permission) for permission in WRITING):
        raise PermissionDenied
    text = request.POST.get("content", "")
    context = {"problems": embeds.problems(text), "body": embeds.render_body(text)}
    return render(request, "admin/articles/markdown_preview.html", context)


def saved(request, article):
    return render_story(request, _with_everything(article), preview=True)


@transaction.atomic
def unsaved(request, form, formsets):
    """The story as saving the form would leave it: saved, shown, and taken back.

    Nothing of it is seen elsewhere: the transaction is rolled back, and the verbs are not called.
    """
    if not (form.is_valid() and all_valid(formsets)):
        context = {"form": form, "formsets": formsets}
        return render(request, "admin/articles/article/no_preview.html", context, status=422)
    article = form.save()
    for formset in formsets:
        formset.instance = article
        formset.save()
    page = render_story(request, _with_everything(article), preview=True)
    transaction.set_rollback(True)
    return page


def _with_everything(article):
    return Article.objects.for_story_page().get(pk=article.pk)
