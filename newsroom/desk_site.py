"""Django's admin as the desk: its first page is what needs somebody, not a list of tables."""

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path

from articles.desk import dashboard
from newsroom.accounts.forms import LoginForm


class DeskSite(AdminSite):
    index_title = "The desk"
    login_form = LoginForm

    def get_urls(self):
        shown = self.admin_view(self.view_on_site)
        route = "r/<path:content_type_id>/<path:object_id>/"  # Django's own, which asks for no right
        return [path(route, shown, name="view_on_site"), *super().get_urls()]

    def index(self, request, extra_context=None):
        board = dashboard.board(request.user)
        return super().index(request, {"board": board} | (extra_context or {}))

    def view_on_site(self, request, content_type_id, object_id):
        """The readers' page of a thing, for who may see it here: the address of a draft says its headline."""
        desk = self._registry.get(_model(content_type_id))
        obj = desk and desk.get_object(request, object_id)
        if obj is None:
            raise Http404("There is no such thing.")
        if not desk.has_view_permission(request, obj):
            raise PermissionDenied
        return shortcut(request, content_type_id, obj.pk)


def _model(content_type_id):
    try:
        return ContentType.objects.get(pk=content_type_id).model_class()
    except (ContentType.DoesNotExist, ValueError):
        return None
