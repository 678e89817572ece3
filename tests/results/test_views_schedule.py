from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from newsroom.lib import caching
from results.models import Race
from tests.factories.results import (
    make_athlete,
    make_competition,
    make_country,
    make_event,
    make_race,
    make_result,
)
from tests.newsroom.lib.calendar_rules import faults_of
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db
PATH = "/competitions/budapest-2023/timetable/"
WEDNESDAY = date(2023, 8, 23)


@pytest.fixture
def budapest():
    return make_competition(
        slug="budapest-2023",
        short_name="Budapest 2023",
        name="World Championships, Budapest 2023",
        time_zone="Europe/Budapest",
        first_day=date(2023, 8, 19),
        last_day=date(2023, 8, 27),
    )


@pytest.fixture
def men(budapest):
    return make_event(competition=budapest, slug="men-1500m")


@pytest.fixture
def women(budapest):
    return make_event(competition=budapest, category="W", slug="women-1500m")


def race_at(event, clock, day=WEDNESDAY, **fields):
    """By the clock of Budapest, two hours before Greenwich; "" without a time of day."""
    starts_at = None
    if clock:
        hour, minute = map(int, clock.split(":"))
        starts_at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=2)
    return make_race(event=event, date=day, starts_at=starts_at, **{"status": "scheduled"} | fields)


def read(client, path=PATH):
    return html.document_fromstring(client.get(path).content.decode()).find(".//main")


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def sessions(client, path=PATH):
    """{caption: [line, …]} of the tables."""
    return {
        words(table.find("caption")): [words(row) for row in table.find("tbody")]
        for table in read(client, path).iter("table")
    }


def untimed(client, path=PATH):
    return [words(each) for each in read(client, path).xpath("//ul[@class='tt-untimed']/li")]


def test_timetable_lists_starts_in_the_time_of_the_place(client, men):
    race_at(men, "21:15")
    page = client.get(PATH).content.decode()
    assert sessions(client) == {
        "Evening session 21:15 CEST": ["21:15 Men’s 1500m Final status: Start list"],
    }
    assert '<time datetime="2023-08-23T21:15+02:00">21:15</time>' in page
    assert "All times are those of Budapest: Europe/Budapest (CEST, UTC+2)." in text_of(client.get(PATH))


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Asia/Qatar", "Asia/Qatar (UTC+3)"),
        ("America/St_Johns", "America/St Johns (NDT, UTC−2:30)"),
        ("UTC", "UTC (UTC)"),
    ],
)
def test_timetable_names_any_zone(client, budapest, men, zone, told):
    budapest.time_zone = zone
    budapest.save()
    race_at(men, "21:15")
    assert f"those of Budapest: {told}." in text_of(client.get(PATH))


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("scheduled", "Start list"),
        ("live", "Live"),
        ("provisional", "Provisional"),
        ("official", "Official"),
        ("revised", "Revised"),
    ],
)
def test_timetable_says_how_far_a_race_has_come(client, men, state, word):
    race_at(men, "21:15", status=state)
    ((line,),) = sessions(client).values()
    assert line.endswith(f"status: {word}")


def test_timetable_splits_a_day_after_a_long_pause(client, men, women):
    for clock in ("10:00", "12:00", "18:30"):
        race_at(men, clock, round="heat", slug=f"heat-{clock[:2]}")
    race_at(women, "14:01", round="heat")
    assert list(sessions(client)) == [
        "Morning session 10:00 to 12:00 CEST",
        "Afternoon session 14:01 CEST",
        "Evening session 18:30 CEST",
    ]


def test_timetable_numbers_sessions_that_one_word_would_name(client, men):
    for clock in ("07:00", "10:00"):
        race_at(men, clock, slug=f"final-{clock[:2]}")
    assert list(sessions(client)) == ["First session 07:00 CEST", "Second session 10:00 CEST"]


def test_timetable_puts_the_heats_of_a_round_in_one_line(client, men, women):
    for number, clock in ((1, "18:30"), (2, "18:42")):
        race_at(men, clock, round="heat", number=number, slug=f"heat-{number}")
    race_at(women, "18:35")
    ((first, second),) = sessions(client).values()
    assert first == "18:30 Men’s 1500m Heats Heat 1 18:30 Heat 2 18:42 status: Start list"
    assert second == "18:35 Women’s 1500m Final status: Start list"


