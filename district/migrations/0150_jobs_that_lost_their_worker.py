from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("district", "0140_second_factors"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="lost_total",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
