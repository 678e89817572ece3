"""Every address of the desk, asked by every role with every method: access_table.py has the right answers."""

import re
from dataclasses import dataclass

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from articles.models import Article
from newsroom.accounts import two_factor
from newsroom.models import AuditEntry
from results import findings
from results.models import Country, Discipline, Finding, ImportBatch
from tests.factories.results import make_athlete, make_race, make_result, make_series
from tests.factories.stories import make_author, make_draft, make_image, make_story, make_topic, make_user
from tests.newsroom import access_table
from tests.newsroom.accounts.codes import give_device, make_superuser

pytestmark = pytest.mark.django_db
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
ROLES = {"r": "Reporter", "e": "Editor", "d": "Results desk", "a": "Administrator", "s": "superuser"}
LOGIN, ENROL = "/admin/login/", "/admin/two-factor/set-up/"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True)
class Address:
    name: str  # as the table has it; "" for those that Django's admin gives none
    route: str

    def has_row(self):
        """Those of a model that have no name lead on to its form; who has no row fails a test of its own."""
        return not self.name or access_table.has_row(self.name)

    def path(self, samples):
        model = self.name.removeprefix("admin:") or self.route.replace("/", "_")
        own = next((pk for label, pk in samples.items() if label in model), "1")

        def filled(match):
            name = match[1] or match[2]
            return str(samples.get(name, access_table.ARGUMENTS.get(name, own)))

        path = ARGUMENT.sub(filled, self.route.replace("^", "").replace("$", ""))
        query = access_table.QUERIES.get(self.name)
        return f"/{path}?{query}" if query else f"/{path}"


def walk(patterns, route="", space=""):
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from walk(pattern.url_patterns, whole, pattern.namespace or space)
        elif whole.startswith("admin/"):
            yield Address(named(pattern.name, space), whole)


def named(name, space):
    """Django's own keep their space: `admin:index`; those of a model go without: `results_race_change`."""
    if not name or not space or access_table.has_row(name):
        return name or ""
    return f"{space}:{name}"


ADDRESSES = list(walk(get_resolver().url_patterns))


