from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from results.models import Competition
from tests.results.unsaved import a_race


def rendered(tag, **context):
    return Template("{% load race_times %}{% " + tag + " %}").render(Context(context))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (
            date(2023, 8, 19),
            date(2023, 8, 27),
            '<time datetime="2023-08-19">19</time> to <time datetime="2023-08-27">27 August 2023</time>',
        ),
        (
            date(2023, 8, 31),
            date(2023, 9, 4),
            '<time datetime="2023-08-31">31 August</time> to '
            '<time datetime="2023-09-04">4 September 2023</time>',
        ),
        (date(2024, 6, 8), date(2024, 6, 8), '<time datetime="2024-06-08">8 June 2024</time>'),
    ],
)
def test_days_repeat_nothing(first, last, told):
    assert rendered("days competition", competition=Competition(first_day=first, last_day=last)) == told


def test_start_is_told_in_the_zone_of_the_competition():
    race = a_race(starts_at=datetime(2023, 8, 23, 19, 15, tzinfo=UTC))
    race.event.competition.time_zone = "Europe/Budapest"
    assert rendered("start race", race=race) == (
        '<time datetime="2023-08-23T21:15+02:00">23 August 2023, 21:15 CEST</time>'
    )


def test_start_without_a_time_of_day_is_a_day():
    assert rendered("start race", race=a_race()) == '<time datetime="2023-08-23">23 August 2023</time>'
    assert rendered("time_of_day race", race=a_race()) == ""
