"""The desk's views beside its forms; the body editor's two stand where the MARKDOWNX_… settings say."""

from django.contrib import admin
from django.urls import path

from articles.desk import pickers, previews, uploads

urlpatterns = [
    path("markdownx/preview/", admin.site.admin_view(previews.markdown), name="desk_markdown_preview"),
    path("markdownx/upload/", admin.site.admin_view(uploads.upload), name="desk_markdown_upload"),
    path("pickers/<slug:kind>/", admin.site.admin_view(pickers.pick), name="desk_picker"),
]
