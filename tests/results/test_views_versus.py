import pytest

from results.pages import versus as versus_page
from tests.factories.results import make_athlete, make_race, make_result
from tests.results.reading import is_shareable, query_count, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerr():
    return make_athlete(given_name="Josh", family_name="Kerr")


@pytest.fixture
def rival():
    return make_athlete(given_name="Jakob", family_name="Ingebrigtsen", country="NOR")


def path(one, other):
    return f"{one.get_absolute_url()}vs/{other.pk}/"


def meet(one, other, **race):
    held = make_race(**race)
    make_result(held, one, place=1, mark="3:29.38")
    make_result(held, other, place=2, mark="3:29.65")
    return held


def test_versus_tells_who_was_ahead_overall_and_in_finals(client, kerr, rival):
    meet(kerr, rival)
    meet(rival, kerr, round="heat")
    text = text_of(client.get(path(kerr, rival)))
    assert "Two meetings held, one of them a final." in text
    assert "Overall 1 Kerr 1 Ingebrigtsen" in text
    assert "In finals 1 Kerr 0 Ingebrigtsen" in text


def test_versus_lists_the_meetings_with_their_races(client, kerr, rival):
    race = meet(kerr, rival)
    response = client.get(path(kerr, rival))
    assert "3:29.38 (ahead) 1st 3:29.65 2nd" in text_of(response)
    assert f'href="{race.get_absolute_url()}"' in response.content.decode()


def test_versus_pages_its_meetings_by_key(client, kerr, rival, monkeypatch):
    monkeypatch.setattr(versus_page, "MEETINGS", 1)
    meet(kerr, rival)
    latest = meet(kerr, rival)
    first = client.get(path(kerr, rival)).content.decode()
    key = latest.results.get(athlete=kerr).pk
    assert f'href="{path(kerr, rival)}?before={key}"' in first
    assert text_of(client.get(f"{path(kerr, rival)}?before={key}")).count("(ahead)") == 1


def test_versus_has_one_canonical_address(client, kerr, rival):
    meet(kerr, rival)
    for one, other in ((kerr, rival), (rival, kerr)):
        page = client.get(path(one, other)).content.decode()
        assert f'{path(kerr, rival)}">' in page[page.index('rel="canonical"') :][:200]


def test_versus_of_another_slug_moves_for_good(client, kerr, rival):
    response = client.get(f"/athletes/{kerr.pk}/j-kerr/vs/{rival.pk}/")
    assert (response.status_code, response["Location"]) == (301, path(kerr, rival))


def test_versus_of_the_merged_leads_to_those_they_became(client, kerr, rival):
    double = make_athlete(family_name="Kerr", merged_into=kerr)
    other_double = make_athlete(family_name="Ingebrigtsen", merged_into=rival)
    response = client.get(path(double, other_double))
    assert (response.status_code, response["Location"]) == (301, path(kerr, rival))


def test_versus_of_one_alone_is_not_found(client, kerr):
    assert client.get(path(kerr, kerr)).status_code == 404
    assert client.get(f"{kerr.get_absolute_url()}vs/{10**30}/").status_code == 404


def test_versus_of_two_records_of_one_person_leads_to_the_person(client, kerr):
    double = make_athlete(family_name="Kerr", merged_into=kerr)
    for asked in (path(kerr, double), path(double, kerr)):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, kerr.get_absolute_url())


def test_versus_of_two_who_never_met_says_so(client, kerr, rival):
    assert "They have not met in a race that we hold." in text_of(client.get(path(kerr, rival)))


@pytest.mark.parametrize("race", [{"status": "live"}, {"status": "scheduled"}, {"round": "part"}])
def test_race_that_is_no_meeting_is_left_out(client, kerr, rival, race):
    meet(kerr, rival, **race)
    assert "They have not met" in text_of(client.get(path(kerr, rival)))


def test_versus_needs_the_same_queries_for_one_meeting_and_for_three(client, kerr, rival):
    meet(kerr, rival)
    one = query_count(client, path(kerr, rival))
    meet(kerr, rival)
    meet(rival, kerr, round="heat")
    assert query_count(client, path(kerr, rival)) == one


def test_versus_may_be_kept_by_any_cache(client, kerr, rival):
    assert is_shareable(client.get(path(kerr, rival)))
