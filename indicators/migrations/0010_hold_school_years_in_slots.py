"""One cell per school, year and source, with its numbers in slots like the cells below it; filled from those."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FILL = """
INSERT INTO indicators_schoolyearcell (fall_year, school_key, source, counts)
SELECT fall_year, school_key, source, array_agg(number ORDER BY slot)
FROM (
    SELECT extract(year FROM month - interval '6 months')::int AS fall_year, school_key, source, slot,
        sum(number)::bigint AS number
    FROM indicators_measurecell CROSS JOIN LATERAL unnest(counts) WITH ORDINALITY AS part (number, slot)
    WHERE slice_key = 0
    GROUP BY 1, 2, 3, 4
) AS total
GROUP BY fall_year, school_key, source
"""


class Migration(migrations.Migration):

    dependencies = [("indicators", "0009_stamp_publications")]

    operations = [
        migrations.DeleteModel("SchoolYearCell"),
        migrations.CreateModel(
            name="SchoolYearCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "fall_year", "school_key", "source", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fall_year", models.SmallIntegerField()),
                ("school_key", models.BigIntegerField()),
                (
                    "school",
                    models.ForeignObject(
                        from_fields=["school_key"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="year_cells",
                        to="district.school",
                        to_fields=["id"],
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                (
                    "counts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
