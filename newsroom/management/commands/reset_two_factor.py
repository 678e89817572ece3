from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError

from newsroom.accounts import two_factor


class Command(BaseCommand):
    help = "Take away the second factor of somebody who lost it; the next login sets up a new one."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody here is called {username!r}.")
        two_factor.reset(user)
        self.stdout.write(f"{username} sets up a new second factor at the next login.")
