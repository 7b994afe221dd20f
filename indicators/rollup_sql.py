"""From declared measures to set-based SQL: one SELECT per source that gives (school_key, month, slice_key, m0, m1, …).

The ORM compiles each declaration, so a measure is written once, in the words of its app; the statements of
`indicators.rollups` wrap what comes out. `SELECT` here means (sql, parameters), ready for a cursor.
"""

from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BigIntegerField, F, Func, OuterRef
from django.db.models.expressions import RawSQL

from district.school_years import fall_year_of
from indicators.measures import MonthOf, sources
from indicators.models import DistrictCell, MeasureCell, SchoolYearCell
from indicators.models.rollups import ALL_ROWS, DISTRICT_WIDE

CELLS, DISTRICT, YEARS = (model._meta.db_table for model in (MeasureCell, DistrictCell, SchoolYearCell))
FALL_YEAR = "extract(year FROM month - interval '6 months')::int"
# The key of a piece of a cut, as `indicators.measures.slice_key_of` works it out.
SLICE_KEY = "-('x' || left(encode(sha256(convert_to('{name}:' || cell_slice, 'UTF8')), 'hex'), 15))::bit(60)::bigint"


def columns(source):
    """{slot: its measure's column in the SELECTs of this module}."""
    return {slot: f"m{slot}" for slot in sorted(sources()[source])}


def _aggregates(source):
    return {column: sources()[source][slot].aggregate for slot, column in columns(source).items()}


def _sql(queryset):
    return queryset.query.get_compiler(connection=connection).as_sql()


def all_cells(source):
    """SELECT of the cells of every school-month that has rows; each part reads the table once."""
    rows = source.rows().order_by()
    keys = {"cell_school": F(source.school), "cell_month": MonthOf(source.day)}
    names = ", ".join(columns(source).values())
    sql, params = _sql(rows.values(**keys).annotate(**_aggregates(source)))
    selects = [
        f"SELECT cell_school AS school_key, cell_month AS month, {ALL_ROWS}::bigint AS slice_key, {names} "
        f"FROM ({sql}) AS whole"
    ]
    for slice_key, sliced, by in _slices(source, rows):
        sql, more = _sql(sliced.values(**keys, cell_slice=by).annotate(**_aggregates(source)))
        selects.append(f"SELECT cell_school, cell_month, {slice_key}, {names} FROM ({sql}) AS sliced")
        params = [*params, *more]
    return " UNION ALL ".join(selects), list(params)


def _slices(source, rows):
    """For each way in which the counts are cut: SQL of the piece's key, the rows that are in a piece, and what cuts."""
    if source.slices:
        yield "cell_slice", rows.filter(**{f"{source.slices}__isnull": False}), F(source.slices)
    for cut in source.cuts:
        yield SLICE_KEY.format(name=cut.name), rows.filter(cut.keep), cut.value


class _Pieces(Func):
    """One row for each piece that a row counts in: all rows, linked records, and the pieces of each cut."""

    set_returning = True
    output_field = BigIntegerField()

    def __init__(self, linked, cuts):
        parts = [f"array[{ALL_ROWS}]::bigint[]", *(["%s"] if linked else [])]
        parts += [f"ARRAY(SELECT {SLICE_KEY.format(name=name)} FROM unnest(%s) AS piece (cell_slice))" for name in cuts]
        self.parts = " || ".join(parts)
        super().__init__(*linked, *cuts.values())

    def as_sql(self, compiler, connection, **context):
        compiled = [compiler.compile(expression) for expression in self.get_source_expressions()]
        arrays, params = [sql for sql, _ in compiled], [value for _, values in compiled for value in values]
        return f"unnest({self.parts})" % tuple(arrays), params


