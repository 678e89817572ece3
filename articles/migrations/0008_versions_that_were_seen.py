from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

WENT_OUT = ("published", "updated")


def tell_which_versions_were_seen(apps, schema_editor):
    """By the first public moment of their story, which is all that was kept: what stood then, and all later."""
    revision = apps.get_model("articles", "Revision")
    out = revision.objects.filter(event__in=WENT_OUT, article__first_published_at__isnull=False)
    out.filter(at__gt=F("article__first_published_at")).update(seen_at=F("at"))
    stood = out.filter(article=OuterRef("pk"), at__lte=OuterRef("first_published_at")).order_by("-at", "-pk")
    for article in (
        apps.get_model("articles", "Article")
        .objects.filter(first_published_at__isnull=False)
        .annotate(stood=Subquery(stood.values("pk")[:1]))
        .only("first_published_at")
        .iterator()
    ):
        revision.objects.filter(pk=article.stood).update(seen_at=article.first_published_at)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_results_that_stories_use")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="seen_at",
            field=models.DateTimeField(
                help_text="From when the public sees it, as planned; empty where it never could", null=True
            ),
        ),
        migrations.RunPython(tell_which_versions_were_seen, migrations.RunPython.noop),
    ]