@pytest.fixture
def samples():
    """{model, or argument of an address: the primary key of an object}."""
    race = make_race()
    result = make_result(race, make_athlete("Josh", "Kerr"), place=2, mark="3:29.38")
    make_result(race, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    findings.refresh([race.pk])
    story = make_draft(races=[race], authors=[make_author()], topics=[make_topic()])
    attempt = {"ip_address": "198.51.100.1", "username": "x", "user_agent": "x"}
    return {
        "articles_article_correct": make_story(section=story.section).pk,
        "articles_article": story.pk,
        "articles_author": story.bylines.get().author_id,
        "articles_image": make_image().pk,
        "articles_section": story.section_id,
        "articles_topic": story.topics.get().pk,
        "auth_group": Group.objects.create(name="Guests").pk,
        "auth_user": make_user(username="somebody").pk,
        "axes_accessattempt": AccessAttempt.objects.create(failures_since_start=1, **attempt).pk,
        "axes_accessfailurelog": AccessFailureLog.objects.create(**attempt).pk,
        "axes_accesslog": AccessLog.objects.create(**attempt).pk,
        "newsroom_auditentry": AuditEntry.objects.create(verb="published").pk,
        "results_athlete": result.athlete_id,
        "results_competition": race.event.competition_id,
        "results_country": Country.objects.get(code="GBR").pk,
        "results_discipline": Discipline.objects.first().pk,
        "results_event": race.event_id,
        "results_finding": Finding.objects.first().pk,
        "results_importbatch": ImportBatch.objects.create(name="cup.csv", format="csv", status="applied").pk,
        "results_race": race.pk,
        "results_result": result.pk,
        "results_series": make_series().pk,
        "view_on_site": story.pk,
        "race": race.pk,
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
    }


@pytest.fixture
def two_factor_on(settings):
    settings.TWO_FACTOR = True


def member(letter):
    if letter == "s":
        return make_superuser("chief")
    call_command("setup_desk")
    user = make_user(username="member")
    user.groups.add(Group.objects.get(name=ROLES[letter]))
    return user


def at_the_desk(user, **options):
    """A session of somebody who has shown a password and, where there is a device, a code."""
    client = Client(raise_request_exception=False, **options)
    client.force_login(user)
    session = client.session
    if device := two_factor.device_of(user):
        session[two_factor.IN_SESSION] = device.pk
        session.save()
    return client


def answer(client, method, path):
    """In one word; whatever it did is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = cookies
    place = response.headers.get("Location", "")
    if response.status_code == 401:  # what scripts understand
        return "login"
    if response.status_code == 302 and place.startswith(LOGIN):
        return "login"
    if response.status_code == 302 and place.startswith(ENROL):
        return "enrol"
    return {403: "refused", 405: "no such method"}.get(
        response.status_code, "in" if response.status_code < 500 else str(response.status_code)
    )


def differences(client, samples, right):
    """[“POST name /path/: in, not refused”] for all that is answered otherwise than `right(name, method)`."""
    told = []
    for address in filter(Address.has_row, ADDRESSES):
        path = address.path(samples)
        for method in METHODS:
            wanted, found = right(address, method), answer(client, method, path)
            # What a page has no method for does nothing, for anybody.
            if found not in {wanted, "no such method"}:
                told.append(f"{method} {address.name or '-'} {path}: {found}, not {wanted}")
    return told


def test_every_address_has_its_row():
    names = {address.name for address in ADDRESSES} - {""}
    missing = sorted(name for name in names if not access_table.has_row(name))
    assert missing == [], (
        "New addresses of the desk: say in tests/newsroom/access_table.py who may look and who may send "
        f"(MODELS for the forms of a model, ADDRESSES for others): {', '.join(missing)}"
    )


def test_every_row_has_its_address():
    known = {address.name for address in ADDRESSES}
    pages = {f"{model}_changelist" for model in access_table.MODELS}
    assert sorted(({*access_table.ADDRESSES, *access_table.OPEN, *pages}) - known) == []


@pytest.mark.parametrize("letter", ROLES, ids=ROLES.get)
def test_role_is_let_in_where_the_table_says_and_nowhere_else(letter, samples, two_factor_on):
    user = member(letter)
    give_device(user)

    def right(address, method):
        if not address.name or address.name in access_table.OPEN:
            return "in"  # leads on to the page of an object, or is not found
        return "in" if letter in access_table.expected(address.name, method) else "refused"

    assert differences(at_the_desk(user), samples, right) == []


@pytest.mark.parametrize("who", ["nobody", "no member of staff", "a former member"])
def test_stranger_is_sent_to_the_login(who, samples, two_factor_on):
    client = Client(raise_request_exception=False)
    if who != "nobody":
        user = make_superuser("stranger")
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(is_staff=False, is_active=who == "no member of staff")

    def right(address, method):
        open_to_all = address.name in access_table.OPEN or address.name == "admin:logout"
        return "in" if open_to_all else "login"

    assert differences(client, samples, right) == []


def test_who_must_have_a_second_factor_and_has_none_gets_to_it_and_no_further(samples, two_factor_on):
    def right(address, method):
        if address.name in access_table.BEFORE_ENROLMENT:
            return "in"
        return "enrol" if method in {"GET", "HEAD"} else "login"

    assert differences(at_the_desk(make_superuser("chief")), samples, right) == []


def test_nothing_is_done_that_no_page_of_ours_asked_for(samples):
    """A form of another site brings no token."""
    client = at_the_desk(make_superuser("chief"), enforce_csrf_checks=True)
    told = [
        f"{method} {address.name or '-'} {address.path(samples)}: {found}"
        for address in ADDRESSES
        for method in METHODS[2:]
        if (found := answer(client, method, address.path(samples))) not in {"refused", "no such method"}
    ]
    assert told == []


def test_walk_finds_the_desk():
    some = {"admin:index", "results_race_change", "two_factor_code", ""}
    assert some <= {address.name for address in ADDRESSES}
    assert len(ADDRESSES) > 100
