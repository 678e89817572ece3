"""Days and starts in `<time>`, the time of day in the competition's zone with its name.

Tags and not includes, so that a full stop may follow without a space.
"""

from django import template
from django.utils.dateformat import format as written
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def days(competition):
    """“19 to 27 August 2023”."""
    first, last = competition.first_day, competition.last_day
    if first == last:
        return _time(first, "j F Y")
    shared_month = (first.year, first.month) == (last.year, last.month)
    shorter = "j" if shared_month else "j F" if first.year == last.year else "j F Y"
    return format_html("{} to {}", _time(first, shorter), _time(last, "j F Y"))


@register.simple_tag
def day(date, form="j F Y"):
    return _time(date, form)


@register.simple_tag
def start(race, form="j F Y"):
    """“23 August 2023, 21:15 CEST”; the day alone where the time of day is not known."""
    if race.starts_at is None:
        return _time(race.date, form)
    return _time(_local(race), f"{form}, H:i T")


@register.simple_tag
def time_of_day(race):
    """“21:15 CEST”; "" where it is not known."""
    return _time(_local(race), "H:i T") if race.starts_at else ""


def _local(race):
    return race.starts_at.astimezone(race.event.competition.zone)


def _time(moment, form):
    machine = moment.isoformat(timespec="minutes") if hasattr(moment, "hour") else moment.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, written(moment, form))
