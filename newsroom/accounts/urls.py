"""Addresses of one's own account, before those of Django's admin."""

from django.contrib import admin
from django.urls import path

from newsroom.accounts import views

desk = admin.site.admin_view
urlpatterns = [
    path("login/", views.login, name="desk_login"),
    path("sessions/", desk(views.own_sessions), name="own_sessions"),
    path("two-factor/", desk(views.overview), name="two_factor"),
    path("two-factor/code/", desk(views.code), name="two_factor_code"),
    path("two-factor/set-up/", desk(views.enrol), name="two_factor_enrol"),
    path("two-factor/set-up/qr.svg", desk(views.qr), name="two_factor_qr"),
]