def test_timetable_says_it_of_each_heat_where_they_differ(client, men):
    for number, state in ((1, "official"), (2, "live")):
        race_at(men, f"18:3{number}", round="heat", number=number, slug=f"heat-{number}", status=state)
    ((line,),) = sessions(client).values()
    assert line == ("18:31 Now Men’s 1500m Heats Heat 1 18:31 status: Official Heat 2 18:32 status: Live")


def test_timetable_names_the_parts_of_a_combined_event(client, budapest):
    event = make_event("DEC", competition=budapest)
    for number in (1, 2):
        race_at(event, f"10:0{number}", round="part", number=number, slug=f"100m-{number}", discipline="100")
    race_at(event, "10:40", round="part", slug="long-jump", discipline="LJ")
    ((sprint, jump),) = sessions(client).values()
    assert sprint == "10:01 Men’s decathlon 100m Heat 1 10:01 Heat 2 10:02 status: Start list"
    assert jump == "10:40 Men’s decathlon Long jump status: Start list"


def test_timetable_links_every_race(client, men):
    for number in (1, 2):
        race_at(men, f"18:3{number}", round="heat", number=number, slug=f"heat-{number}")
    race_at(men, "21:15")
    links = {link for _, _, link, _ in read(client).iterlinks()}
    races = {f"/competitions/budapest-2023/men-1500m/#{slug}" for slug in ("heat-1", "heat-2", "final")}
    assert races < links


def test_timetable_puts_races_without_a_time_last_in_programme_order(client, budapest, men, women):
    jump = make_event("HJ", competition=budapest)
    race_at(jump, "")
    race_at(women, "")
    race_at(men, "")
    race_at(men, "", round="heat", number=1, slug="heat-1")
    race_at(jump, "18:30", round="qualification", slug="group-1")
    assert untimed(client) == [
        "Men’s 1500m Heat 1 status: Start list",
        "Men’s 1500m Final status: Start list",
        "Women’s 1500m Final status: Start list",
        "Men’s high jump Final status: Start list",
    ]
    text = text_of(client.get(PATH))
    assert text.index("Men’s high jump Qualification") < text.index("Without a time of day")


def test_timetable_goes_day_by_day_and_jumps_to_each(client, men, women):
    race_at(women, "21:15", date(2023, 8, 24))
    race_at(men, "21:15", decides_medals=True)
    text = text_of(client.get(PATH))
    headings = ["Day 5, Wednesday 23 August", "One final for medals", "Day 6, Thursday 24 August"]
    assert [text.index(each) for each in headings] == sorted(text.index(each) for each in headings)
    page = read(client)
    jumps = page.xpath(".//nav[@aria-label='Days']//a/@href")
    assert jumps == ["#day-2023-08-23", "#day-2023-08-24"]
    assert [len(page.xpath(f".//*[@id='{jump[1:]}']")) for jump in jumps] == [1, 1]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2023-08-18T12:00Z", "The first start is on Wednesday 23 August, 10:00 CEST."),
        ("2023-08-23T12:00Z", "Day 5 of 9."),
        ("2023-08-27T21:59Z", "Day 9 of 9."),
        ("2023-08-27T22:00Z", "It is over; each line leads to its race."),
    ],
)
def test_timetable_knows_where_the_competition_stands(client, men, time_machine, now, told):
    time_machine.move_to(now)
    race_at(men, "10:00")
    assert f"Timetable {told}" in text_of(client.get(PATH))


def test_timetable_marks_now_and_next_in_words(client, men, women, time_machine):
    time_machine.move_to("2023-08-23T16:40Z")  # 18:40 in Budapest
    race_at(men, "18:38", status="live")
    race_at(men, "18:05", round="heat", number=1, slug="heat-1")  # its start has not been reported
    race_at(women, "18:41", round="heat", number=1, slug="heat-1")
    race_at(women, "18:50", round="semi-final", number=1, slug="semi-final-1")
    ((unreported, now, next_up, later),) = sessions(client).values()
    assert unreported == "18:05 Men’s 1500m Heat 1 status: Start list"
    assert now == "18:38 Now Men’s 1500m Final status: Live"
    assert next_up == "18:41 Next Women’s 1500m Heat 1 status: Start list"
    assert later == "18:50 Women’s 1500m Semi-final 1 status: Start list"
    text = text_of(client.get(PATH))
    assert "Now status: Live Men’s 1500m, final Next 18:41 CEST Women’s 1500m, heat 1" in text


