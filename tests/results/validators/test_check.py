"""What all rules share: what is looked at when, and when two findings are the same."""

import pytest

from results.validators import LABELS, RULES, Severity, check
from results.validators.sheets import Held
from tests.results.validators.written import a_sheet


def found(sheet):
    return check([[sheet]], Held())


def swapped(bib="", mark="3:29.38"):
    return a_sheet((1, "Ingebrigtsen", "3:29.65"), (2, "Kerr", mark, {"bib": bib}))


def test_finding_names_rule_severity_race_and_row():
    sheet = swapped()

    [one] = found(sheet)

    assert (one.rule, one.severity, one.race_id, one.result_id) == (
        "place-order",
        Severity.ERROR,
        sheet.race.pk,
        sheet.lines[1].pk,
    )


def test_key_is_the_same_for_the_same_values_whatever_else_the_row_says():
    keys = [found(sheet)[0].key for sheet in (swapped(), swapped(bib="1204"), swapped(mark="3:29.37"))]

    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def too_early(count):
    """A race in which so many reacted too early."""
    rows = [(n, f"Runner {n}", f"10.0{n}", {"reaction_ms": 90}) for n in range(1, count + 1)]
    return a_sheet(*rows, code="100", wind=0)


@pytest.mark.parametrize(("rows", "findings"), [(3, 3), (4, 1)])
def test_few_of_one_kind_are_told_one_by_one(rows, findings):
    assert len(found(too_early(rows))) == findings


def test_many_of_one_kind_are_one_finding():
    [one] = found(too_early(7))

    assert one.result_id is None
    assert one.message.endswith(
        "The same rule is broken 6 times more: Runner 2, Runner 3, Runner 4, Runner 5 and 2 others."
    )


def test_others_are_counted_only_where_there_are_some():
    [one] = found(too_early(5))

    assert one.message.endswith("4 times more: Runner 2, Runner 3, Runner 4 and Runner 5.")


def test_message_fits_its_column():
    long = [(place, "N" * 160, f"10.0{place}", {"reaction_ms": 90}) for place in range(1, 8)]

    assert {len(one.message) <= 400 for one in found(a_sheet(*long, code="100", wind=0))} == {True}


@pytest.mark.parametrize(("status", "rules"), [("official", ["place-order", "bib"]), ("live", ["bib"])])
def test_results_are_looked_at_when_there_is_one(status, rules):
    twice = {"bib": "7"}
    sheet = a_sheet((1, "A", "3:30.00", twice), (2, "B", "3:29.00", twice), status=status)

    assert [one.rule for one in found(sheet)] == rules


def test_rules_have_codes_of_their_own_that_fit_their_column():
    assert len(LABELS) == len(RULES)
    assert max(map(len, LABELS)) <= 40
