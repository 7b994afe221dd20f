"""Writes observations as values, compares them with what is stored, publishes and takes back: each in one transaction.

All of it is set-based: the observations of a file go into a temporary table by COPY, and a handful of statements do the
rest, so that a file of a hundred thousand rows costs seconds.

The newest version of a cell (`is_current`) is the one that a file is compared with: same figures are confirmed, others
become the next version. What of all that is public is kept by `indicators.publication`.
"""

from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

from indicators.importing.observations import Issue, Observation
from indicators.importing.taking import no_garbage_collection
from indicators.instruments import INSTRUMENTS
from indicators.models import Confirmation, ImportRun, IndicatorValue
from indicators.models.imports import RunState, SourceKind

LOCK = 0x46434549  # one import writes at a time: two files may hold the same cell
VALUES = IndicatorValue._meta.db_table
CONFIRMATIONS = Confirmation._meta.db_table
RUNS = ImportRun._meta.db_table
STATE_INSTRUMENTS = tuple(code for code, one in INSTRUMENTS.items() if one.source_kind == SourceKind.STATE)

# In the order of an `Observation`, its place in the file's list (`number`) behind it.
CREATE_STAGED = """
    CREATE TEMPORARY TABLE staged (
        indicator text, instrument text, scope text, school_id bigint, fall_year smallint, dimension text, "group" text,
        numerator numeric(12, 4), denominator numeric(12, 4), value numeric(12, 4), display_status text, line integer,
        period text, as_of_date date, status text, number integer
    ) ON COMMIT DROP
"""
COPY_STAGED = "COPY staged FROM STDIN WITH (NULL 'None')"  # as Python writes None
NO_TEXT = ("school_code", "fall_year", "numerator", "denominator", "value", "line", "as_of_date", "number")
ROWS_AT_ONCE = 1000  # what is in memory as text at a time: about 100 kB

# What a cell is, as plain columns: nulls would keep PostgreSQL from joining by hash.
CELL = """
    {0}indicator{1}, {0}fall_year, coalesce({0}school_id, 0), {0}"group", {0}dimension, {0}instrument, {0}scope,
    {0}period, coalesce({0}as_of_date, '-infinity')
"""
STAGED_CELL = CELL.format("staged.", "")
VALUE_CELL = CELL.format("", "_id")

# The versions in force of the groups (indicators in a school year) that a file speaks of.
NEWEST = f"""
    CREATE TEMPORARY TABLE newest ON COMMIT DROP AS
    SELECT * FROM {VALUES} WHERE is_current AND (indicator_id, fall_year) IN (
        SELECT * FROM unnest(%(indicators)s::varchar[], %(years)s::integer[])
    )
"""

# Observations of cells that are stored already. Most files bring new cells, which need no second copy of their row.
JUDGE = f"""
    CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
    SELECT staged.number, newest.id AS newest_id, newest.version AS newest_version, newest.run_id AS newest_run_id,
        CASE
            WHEN (newest.numerator, newest.denominator, newest.value) IS NOT DISTINCT FROM
                    (staged.numerator, staged.denominator, staged.value)
                AND newest.display_status = staged.display_status
                AND (newest.status = 'PRELIMINARY') = (staged.status = 'PRELIMINARY') THEN 'SAME'
            ELSE 'RESTATED'
        END AS verdict
    FROM staged JOIN newest ON ({STAGED_CELL}) = ({CELL.format("newest.", "_id")})
"""
# PostgreSQL takes nine equal columns for next to no rows and might compare each row with each.
BY_HASH_ONLY = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
AS_USUAL = "SET LOCAL enable_nestloop = DEFAULT; SET LOCAL enable_mergejoin = DEFAULT"
COMPARE = "; ".join((NEWEST, BY_HASH_ONLY, JUDGE, AS_USUAL))
COUNT = """
    SELECT (SELECT count(*) FROM staged), count(*) FILTER (WHERE verdict = 'RESTATED'),
        count(*) FILTER (WHERE verdict = 'SAME')
    FROM judged
"""

RETIRE = f"""
    UPDATE {VALUES} SET is_current = false
    FROM judged WHERE {VALUES}.id = judged.newest_id AND judged.verdict = 'RESTATED' AND {VALUES}.is_current
"""

