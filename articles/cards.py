"""A story's picture for those who share it.

A story with a podium is shared with its card, whatever photograph leads it: headline and result are the news,
and who sees no more than the picture has read it. Without a podium its photograph is shown, if it is large
enough and its rights last; else the card with the headline alone.
"""

from functools import partial

from django.conf import settings
from django.core.cache import caches
from django.templatetags.static import static

from newsroom.lib.addresses import absolute
from newsroom.lib.cards import HEIGHT, MOST_ROWS, WIDTH, Card, Row, draw
from results import tables
from results.models import Race

CONTENT_TYPE = "image/png"
LAST_PLACE = 3
LEAST_WIDTH = 600  # px; networks show a smaller photograph as a stamp beside the text
KEPT = 24 * 60 * 60  # seconds


def card_of(article, race=None) -> Card:
    """What the card says; the race from `for_table()` or `for_podium()`, and no query follows."""
    rows = _podium(race)
    return Card(
        site=settings.SITE_NAME,
        kicker=article.section.name if article.section_id else "",
        headline=article.headline,
        event=race.title if race else "",
        competition=race.event.competition.short_name if race else "",
        state=race.get_status_display() if rows and race.status != Race.Status.OFFICIAL else "",
        rows=rows,
    )


def public_card(article) -> Card:
    """As the story's own address shows it: with the podium of its main race."""
    main = next(iter(article.main_races), None)
    return card_of(article, Race.objects.for_podium().get(pk=main.pk) if main else None)


def drawn(card: Card) -> bytes:
    """The card as PNG, drawn once: it is kept under what it says, so that it can never be out of date."""
    return caches["default"].get_or_set(f"card-{card.digest}", partial(draw, card), KEPT)


def address(article, card: Card) -> str:
    """With the name of what is drawn: networks keep a picture by its address, and fetch a corrected one."""
    return absolute(f"{article.get_card_url()}?v={card.digest}")


def social_image(article, race) -> dict:
    """url, width, height and alt, as the page's head and its structured data say them."""
    card, photograph = card_of(article, race), article.lead_picture
    if not card.rows and photograph and photograph.width >= LEAST_WIDTH:
        size = {"width": photograph.width, "height": photograph.height}
        return {"url": absolute(photograph.file.url), "alt": photograph.alt, **size}
    if article.pk is None:  # the preview of a story that was never saved
        return {"url": absolute(static("img/card.png")), "alt": card.site, "width": WIDTH, "height": HEIGHT}
    return {"url": address(article, card), "alt": card.words, "width": WIDTH, "height": HEIGHT}


def _podium(race):
    """The first three places, medals or not; none where so many share them that nobody stands out."""
    if race is None or not race.has_result:
        return ()
    placed = [row for row in tables.race_table(race).all_rows if row.place and int(row.place) <= LAST_PLACE]
    if len(placed) > MOST_ROWS:
        return ()
    return tuple(
        Row(place=row.place, who=row.who, country=row.country.code, mark=row.mark, medal=row.medal)
        for row in placed
    )
