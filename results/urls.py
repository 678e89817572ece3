from django.urls import path

from results.views import (
    athletes,
    competitions,
    countries,
    events,
    files,
    lists,
    records,
    schedule,
    series,
    versus,
)

app_name = "results"
urlpatterns = [
    path("competitions/", competitions.competition_list, name="competition_list"),
    path("competitions/<slug:slug>/", competitions.competition, name="competition"),
    path("competitions/<slug:slug>/medals/", competitions.medal_table, name="medals"),
    path("competitions/<slug:slug>/timetable/", schedule.timetable, name="timetable"),
    path("competitions/<slug:slug>/calendar.ics", schedule.competition_calendar, name="competition_calendar"),
    path("competitions/<slug:competition>/<slug:slug>/", events.event, name="event"),
    *[
        path(
            f"competitions/<slug:competition>/<slug:slug>.{form}",
            files.event_file,
            {"form": form},
            name=f"event_{form}",
        )
        for form in files.FORMATS
    ],
    path(
        "competitions/<slug:competition>/<slug:slug>/calendar.ics",
        schedule.event_calendar,
        name="event_calendar",
    ),
    path("athletes/", athletes.athlete_list, name="athlete_list"),
    path("athletes/<int:pk>/<slug:slug>/", athletes.athlete, name="athlete"),
    path("athletes/<int:pk>/<slug:slug>/calendar.ics", schedule.athlete_calendar, name="athlete_calendar"),
    path("athletes/<int:pk>/<slug:slug>/vs/<int:rival>/", versus.versus, name="versus"),
    path("countries/", countries.country_list, name="country_list"),
    path("countries/<slug:code>/", countries.country, name="country"),
    path("countries/<slug:code>/calendar.ics", schedule.country_calendar, name="country_calendar"),
    path("lists/", lists.list_index, name="list_index"),
    path("lists/<slug:category>/<slug:slug>/", lists.toplist, name="list"),
    path("records/", records.record_list, name="records"),
    path("records/<slug:category>/<slug:slug>/", records.record_history, name="record_history"),
    path("series/<slug:slug>/", series.series, name="series"),
]
