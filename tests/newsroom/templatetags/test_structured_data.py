import json
from datetime import UTC, datetime

from django.template import Context, Engine

ENGINE = Engine(libraries={"structured_data": "newsroom.templatetags.structured_data"})
OPEN, CLOSE = '<script type="application/ld+json">', "</script>"


def written(data):
    template = ENGINE.from_string("{% load structured_data %}{% json_ld data %}")
    return template.render(Context({"data": data}))


def test_json_ld_can_be_read_back():
    data = {"name": 'O\'Brien "Nordås" & <b>', "list": [1, None, True]}
    script = written(data)
    assert json.loads(script.removeprefix(OPEN).removesuffix(CLOSE)) == data


def test_json_ld_cannot_leave_its_script():
    inside = (
        written({"name": "</script><script>&<!--\u2028\u2029\ud800"}).removeprefix(OPEN).removesuffix(CLOSE)
    )
    assert [character for character in "<>&\u2028\u2029\ud800" if character in inside] == []


def test_json_ld_writes_times_by_iso_8601():
    assert written({"at": datetime(2023, 8, 23, 19, 23, tzinfo=UTC)}) == (
        f'{OPEN}{{"at": "2023-08-23T19:23:00Z"}}{CLOSE}'
    )
