"""Writes down what each publication shows of the district's own figures, and gives the gate what went out before.

A file that somebody kept cannot be taken back. So the gate judges today's table together with all earlier ones: what
was shown once is known, and what an earlier table hid is protected in it as in today's (decision 031).
"""

from collections import defaultdict

from django.db import connection

from indicators.models import ComputedFigure, IndicatorValue, Release, ReleasedFigure
from indicators.models.imports import SourceKind
from indicators.models.values import DisplayStatus, Scope, Shown
from indicators.suppression import DISTRICT, Cell, Verdict, whole

COLUMNS = (
    'indicator_id, instrument, scope, school_id, fall_year, period, as_of_date, dimension, "group", is_computed, '
    "numerator, denominator, value, shown, shown_value, shown_numerator, shown_denominator, suppression_reason"
)
IN_GROUPS = "(indicator_id, fall_year) IN (SELECT * FROM unnest(%(indicators)s, %(years)s))"
SHOWN_NOW = f"""
    shown_now AS (
        SELECT {COLUMNS}, ROW({COLUMNS})::text AS said FROM (
            SELECT *, false AS is_computed FROM {IndicatorValue._meta.db_table}
            WHERE is_published AND source_kind = '{SourceKind.DISTRICT}' AND {IN_GROUPS}
        ) AS reported
        UNION ALL
        SELECT {COLUMNS}, ROW({COLUMNS})::text AS said FROM (
            SELECT *, '{Scope.DISTRICT}'::varchar(8) AS scope, NULL::bigint AS school_id, true AS is_computed
            FROM {ComputedFigure._meta.db_table} WHERE {IN_GROUPS}
        ) AS computed
    ), shown_before AS (
        SELECT id, ROW({COLUMNS})::text AS said FROM {ReleasedFigure._meta.db_table}
        WHERE until_id IS NULL AND {IN_GROUPS}
    )
"""
END = f"""
    WITH {SHOWN_NOW}
    UPDATE {ReleasedFigure._meta.db_table} figure SET until_id = %(release)s FROM shown_before
    WHERE figure.id = shown_before.id
        AND NOT EXISTS (SELECT FROM shown_now WHERE shown_now.said = shown_before.said)
"""
BEGIN = f"""
    WITH {SHOWN_NOW}
    INSERT INTO {ReleasedFigure._meta.db_table} (first_id, {COLUMNS})
    SELECT %(release)s, {COLUMNS} FROM shown_now
    WHERE NOT EXISTS (SELECT FROM shown_before WHERE shown_before.said = shown_now.said)
"""


def write_down(groups):
    """Store what is shown now of groups of (indicator code, fall year), where it differs from the release before."""
    release = Release.objects.create()
    parameters = {
        "indicators": [code for code, _year in groups],
        "years": [year for _code, year in groups],
        "release": release.pk,
    }
    changed = 0
    with connection.cursor() as cursor:
        for statement in (END, BEGIN):
            cursor.execute(statement, parameters)
            changed += cursor.rowcount
    if not changed:
        release.delete()


READ = (
    *("first_id", "until_id", "instrument", "period", "as_of_date", "school_id", "dimension", "group"),
    *("numerator", "denominator", "value"),
    *("shown", "shown_value", "shown_numerator", "shown_denominator", "suppression_reason"),
)


def earlier_tables(code, fall_year):
    """{(instrument, period, as of): [{cell: (Cell, Verdict)} of each release, the oldest first]} of a group."""
    rows = ReleasedFigure.objects.filter(indicator=code, fall_year=fall_year).order_by("pk")
    rows = rows.values_list(*READ, named=True)
    by_table = defaultdict(list)
    for row in rows:
        by_table[row.instrument, row.period, row.as_of_date].append(row)
    return {
        table: [
            {key_of(row): (cell_of(row), verdict_of(row)) for row in found if stood_in(row, release)}
            for release in sorted({row.first_id for row in found})
        ]
        for table, found in by_table.items()
    }


def stood_in(row, release):
    return row.first_id <= release and (row.until_id is None or row.until_id > release)


def key_of(row):
    return row.school_id or DISTRICT, row.dimension, row.group


def cell_of(row):
    status = row.shown if row.shown in (DisplayStatus.NOT_REPORTED, DisplayStatus.NOT_APPLICABLE) else ""
    if not status:
        status = DisplayStatus.SUPPRESSED if row.value is None else DisplayStatus.REPORTED
    counted = row.numerator if row.numerator is not None or row.denominator is not None else row.value
    return Cell(
        *key_of(row),
        display_status=status,
        source_kind=SourceKind.DISTRICT,
        numerator=whole(counted),
        denominator=whole(row.denominator),
        value=row.value,
    )


def verdict_of(row):
    return Verdict(
        Shown(row.shown), row.shown_value, row.shown_numerator, row.shown_denominator, row.suppression_reason
    )
