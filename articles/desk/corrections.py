"""What the public is told of a story that went out: that it is corrected, or retracted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render

from articles import publishing
from articles.desk import showing, verbs
from articles.desk.forms import CorrectionForm, RetractionForm

PUT_RIGHT = "The correction is public, and the text is put right."
IN_WORDS = "The correction is public. Change the text as well, if it is still wrong."
RETRACTED = "The story is retracted: its address says why, and no more."


def correct(desk, request, pk):
    article = _of_a_publisher(desk, request, pk)
    puts_right = publishing.may_put_right(article, request.user)
    form = CorrectionForm(request.POST or None, puts_right=puts_right)
    if _done(publishing.correct, article, form, request):
        return _leave(request, article, PUT_RIGHT if form.cleaned_data["replace"] else IN_WORDS)
    return _page(desk, request, pk, form, "correct", "Correct in public")


def retract(desk, request, pk):
    article = _of_a_publisher(desk, request, pk)
    form = RetractionForm(request.POST or None)
    if _done(publishing.retract, article, form, request):
        return _leave(request, article, RETRACTED)
    return _page(desk, request, pk, form, "retract", "Retract")


def _of_a_publisher(desk, request, pk):
    article = showing.changeable(desk, request, pk)
    if not verbs.may_publish(request.user):
        raise PermissionDenied
    return article


def _done(verb, article, form, request):
    """Whether the verb was carried out; what stood against it is told on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb(article, by=request.user, seen=showing.seen_version(request, article), **form.said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _leave(request, article, told):
    messages.success(request, told)
    return redirect("admin:articles_article_change", article.pk)


def _page(desk, request, pk, form, name, title):
    """The form over the story as it is by now, so that who was told of another's save may go on."""
    article = showing.held(pk)
    context = showing.page_of(desk, request, article) | {
        "title": title,
        "form": form,
        "leads_on": publishing.possible(name, article),
        "media": desk.media + form.media,
    }
    return render(request, f"admin/articles/article/{name}.html", context)
