from django.urls import path

from results import views

app_name = "results"
urlpatterns = [
    path("competitions/", views.competition_list, name="competition_list"),
    path("competitions/<slug:slug>/", views.competition, name="competition"),
    path("competitions/<slug:slug>/medals/", views.medal_table, name="medals"),
    path("competitions/<slug:competition>/<slug:slug>/", views.event, name="event"),
    path("athletes/", views.athlete_list, name="athlete_list"),
    path("athletes/<int:pk>/<slug:slug>/", views.athlete, name="athlete"),
    path("countries/", views.country_list, name="country_list"),
    path("countries/<slug:code>/", views.country, name="country"),
]