INSERT = f"""
    INSERT INTO {VALUES} (
        indicator_id, instrument, scope, school_id, fall_year, period, as_of_date, dimension, "group", version,
        is_current, numerator, denominator, value, display_status, status, source_kind, run_id, source_line,
        shown, suppression_reason
    )
    SELECT indicator, instrument, scope, school_id, fall_year, period, as_of_date, dimension, "group",
        coalesce(newest_version, 0) + 1, true, numerator, denominator, value, display_status,
        CASE verdict WHEN 'RESTATED' THEN 'RESTATED' ELSE status END, %(source_kind)s, %(run)s, line, 'PENDING', ''
    FROM staged LEFT JOIN judged USING (number) WHERE verdict IS DISTINCT FROM 'SAME'
"""

# Publishing or undoing a large import may follow at once, long before PostgreSQL counts the table again by itself. By
# its old statistics nearly all values are published, and it would go through all of them for each that is not.
MANY = 1000
COUNT_AGAIN = f"ANALYZE {VALUES} (indicator_id, fall_year, run_id, is_current, is_published, source_kind, shown)"

# A table of the district that repeats the state's figures is no source for them, should the state's file be undone.
CONFIRM = f"""
    INSERT INTO {CONFIRMATIONS} (value_id, run_id, source_line)
    SELECT newest_id, %(run)s, line FROM staged JOIN judged USING (number)
    WHERE verdict = 'SAME' AND newest_run_id <> %(run)s AND (%(by_state)s OR instrument NOT IN %(of_state)s)
"""

TAKE_OUT_STATE_FIGURES = """
    DELETE FROM staged
    WHERE instrument IN %s AND NOT EXISTS (
        SELECT FROM judged WHERE judged.number = staged.number AND verdict = 'SAME'
    )
    RETURNING number, line, instrument, scope, fall_year, dimension, "group"
"""

LEAVE_RESTATED_OUT = """
    WITH restated AS (DELETE FROM judged WHERE verdict = 'RESTATED' RETURNING number)
    DELETE FROM staged USING restated WHERE staged.number = restated.number
"""


class Verdict(NamedTuple):
    """How many values of a file are new, restated and the same as stored."""

    new: int = 0
    restated: int = 0
    same: int = 0


@contextmanager
def one_at_a_time():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield cursor


@no_garbage_collection()
def stage(cursor, observations, school_ids):
    """Put observations into the temporary table `staged`. Their schools must be in `school_ids` (code → id)."""
    forget(cursor)
    cursor.execute(CREATE_STAGED)
    ids = {"": None, **school_ids}
    starts = range(0, len(observations), ROWS_AT_ONCE)
    pieces = (copy_lines(observations[start : start + ROWS_AT_ONCE], ids, start) for start in starts)
    cursor.cursor.copy_expert(COPY_STAGED, Pieces(pieces))


class Pieces:
    """A file for COPY whose text is made piece by piece while the server takes in the piece before."""

    def __init__(self, pieces):
        self.pieces = iter(pieces)

    def read(self, _size=-1):
        return next(self.pieces, "")


def forget(cursor):
    """Drop what `judge` leaves, where nothing is to be stored."""
    cursor.execute("DROP TABLE IF EXISTS staged, newest, judged")


def copy_lines(observations, ids, first):
    """Observations in COPY's text format, column by column: a call for each cell would cost more than COPY itself.

    All fields are codes and numbers: nothing in them needs escaping.
    """
    columns = dict(zip(Observation._fields, zip(*observations, strict=True), strict=True))
    columns["school_code"] = map(ids.__getitem__, columns["school_code"])
    columns["number"] = range(first, first + len(observations))
    for name in NO_TEXT:
        columns[name] = map(str, columns[name])
    return "\n".join(map("\t".join, zip(*columns.values(), strict=True))) + "\n"


def judge(cursor, taken, school_ids):
    """Compare a file's observations with what is stored; return the verdict. Rows a district may not bring are refused.

    Leaves the tables `staged` and `judged` for `write`.
    """
    stage(cursor, taken.observations, school_ids)
    compare(cursor, taken.groups)
    if taken.source_kind == SourceKind.DISTRICT:
        refuse_state_figures(cursor, taken)
    cursor.execute(COUNT)
    staged, restated, same = cursor.fetchone()
    return Verdict(staged - restated - same, restated, same)


