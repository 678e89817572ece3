from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.static import serve

from articles import sitemaps
from newsroom import views
from newsroom.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("articles.urls")),
    path("", include("results.urls")),
    path("about/", TemplateView.as_view(template_name="about.html"), name="about"),
    path("admin/articles/markdownx/", include("articles.desk.urls")),
    path("admin/", admin.site.urls),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": sitemaps.SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap_section",
    ),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]
