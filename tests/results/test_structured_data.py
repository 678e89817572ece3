from datetime import date

from results import structured_data
from results.models import Athlete, Competition, Country, Event
from tests.results.unsaved import DISCIPLINES, a_race

HUNGARY = Country(code="HUN", name="Hungary", iso2="HU")


def a_competition():
    return Competition(
        slug="budapest-2023",
        name="World Championships",
        short_name="Budapest 2023",
        city="Budapest",
        country=HUNGARY,
        first_day=date(2023, 8, 19),
        last_day=date(2023, 8, 27),
    )


def test_competition_is_an_event_at_a_place():
    described, trail = structured_data.competition_page(a_competition())
    assert described["@type"] == "SportsEvent"
    assert (described["startDate"], described["endDate"]) == ("2023-08-19", "2023-08-27")
    assert described["location"]["address"]["addressCountry"] == "HU"
    assert [step["name"] for step in trail["itemListElement"]][1:] == ["Competitions", "Budapest 2023"]


def test_event_names_its_winner_and_its_competition():
    race = a_race((1, "Josh Kerr", "3:29.38"), (2, "Jakob Ingebrigtsen", "3:29.65"))
    event = Event(competition=a_competition(), discipline=race.discipline, category="M", slug="men-1500m")
    described, trail = structured_data.event_page(event, race, [race.results.all()[0]])
    assert [winner["name"] for winner in described["winner"]] == ["Josh Kerr"]
    assert described["superEvent"]["name"] == "World Championships"
    assert len(trail["itemListElement"]) == 4


def test_event_without_races_names_no_day_and_no_winner():
    event = Event(competition=a_competition(), discipline=DISCIPLINES["time"], category="M", slug="men-1500m")
    described, _ = structured_data.event_page(event, None, [])
    assert "startDate" not in described
    assert "winner" not in described


def test_athlete_is_a_person_whose_birth_is_told_to_the_day_or_not_at_all():
    known = Athlete(pk=1, name="Josh Kerr", country=HUNGARY, birth_date=date(1997, 10, 8))
    assert structured_data.athlete_page(known)[0]["birthDate"] == "1997-10-08"
    known.birth_date_precision = "year"
    assert "birthDate" not in structured_data.athlete_page(known)[0]
