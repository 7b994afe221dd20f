"""Every stored value as a table, unsuppressed, for the operator of the portal (`export_indicators`).

Never behind a page: what people may see passes the gate.
"""

from django.db import connection

from indicators.importing.families.tidy import COLUMNS

QUERY = """
    COPY (
        SELECT
            value.indicator_id AS indicator, value.scope, school.code AS school_code,
            value.fall_year, concat_ws(' ', value.period, value.as_of_date) AS period, value.dimension,
            value."group", value.instrument,
            trim_scale(value.numerator) AS numerator, trim_scale(value.denominator) AS denominator,
            trim_scale(value.value) AS value, value.display_status, value.status, value.version,
            run.file_name AS source_file, value.source_line
        FROM indicators_indicatorvalue value
            JOIN indicators_importrun run ON run.id = value.run_id
            LEFT JOIN district_school school ON school.id = value.school_id
        WHERE {condition}
        ORDER BY indicator, value.scope, school.code NULLS FIRST, value.fall_year, value.period,
            value.as_of_date NULLS FIRST, value.dimension, value."group", value.instrument, value.version
    ) TO STDOUT WITH (FORMAT csv, HEADER)
"""


def export(out, fall_year=None):
    """Write the values of one school year, or of all, in all their versions, as CSV to the binary file `out`."""
    condition = "true" if fall_year is None else f"value.fall_year = {int(fall_year)}"
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(QUERY.format(condition=condition), out)


__all__ = ["COLUMNS", "export"]
