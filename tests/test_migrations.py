import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"
