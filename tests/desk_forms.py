"""The desk's forms filled in as a browser does: what the page offers is what is posted back."""

import lxml.html
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.stories import make_user

STORY = "story-form"  # the story's own form; the others are Django's


def make_member(*groups, **fields):
    """A member of staff with the roles of the desk, by name."""
    call_command("setup_desk")
    user = make_user(**fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def form_on(response, model):
    assert response.status_code == 200
    page = lxml.html.fromstring(response.content.decode())
    for template in page.xpath("//template"):  # what stands in one is no part of the form
        template.drop_tree()
    return page.get_element_by_id(model if model == STORY else f"{model}_form")


def filled(client, url, model, **changes):
    """What a browser would post; no button is pressed yet."""
    form = form_on(client.get(url), model)
    for area in form.xpath(".//textarea"):  # of which a browser drops the first line break
        area.text = (area.text or "").removeprefix("\n")
    return dict(form.form_values()) | changes


def buttons(response, model):
    form = form_on(response, model)
    return form.xpath(".//input[@type='submit']/@value") + [
        button.text_content().strip() for button in form.xpath(".//button[@type='submit'][not(@aria-hidden)]")
    ]


def errors(response):
    """What the form complains of, in order and once each."""
    page = lxml.html.fromstring(response.content.decode())
    said = [item.text_content().strip() for item in page.xpath("//ul[contains(@class, 'errorlist')]/li")]
    return list(dict.fromkeys(said))


def query_count(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