@pytest.mark.parametrize("now", ["2023-08-18T12:00Z", "2023-08-28T12:00Z"])
def test_timetable_marks_nothing_as_next_outside_the_competition(client, men, time_machine, now):
    time_machine.move_to(now)
    race_at(men, "10:00")
    assert "Next" not in text_of(client.get(PATH))


def test_timetable_marks_today(client, men, women, time_machine):
    time_machine.move_to("2023-08-22T22:30Z")  # half past midnight in Budapest
    race_at(men, "10:00")
    race_at(women, "10:00", date(2023, 8, 24))
    assert read(client).xpath(".//a[@aria-current='date']/@href") == ["#day-2023-08-23"]
    assert "Wednesday 23 August Today" in text_of(client.get(PATH))


def test_timetable_shows_one_category(client, men, women):
    race_at(men, "10:00")
    race_at(women, "10:30")
    assert sessions(client, f"{PATH}?category=women") == {
        "Morning session 10:00 to 10:30 CEST": ["10:30 Women’s 1500m Final status: Start list"],
    }


def test_timetable_counts_the_finals_it_shows(client, men, women):
    for event in (men, women):
        race_at(event, "21:15", decides_medals=True)
    assert "Two finals for medals" in text_of(client.get(PATH))
    assert "One final for medals" in text_of(client.get(f"{PATH}?category=women"))


def test_timetable_shows_finals_only(client, men, women):
    race_at(men, "10:00", round="heat", number=1, slug="heat-1")
    race_at(women, "18:00")
    assert sessions(client, f"{PATH}?rounds=finals") == {
        "Evening session 18:00 CEST": ["18:00 Women’s 1500m Final status: Start list"],
    }


def test_timetable_offers_what_there_is_to_choose_and_keeps_the_other_choice(client, men, women):
    race_at(men, "10:00", round="heat", number=1, slug="heat-1")
    race_at(women, "18:00")
    nav = read(client, f"{PATH}?category=women").find(".//nav[@class='choices']")
    assert {words(link): (link.get("href"), link.get("aria-current")) for link in nav.iter("a")} == {
        "All": (PATH, None),
        "Men": (f"{PATH}?category=men", None),
        "Women": (f"{PATH}?category=women", "true"),
        "All rounds": (f"{PATH}?category=women", "true"),
        "Finals only": (f"{PATH}?category=women&rounds=finals", None),
    }


def test_timetable_offers_no_choice_of_one(client, men):
    race_at(men, "10:00")
    assert read(client).find(".//nav[@class='choices']") is None


def test_timetable_says_when_nothing_is_of_that_kind(client, men):
    race_at(men, "10:00")
    text = text_of(client.get(f"{PATH}?category=mixed"))
    assert "Nothing of that kind is in the programme. The whole timetable." in text


@pytest.mark.parametrize("query", ["category=boys", "category=M", "rounds=heats", "rounds=1"])
def test_timetable_of_no_such_part_is_not_found(client, men, query):
    race_at(men, "10:00")
    assert client.get(f"{PATH}?{query}").status_code == 404


def test_timetable_before_any_entry_says_so(client, budapest):
    text = text_of(client.get(PATH))
    assert "The programme is not entered yet." in text
    assert "No race is entered yet." in text


def test_timetable_without_times_says_so(client, men):
    race_at(men, "")
    text = text_of(client.get(PATH))
    assert "The times of day are not held." in text
    assert "Without a time of day" not in text  # nothing else stands there


def test_timetable_leads_to_its_calendar(client, men, settings):
    settings.SITE_URL = "https://news.example"
    race_at(men, "10:00")
    links = {link for _, _, link, _ in read(client).iterlinks()}
    calendar = "/competitions/budapest-2023/calendar.ics"
    assert {calendar, f"webcal://news.example{calendar}"} < links


def test_timetable_has_one_address(client, men):
    page = client.get(f"{PATH}?category=men").content.decode()
    assert f'{PATH}"' in page.partition('rel="canonical"')[2][:120]


def test_timetable_needs_the_same_queries_for_one_race_and_for_many(client, men, women):
    race_at(men, "10:00")
    one = query_count(client, PATH)
    for number in range(1, 4):
        race_at(women, f"18:3{number}", round="heat", number=number, slug=f"heat-{number}")
        race_at(make_event("HJ", competition=men.competition, category="MWX"[number - 1]), "")
    assert query_count(client, PATH) == one


