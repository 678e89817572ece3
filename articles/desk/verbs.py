"""The buttons of a story's form, and the verbs behind each. A button saves what was typed first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from articles import publishing, revisions
from articles.revisions import APPROVED, PUBLISHED, SUBMITTED, WITHDRAWN, WRITING

APPROVED_AND_CHANGED = (
    "You changed an approved text, so that it wants a second person’s yes again: save it for them first."
)


@dataclass(frozen=True)
class Button:
    """`run(article, by, note)` is called once the text is saved, in the same transaction.

    The note is what was typed in the field that `asks` names.
    """

    name: str
    done: str
    run: Callable
    goes_out: bool = False  # makes the story public at a time that its label names
    keeps_text: bool = True  # saves what was typed
    asks: str = ""


def _take_there(article, by):
    """Where one person may do it all, the steps to an approved text."""
    if settings.APPROVE_OWN_STORIES and article.stage == WRITING:
        publishing.submit(article, by=by)
    if settings.APPROVE_OWN_STORIES and article.stage == SUBMITTED:
        publishing.approve(article, by=by)


def _publish(article, by, note=""):
    _take_there(article, by)
    publishing.publish(article, by=by)


def _update(article, by, note="", material=True):
    _take_there(article, by)
    publishing.update(article, by=by, material=material, note=note)


def _typing_error(article, by, note=""):
    _update(article, by, material=False)


def _approve_publish(article, by, note=""):
    publishing.approve(article, by=by)
    publishing.publish(article, by=by)


def _approve_update(article, by, note=""):
    publishing.approve(article, by=by)
    publishing.update(article, by=by, note=note)


def _submit(article, by, note=""):
    if article.status == PUBLISHED and article.stage == "":
        raise publishing.PublishingError("Nothing differs from what is public: there is nothing to submit.")
    publishing.submit(article, by=by)


def _approve(article, by, note=""):
    publishing.approve(article, by=by)


def _send_back(article, by, note=""):
    publishing.send_back(article, by=by, note=note)


def _withdraw(article, by, note=""):
    publishing.withdraw(article, by=by)


def _discard(article, by, note=""):
    revisions.discard_working(article, by=by)


def _nothing(article, by, note=""):
    """The text is saved already."""


SAVE = Button("_save", "is saved", _nothing)
SUBMIT = Button("_submit", "is submitted", _submit)
SEND_BACK = Button("_send_back", "is with its writers again", _send_back, asks="note")
APPROVE = Button("_approve", "is approved", _approve)
PUBLISH = Button("_publish", "is published", _publish, goes_out=True)
APPROVE_AND_PUBLISH = Button("_approve_publish", "is approved and published", _approve_publish, goes_out=True)
UPDATE = Button("_update", "is updated", _update, asks="what_changed")
APPROVE_AND_UPDATE = Button(
    "_approve_update", "is approved and updated", _approve_update, asks="what_changed"
)
TYPING_ERROR = Button("_typing_error", "is put right; “last updated” stays", _typing_error)
WITHDRAW = Button("_withdraw", "is withdrawn", _withdraw)
DISCARD = Button(
    "_discard", "is as the public has it: the changes are thrown away", _discard, keeps_text=False
)
BUTTONS = {
    button.name: button
    for button in (
        *(SAVE, SUBMIT, SEND_BACK, APPROVE, PUBLISH, APPROVE_AND_PUBLISH),
        *(UPDATE, APPROVE_AND_UPDATE, TYPING_ERROR, WITHDRAW, DISCARD),
    )
}


def pressed(post):
    """The button that was pressed; Enter in a field, or none, saves."""
    return next((button for name, button in BUTTONS.items() if name in post), SAVE)


@dataclass(frozen=True)
class Offer:
    """A button as a person sees it on a story."""

    button: Button
    label: str
    hint: str = ""
    leads: bool = False  # the next step on the way out
    is_rare: bool = False  # folded away: it takes the story, or what was written, from where it is

    @property
    def name(self):
        return self.button.name


def may_publish(user):
    return user.has_perm("articles.publish_article")


def offered(article, user, going_out="now"):
    """What a person may press on a story as it stands, the next step first. `going_out` ends “Publish …”."""
    offers = [*_next(article, user, going_out), *_back(article, user)]
    return [Offer(SAVE, "Save", leads=not any(offer.leads for offer in offers)), *offers]


def _next(article, user, going_out):
    counts = user.has_perm("articles.approve_article") and publishing.may_approve(article, user)
    alone = counts and settings.APPROVE_OWN_STORIES and may_publish(user)
    if article.stage in ("", WRITING):
        leads = article.stage == WRITING and not alone  # where nothing is written yet, saving comes first
        submit = Offer(SUBMIT, "Save and submit", "A second person looks at it", leads=leads)
        return [*(_outward(article, going_out) if alone else []), submit]
    if article.stage == SUBMITTED and counts:
        approve = Offer(APPROVE, "Approve", leads=not may_publish(user))
        return [*(_outward(article, going_out, approving=True) if may_publish(user) else []), approve]
    if article.stage == APPROVED and may_publish(user):
        return _outward(article, going_out)
    return []


def _outward(article, going_out, approving=False):
    """The buttons that put the text out."""
    before = "Approve and " if approving else ""
    if article.status == PUBLISHED:
        update = APPROVE_AND_UPDATE if approving else UPDATE
        typing_error = [] if approving else [Offer(TYPING_ERROR, "Update, typing error only")]
        return [
            Offer(update, f"{before}update".capitalize(), "Moves “last updated”", leads=True),
            *typing_error,
        ]
    publish = APPROVE_AND_PUBLISH if approving else PUBLISH
    again = " again" if article.status == WITHDRAWN else ""
    label = f"{before}publish{again}"
    return [Offer(publish, f"{label[0].upper()}{label[1:]} {going_out}", leads=True)]


def _back(article, user):
    offers = []
    if publishing.possible("send_back", article):
        if user.has_perm("articles.approve_article"):
            offers.append(Offer(SEND_BACK, "Send back", "To its writers, with your note"))
        elif article.stage == SUBMITTED and article.stage_by_id == user.pk:
            offers.append(Offer(SEND_BACK, "Take it back", "You submitted it: write on"))
    if article.working_id:
        offers.append(
            Offer(DISCARD, "Throw the changes away", "The story is as the public has it again", is_rare=True)
        )
    if publishing.possible("withdraw", article) and may_publish(user):
        offers.append(Offer(WITHDRAW, "Withdraw", "Off every page, list and feed", is_rare=True))
    return offers


def press(button, article, sheet, *, by, note=""):
    """Save, plan and do what the button says: all of it, or nothing. Says whether the text differed.

    Raises PermissionDenied, DeskError and EditConflict; the caller's transaction ends with them.
    """
    approval_falls = article.stage == APPROVED and not settings.APPROVE_OWN_STORIES
    changed = None
    if button.keeps_text:
        changed = revisions.save(article, sheet.content, by=by, seen=sheet.seen)
        if sheet.times and sheet.times.differs:
            publishing.plan(article, by=by, **sheet.times.planned())
    else:
        revisions.hold(article, sheet.seen)
    if changed and approval_falls and button in (PUBLISH, UPDATE, TYPING_ERROR) and may_publish(by):
        raise publishing.PublishingError(APPROVED_AND_CHANGED)
    button.run(article, by, note)
    return bool(changed)
