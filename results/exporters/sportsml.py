"""An event as SportsML 3 inside NewsML-G2 (IPTC): all its rounds, valid by their schemas.

What SportsML has no word for stands under our own alias, `belllap` (docs/data-formats.md); read back by
`importers.sportsml`, the document gives the same rows.
"""

from datetime import UTC, datetime, time
from itertools import groupby
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings

from newsroom.lib.addresses import absolute
from results.exporters.sportsml_elements import add, add_own, named
from results.exporters.sportsml_rows import add_rows
from results.importers.sportsml_terms import ALIAS, COMPETITION, FULL_NAME, NAMESPACE, PHASE, PHASES, own
from results.models import Race

LANGUAGE = "en-GB"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CATALOGUES = (
    "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_27.xml",
    "http://www.iptc.org/std/catalog/catalog.IPTC-Sports_1.xml",
)
SPORT, ATHLETICS = "medtop:15000000", "medtop:20000827"
EVENT_STATUS = {Race.Status.SCHEDULED: "speventstatus:pre-event", Race.Status.LIVE: "speventstatus:mid-event"}
AFTERWARDS = "speventstatus:post-event"
GENDERS = {"M": "male", "W": "female", "X": "mixed"}


def export(event, races):
    """Bytes, in UTF-8; races from `Race.objects.for_export()`."""
    races = list(races)
    changed_at = max((race.changed_at for race in races), default=_first_moment(event.competition))
    item = _item(event, races)
    _add_management(item, event, changed_at)
    _add_description(item, event)
    inline = add(add(item, "contentSet"), "inlineXML", contenttype="application/sportsml+xml")
    _add_results(inline, event, races, changed_at)
    ElementTree.indent(item)
    return ElementTree.tostring(item, encoding="utf-8", xml_declaration=True) + b"\n"


def guid(event):
    """Of the site, the competition's first day and the event's address, so the same in every version."""
    competition = event.competition
    site = urlsplit(settings.SITE_URL).hostname
    return f"urn:newsml:{site}:{competition.first_day:%Y%m%d}:{competition.slug}.{event.slug}"


def _first_moment(competition):
    return datetime.combine(competition.first_day, time(), UTC)


def _item(event, races):
    item = ElementTree.Element(
        "newsItem",
        named(
            {
                "xmlns": NAMESPACE,
                "standard": "NewsML-G2",
                "standardversion": "2.22",
                "conformance": "power",
                "guid": guid(event),
                "version": 1 + sum(race.version for race in races),  # it rises with every change
            }
        )
        | {LANG: LANGUAGE},
    )
    for address in CATALOGUES:
        add(item, "catalogRef", href=address)
    add(add(item, "catalog"), "scheme", alias=ALIAS, uri=absolute("/#sportsml/"))
    return item


def _add_management(item, event, changed_at):
    about = add(item, "itemMeta")
    add(about, "itemClass", qcode="ninat:text")
    add(add(about, "provider", uri=absolute("/")), "name", settings.SITE_NAME)
    add(about, "versionCreated", changed_at.isoformat())
    add(about, "pubStatus", qcode="stat:usable")
    add(about, "fileName", f"{event.slug}.xml")
    add(about, "link", rel="irel:seeAlso", href=absolute(event.get_absolute_url()))


def _add_description(item, event):
    competition = event.competition
    about = add(item, "contentMeta")
    add(about, "genre", qcode="spfixt:event-stats")
    add(about, "language", tag=LANGUAGE)
    _add_subject(about, "sport", qcode=SPORT)
    _add_subject(about, "athletics", qcode=ATHLETICS)
    held = _key(competition.slug)
    _add_subject(about, competition.name, qcode=held, type=COMPETITION)
    subject = _add_subject(about, event.title, qcode=_key(competition.slug, event.slug), type=COMPETITION)
    add(subject, "broader", qcode=held)
    add(about, "headline", f"{event.title}, {competition.short_name}")


def _add_subject(parent, name, **attributes):
    subject = add(parent, "subject", **attributes)
    add(subject, "name", name)
    return subject


def _add_results(inline, event, races, changed_at):
    content = add(inline, "sports-content")
    about = add(
        content,
        "sports-metadata",
        doc_id=f"{event.competition.slug}.{event.slug}",
        date_time=changed_at.isoformat(),
        fixture_key="spfixt:event-stats",
        document_class="spct:event-summary",
    )
    codes = add(about, "sports-content-codes")
    code = add(
        codes, "sports-content-code", code_type="spct:sport", code_key=ATHLETICS, code_name="Athletics"
    )
    add(code, "sports-content-qualifier", gender=GENDERS[event.category])
    add_own(about, _competition(event.competition))
    tournament = add(content, "tournament")
    _add_event(tournament, event)
    for contested, together in groupby(races, key=lambda race: (race.round, race.discipline_id)):
        _add_round(tournament, event, contested[0], list(together))


def _competition(competition):
    fields = ("name", "slug", "short_name", "venue", "city", "time_zone", "first_day", "last_day", "indoor")
    values = {field: getattr(competition, field) for field in fields}
    values |= {"country": competition.country_id, "external_id": competition.external_id}
    return {f"competition-{field}".replace("_", "-"): value for field, value in values.items()}


def _add_event(tournament, event):
    about = add(tournament, "tournament-metadata", key=_key(event.competition.slug, event.slug))
    add_own(about, {"category": event.category, "discipline": event.discipline_id})
    add(about, "name", event.title, role=FULL_NAME)


def _add_round(tournament, event, round_name, races):
    part = add(tournament, "tournament-part")
    about = add(part, "tournament-part-metadata", type=PHASE + PHASES[round_name])
    is_part = round_name == Race.Round.PART
    add(about, "name", races[0].discipline.name if is_part else races[0].get_round_display())
    for race in races:
        _add_race(part, event, race)


def _add_race(part, event, race):
    node = add(part, "sports-event")
    starts_at = race.starts_at and _where_held(race.starts_at, event.competition.zone)
    about = add(
        node,
        "event-metadata",
        key=_key(event.competition.slug, event.slug, race.slug),
        start_date_time=(starts_at or race.date).isoformat(),
        heat_number=race.number,
        event_status=EVENT_STATUS.get(race.status, AFTERWARDS),
    )
    add_own(about, _beyond_sportsml(race))
    add(about, "name", race.round_title)
    add_rows(node, race)


def _where_held(moment, zone):
    """In local time; in UTC before there were time zones, whose offsets XML cannot write."""
    local = moment.astimezone(zone)
    return local if local.utcoffset().seconds % 60 == 0 else moment.astimezone(UTC)


def _beyond_sportsml(race):
    return {
        "slug": race.slug,
        "round": race.round,
        "number": race.number,
        "discipline": race.discipline_id,
        "date": race.date,
        "status": race.status,
        "wind": race.wind,
        "advancement": race.advancement,
        "decides-medals": race.decides_medals,
        "complete": race.complete,
        "note": race.note,
        "external-id": race.external_id,
    }


def _key(*slugs):
    return own("/".join(slugs))
