import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0005_records_go_with_their_result"),
    ]

    operations = [
        migrations.AlterField(
            model_name="best",
            name="discipline",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bests",
                to="results.discipline",
            ),
        ),
        migrations.AlterField(
            model_name="racechange",
            name="race",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_changes",
                to="results.race",
            ),
        ),
        migrations.AlterField(
            model_name="result",
            name="athlete",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="results.athlete",
            ),
        ),
        migrations.AlterField(
            model_name="result",
            name="country",
            field=models.ForeignKey(
                db_index=False,
                help_text="For whom, at the time",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="results.country",
            ),
        ),
        migrations.AlterField(
            model_name="result",
            name="race",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="results",
                to="results.race",
            ),
        ),
        migrations.AlterField(
            model_name="resultchange",
            name="race",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="results.race",
            ),
        ),
    ]