def _pieces(source, rows):
    """The pieces of each row, for the few rows of a school-month: a look-up for each row."""
    own = rows.model._base_manager.filter(pk=OuterRef("pk"))
    linked = []
    if source.slices:
        linked = [ArraySubquery(own.filter(**{f"{source.slices}__isnull": False}).values(source.slices))]
    cuts = {cut.name: ArraySubquery(own.filter(cut.keep).values(of_cut=cut.value)) for cut in source.cuts}
    return _Pieces(linked, cuts)


@cache
def cells_of_keys(source):
    """SELECT of the cells of the school-months in the table `keys`, each by an index lookup of its own rows.

    Every measure is named once, whatever the number of cuts: to plan them takes PostgreSQL longer than to count.
    Kept: putting it together takes the ORM longer than running it takes PostgreSQL.
    """
    rows = source.rows().order_by()
    within = {
        source.school: RawSQL("keys.school_key", []),
        f"{source.day}__gte": RawSQL("keys.month", []),
        f"{source.day}__lt": RawSQL("(keys.month + interval '1 month')::date", []),
    }
    rows = rows.filter(**within)
    names = ", ".join(columns(source).values())
    if source.slices or source.cuts:
        counted, params = _sql(rows.values(cell_slice=_pieces(source, rows)).annotate(**_aggregates(source)))
        cells = f"SELECT cell_slice AS slice_key, {names} FROM ({counted}) AS pieces"
    else:
        counted, params = _sql(rows.values(cell_school=F(source.school)).annotate(**_aggregates(source)))
        cells = f"SELECT {ALL_ROWS}::bigint AS slice_key, {names} FROM ({counted}) AS whole"
    return f"SELECT keys.school_key, keys.month, cell.* FROM keys CROSS JOIN LATERAL ({cells}) AS cell", list(params)


def counts(source, total=""):
    """SQL expression: a row's columns as the array of a cell. `total="sum"` adds up a group of rows."""
    names = columns(source)
    slots = (f"coalesce({total}({names[slot]}), 0)" if slot in names else "0" for slot in range(1, max(names) + 1))
    return f"array[{', '.join(slots)}]::bigint[]"


def recount(source, months):
    """One statement that brings the cells of these (school key, month) up to date and returns how many changed.

    The sums above the cells move by the differences. The district's rows are locked in the order of their key.
    """
    fresh, params = cells_of_keys(source)
    keys = [[school_key for school_key, _ in months], [month for _, month in months]]
    return _RECOUNT.format(fresh=fresh, counts=counts(source)), [source.name, *keys, *params]


