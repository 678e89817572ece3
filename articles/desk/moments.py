"""Moments in the words of the desk: in the zone of the race that a story tells of, else in the site's."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from articles.models import StoryRace
from results.models import Race

SHOWN = "%Y-%m-%dT%H:%M"  # as a browser's own field has it
SOON = timedelta(days=6)  # until then a weekday is enough


def zone_of(content):
    """Where the race is that a story is about; the site's zone where there is none."""
    main = next((link.race for link in content.races if link.role == StoryRace.Role.MAIN), None)
    race = Race.objects.select_related("event__competition").filter(pk=main).first() if main else None
    return race.event.competition.zone if race else timezone.get_default_timezone()


def named(moment, zone, at=None):
    """“Thu 20:00 Europe/Budapest (18:00 UTC)”, with the date where the weekday might be another week's."""
    local = moment.astimezone(zone)
    near = abs(moment - (at or timezone.now())) < SOON
    day = f"{local:%a}" if near else f"{local:%a} {local.day} {local:%b %Y}"
    return f"{day} {local:%H:%M} {zone.key}{_in_utc(local)}"


def _in_utc(local):
    utc = local.astimezone(UTC)
    if utc.utcoffset() == local.utcoffset():
        return ""
    day = "" if utc.date() == local.date() else f"{utc:%a} "
    return f" ({day}{utc:%H:%M} UTC)"


def clock(moment, at=None):
    """“14:03”, “Mon 14:03” or “3 Aug, 14:03”, in the site's zone: when something was done at the desk."""
    local, now = timezone.localtime(moment), timezone.localtime(at)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    if abs(now - local) < SOON:
        return f"{local:%a %H:%M}"
    return f"{local.day} {local:%b}, {local:%H:%M}"


def going_out(publish_at, embargo_until, zone, at=None):
    """When a story goes out, as the end of “Publish …”."""
    at = at or timezone.now()
    starts = publish_at if publish_at and publish_at > at else None
    embargo = embargo_until if embargo_until and embargo_until > (starts or at) else None
    words = named(starts, zone, at) if starts else "now"
    return f"{words}, embargo until {named(embargo, zone, at)}" if embargo else words


class ZoneMomentField(forms.DateTimeField):
    """A moment as the clocks of a zone show it; what they show twice or never is refused."""

    def __init__(self, **options):
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=SHOWN)
        super().__init__(required=False, widget=widget, input_formats=[SHOWN, "%Y-%m-%dT%H:%M:%S"], **options)
        self.zone = ZoneInfo("UTC")

    def prepare_value(self, value):
        return value.astimezone(self.zone).replace(tzinfo=None) if hasattr(value, "astimezone") else value

    def to_python(self, value):
        typed = forms.Field.to_python(self, value)
        if typed in self.empty_values:
            return None
        return in_zone(self._parsed(typed), self.zone)

    def _parsed(self, typed):
        for form in self.input_formats:
            try:
                return self.strptime(typed.strip(), form)
            except (ValueError, TypeError):
                continue
        raise forms.ValidationError("Give a day and a time, as in 2023-08-23 21:15.")


def in_zone(naive, zone):
    """The moment that the clocks of the zone show; raises ValidationError where there are two, or none."""
    early, late = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    try:
        back = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise forms.ValidationError("That year is out of reach.") from None
    if back != naive:
        raise forms.ValidationError(
            f"{naive:%H:%M} is no time on that day in {zone.key}: the clocks go forward over it."
        )
    if early.utcoffset() != late.utcoffset():
        raise forms.ValidationError(
            f"{naive:%H:%M} comes twice on that day in {zone.key}: the clocks go back. Take another time."
        )
    return early.astimezone(UTC)
