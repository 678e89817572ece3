import pytest
from django.core.management import CommandError, call_command

from results.models import Competition, Result
from tests.factories.results import make_competition

pytestmark = pytest.mark.django_db


def test_it_tells_what_it_made(capsys):
    call_command("load_reference", verbosity=0)
    call_command("seed_bulk", results=100, stories=0)

    held = Result.objects.count()
    assert capsys.readouterr().out.startswith(f"{held:,} results of ")
    assert held >= 100


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"results": 0}, "--results must be at least 1."),
        ({"results": 10, "stories": 5}, "Stories are not invented yet: --stories can only be 0."),
    ],
)
def test_what_cannot_be_made_is_refused(asked, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("seed_bulk", **asked)
    assert refused.value.returncode == 2


def test_a_database_in_use_is_left_alone_unless_asked():
    make_competition()

    with pytest.raises(CommandError, match="holds competitions already"):
        call_command("seed_bulk", results=10)
    assert Competition.objects.count() == 1

    call_command("load_reference", verbosity=0)
    call_command("seed_bulk", results=10, add=True)
    assert Competition.objects.count() > 1
