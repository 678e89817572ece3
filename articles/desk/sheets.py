"""The whole form of a story: its fields, its byline, its races and its times, and what they say."""

from dataclasses import asdict, replace
from functools import cached_property

from articles.content import RaceLink, slug_of
from articles.desk import moments
from articles.desk.forms import MOST_ROWS, ROWS, AuthorRows, RaceRows, StoryForm, clean_text
from articles.desk.times import TimesForm
from articles.models import Author, Image, Section, StoryRace, Topic
from results.admin.base import race_label
from results.models import Race

LIKELY = 30  # pictures and races that a form offers where there are no scripts
TYPED = ("headline", "standfirst", "body")


class Sheet:
    """A story's form, filled with a content or with what was posted over it.

    Whatever was typed makes a `content`, valid or not; `is_valid` says whether it can be stored as it is.
    """

    def __init__(self, article, content, *, plans, seen=None, data=None):
        self.article, self.before, self.data = article, content, data
        self.form = StoryForm(data, initial=self._initial(seen), label_suffix="")
        names, links = [{"author": pk} for pk in content.authors], [asdict(link) for link in content.races]
        self.authors = AuthorRows(data, prefix="authors", initial=names, form_kwargs={"label_suffix": ""})
        self.races = RaceRows(data, prefix="races", initial=links, form_kwargs={"label_suffix": ""})
        self.times = TimesForm(article, moments.zone_of(content), data) if plans else None
        self._offer()

    def _initial(self, seen):
        before = self.before
        settled = before.slug == slug_of(before.headline)
        return {
            "seen_version": self.article.version if seen is None else seen,
            **{name: getattr(before, name) for name in TYPED},
            "section": before.section,
            "kind": before.kind,
            "developing": before.developing,
            "topics": [str(pk) for pk in before.topics],
            "lead_image": before.lead_image,
            "slug": "" if settled else before.slug,
        }

    def _offer(self):
        fields = self.form.fields
        fields["section"].offer(_names(Section))
        fields["topics"].choices = [(str(pk), name) for pk, name in _names(Topic).items()]
        fields["lead_image"].offer(pictures([self.before.lead_image, self._posted("lead_image")]))
        self._offer_rows(self.authors, "author", _names(Author), "Choose a name")
        rows = [self._posted(f"races-{number}-race") for number in range(len(self.races.forms))]
        self._offer_rows(self.races, "race", races([*(link.race for link in self.before.races), *rows]), "")

    def _offer_rows(self, formset, name, known, first):
        for form in [*formset.forms, self._empty(formset)]:
            form.fields[name].offer(known, first=first)

    def _empty(self, formset):
        """The row that a script copies; a formset makes another at each asking, so that it is kept."""
        formset.template_row = formset.empty_form
        return formset.template_row

    def _posted(self, name):
        """A posted id, if it could be one."""
        value = (self.data or {}).get(name, "").strip()
        return int(value) if value.isdecimal() and len(value) < 18 else None

    @property
    def media(self):
        return self.form.media + self.races.empty_form.media + self.authors.empty_form.media

    # What it says

    @property
    def seen(self):
        """The version that its writer saw; None where the form came without."""
        if not self.form.is_bound:
            return self.form.initial["seen_version"]
        self.form.is_valid()
        return self.form.cleaned_data.get("seen_version")

    def is_valid(self):
        """Whether all of it can be stored; tells each field what it has against it."""
        times = self.times is None or not self.times.posted or self.times.is_valid()
        if self.seen is None:
            message = "The form came without the version of the story: open the story again."
            self.form.add_error(None, message)
        return all([self.form.is_valid(), self.authors.is_valid(), self.races.is_valid(), times])

    @property
    def has_errors(self):
        forms = [self.form, *self.authors.forms, *self.races.forms, *([self.times] if self.times else [])]
        return any(form.is_bound and form.errors for form in forms)

    @property
    def chosen_topics(self):
        return [name for pk, name in self.form.fields["topics"].choices if int(pk) in self.content.topics]

    @cached_property
    def content(self):
        if not self.form.is_bound:
            return self.before
        self.form.is_valid()
        typed = {name: self._typed(name) for name in TYPED}
        return replace(
            self.before,
            **typed,
            slug=self._slug(typed["headline"]),
            section=self._said("section") or self.before.section,
            kind=self._said("kind") or self.before.kind,
            developing=bool(self._said("developing")),
            lead_image=self._said("lead_image"),
            topics=self._topics(),
            authors=self._authors(),
            races=self._races(),
        )

    def _said(self, name):
        return self.form.cleaned_data.get(name)

    def _typed(self, name):
        said = self._said(name)
        return clean_text(self.data.get(name, "")) if said is None else said

    def _slug(self, headline):
        """Settled for the writer: from the headline until the address is public, then as it is."""
        if self.article.first_published_at:
            return self.before.slug
        return self._said("slug") or slug_of(headline)

    def _topics(self):
        known = dict(self.form.fields["topics"].choices)
        return tuple(sorted(int(pk) for pk in set(self.data.getlist("topics")) if pk in known))

    def _authors(self):
        if not self.authors.management_form.is_valid():
            return self.before.authors
        self.authors.is_valid()
        return tuple(dict.fromkeys(row["author"] for row in self.authors.filled() if row.get("author")))

    def _races(self):
        if not self.races.management_form.is_valid():
            return self.before.races
        self.races.is_valid()
        links = {}
        for row in self.races.filled():
            if row.get("race"):
                role = row.get("role") or StoryRace.Role.MAIN.value
                link = RaceLink(row["race"], role, min(row.get("rows") or ROWS, MOST_ROWS))
                links.setdefault(link.race, link)
        return tuple(links.values())


def as_posted(content):
    """The fields that would say this content: (name, value) pairs for a page that carries it on."""
    pairs = [(name, getattr(content, name)) for name in (*TYPED, "section", "kind", "slug")]
    pairs += [("lead_image", content.lead_image or "")]
    pairs += [("developing", "on")] if content.developing else []
    pairs += [("topics", pk) for pk in content.topics]
    pairs += _posted_rows("authors", [{"author": pk} for pk in content.authors])
    pairs += _posted_rows("races", [asdict(link) for link in content.races])
    return [(name, "" if value is None else value) for name, value in pairs]


def _posted_rows(prefix, rows):
    counts = [(f"{prefix}-TOTAL_FORMS", len(rows)), (f"{prefix}-INITIAL_FORMS", 0)]
    values = [
        (f"{prefix}-{number}-{name}", value)
        for number, row in enumerate(rows)
        for name, value in (row | {"ORDER": number + 1}).items()
    ]
    return counts + values


def _names(model):
    return {each.pk: str(each) for each in model.objects.all()}


def races(chosen):
    """{id: label} of the chosen races, and of the latest with a result."""
    known = Race.objects.with_titles()
    latest = list(known.deciding_medals().latest_first()[:LIKELY])
    chosen = list(known.filter(pk__in=[pk for pk in chosen if pk]))
    return {race.pk: race_label(race) for race in [*chosen, *latest]}


def pictures(chosen):
    """{id: label} of the chosen pictures, and of the latest in the library."""
    latest = list(Image.objects.all()[:LIKELY])
    chosen = list(Image.objects.filter(pk__in=[pk for pk in chosen if pk]))
    return {image.pk: f"{image.pk}: {image}" for image in [*chosen, *latest]}
