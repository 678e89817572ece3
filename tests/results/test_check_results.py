"""The referee at the command line."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from results import findings
from results.models import Finding
from tests.factories.results import make_athlete, make_competition, make_event, make_race, make_result
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db
SAID = "Josh Kerr is 2nd with 3:29.38, but Jakob Ingebrigtsen, 1st, ran 3:29.65."


def make_swapped(slug="budapest-2023", day=date(2023, 8, 23)):
    event = make_event(competition=make_competition(slug=slug, short_name="Budapest 2023"), slug="men-1500m")
    race = make_race(event=event, date=day)
    make_result(race, make_athlete("Jakob", "Ingebrigtsen", "NOR"), place=1, mark="3:29.65")
    make_result(race, make_athlete("Josh", "Kerr"), place=2, mark="3:29.38")
    return race


def run(capsys, *arguments):
    """The exit code, and what was printed."""
    code = 0
    try:
        call_command("check_results", *arguments)
    except SystemExit as exit:
        code = exit.code
    return code, capsys.readouterr().out


def test_standing_findings_are_listed_by_race(capsys):
    make_swapped()

    assert run(capsys) == (
        1,
        f"Men’s 1500m, final, Budapest 2023\n  error   place-order         {SAID}\n\n"
        "1 finding stands in 1 race.\n",
    )


def test_clean_results_leave_with_0(capsys):
    make_result(make_race(), place=1, mark="3:29.65")

    assert run(capsys) == (0, "No findings stand in 1 race.\n")


def test_accepted_finding_stands_no_more(capsys):
    findings.refresh([make_swapped().pk])
    findings.accept(Finding.objects.get(), "Confirmed", make_user("results.change_finding"))

    assert run(capsys) == (0, "No findings stand in 1 race.\n")


def test_json_is_for_programs(capsys):
    race = make_swapped()

    code, printed = run(capsys, "--json")

    [finding] = json.loads(printed)
    assert code == 1
    assert finding.pop("found_at").startswith("20")
    assert finding == {
        "race": "budapest-2023/men-1500m/final",
        "title": "Men’s 1500m, final, Budapest 2023",
        "result": race.results.get(place=2).pk,
        "rule": "place-order",
        "severity": "error",
        "message": SAID,
    }


def test_one_competition_is_checked_by_itself(capsys):
    make_swapped()
    make_swapped(slug="rome-2024")

    assert run(capsys, "--competition", "rome-2024")[1].endswith("1 finding stands in 1 race.\n")
    assert Finding.objects.count() == 1


def test_races_since_a_day_are_checked_by_themselves(capsys):
    make_swapped()

    assert run(capsys, "--since", "2023-08-23")[0] == 1
    assert run(capsys, "--since", "2023-08-24") == (0, "No findings stand in 0 races.\n")


def test_unknown_competition_is_refused_by_name():
    with pytest.raises(CommandError, match="There is no competition “rome-2042”") as refusal:
        call_command("check_results", "--competition", "rome-2042")

    assert refusal.value.returncode == 2


def test_bad_day_is_refused_by_what_was_expected():
    with pytest.raises(CommandError, match="“yesterday” is no day; expected one such as 2024-06-07"):
        call_command("check_results", "--since", "yesterday")
