"""When a story goes out and comes off, and where it stands on the front page: an editor's to say."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django import forms

from articles.desk import moments
from articles.desk.states import PUBLISHED

MOMENTS = ("publish_at", "embargo_until", "unpublish_at")
NAMES = (*MOMENTS, "front_rank")


class TimesForm(forms.Form):
    """Of a story, in the zone that stands beside the fields."""

    publish_at = moments.ZoneMomentField(
        label="Publish at", help_text="Left empty, it is public when you publish."
    )
    embargo_until = moments.ZoneMomentField(
        label="Embargo until", help_text="Nobody outside sees it before, whatever else is set."
    )
    unpublish_at = moments.ZoneMomentField(label="Take off at", help_text="Off every page from then on.")
    front_rank = forms.IntegerField(
        label="Place on the front page",
        required=False,
        min_value=1,
        max_value=99,
        help_text="1 leads; left empty, it stands by its time.",
    )
    zone = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, article, zone, data=None):
        self.article = article
        self.posted = data is not None and "zone" in data
        self.zone = _zone(data["zone"]) if self.posted else zone
        stored = {name: getattr(article, name) for name in NAMES}
        initial = stored | {"zone": self.zone.key}
        super().__init__(data if self.posted else None, initial=initial, label_suffix="")
        for name in MOMENTS:
            self.fields[name].zone = self.zone

    def planned(self):
        """What `publishing.plan` takes. A time that was left alone keeps the fraction that no field shows."""
        if not (self.posted and self.is_valid()):
            return {name: getattr(self.article, name) for name in NAMES}
        return {name: self._said(name) for name in NAMES}

    def _said(self, name):
        stored = getattr(self.article, name)
        if name in MOMENTS and stored and self[name].data == self.shown(stored):
            return stored
        return self.cleaned_data[name]

    def shown(self, moment):
        return f"{moment.astimezone(self.zone):{moments.SHOWN}}"

    @property
    def zone_name(self):
        return self.zone.key

    @property
    def is_set(self):
        """Whether there is more to see than the time at which it went out."""
        planned = self.planned()
        to_come = self.article.status != PUBLISHED and planned["publish_at"]
        return bool(to_come or any(planned[name] for name in NAMES[1:]))

    @property
    def agreement(self):
        """What the button to publish says, as the form carries it along: a press of it means these times."""
        planned = self.planned()
        return " ".join(planned[name].isoformat() if planned[name] else "-" for name in MOMENTS[:2])

    @property
    def is_agreed(self):
        return not self.posted or self.data.get("agreed") == self.agreement

    @property
    def going_out(self):
        planned = self.planned()
        return moments.going_out(planned["publish_at"], planned["embargo_until"], self.zone)

    @property
    def differs(self):
        return self.posted and any(
            value != getattr(self.article, name) for name, value in self.planned().items()
        )

    @property
    def typed_anew(self):
        """[(label, as typed)] of what differs from what is stored: for a page that cannot carry it on."""
        if not self.posted:
            return []
        self.is_valid()
        anew = [
            name
            for name in NAMES
            if name in self.cleaned_data and self._said(name) != getattr(self.article, name)
        ]
        return [(self[name].label, self[name].data or "none") for name in anew]


@lru_cache(maxsize=600)  # to list all zones reads a thousand files
def _zone(name):
    return ZoneInfo(name if name in available_timezones() else "UTC")
