"""One cell per school-month and source, with all its measures, in place of one per measure.

The cells are worked out from the rows, so nothing is carried over: `manage.py rebuild_rollups` fills them.
"""

from django.db import migrations, models

ADD_COUNTS = """
CREATE FUNCTION counts_plus(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(jsonb_object_agg(total.code, total.number), '{}')
    FROM (
        SELECT part.key AS code, sum(part.value::bigint) AS number
        FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS part
        GROUP BY part.key
        HAVING sum(part.value::bigint) <> 0
    ) AS total
);
COMMENT ON FUNCTION counts_plus IS 'Adds two {measure: number}; what comes to zero is left out.';
"""


class Migration(migrations.Migration):

    dependencies = [("indicators", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="MeasureCell"),
        migrations.DeleteModel(name="DistrictCell"),
        migrations.RunSQL(ADD_COUNTS, "DROP FUNCTION counts_plus(jsonb, jsonb)"),
    ]
