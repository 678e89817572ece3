from django.urls import path, register_converter

from articles import converters, feeds, views

register_converter(converters.FeedFormat, "feed_format")
register_converter(converters.Year, "year")
register_converter(converters.Month, "month")

app_name = "articles"
LISTS = [
    ("sections/<slug:slug>/", "section", views.section),
    ("topics/<slug:slug>/", "topic", views.topic),
    ("authors/<slug:slug>/", "author", views.author),
]
FEEDS = [
    ("", "site"),
    ("sections/<slug:slug>/", "section"),
    ("topics/<slug:slug>/", "topic"),
    ("authors/<slug:slug>/", "author"),
    ("athletes/<int:pk>/<slug:slug>/", "athlete"),
    ("countries/<slug:code>/", "country"),
    ("competitions/<slug:slug>/", "competition"),
    ("competitions/<slug:competition>/<slug:slug>/", "event"),
]
urlpatterns = [
    path("stories/<int:pk>/<slug:slug>/", views.story, name="story"),
    path("stories/<int:pk>/<slug:slug>/card.png", views.story_card, name="story_card"),
    path("stories/<int:pk>/<slug:slug>/history/", views.story_history, name="story_history"),
    *[path(route, view, name=name) for route, name, view in LISTS],
    path("archive/<year:year>/<month:month>/", views.archive, name="archive"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed.<feed_format:format>", feeds.corrections, name="corrections_feed"),
    path("feeds/", feeds.index, name="feeds"),
    *[
        path(f"{route}feed.<feed_format:format>", feeds.feed, {"source": name}, name=f"{name}_feed")
        for route, name in FEEDS
    ],
]
