"""A story's form, sent: saved, and its button pressed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect

from articles import revisions
from articles.desk import kept, verbs
from articles.desk.forms import clean_text
from articles.desk.resolving import conflicting
from articles.desk.showing import held, sheet_posted, show, tell
from articles.models import Article, Revision

TIMES_CHANGED = "You changed when the story goes out: read what the button says now, and press it again."
MOST_NOTE = Revision._meta.get_field("note").max_length


def posted(desk, request, article):
    sheet = sheet_posted(request, article)
    button = verbs.pressed(request.POST)
    if not sheet.is_valid():
        return show(desk, request, article, sheet)
    if button.goes_out and sheet.times and not sheet.times.is_agreed:
        return show(desk, request, article, sheet, problems=[TIMES_CHANGED])
    try:
        with transaction.atomic():
            note = clean_text(request.POST.get(button.asks)).strip()[:MOST_NOTE]
            changed = verbs.press(button, article, sheet, by=request.user, note=note)
    except revisions.EditConflict:
        return conflicting(desk, request, held(article.pk), sheet)
    except PermissionDenied:
        return kept.page(request, kept.FORBIDDEN, status=403)
    except Article.DoesNotExist:
        return kept.page(request, kept.GONE, status=410)
    except revisions.DeskError as refusal:
        article = held(article.pk)
        return show(desk, request, article, sheet_posted(request, article), problems=refusal.messages)
    tell(request, article, button, changed)
    return redirect(request.path)
