from datetime import UTC, date, datetime

import pytest

from results import recording, rulings
from results.models import Attempt, Country, Race, Split
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
    make_series,
)
from tests.factories.stories import make_story
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db
PATH = "/competitions/budapest-2023/men-1500m/"


@pytest.fixture
def event():
    competition = make_competition(
        slug="budapest-2023",
        short_name="Budapest 2023",
        city="Budapest",
        time_zone="Europe/Budapest",
        first_day=date(2023, 8, 19),
        last_day=date(2023, 8, 27),
    )
    return make_event(competition=competition, slug="men-1500m", category="M")


@pytest.fixture
def final(event):
    return make_race(
        event=event,
        slug="final",
        round="final",
        status="official",
        decides_medals=True,
        date=date(2023, 8, 23),
        starts_at=datetime(2023, 8, 23, 19, 15, tzinfo=UTC),
    )


def finisher(race, place, given, family, mark, **fields):
    return make_result(
        race, make_athlete(given_name=given, family_name=family), place=place, mark=mark, **fields
    )


def podium(race):
    finisher(race, 1, "Josh", "Kerr", "3:29.38")
    finisher(race, 2, "Jakob", "Ingebrigtsen", "3:29.65")
    finisher(race, 3, "Narve Gilje", "Nordås", "3:29.68")


def heat(event, number, size=2, **fields):
    race = make_race(
        event=event,
        round="heat",
        number=number,
        slug=f"heat-{number}",
        status="official",
        date=date(2023, 8, 19),
        **{"advancement": "1+0"} | fields,
    )
    for place in range(1, size + 1):
        finisher(
            race,
            place,
            "H",
            f"Runner{number}{place}",
            f"3:3{place}.00",
            qualification="Q" if place == 1 else "",
        )
    return race


def test_event_tells_the_final_in_a_sentence_and_as_a_table(client, final):
    podium(final)
    text = text_of(client.get(PATH))
    assert (
        "Josh Kerr won in 3:29.38, 0.27 seconds ahead of Jakob Ingebrigtsen; the first three finished within "
        "0.30 seconds. Narve Gilje Nordås was third in 3:29.68." in text
    )
    assert "+0.27" in text
    assert "+0.30" in text


def test_event_links_every_athlete(client, final):
    podium(final)
    page = client.get(PATH).content.decode()
    for result in final.results.all():
        assert f'href="{result.athlete.get_absolute_url()}"' in page


def test_event_leads_through_its_rounds_as_they_were_held(client, event, final):
    podium(final)
    heat(event, 1)
    heat(event, 2)
    text = text_of(client.get(PATH))
    assert "Heats 19 August · first of each of two goes on Final 23 August · 21:15 CEST" in text


def test_event_shows_the_final_before_the_heats(client, event, final):
    podium(final)
    heat(event, 1)
    page = client.get(PATH).content.decode()
    assert page.index('id="final"') < page.index('id="heat-1"')
    assert "qualified by place or standard" in page


def test_event_names_the_places_that_are_missing(client, event):
    race = heat(event, 2, complete=False)
    finisher(race, 6, "Last", "Runner", "3:40.00")
    assert "Places 3 to 5 are not in the lists we hold." in text_of(client.get(PATH))


def test_event_that_is_not_complete_says_so(client, event, final):
    podium(final)
    event.complete = False
    event.save()
    assert "the lists we hold are not complete" in text_of(client.get(PATH))


def test_event_puts_those_without_a_place_last(client, final):
    finisher(final, None, "Did Not", "Finish", "", status="DNF")
    finisher(final, None, "Dis", "Qualified", "", status="DQ", rule="TR17.2.3", order=2)
    podium(final)
    text = text_of(client.get(PATH))
    table = text[text.index("was disqualified.") :]
    assert table.index("Narve Gilje Nordås") < table.index("Did Not Finish") < table.index("Dis Qualified")
    assert "TR17.2.3" in table


def test_event_shares_the_gold(client, final):
    finisher(final, 1, "Katie", "Moon", "3:30.00")
    finisher(final, 1, "Nina", "Kennedy", "3:30.00")
    finisher(final, 3, "Wilma", "Murto", "3:31.00")
    response = client.get(PATH)
    assert (
        "Katie Moon and Nina Kennedy shared the gold in 3:30.00. Wilma Murto was third in 3:31.00."
        in text_of(response)
    )
    assert "medal-s" not in response.content.decode()


