"""People and groups: what changes about their rights goes into the audit log."""

from django.contrib import admin, messages
from django.contrib.auth import admin as stock
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from newsroom.accounts import rights, sessions, two_factor
from newsroom.lib import audit

# A form of theirs would show the keys, and change what only the verbs may change.
admin.site.unregister([StaticDevice, TOTPDevice, User, Group])

looked_at_and_sent = method_decorator(require_http_methods(["GET", "HEAD", "POST"]))


@admin.register(User)
class PersonAdmin(stock.UserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "is_superuser"]
    show_full_result_count = False
    actions = None  # people leave one by one, each with an entry in the log
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["user_permissions"]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """The groups of a desk are few enough to be ticked."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        own = [] if request.user.is_superuser else ["is_superuser"]
        return [*super().get_readonly_fields(request, obj), *own]

    # Who may do anything is changed by their like only.

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    # What is done goes into the log.

    def save_model(self, request, obj, form, change):
        form.rights_before = rights.of_user(User.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = rights.difference(form.rights_before, rights.of_user(form.instance))
        if changed:
            verb = "rights changed" if change else "account made"
            audit.record(verb, form.instance, by=request.user, **changed)
        if not (form.instance.is_active and form.instance.is_staff):
            sessions.end_all(form.instance)

    def delete_model(self, request, obj):
        audit.record("account removed", obj, by=request.user, **rights.of_user(obj))
        super().delete_model(request, obj)

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request, id, form_url=""):
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request, obj, message):
        if request.resolver_match.url_name == "auth_user_password_change":
            audit.record("password set", obj, by=request.user)
        return super().log_change(request, obj, message)

    # The second factor and the sessions of somebody else

    def get_urls(self):
        reset, end = map(self.admin_site.admin_view, (self.reset_two_factor, self.end_sessions))
        return [
            path("<int:pk>/reset-two-factor/", reset, name="auth_user_reset_two_factor"),
            path("<int:pk>/end-sessions/", end, name="auth_user_end_sessions"),
            *super().get_urls(),
        ]

    @looked_at_and_sent
    def reset_two_factor(self, request, pk):
        person = self._other(request, pk)
        if request.method == "POST":
            two_factor.reset(person, by=request.user)
            said = f"{person} sets up a new second factor at the next login. Their sessions are ended."
            return self._done(request, person, said)
        return self._confirm(request, "reset_two_factor", f"Reset the second factor of {person}", person)

    @looked_at_and_sent
    def end_sessions(self, request, pk):
        person = self._other(request, pk)
        if request.method == "POST":
            ended = sessions.end_for(person, by=request.user)
            said = f"{ended} session{'' if ended == 1 else 's'} of {person} ended."
            return self._done(request, person, said)
        return self._confirm(request, "end_sessions", f"End the sessions of {person}", person)

    def _other(self, request, pk):
        """Never oneself: for that there are pages that ask for a code."""
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person) or person == request.user:
            raise PermissionDenied
        return person

    def _done(self, request, person, said):
        self.log_change(request, person, said)
        messages.success(request, said)
        return redirect("admin:auth_user_change", person.pk)

    def _confirm(self, request, name, title, person):
        context = self.admin_site.each_context(request) | {
            "title": title,
            "person": person,
            "opts": self.opts,
            "sessions": sessions.sessions_of(person),
        }
        return render(request, f"admin/auth/user/{name}.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | self._security(request, person)
        )

    def _security(self, request, person):
        if person is None:
            return {}
        others = person != request.user and self.has_change_permission(request, person)
        return {
            "second_factor": two_factor.device_of(person),
            "second_factor_required": two_factor.must_have(person),
            "sessions_held": len(sessions.sessions_of(person)),
            "reset_address": reverse("admin:auth_user_reset_two_factor", args=[person.pk]) if others else "",
            "end_address": reverse("admin:auth_user_end_sessions", args=[person.pk]) if others else "",
        }


def _may_touch(user, person):
    return person is None or user.is_superuser or not person.is_superuser


@admin.register(Group)
class GroupAdmin(stock.GroupAdmin):
    show_full_result_count = False
    actions = None

    def save_model(self, request, obj, form, change):
        form.rights_before = rights.of_group(Group.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = rights.difference(form.rights_before, rights.of_group(form.instance))
        if changed:
            verb = "group changed" if change else "group made"
            audit.record(verb, form.instance, by=request.user, **changed)

    def delete_model(self, request, obj):
        members = sorted(obj.user_set.values_list("username", flat=True))
        audit.record("group removed", obj, by=request.user, **rights.of_group(obj), members=members)
        super().delete_model(request, obj)
