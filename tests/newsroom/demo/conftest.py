import pytest
from django.core.management import call_command
from django.db import transaction

from newsroom.demo import load_results


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo's results, loaded once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        load_results.load()
        yield
        transaction.set_rollback(True)