def test_event_before_the_race_shows_its_start_list(client, event, final):
    final.status = "scheduled"
    final.save()
    make_result(final, make_athlete(given_name="Josh", family_name="Kerr"))
    text = text_of(client.get(PATH))
    assert "One on the start list; no result yet." in text
    assert "Final: no result yet. 23 August 2023, 21:15 CEST. The result stands here at the finish." in text
    assert "Josh Kerr" in text


def test_event_without_a_race_says_so(client, event):
    assert "No race is entered yet." in text_of(client.get(PATH))


def test_event_tells_who_led_at_the_splits(client, final):
    podium(final)
    leader = final.results.get(place=2)
    Split.objects.create(result=leader, distance_m=800, time_ms=114_200)
    text = text_of(client.get(PATH))
    assert "800m Jakob Ingebrigtsen led in 1:54.2." in text


def test_event_escapes_hostile_names(client, final):
    finisher(final, 1, "Sonia", "O’Brien", "3:29.38")
    finisher(final, 2, "<script>alert(1)</script>", "O'Sullivan", "3:30.00")
    page = client.get(PATH).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; O&#x27;Sullivan" in page
    assert "Sonia O’Brien" in page


def test_event_escapes_hostile_names_in_structured_data(client, final):
    finisher(final, 1, "</script><script>alert(1)//", "O'Brien", "3:29.38")
    page = client.get(PATH).content.decode()
    assert "<script>alert" not in page
    assert "O'Brien" in page.partition("application/ld+json")[2]


def test_event_links_its_report(client, final):
    podium(final)
    story = make_story("Kerr runs down Ingebrigtsen", races=[final])
    response = client.get(PATH)
    assert f'Read <a href="{story.get_absolute_url()}">the report</a>' in response.content.decode()


def test_unknown_event_is_not_found(client, event):
    assert client.get("/competitions/budapest-2023/men-800m/").status_code == 404
    assert client.get("/competitions/rome-2024/men-1500m/").status_code == 404


def test_event_needs_the_same_queries_for_one_race_and_for_three(client, event, final):
    podium(final)
    one = query_count(client, PATH)
    heat(event, 1)
    heat(event, 2, size=5)
    for result in final.results.all():
        Attempt.objects.create(result=result, number=1, outcome="O", mark_mm=8000)
        Split.objects.create(result=result, distance_m=400, time_ms=56_100)
    make_story(races=[final])
    assert query_count(client, PATH) == one


def test_event_may_be_kept_by_any_cache(client, final):
    podium(final)
    assert is_shareable(client.get(PATH))


def test_event_of_a_country_that_changed_shows_the_country_of_the_day(client, final):
    make_result(
        final,
        make_athlete(given_name="A", family_name="Mover", country=make_country("FRA")),
        place=1,
        mark="3:29.38",
        country=make_country("KEN"),
    )
    text = text_of(client.get(PATH))
    assert "KEN" in text
    assert "FRA" not in text


def test_combined_event_goes_through_its_parts_in_the_order_of_the_rule_book(client):
    competition = make_competition(slug="rome-2024")
    event = make_event("DEC", competition=competition, slug="men-decathlon")
    make_race(event=event, slug="final", decides_medals=True, date=date(2024, 6, 11))
    for code, day in (("110H", 11), ("HJ", 10), ("400", 10), ("SP", 10), ("LJ", 10), ("100", 10)):
        make_race(code, event=event, round="part", slug=f"part-{code.lower()}", date=date(2024, 6, day))
    text = text_of(client.get("/competitions/rome-2024/men-decathlon/"))
    steps = [
        text.index(f"{name} {day} June")
        for name, day in (
            ("100m", 10),
            ("Long jump", 10),
            ("Shot put", 10),
            ("High jump", 10),
            ("400m", 10),
            ("110m hurdles", 11),
            ("Final", 11),
        )
    ]
    assert steps == sorted(steps)


def disqualified(race, place, why):
    rulings.disqualify(race.results.get(place=place), rule="TR17.2.3", why=why)


def entered(race, *people):
    with recording.changes([race], why="Finish"):
        for place, (given, family, mark) in enumerate(people, 1):
            finisher(race, place, given, family, mark, order=place)


