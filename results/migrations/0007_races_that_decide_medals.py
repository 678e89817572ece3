from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0006_no_index_twice"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="race",
            name="results_rac_decides_75172f_idx",
        ),
        migrations.AddIndex(
            model_name="race",
            index=models.Index(
                condition=models.Q(("decides_medals", True)), fields=["-date", "-id"], name="race_medals"
            ),
        ),
    ]
