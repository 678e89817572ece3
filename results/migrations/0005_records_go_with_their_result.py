import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0004_rows_follow_their_race"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="result",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="records",
                to="results.result",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["scope", "discipline", "category"], name="results_rec_scope_58f898_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["country", "discipline", "category"], name="results_rec_country_449216_idx"
            ),
        ),
    ]
