"""The two views of the body editor, at the paths that the MARKDOWNX_… settings name."""

from django.contrib import admin
from django.urls import path

from articles.desk import previews, uploads

urlpatterns = [
    path("preview/", admin.site.admin_view(previews.markdown), name="desk_markdown_preview"),
    path("upload/", admin.site.admin_view(uploads.upload), name="desk_markdown_upload"),
]
