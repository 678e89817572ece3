from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from articles import sitemaps
from newsroom import media, views
from newsroom.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("articles.urls")),
    path("", include("results.urls")),
    path("about/", TemplateView.as_view(template_name="about.html"), name="about"),
    path("admin/articles/", include("articles.desk.urls")),
    path("admin/handbook/", include("newsroom.handbook")),
    path("admin/", include("newsroom.accounts.urls")),
    path("admin/", admin.site.urls),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.of_section, name="sitemap_section"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("media/<path:path>", media.picture, name="media"),
]
