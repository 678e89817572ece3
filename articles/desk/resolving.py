"""When somebody saved a story meanwhile: both versions on one page, and what is decided there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from articles import revisions
from articles.desk import conflicts, kept, moments, states, verbs
from articles.desk.sheets import as_posted
from articles.desk.showing import held, page_of, sheet_of, sheet_posted, show, tell
from articles.models import Article

UNDECIDED = "Choose one for each field that both changed."


def conflicting(desk, request, article, sheet):
    """Both versions, and what they came from, for the second saver; what was typed is kept meanwhile."""
    if not desk.has_change_permission(request, article):
        return kept.page(request, kept.FORBIDDEN, status=403)
    mine, theirs = sheet.content, revisions.working_content(article)
    revisions.autosave(article, mine, by=request.user, seen=sheet.seen)
    base = revisions.base_of(article, sheet.seen)
    return conflict_page(desk, request, article, base, mine, theirs, sheet)


def conflict_page(desk, request, article, base, mine, theirs, sheet, problem=""):
    found = conflicts.differences(base, mine, theirs)
    words = conflicts.Words(found)
    told = [conflicts.Told(each, words, request.POST) for each in found]
    context = page_of(desk, request, article) | {
        "title": "Two versions of one story",
        "problem": problem,
        "undecided": [each for each in told if not each.by],
        "settled": [each for each in told if each.by],
        "others": since(article, sheet.seen),
        "carried": as_posted(mine),
        "seen": sheet.seen,
        "met": article.version,
        "times": sheet.times.typed_anew if sheet.times else [],
    }
    return render(request, "admin/articles/article/conflict.html", context, status=409)


def since(article, version):
    """Who saved it after that version, and when: [(person, clock)]; of who only moved it on, that."""
    made = article.revisions.kept().filter(version__gt=version).select_related("by").defer("content")
    saves = {states.person(each.by): moments.clock(each.at) for each in made.order_by("version", "pk")}
    if not saves and article.stage_at:
        saves = {states.person(article.stage_by): moments.clock(article.stage_at)}
    return list(saves.items())


def resolved(desk, request, article):
    """The decisions of the conflict page, saved over the version that it showed."""
    sheet = sheet_posted(request, article)
    met = request.POST.get("met", "")
    if not (sheet.is_valid() and met.isdecimal() and len(met) < 10):
        return show(desk, request, article, sheet)
    base, shown = revisions.base_of(article, sheet.seen), revisions.base_of(article, int(met))
    theirs = shown or revisions.working_content(article)
    found = conflicts.differences(base, sheet.content, theirs)
    settled = bool(article.first_published_at)
    content = conflicts.decided(sheet.content, theirs, found, request.POST, address_stays=settled)
    is_decided = conflicts.are_decided(found, request.POST)
    problem = " ".join(conflicts.too_long(content)) if is_decided else UNDECIDED
    if problem:
        now = revisions.working_content(article)
        return conflict_page(desk, request, article, base, sheet.content, now, sheet, problem)
    try:
        revisions.save(article, content, by=request.user, seen=int(met))
    except revisions.EditConflict:
        article = held(article.pk)
        theirs_now = revisions.working_content(article)
        again = sheet_of(request, article, content, seen=int(met))
        return conflict_page(desk, request, article, theirs, content, theirs_now, again)
    except PermissionDenied:
        return kept.page(request, kept.FORBIDDEN, status=403)
    except Article.DoesNotExist:
        return kept.page(request, kept.GONE, status=410)
    except revisions.DeskError as refusal:
        return show(desk, request, held(article.pk), sheet, problems=refusal.messages)
    tell(request, article, verbs.SAVE, changed=True)
    return redirect("admin:articles_article_change", article.pk)
