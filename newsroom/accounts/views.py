"""Pages of one's own account: the way in, the second factor, the sessions."""

from io import BytesIO

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from newsroom.accounts import sessions, throttle, two_factor
from newsroom.accounts.forms import CodeForm, EnrolForm
from newsroom.middleware import DESK

NEW_KEY = "second_factor_key"  # in the session: who saw it in another one has not seen this one
looked_at_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@looked_at_and_sent
def login(request):
    """Django's own page; what it lets in is noted."""
    response = admin.site.login(request)
    if request.method == "POST" and response.status_code == 302:
        sessions.begin(request)
        throttle.remember_browser(response, request.user)
    return response


@looked_at_and_sent
def code(request):
    """Between the password and the desk."""
    device, onward = two_factor.device_of(request.user), _onward(request)
    if device is None or two_factor.has_shown(request.session, device):
        return redirect(onward)
    form = CodeForm(request.user, _posted(request))
    if form.is_valid():
        two_factor.note_shown(request.session, form.device)
        return redirect(onward)
    return _page(request, "code", "Second factor", form=form, next=onward)


@looked_at_and_sent
def enrol(request):
    """Set up a second factor, or replace the device that has it."""
    user, key = request.user, request.session.setdefault(NEW_KEY, two_factor.new_key())
    replaced = two_factor.device_of(user)
    form = EnrolForm(key, _posted(request))
    # Looked at after the new code only, for looking at it uses it up.
    current = CodeForm(user, _posted(request) if form.is_valid() else None) if replaced else None
    if form.is_valid() and (current is None or current.is_valid()):
        device, codes = two_factor.enrol(user, key, form.cleaned_data["new_code"])
        del request.session[NEW_KEY]
        two_factor.note_shown(request.session, device)
        if replaced:
            sessions.end_all(user, but=request.session.session_key)
        return _page(request, "codes", "Recovery codes", codes=codes, next=_onward(request))
    return _page(
        request,
        "enrol",
        "Replace the device" if replaced else "Set up the second factor",
        form=form,
        current=current,
        key=two_factor.key_words(key),
        required=two_factor.must_have(user),
        next=_onward(request),
    )


@require_safe
def qr(request):
    """The key that is being set up, for the camera of a phone."""
    key = request.session.get(NEW_KEY)
    if key is None:
        raise Http404("No second factor is being set up.")
    drawn = BytesIO()
    segno.make(two_factor.app_address(request.user, key), error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@looked_at_and_sent
def overview(request):
    """How things stand with one's second factor; new recovery codes for a current code."""
    device = two_factor.device_of(request.user)
    if request.method == "POST" and device is None:
        return redirect("two_factor_enrol")
    form = CodeForm(request.user, _posted(request)) if device else None
    if form and form.is_valid():
        codes = two_factor.renew_recovery_codes(request.user)
        return _page(request, "codes", "Recovery codes", codes=codes, next=reverse("two_factor"))
    return _page(
        request,
        "overview",
        "Second factor",
        device=device,
        form=form,
        codes_left=two_factor.recovery_codes_left(request.user),
        required=two_factor.must_have(request.user),
        switched_on=settings.TWO_FACTOR,
    )


@looked_at_and_sent
def own_sessions(request):
    """Where one is logged in; each but this one can be ended."""
    current = request.session.session_key
    if request.method == "POST":
        messages.success(request, _ended(request, current))
        return redirect("own_sessions")
    held = [(each, each.session_key == current) for each in sessions.sessions_of(request.user)]
    context = admin.site.each_context(request) | {"title": "Your sessions", "sessions": held}
    return render(request, "admin/sessions.html", context)


def _ended(request, current):
    if "others" in request.POST:
        count = sessions.end_all(request.user, but=current)
        return f"{count} other session{'' if count == 1 else 's'} ended."
    ended = sessions.end_one(request.user, request.POST.get("end", ""))
    return "The session is ended." if ended else "That session had ended already."


def _posted(request):
    return request.POST if request.method == "POST" else None


def _onward(request):
    """Where the person wanted to go; only ever a page of the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith(DESK) else reverse("admin:index")


def _page(request, name, title, **context):
    context |= admin.site.each_context(request) | {"title": title}
    return render(request, f"admin/two_factor/{name}.html", context)
