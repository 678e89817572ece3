"""The list of findings, and the page that accepts one."""

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from results import findings
from results.admin.findings import LIST
from results.models import Finding
from tests.desk_forms import errors, filled, make_member, query_count
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db
VIEW, CHANGE = "results.view_finding", "results.change_finding"


def make_finding(slug="budapest-2023"):
    competition = make_competition(slug=slug, short_name=slug.title())
    race = make_race(event=make_event(competition=competition))
    make_result(race, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    make_result(race, make_athlete("Josh", "Kerr"), place=2, mark="3:29.38")
    findings.refresh([race.pk])
    return Finding.objects.get(race=race)


def url(finding):
    return reverse("admin:results_finding_change", args=[finding.pk])


def listed(client, **asked):
    """The races named in the list."""
    page = lxml.html.fromstring(client.get(reverse(LIST), asked).content.decode())
    return [cell.text_content() for cell in page.xpath("//td[@class='field-of_race']")]


def messages(response):
    page = lxml.html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in page.xpath("//ul[@class='messagelist']/li")]


def buttons(response):
    page = lxml.html.fromstring(response.content.decode())
    return page.xpath("//form[@id='finding_form']//input[@type='submit']/@value")


def accepted(client, finding, reason):
    posted = filled(client, url(finding), "finding", reason=reason, _accept="Accept it as it is")
    return client.post(url(finding), posted, follow=True)


def reopened(client, finding):
    return client.post(url(finding), filled(client, url(finding), "finding", _reopen="Reopen"), follow=True)


@pytest.fixture
def desk(client):
    client.force_login(make_user(VIEW, CHANGE))
    return client


@pytest.fixture
def finding():
    return make_finding()


# Accepting


def test_finding_is_accepted_with_a_reason(desk, finding):
    response = accepted(desk, finding, "Confirmed by the timing company")

    finding.refresh_from_db()
    assert (finding.reason, finding.accepted_by_id) == (
        "Confirmed by the timing company",
        int(desk.session["_auth_user_id"]),
    )
    assert messages(response) == [
        "Accepted: Josh Kerr is 2nd with 3:29.38, but Jakob Ingebrigtsen, 1st, ran 3:29.65."
    ]
    assert LogEntry.objects.get().change_message == "Accepted: Confirmed by the timing company"


@pytest.mark.parametrize("reason", ["", "   "])
def test_accepting_without_a_reason_is_refused(desk, finding, reason):
    assert errors(accepted(desk, finding, reason)) == ["This field is required."]
    assert findings.standing().count() == 1


def test_reason_that_does_not_fit_is_refused(desk, finding):
    assert errors(accepted(desk, finding, "x" * 201)) == [
        "Ensure this value has at most 200 characters (it has 201)."
    ]
    assert findings.standing().count() == 1


def test_second_to_accept_is_told_of_the_first(desk, finding):
    posted = filled(desk, url(finding), "finding", reason="Second", _accept="Accept it as it is")
    findings.accept(finding, "First", make_user(CHANGE))

    assert messages(desk.post(url(finding), posted)) == [
        "Somebody else has accepted it already, or it is mended by now."
    ]
    assert Finding.objects.get().reason == "First"


def test_accepted_finding_is_reopened(desk, finding):
    findings.accept(finding, "Confirmed", make_user(CHANGE))

    reopened(desk, finding)

    assert findings.standing().count() == 1
    assert LogEntry.objects.get().change_message == "Reopened"


def test_open_finding_is_not_reopened(desk, finding):
    response = desk.post(url(finding), {"_reopen": "Reopen"})

    assert messages(response) == ["It is open already, or it is mended by now."]


def test_page_offers_what_may_be_done_now(desk, finding):
    assert buttons(desk.get(url(finding))) == ["Accept it as it is"]

    findings.accept(finding, "Confirmed", make_user(CHANGE))
    assert buttons(desk.get(url(finding))) == ["Reopen"]


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30])
def test_finding_that_is_gone_leads_to_the_list(desk, pk):
    response = desk.get(reverse("admin:results_finding_change", args=[pk]), follow=True)

    assert response.redirect_chain == [(reverse(LIST), 302)]
    assert messages(response) == ["There is no such finding any more: it is mended."]


def test_post_without_a_button_changes_nothing(desk, finding):
    assert desk.post(url(finding), {"reason": "Confirmed"}).status_code == 200
    assert findings.standing().count() == 1


# Who may


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
@pytest.mark.parametrize("button", ["_accept", "_reopen"])
def test_findings_are_not_the_writers_to_judge(client, finding, role, button):
    client.force_login(make_member(role))

    assert client.post(url(finding), {"reason": "Because", button: "1"}).status_code == 403
    assert findings.standing().count() == 1


def test_who_may_only_look_is_offered_no_button(client, finding):
    client.force_login(make_user(VIEW))

    assert buttons(client.get(url(finding))) == []
    assert client.post(url(finding), {"reason": "Because", "_accept": "1"}).status_code == 403


def test_stranger_at_the_desk_sees_nothing(client, finding):
    client.force_login(make_user())

    assert [client.get(path).status_code for path in (url(finding), reverse(LIST))] == [403, 403]


@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_is_sent_to_the_login(client, finding, method):
    response = getattr(client, method)(url(finding), {"reason": "Because", "_accept": "1"})

    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("admin:login"))
    assert findings.standing().count() == 1


@pytest.mark.parametrize("name", ["add", "delete"])
def test_nobody_adds_or_deletes_a_finding(client, finding, name):
    client.force_login(make_user(is_superuser=True))
    arguments = [finding.pk] if name == "delete" else []

    response = client.post(reverse(f"admin:results_finding_{name}", args=arguments), {"post": "yes"})

    assert response.status_code == 403
    assert Finding.objects.count() == 1


# The list


def test_list_shows_what_stands(desk, finding):
    done = make_finding("rome-2024")
    findings.accept(done, "Confirmed", make_user(CHANGE))

    assert listed(desk) == ["Men’s 1500m, final, Budapest-2023"]
    assert listed(desk, state="accepted") == ["Men’s 1500m, final, Rome-2024"]
    assert len(listed(desk, state="all")) == 2


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"competition": "budapest-2023"}, 1),
        ({"competition": "nowhere"}, 0),
        ({"rule": "place-order"}, 2),
        ({"rule": "bib"}, 0),
        ({"severity__exact": "error"}, 2),
        ({"severity__exact": "warning"}, 0),
        ({"q": "Kerr"}, 2),
        ({"q": "Cheruiyot"}, 0),
    ],
)
def test_list_is_narrowed(desk, finding, asked, count):
    make_finding("rome-2024")

    assert len(listed(desk, **asked)) == count


def test_list_of_accepted_ones_tells_by_whom_and_why(desk, finding):
    findings.accept(finding, "Confirmed", make_user(CHANGE, username="val"))

    page = lxml.html.fromstring(desk.get(reverse(LIST), {"state": "accepted"}).content.decode())

    assert [cell.text_content() for cell in page.xpath("//td[@class='field-accepted']")] == ["val: Confirmed"]


def test_list_leads_to_the_race(desk, finding):
    page = lxml.html.fromstring(desk.get(reverse(LIST)).content.decode())

    assert page.xpath("//td[@class='field-of_race']/a/@href") == [
        reverse("admin:results_race_change", args=[finding.race_id])
    ]


def test_list_asks_as_many_queries_for_three_findings_as_for_one(desk, finding):
    one = query_count(desk, reverse(LIST))
    make_finding("rome-2024")
    make_finding("paris-2024")

    assert query_count(desk, reverse(LIST)) == one
