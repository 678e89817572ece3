"""What the desk says of a picture: what it lacks, how long it may be shown, and where it stands."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from articles.desk.states import state_of
from articles.models import Article, ImageUse
from newsroom.lib.text import is_file_name

ENDING = timedelta(days=30)  # so long before its end the desk is told of a right
USES_SHOWN = 50


@dataclass(frozen=True)
class Note:
    """A few words on a picture; `amiss` where somebody should do something."""

    words: str
    amiss: bool = False


@dataclass(frozen=True)
class Use:
    """A story that shows a picture, its state, and where of it the picture stands."""

    article: Article
    state: str
    where: str


def notes_on(image, stories=None):
    """All that there is to say, in the order in which it matters; `stories` is how many show it."""
    return [*_readiness(image), *_rights(image), *_usage(stories)]


def _readiness(image):
    lacks = [] if image.credit else ["a credit"]
    if not image.alt and not image.decorative:
        lacks.append("a description")
    if lacks:
        yield Note(f"Needs {' and '.join(lacks)}", amiss=True)
    if is_file_name(image.alt):
        yield Note("Described by the name of a file", amiss=True)
    elif image.is_ready:
        yield Note("Ready, decorative" if image.decorative else "Ready")


def _rights(image):
    if image.rights_until is None:
        return
    day = date_format(image.rights_until, "j F Y")
    if not image.is_shown():
        yield Note(f"Rights ended on {day}", amiss=True)
    else:
        yield Note(f"Rights until {day}", amiss=image.rights_until <= timezone.localdate() + ENDING)


def _usage(stories):
    if stories is not None:
        yield Note({0: "Not used", 1: "In 1 story"}.get(stories, f"In {stories} stories"))


def story_counts(pictures):
    """{id: how many stories show it}, in one query."""
    uses = ImageUse.objects.filter(image__in=pictures).order_by().values("image")
    counted = uses.annotate(stories=Count("article", distinct=True))
    return {row["image"]: row["stories"] for row in counted}


def uses_of(image):
    """[Use], the latest story first."""
    uses = (
        image.uses.select_related("article").defer("article__body").order_by("-article__modified_at", "-live")
    )
    places = {}
    for use in uses[: 2 * USES_SHOWN]:  # as it stands, and in the changes
        places.setdefault(use.article, []).append(_place(use))
    return [Use(article, state_of(article), " and ".join(where)) for article, where in places.items()][
        :USES_SHOWN
    ]


def _place(use):
    if not use.live:
        return "in the changes that wait"
    if use.article.lead_image_id == use.image_id:
        return "leads it"
    return "in its text"


class _Choices(SimpleListFilter):
    """A filter of the library: {value: (words, queryset → queryset)}."""

    choices_by_value = {}

    def lookups(self, request, model_admin):
        return [(value, words) for value, (words, _) in self.choices_by_value.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.choices_by_value:
            return queryset
        return self.choices_by_value[self.value()][1](queryset)


class ReadinessFilter(_Choices):
    title = "texts"
    parameter_name = "texts"
    choices_by_value = {
        "lacking": ("Not ready", lambda found: found.not_ready()),
        "ready": ("Ready", lambda found: found.ready()),
    }


class RightsFilter(_Choices):
    title = "rights"
    parameter_name = "rights"
    choices_by_value = {
        "ending": (
            f"End within {ENDING.days} days",
            lambda found: found.shown().filter(rights_until__lte=timezone.localdate() + ENDING),
        ),
        "ended": ("Have ended", lambda found: found.filter(rights_until__lt=timezone.localdate())),
    }


class UseFilter(_Choices):
    title = "use"
    parameter_name = "use"
    choices_by_value = {
        "none": ("Not used", lambda found: found.unused()),
        "some": ("Used", lambda found: found.used()),
    }


class UploaderFilter(SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine")]

    def queryset(self, request, queryset):
        return queryset.filter(uploaded_by=request.user) if self.value() == "mine" else queryset
