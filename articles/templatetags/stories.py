"""How a page of results shows its stories: its code stays ignorant of them, its templates load these tags."""

from django import template

from articles.models import Article

register = template.Library()
CARDS = 6


def _cards(stories):
    return list(stories.published().for_cards().latest_first()[:CARDS])


@register.simple_tag
def stories_about_athlete(athlete):
    return _cards(Article.objects.about_athlete(athlete))


@register.simple_tag
def stories_about_country(country):
    return _cards(Article.objects.about_country(country))


@register.simple_tag
def stories_about_competition(competition):
    return _cards(Article.objects.about_competition(competition))


@register.simple_tag
def stories_about_event(event):
    return _cards(Article.objects.about_event(event))
