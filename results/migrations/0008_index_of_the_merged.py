import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0007_races_that_decide_medals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="athlete",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="results.athlete",
            ),
        ),
        migrations.AddIndex(
            model_name="athlete",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="athlete_merged",
            ),
        ),
    ]
