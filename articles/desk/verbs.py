"""The buttons of the story form, and the verb behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from articles import publishing
from articles.models import Article

DRAFT, PUBLISHED, WITHDRAWN = Article.Status.DRAFT, Article.Status.PUBLISHED, Article.Status.WITHDRAWN


@dataclass(frozen=True)
class Verb:
    button: str  # the name that the form posts
    label: str
    done: str
    leads_from: frozenset
    run: Callable


PUBLISH = Verb(
    "_publish", "Save and publish", "is published", frozenset({DRAFT, WITHDRAWN}), publishing.publish
)
UPDATE = Verb("_update", "Update", "is updated", frozenset({PUBLISHED}), publishing.update)
TYPING_ERROR = Verb(
    "_typing_error",
    "Update, typing error only",
    "is put right; “last updated” stays",
    frozenset({PUBLISHED}),
    partial(publishing.update, material=False),
)
WITHDRAW = Verb("_withdraw", "Withdraw", "is withdrawn", frozenset({PUBLISHED}), publishing.withdraw)
VERBS = [PUBLISH, UPDATE, TYPING_ERROR, WITHDRAW]


def may_publish(user):
    return user.has_perm("articles.publish_article")


def offered(user, status):
    return [verb for verb in VERBS if status in verb.leads_from] if may_publish(user) else []


def asked_for(post, status):
    """The verb whose button was pressed, or None. A public story has no silent save: it is updated."""
    pressed = next((verb for verb in VERBS if verb.button in post), None)
    return UPDATE if pressed is None and status == PUBLISHED else pressed
