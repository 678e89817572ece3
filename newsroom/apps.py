from django.apps import AppConfig
from django.core.checks import Tags, register

from newsroom import checks


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self):
        register(checks.readers_come_by_https, Tags.security, deploy=True)
        register(checks.https_and_site_url_agree, Tags.security, deploy=True)
        register(checks.data_folder_can_be_written, Tags.database)
        register(checks.stock_markdownx_views_are_not_mounted, Tags.urls)
