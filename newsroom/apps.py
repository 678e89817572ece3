from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import Tags, register

from newsroom import checks
from newsroom.lib import audit


class DeskConfig(admin.AdminConfig):
    default = False
    default_site = "newsroom.desk_site.DeskSite"


class NewsroomConfig(AppConfig):
    default = True
    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self):
        from newsroom import audit_store

        audit.keep_with(audit_store.keep)
        register(checks.readers_come_by_https, Tags.security, deploy=True)
        register(checks.https_and_site_url_agree, Tags.security, deploy=True)
        register(checks.two_factor_is_on, Tags.security, deploy=True)
        register(checks.data_folder_can_be_written, Tags.database)
        register(checks.stock_markdownx_views_are_not_mounted, Tags.urls)
