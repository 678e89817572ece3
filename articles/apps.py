from django.apps import AppConfig

from newsroom.lib import caching


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self):
        from articles import citations, moments

        caching.follow(moments.around)
        citations.register()
