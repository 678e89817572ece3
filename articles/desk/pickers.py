"""What can be put into a story, found by its words: a page of its own, or a fragment that the form shows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.desk.picture_states import notes_on
from articles.models import Article, Image
from newsroom.lib.text import fold
from results.models import Athlete, Competition, Race

FOUND = 12
LONGEST_SEARCH = 100
WRITING = ("articles.add_article", "articles.change_article")


@dataclass(frozen=True)
class Choice:
    """One thing that was found, and what to type for it: a line of its own, or a link."""

    words: str
    types: str
    note: str = ""
    thumbnail: dict | None = None


@dataclass(frozen=True)
class Picker:
    title: str
    hint: str
    find: Callable


def _races(kind):
    def find(words):
        races = Race.objects.with_titles().found_by(words).latest_first()
        return [
            Choice(race.title, f"{{{{ {kind} {race.key} }}}}", _where(race.event.competition, race.date))
            for race in races[:FOUND]
        ]

    return find


def _medals(words):
    found = Competition.objects.all()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(slug__icontains=word))
    return [
        Choice(each.short_name, f"{{{{ medals {each.slug} }}}}", str(each.first_day.year))
        for each in found.order_by("-first_day", "-pk")[:FOUND]
    ]


def _images(words):
    found = Image.objects.all()
    for word in words.split():
        found = found.filter(Q(caption__icontains=word) | Q(alt__icontains=word) | Q(credit__icontains=word))
    return [
        Choice(
            str(image),
            f"{{{{ image {image.pk} }}}}",
            " · ".join(_amiss(image)) or image.credit,
            _thumbnail(image),
        )
        for image in found.order_by("-uploaded_at", "-pk")[:FOUND]
    ]


def _amiss(image):
    """What is to be done before it may go out."""
    return [note.words for note in notes_on(image) if note.amiss]


def _thumbnail(image):
    """The smallest copy there is, with its address."""
    if not image.renditions:
        return None
    smallest = image.renditions[0]
    return smallest | {"url": image.file.storage.url(smallest["name"])}


def _links(words):
    """Public stories and athletes, as links."""
    stories, athletes = Article.objects.published().select_related("section"), Athlete.objects.for_list()
    for word in words.split():
        stories = stories.filter(headline__icontains=word)
        athletes = athletes.filter(name_key__contains=fold(word))
    half = FOUND // 2
    return [
        *(_link(each.name, each, f"Athlete, {each.country.name}") for each in athletes[:half]),
        *(
            _link(each.headline, each, f"{each.section}, {each.publish_at:%-d %B %Y}")
            for each in stories.latest_first()[:half]
        ),
    ]


def _link(words, target, note):
    plain = words.replace("[", "(").replace("]", ")")
    return Choice(words, f"[{plain}]({target.get_absolute_url()})", note)


def _where(competition, day):
    return f"{competition.short_name}, {day:%-d %B %Y}"


RACE_HINT = "Competition, event, round or athlete: “kerr budapest 1500”"
PICKERS = {
    "race": Picker("Results of a race", RACE_HINT, _races("race")),
    "finish": Picker("The finish, drawn", RACE_HINT, _races("finish")),
    "gaps": Picker("Gaps at the finish", RACE_HINT, _races("gaps")),
    "medals": Picker("A medal table", "The competition: “budapest”", _medals),
    "image": Picker("A picture", "Caption, description or credit", _images),
    "link": Picker("A link", "A story’s headline or an athlete’s name", _links),
}


@require_safe
def pick(request, kind):
    """`q` are the words; with `fragment`, the list alone."""
    if not any(request.user.has_perm(right) for right in WRITING):
        raise PermissionDenied
    if kind not in PICKERS:
        raise Http404("No such picker.")
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    context = {
        "kind": kind,
        "picker": PICKERS[kind],
        "words": words,
        "choices": PICKERS[kind].find(words),
        "pickers": PICKERS.items(),
        "title": PICKERS[kind].title,
    }
    template = "choices" if "fragment" in request.GET else "page"
    return render(request, f"admin/articles/pickers/{template}.html", context)