def test_a_revised_result_tells_what_changed_and_what_was_there_on_the_night(client, final):
    entered(final, ("Josh", "Kerr", "3:29.38"), ("Jakob", "Ingebrigtsen", "3:29.65"))
    disqualified(final, 1, "Protest upheld")

    text = text_of(client.get(PATH))

    assert (
        "Josh Kerr disqualified (TR17.2.3), having been 1st with 3:29.38; Jakob Ingebrigtsen now 1st." in text
    )
    assert "Reason: Protest upheld" in text
    night = text[text.index("As it was on the night") :]
    assert night.index("Josh Kerr") < night.index("Jakob Ingebrigtsen")
    when = text[text.index("Revised since") : text.index("Josh Kerr disqualified")]
    assert when.endswith(("CET: ", "CEST: "))  # where the competition is


@pytest.mark.parametrize("status", ["official", "provisional"])
def test_a_result_that_stands_has_no_night_of_its_own(client, final, status):
    entered(final, ("Josh", "Kerr", "3:29.38"))
    Race.objects.update(status=status)

    text = text_of(client.get(PATH))

    assert "As it was on the night" not in text
    assert ("Provisional: until the result is official" in text) == (status == "provisional")


def test_event_needs_the_same_queries_for_one_revised_race_and_for_two(client, event, final):
    semi = make_race(event=event, slug="semi-final-1", round="semi-final", number=1)
    for race in (final, semi):
        entered(race, ("Josh", "Kerr", "3:29.38"), ("Jakob", "Ingebrigtsen", "3:29.65"))
    disqualified(final, 1, "Protest upheld")
    one = query_count(client, PATH)
    disqualified(semi, 1, "Protest upheld")

    assert query_count(client, PATH) == one


def test_start_list_shows_lanes_in_order_with_bests(client, event, final):
    Race.objects.update(status="scheduled")
    earlier = make_race(event=make_event(), date=date(2023, 7, 2))
    with recording.changes([earlier], why="Finish"):
        kerr = finisher(earlier, 1, "Josh", "Kerr", "3:30.12").athlete
    make_result(final, kerr, lane=2, bib="1204")
    make_result(final, make_athlete("Abel", "Kipsang"), lane=1)

    text = text_of(client.get(PATH))

    assert text.index("1 Abel Kipsang") < text.index("2 Josh Kerr")
    assert "1204 3:30.12 3:30.12" in text
    assert "final: no result yet." in text.lower()


def test_start_lists_cost_the_same_for_one_athlete_and_for_three(client, event, final):
    Race.objects.update(status="scheduled")
    make_result(final, lane=1)
    one = query_count(client, PATH)
    make_result(final, lane=2)
    make_result(make_race(event=event, slug="heat-1", round="heat", status="scheduled"), lane=1)

    assert query_count(client, PATH) == one


def test_event_leads_to_its_files_lists_and_calendar(client, final):
    page = client.get(PATH).content.decode()

    for address in ("csv", "json", "xml"):
        assert f'href="{PATH[:-1]}.{address}"' in page
    assert f'href="{PATH}calendar.ics"' in page
    assert 'href="/lists/men/1500m/"' in page


def test_a_champion_is_told_as_the_first_since_where_every_edition_between_is_held(client, event, final):
    series = make_series(slug="world-championships", name="World Championships")
    winners = [
        (2017, "Steve", "Cram", "GBR"),
        (2019, "Timothy", "Cheruiyot", "KEN"),
        (2022, "Jake", "W", "USA"),
    ]
    for year, given, family, country in winners:
        earlier = make_competition(
            series=series, short_name=f"Edition {year}", first_day=date(year, 8, 1), last_day=date(year, 8, 9)
        )
        race = make_race(event=make_event(competition=earlier), date=date(year, 8, 5), decides_medals=True)
        make_result(race, make_athlete(given, family, country=country), place=1, mark="3:30.00")
    event.competition.series = series
    event.competition.save()
    podium(final)
    Country.objects.filter(code="GBR").update(demonym="British")

    assert "The first British champion since Steve Cram (Edition 2017)." in text_of(client.get(PATH))

    Race.objects.filter(event__competition__short_name="Edition 2019").delete()
    assert "The first British champion" not in text_of(client.get(PATH))
