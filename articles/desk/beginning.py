"""A new story: the least is asked for, and a draft is there at once, to be kept, shown and found."""

from django.contrib import messages
from django.shortcuts import redirect, render

from articles import revisions
from articles.content import Content, RaceLink, slug_of
from articles.desk.forms import NewStoryForm
from articles.desk.sheets import races
from articles.models import Article, Author, Section

LONGEST_ID = 18


def begin(desk, request):
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        article = revisions.begin(_content(request.user, form.cleaned_data), by=request.user)
        messages.success(request, "The draft is there: write on. Nobody outside sees it.")
        return redirect("admin:articles_article_change", article.pk)
    context = desk.admin_site.each_context(request) | {
        "title": "New story",
        "opts": desk.opts,
        "form": form,
        "media": desk.media + form.media,
    }
    return render(request, "admin/articles/article/new.html", context)


def _form(request):
    data = request.POST if request.method == "POST" else None
    sections = {section.pk: section.name for section in Section.objects.all()}
    race = _id((data or request.GET).get("race", ""))
    initial = {"race": race, "section": _usual_section(request.user, sections)}
    form = NewStoryForm(data, initial=initial, label_suffix="")
    form.fields["section"].offer(sections)
    form.fields["race"].offer(races([race]))
    return form


def _id(value):
    return int(value) if value.isdecimal() and len(value) < LONGEST_ID else None


def _usual_section(user, sections):
    """Where the person wrote last; else the first."""
    latest = Article.objects.filter(created_by=user).order_by("-pk").values_list("section", flat=True).first()
    return latest if latest in sections else next(iter(sections), None)


def _content(user, said):
    author = Author.objects.filter(user=user).first()
    return Content(
        headline=said["headline"],
        slug=slug_of(said["headline"]),
        section=said["section"],
        authors=(author.pk,) if author else (),
        races=(RaceLink(said["race"]),) if said["race"] else (),
    )
