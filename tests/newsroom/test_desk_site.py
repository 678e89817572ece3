"""What the desk as a whole answers, whichever model it is about."""

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.desk_forms import make_member
from tests.factories.results import make_athlete
from tests.factories.stories import make_draft

pytestmark = pytest.mark.django_db


def shortcut(obj):
    return f"/admin/r/{ContentType.objects.get_for_model(obj).pk}/{obj.pk}/"


@pytest.mark.parametrize(
    ("role", "status"), [("Reporter", 302), ("Results desk", 403), ("Administrator", 403)]
)
def test_address_of_a_draft_is_told_to_who_may_see_it_only(client, role, status):
    client.force_login(make_member(role))

    assert client.get(shortcut(make_draft("Planted", slug="planted"))).status_code == status


def test_way_to_the_readers_page_leads_there(client):
    athlete = make_athlete()
    client.force_login(make_member("Results desk"))

    assert client.get(shortcut(athlete)).headers["Location"].endswith(athlete.get_absolute_url())


@pytest.mark.parametrize("path", ["1/x", "x/1", "999999/1", "²/²", "9999999999999999999999/1"])
def test_shortcut_to_nothing_is_no_page(admin_client, path):
    assert admin_client.get(f"/admin/r/{path}/").status_code == 404
