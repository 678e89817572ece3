"""schema.org descriptions of stories, as dicts; `{% json_ld %}` writes them."""

from django.conf import settings

from newsroom.lib.addresses import absolute
from newsroom.lib.structured_data import breadcrumb, document, organisation


def story_page(page):
    article = page.article
    return [document(news_article(page)), document(breadcrumb(_trail(article)))]


def news_article(page):
    article = page.article
    url = absolute(article.get_absolute_url()) if article.pk else absolute("/")
    return {
        "@type": "NewsArticle",
        "@id": article.urn,
        "mainEntityOfPage": url,
        "url": url,
        "headline": article.headline,
        "description": article.standfirst,
        "articleSection": article.section.name,
        "datePublished": _moment(article.opens_at),
        "dateModified": _moment(article.updated_at),
        "author": [
            {
                "@type": "Organization" if author.user_id is None else "Person",
                "name": author.name,
                "url": absolute(author.get_absolute_url()),
            }
            for author in page.bylines
        ],
        "publisher": organisation(settings.SITE_NAME, settings.SITE_URL),
        "image": [page.social_image["url"]],
        "wordCount": page.body.words,
        "about": [_about(race) for _, race in page.races]
        + [
            {"@type": "Person", "name": row.athlete.name, "url": absolute(row.athlete.get_absolute_url())}
            for row in page.people
        ],
        "correction": [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": _moment(correction.at)}
            for correction in page.corrections
        ],
        "isAccessibleForFree": True,
        "inLanguage": settings.LANGUAGE_CODE,
    }


def list_page(title, path):
    return [document(breadcrumb([(settings.SITE_NAME, absolute("/")), (title, absolute(path))]))]


def _trail(article):
    trail = [(settings.SITE_NAME, absolute("/"))]
    if article.section_id:
        trail.append((article.section.name, absolute(article.section.get_absolute_url())))
    return [*trail, (article.headline, absolute(article.get_absolute_url()) if article.pk else absolute("/"))]


def _about(race):
    competition = race.event.competition
    return {
        "@type": "SportsEvent",
        "name": f"{race.title}, {competition.short_name}",
        "url": absolute(race.get_absolute_url()),
        "sport": "Athletics",
        "startDate": (race.starts_at or race.date).isoformat(),
        "location": {
            "@type": "Place",
            "name": competition.venue or competition.city,
            "address": competition.city,
        },
        "superEvent": {
            "@type": "SportsEvent",
            "name": competition.name,
            "url": absolute(competition.get_absolute_url()),
        },
    }


def _moment(when):
    return when.isoformat() if when else None