_RECOUNT = f"""
WITH the AS (SELECT %s::text AS source),
keys AS (
    SELECT * FROM unnest(%s::bigint[], %s::date[]) AS keys (school_key, month)
),
fresh AS (
    SELECT school_key, month, slice_key, counts
    FROM (SELECT school_key, month, slice_key, {{counts}} AS counts FROM ({{fresh}}) AS counted) AS cell
    WHERE 0 <> ANY (counts)
),
held AS (
    SELECT school_key, month, slice_key, counts
    FROM keys JOIN {CELLS} USING (school_key, month) WHERE source = (SELECT source FROM the)
),
change AS MATERIALIZED (
    SELECT school_key, month, slice_key, held.counts AS before, fresh.counts AS after
    FROM held FULL JOIN fresh USING (school_key, month, slice_key)
    WHERE held.counts IS DISTINCT FROM fresh.counts
),
removed AS (
    DELETE FROM {CELLS} AS cell USING change, the
    WHERE change.after IS NULL
        AND (cell.school_key, cell.month, cell.source, cell.slice_key)
            = (change.school_key, change.month, the.source, change.slice_key)
),
written AS (
    INSERT INTO {CELLS} (school_key, month, source, slice_key, counts)
    SELECT school_key, month, source, slice_key, after FROM change, the WHERE after IS NOT NULL
    ON CONFLICT (school_key, month, source, slice_key) DO UPDATE SET counts = excluded.counts
),
difference AS (
    SELECT school_key, month, slice_key, slot, coalesce(part.after, 0) - coalesce(part.before, 0) AS number
    FROM change CROSS JOIN LATERAL
        unnest(change.after, change.before) WITH ORDINALITY AS part (after, before, slot)
),
district AS (
    INSERT INTO {DISTRICT} AS held (month, source, slice_key, counts, schools_total)
    SELECT month, source, slice_key, counts, schools
    FROM (
        SELECT month, slice_key, count(after) FILTER (WHERE school_key <> {DISTRICT_WIDE})
            - count(before) FILTER (WHERE school_key <> {DISTRICT_WIDE}) AS schools
        FROM change GROUP BY month, slice_key
    ) AS appearance
    JOIN (
        SELECT month, slice_key, array_agg(number ORDER BY slot) AS counts
        FROM (SELECT month, slice_key, slot, sum(number)::bigint AS number FROM difference GROUP BY 1, 2, 3) AS total
        GROUP BY month, slice_key
    ) AS sums USING (month, slice_key), the
    ORDER BY month, slice_key
    ON CONFLICT (month, source, slice_key) DO UPDATE SET
        counts = counts_plus(held.counts, excluded.counts),
        schools_total = held.schools_total + excluded.schools_total
),
years AS (
    INSERT INTO {YEARS} AS held (fall_year, school_key, source, counts)
    SELECT fall_year, school_key, source, array_agg(number ORDER BY slot)
    FROM (
        SELECT {FALL_YEAR} AS fall_year, school_key, slot, sum(number)::bigint AS number
        FROM difference WHERE slice_key = {ALL_ROWS} GROUP BY 1, 2, 3
    ) AS total, the
    GROUP BY fall_year, school_key, source
    ON CONFLICT (fall_year, school_key, source) DO UPDATE SET counts = counts_plus(held.counts, excluded.counts)
)
SELECT count(*) FROM change
"""


def drop_emptied(months):
    """Statements that drop the sums that came to nothing. Such rows are this transaction's own: nobody waits."""
    schools, days = [school_key for school_key, _ in months], [month for _, month in months]
    return [
        (f"DELETE FROM {DISTRICT} WHERE month = ANY(%s) AND 0 = ALL (counts) AND schools_total = 0", [days]),
        (
            f"DELETE FROM {YEARS} WHERE fall_year = ANY(%s) AND school_key = ANY(%s) AND 0 = ALL (counts)",
            [[fall_year_of(day) for day in days], schools],
        ),
    ]


def rebuild(source):
    """Statements that fill the empty tables from all rows of one source.

    The rows are read once per half; the sums come from what was counted, not from the rows again. A temporary table
    between them lets PostgreSQL count in parallel, which it never does inside an INSERT.
    """
    fresh, params = all_cells(source)
    return [
        (f"CREATE TEMPORARY TABLE counted ON COMMIT DROP AS {fresh}", params),
        (f"DELETE FROM counted WHERE 0 = ALL ({counts(source)})", []),
        (
            f"""INSERT INTO {CELLS} (school_key, month, source, slice_key, counts)
            SELECT school_key, month, %s, slice_key, {counts(source)} FROM counted
            ORDER BY school_key, month, slice_key""",
            [source.name],
        ),
        (
            f"""INSERT INTO {DISTRICT} (month, source, slice_key, counts, schools_total)
            SELECT month, %s, slice_key, {counts(source, total="sum")},
                count(*) FILTER (WHERE school_key <> {DISTRICT_WIDE})
            FROM counted GROUP BY month, slice_key""",
            [source.name],
        ),
        (
            f"""INSERT INTO {YEARS} (fall_year, school_key, source, counts)
            SELECT {FALL_YEAR}, school_key, %s, {counts(source, total="sum")}
            FROM counted WHERE slice_key = {ALL_ROWS} GROUP BY 1, 2""",
            [source.name],
        ),
        ("DROP TABLE counted", []),
    ]
