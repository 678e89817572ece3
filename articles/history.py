"""What changed between two versions of a story: words, pictures, races, and the results themselves."""

from dataclasses import dataclass, replace
from itertools import pairwise

from articles import embeds
from articles.content import Content, changed
from articles.models import Author, Image, Revision, Section, Topic
from newsroom.lib import differences
from results.history import Past
from results.models import Race

TEXTS = {"headline": "Headline", "standfirst": "Standfirst", "body": "Text"}


@dataclass(frozen=True)
class TextChange:
    label: str
    segments: list


@dataclass(frozen=True)
class NamesChange:
    """What stands in one version only, by its name."""

    label: str
    gone: list
    come: list


@dataclass(frozen=True)
class Version:
    """A version that readers saw, and what it changed in the one before; the first changed nothing."""

    revision: Revision
    texts: list
    is_first: bool

    @property
    def at(self):
        return self.revision.seen_at


def texts(old, new):
    """The texts in which two contents differ."""
    differ = changed(old, new)
    return [
        TextChange(label, differences.of_words(getattr(old, name), getattr(new, name)))
        for name, label in TEXTS.items()
        if name in differ
    ]


def public_versions(article):
    """The versions that readers saw, latest first, with what each changed for them: words, not markup."""
    seen = list(article.revisions.seen())
    read = [_as_read(content_of(revision)) for revision in seen]
    changes = [*(texts(before, after) for after, before in pairwise(read)), []]
    return [
        Version(revision, told, is_first=revision is seen[-1])
        for revision, told in zip(seen, changes, strict=False)
    ]


def _as_read(content):
    return replace(content, body=embeds.as_read(content.body))


@dataclass(frozen=True)
class RowChange:
    """Whose row of a race stood otherwise, in words of then and now; empty where it was not in the race."""

    race: Race
    who: str
    was: str
    now: str


def rows(race_ids, earlier, later):
    """The rows of these races that the two moments do not agree about, in a constant number of queries."""
    races = list(Race.objects.with_titles().filter(pk__in=race_ids).order_by("date", "pk"))
    past = Past(races)
    then = past.as_they_were({race.pk: earlier for race in races})
    now = past.as_they_were({race.pk: later for race in races})
    return [change for race in races for change in _rows(race, then[race.pk].rows, now[race.pk].rows)]


def _rows(race, then, now):
    was, stands = ({_whose(row): row.result for row in rows} for rows in (then, now))
    told = {whose: (was.get(whose), stands.get(whose)) for whose in [*stands, *was]}
    return [
        RowChange(race, (after or before).who, _said(before), _said(after))
        for before, after in told.values()
        if _said(before) != _said(after)
    ]


def _whose(row):
    result = row.result
    return result.athlete_id or (result.country_id, result.team_name)


def _said(result):
    if result is None:
        return ""
    place = f"{result.place}." if result.place else ""
    return " ".join(filter(None, [place, str(result.mark or ""), result.status])) or "no result yet"


def content_of(revision):
    return Content.from_data(revision.content)


def names(old, new):
    """What else differs, as names: pictures, races, byline, topics, section. A query for each that does."""
    kinds = [
        ("Pictures", Image, old.images(), new.images()),
        ("Races", Race, {link.race for link in old.races}, {link.race for link in new.races}),
        ("Byline", Author, old.authors, new.authors),
        ("Topics", Topic, old.topics, new.topics),
        ("Section", Section, {old.section}, {new.section}),
    ]
    found = [_names(label, model, set(was) - {None}, set(now) - {None}) for label, model, was, now in kinds]
    return [change for change in found if change.gone or change.come]


def _names(label, model, was, now):
    if was == now:
        return NamesChange(label, [], [])
    rows = model.objects.with_titles() if model is Race else model.objects.all()
    held = rows.in_bulk(was ^ now)
    told = {pk: held.get(pk, f"No. {pk}, deleted since") for pk in was ^ now}
    return NamesChange(label, [told[pk] for pk in sorted(was - now)], [told[pk] for pk in sorted(now - was)])
