"""Django's admin as the desk: its first page is what needs somebody, not a list of tables."""

from django.contrib.admin import AdminSite

from articles.desk import dashboard
from newsroom.accounts.forms import LoginForm


class DeskSite(AdminSite):
    index_title = "The desk"
    login_form = LoginForm

    def index(self, request, extra_context=None):
        board = dashboard.board(request.user)
        return super().index(request, {"board": board} | (extra_context or {}))