def compare(cursor, groups):
    """Find the observations of cells that are stored already; `groups` are all (indicator, fall year) of the file."""
    indicators, years = [code for code, _year in groups], [year for _code, year in groups]
    cursor.execute(COMPARE, {"indicators": indicators, "years": years})


def refuse_state_figures(cursor, taken):
    """A table of the district may repeat the state's figures (an export does), but not bring or change them."""
    cursor.execute(TAKE_OUT_STATE_FIGURES, [STATE_INSTRUMENTS])
    taken_out = cursor.fetchall()
    for _number, line, instrument, scope, fall_year, dimension, group in taken_out:
        text = f"{instrument}, {scope}, {fall_year}, {dimension}/{group}"
        taken.issues.append(Issue(line, "STATE_INSTRUMENT", "instrument", text=text))
    cursor.execute("DELETE FROM judged WHERE number = ANY(%s)", [[row[0] for row in taken_out]])


def leave_restated_out(cursor):
    cursor.execute(LEAVE_RESTATED_OUT)


def write(cursor, run, source_kind):
    """Store what `judge` found new or restated, as values of `run`; remember which values the file confirms."""
    cursor.execute(RETIRE)
    cursor.execute(INSERT, {"run": run.pk, "source_kind": source_kind})
    if cursor.rowcount >= MANY:
        cursor.execute(COUNT_AGAIN)
    by_state = source_kind == SourceKind.STATE
    cursor.execute(CONFIRM, {"run": run.pk, "by_state": by_state, "of_state": STATE_INSTRUMENTS})


REMEMBER_CELLS = f"""
    CREATE TEMPORARY TABLE touched ON COMMIT DROP AS
    SELECT DISTINCT indicator_id, fall_year, coalesce(school_id, 0) AS school, "group", dimension, instrument, scope,
        period, coalesce(as_of_date, '-infinity') AS as_of
    FROM {VALUES} WHERE run_id = %s
"""

# What is left of the touched cells, newest version first.
LEFT = f"""
    SELECT id, is_current, row_number() OVER (PARTITION BY {VALUE_CELL} ORDER BY version DESC) = 1 AS is_newest
    FROM {VALUES}
    WHERE (indicator_id, fall_year) IN (SELECT indicator_id, fall_year FROM touched)
        AND ({VALUE_CELL}) IN (SELECT * FROM touched)
"""
IN_FORCE = f"""
    UPDATE {VALUES} SET is_current = true
    FROM ({LEFT}) found WHERE found.id = {VALUES}.id AND found.is_newest AND NOT found.is_current
"""


HAND_OVER = f"""
    WITH heir AS (
        SELECT DISTINCT ON (confirmation.value_id) confirmation.value_id, confirmation.run_id,
            confirmation.source_line
        FROM {CONFIRMATIONS} confirmation
            JOIN {VALUES} value ON value.id = confirmation.value_id AND value.run_id = %(run)s
            JOIN {RUNS} run ON run.id = confirmation.run_id AND run.state IN %(in_force)s
        ORDER BY confirmation.value_id, run.state <> 'PUBLISHED', confirmation.run_id
    ), handed AS (
        UPDATE {VALUES} value SET run_id = heir.run_id, source_line = heir.source_line
        FROM heir WHERE value.id = heir.value_id
    )
    DELETE FROM {CONFIRMATIONS} USING heir
    WHERE {CONFIRMATIONS}.value_id = heir.value_id AND {CONFIRMATIONS}.run_id = heir.run_id
"""


def take_back(cursor, run):
    """Remove what `run` brought and put the versions before it in force again.

    What another file in force also says passes to that file.
    """
    in_force = (RunState.ENTERED, RunState.APPROVED, RunState.PUBLISHED)
    cursor.execute(REMEMBER_CELLS, [run.pk])
    cursor.execute(HAND_OVER, {"run": run.pk, "in_force": in_force})
    cursor.execute(f"DELETE FROM {CONFIRMATIONS} WHERE run_id = %s", [run.pk])
    cursor.execute(
        f"DELETE FROM {CONFIRMATIONS} USING {VALUES} value WHERE value_id = value.id AND value.run_id = %s", [run.pk]
    )
    cursor.execute(f"DELETE FROM {VALUES} WHERE run_id = %s", [run.pk])
    cursor.execute(IN_FORCE)
    cursor.execute("DROP TABLE touched")
