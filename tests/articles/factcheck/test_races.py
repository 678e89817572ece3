"""Which races a story stands on."""

import pytest

from articles.factcheck import races

pytestmark = pytest.mark.django_db


def test_key_of_a_race_names_it_and_that_of_an_event_all_of_it_the_final_first(world):
    event = world.final.event

    assert races.by_keys([f"budapest-2023/{event.slug}/{world.heat.slug}"]) == [world.heat.pk]
    assert races.by_keys([f"budapest-2023/{event.slug}"]) == [world.final.pk, world.heat.pk]


@pytest.mark.parametrize("key", ["budapest-2023", "nowhere/men-1500m", "budapest-2023/nothing/final"])
def test_unknown_key_is_named(world, key):
    with pytest.raises(LookupError, match=key):
        races.by_keys([key])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The men’s 1500m in Budapest", ["final", "heat"]),
        ("The 1500m in Eugene", ["earlier"]),
        ("The 1500m of Eugene in 2022, not of Budapest", ["earlier"]),
        ("The women’s 1500m in Budapest", []),
        ("The 5000m in Budapest", []),
        ("Something else", []),
    ],
)
def test_races_are_found_by_city_and_event(world, text, found):
    assert races.in_text({"body": text}) == [getattr(world, name).pk for name in found]
