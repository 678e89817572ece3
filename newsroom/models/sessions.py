"""Sessions of the desk, kept where one can ask whose they are: what `settings.SESSION_ENGINE` names."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.dateparse import parse_datetime

STARTED, BROWSER = "started", "browser"  # in a session's data
SEEN_EVERY = timedelta(minutes=10)  # so that looking at the desk is no write
LONGEST_BROWSER = 60


class DeskSession(AbstractBaseSession):
    """Who is logged in, since when and with what browser. No address is kept."""

    # No constraint: a request that is under way when its user is deleted may still save its session.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="desk_sessions",
    )
    started = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    browser = models.CharField(max_length=LONGEST_BROWSER, blank=True)

    objects = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        default_permissions = []

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def handle(self):
        """Names the session on a page, where its key would be as good as a password."""
        return salted_hmac("newsroom.session", self.session_key, algorithm="sha256").hexdigest()[:20]

    def stands(self, user):
        """Whether it still lets anybody in: a changed password ends it without a word."""
        known = self.get_decoded().get(HASH_SESSION_KEY, "")
        return constant_time_compare(known, user.get_session_auth_hash())


class SessionStore(DatabaseStore):
    last_seen = None  # of the row, as it was read

    @classmethod
    def get_model_class(cls):
        return DeskSession

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        self.last_seen = row.last_seen if row else None
        return row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.browser = data.get(BROWSER, "")
        row.started = parse_datetime(data.get(STARTED, "")) or timezone.now()
        return row

    def note_use(self):
        """Write down, now and then, that it is used."""
        now = timezone.now()
        if self.last_seen and now - self.last_seen >= SEEN_EVERY:
            self.model.objects.filter(session_key=self.session_key).update(last_seen=now)