@pytest.mark.parametrize("part", ["timetable/", "calendar.ics", "men-800m/calendar.ics"])
def test_nothing_is_found_of_an_unknown_competition(client, part):
    assert client.get(f"/competitions/nowhere/{part}").status_code == 404


def calendar_paths():
    """The four calendars in which a race stands."""
    event = make_event(competition=make_competition(slug="budapest-2023"), slug="men-1500m")
    kerr = make_athlete("Josh", "Kerr", "GBR")
    make_result(make_race(event=event), kerr, place=1, mark="3:29.38")
    owners = (event.competition, event, kerr, kerr.country)
    return [f"{owner.get_absolute_url()}calendar.ics" for owner in owners]


def test_calendars_hold_the_race_under_one_name(client):
    answers = [client.get(path) for path in calendar_paths()]
    uids = {line for answer in answers for line in answer.content.split(b"\r\n") if line.startswith(b"UID")}
    assert [faults_of(answer.content) for answer in answers] == [[], [], [], []]
    assert [answer.headers["Content-Type"] for answer in answers] == ["text/calendar; charset=utf-8"] * 4
    assert [answer.content.count(b"BEGIN:VEVENT") for answer in answers] == [1, 1, 1, 1]
    assert len(uids) == 1


def test_calendars_may_be_kept_and_are_asked_for_again(client):
    for path in calendar_paths():
        answer = client.get(path)
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert is_shareable(answer), path
        assert (answer.headers["Cache-Control"], again.status_code, again.content) == (
            "public, max-age=0, must-revalidate",
            304,
            b"",
        )


def test_calendars_tell_when_they_changed(client, monkeypatch):
    path = calendar_paths()[0]
    monkeypatch.setattr(
        caching, "generation", lambda: caching.Generation("one", datetime(2023, 8, 23, 19, 20, tzinfo=UTC))
    )
    changed = "Wed, 23 Aug 2023 19:20:00 GMT"
    assert client.get(path).headers["Last-Modified"] == changed
    assert client.get(path, headers={"If-Modified-Since": changed}).status_code == 304


def test_calendars_name_themselves(client):
    names = [
        line.decode()
        for path in calendar_paths()
        for line in client.get(path).content.split(b"\r\n")
        if line.startswith(b"X-WR-CALNAME")
    ]
    assert names[2:] == [
        "X-WR-CALNAME:Josh Kerr | Bell Lap",
        "X-WR-CALNAME:Great Britain & N.I. | Bell Lap",
    ]


def test_calendars_need_the_same_queries_for_one_race_and_for_three(client):
    paths = calendar_paths()
    client.get(paths[0])
    one = [query_count(client, path) for path in paths]
    final = Race.objects.get()
    for slug in ("heat-1", "heat-2"):
        race = make_race(event=final.event, slug=slug, round="heat")
        make_result(race, final.results.get().athlete, place=1, mark="3:33.94")
    assert [query_count(client, path) for path in paths] == one
    assert [client.get(path).content.count(b"BEGIN:VEVENT") for path in paths] == [3, 3, 3, 3]


def test_calendar_of_an_athlete_has_one_address(client):
    athlete = make_athlete("Josh", "Kerr")
    other = make_athlete("Joshua", "Kerr", merged_into=athlete)
    address = f"/athletes/{athlete.pk}/josh-kerr/calendar.ics"
    for path in (
        f"/athletes/{athlete.pk}/j-kerr/calendar.ics",
        f"/athletes/{other.pk}/joshua-kerr/calendar.ics",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (301, address)


def test_calendar_of_a_country_has_one_address(client):
    make_country("GBR")
    answer = client.get("/countries/GBR/calendar.ics")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/countries/gbr/calendar.ics")


@pytest.mark.parametrize(
    "path",
    ["/athletes/999999/nobody/calendar.ics", "/countries/xyz/calendar.ics", "/competitions/calendar.ics"],
)
def test_calendar_of_nobody_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_calendar_of_an_athlete_without_races_is_valid(client):
    athlete = make_athlete("Josh", "Kerr")
    assert faults_of(client.get(f"{athlete.get_absolute_url()}calendar.ics").content) == []
