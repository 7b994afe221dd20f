"""Writes observations as values, compares them with what is stored, publishes and takes back: each in one transaction.

All of it is set-based: the observations of a file go into a temporary table by COPY, and a handful of statements do the
rest, so that a file of a hundred thousand rows costs seconds.

The newest version of a cell (`is_current`) is the one that a file is compared with: same figures are confirmed, others
become the next version. What of all that is public is kept by `indicators.publication`.
"""

import io
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

from indicators.importing.observations import Issue
from indicators.instruments import INSTRUMENTS
from indicators.models import Confirmation, ImportRun, IndicatorValue
from indicators.models.imports import RunState, SourceKind

LOCK = 0x46434549  # one import writes at a time: two files may hold the same cell
VALUES = IndicatorValue._meta.db_table
CONFIRMATIONS = Confirmation._meta.db_table
RUNS = ImportRun._meta.db_table
STATE_INSTRUMENTS = tuple(code for code, one in INSTRUMENTS.items() if one.source_kind == SourceKind.STATE)

CREATE_STAGED = """
    CREATE TEMPORARY TABLE staged (
        indicator text, instrument text, scope text, school_id bigint, fall_year smallint, period text,
        as_of_date date, dimension text, "group" text, numerator numeric(12, 4), denominator numeric(12, 4),
        value numeric(12, 4), display_status text, status text, line integer
    ) ON COMMIT DROP
"""

# What a cell is, as plain columns: nulls would keep PostgreSQL from joining by hash.
CELL = """
    {0}indicator{1}, {0}instrument, {0}scope, coalesce({0}school_id, 0), {0}fall_year, {0}period,
    coalesce({0}as_of_date, '-infinity'), {0}dimension, {0}"group"
"""
STAGED_CELL = CELL.format("staged.", "")
VALUE_CELL = CELL.format("", "_id")

JUDGE = f"""
    CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
    WITH newest AS (
        SELECT * FROM {VALUES}
        WHERE is_current AND (instrument, fall_year) IN (SELECT DISTINCT instrument, fall_year FROM staged)
    )
    SELECT staged.*, newest.id AS newest_id, newest.version AS newest_version, newest.run_id AS newest_run_id,
        CASE
            WHEN newest.id IS NULL THEN 'NEW'
            WHEN (newest.numerator, newest.denominator, newest.value) IS NOT DISTINCT FROM
                    (staged.numerator, staged.denominator, staged.value)
                AND newest.display_status = staged.display_status
                AND (newest.status = 'PRELIMINARY') = (staged.status = 'PRELIMINARY') THEN 'SAME'
            ELSE 'RESTATED'
        END AS verdict
    FROM staged LEFT JOIN newest ON ({STAGED_CELL}) = ({CELL.format("newest.", "_id")})
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
    FROM judged WHERE verdict <> 'SAME'
"""

# A table of the district that repeats the state's figures is no source for them, should the state's file be undone.
CONFIRM = f"""
    INSERT INTO {CONFIRMATIONS} (value_id, run_id, source_line)
    SELECT newest_id, %(run)s, line FROM judged
    WHERE verdict = 'SAME' AND newest_run_id <> %(run)s AND (%(by_state)s OR instrument NOT IN %(of_state)s)
"""

TAKE_OUT_STATE_FIGURES = """
    DELETE FROM judged WHERE verdict <> 'SAME' AND instrument IN %s
    RETURNING line, instrument, scope, fall_year, dimension, "group"
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


def stage(cursor, observations, school_ids):
    """Put observations into the temporary table `staged`. Their schools must be in `school_ids` (code → id)."""
    cursor.execute("DROP TABLE IF EXISTS staged, judged")
    cursor.execute(CREATE_STAGED)
    buffer = io.StringIO("".join([copy_line(one, school_ids) for one in observations]))
    cursor.cursor.copy_expert("COPY staged FROM STDIN", buffer)
    cursor.execute("ANALYZE staged")


def copy_line(one, school_ids):
    """All fields are codes and numbers: nothing in them needs escaping."""
    school = school_ids[one.school_code] if one.school_code else "\\N"
    return (
        f"{one.indicator}\t{one.instrument}\t{one.scope}\t{school}\t{one.fall_year}\t{one.period}\t"
        f"{or_null(one.as_of_date)}\t{one.dimension}\t{one.group}\t{or_null(one.numerator)}\t"
        f"{or_null(one.denominator)}\t{or_null(one.value)}\t{one.display_status}\t{one.status}\t{one.line}\n"
    )


def or_null(field):
    return "\\N" if field is None else field


def judge(cursor, taken, school_ids):
    """Compare a file's observations with what is stored; return the verdict. Rows a district may not bring are refused.

    Leaves the table `judged` for `write`.
    """
    stage(cursor, taken.observations, school_ids)
    cursor.execute(JUDGE)
    if taken.source_kind == SourceKind.DISTRICT:
        refuse_state_figures(cursor, taken)
    cursor.execute("SELECT verdict, count(*) FROM judged GROUP BY verdict")
    counts = dict(cursor.fetchall())
    return Verdict(counts.get("NEW", 0), counts.get("RESTATED", 0), counts.get("SAME", 0))


def refuse_state_figures(cursor, taken):
    """A table of the district may repeat the state's figures (an export does), but not bring or change them."""
    cursor.execute(TAKE_OUT_STATE_FIGURES, [STATE_INSTRUMENTS])
    issues = []
    for line, instrument, scope, fall_year, dimension, group in cursor.fetchall():
        text = f"{instrument}, {scope}, {fall_year}, {dimension}/{group}"
        issues.append(Issue(line, "STATE_INSTRUMENT", "instrument", text=text))
    taken.issues += issues


def leave_restated_out(cursor):
    cursor.execute("DELETE FROM judged WHERE verdict = 'RESTATED'")


def write(cursor, run, source_kind):
    """Store what `judge` found new or restated, as values of `run`; remember which values the file confirms."""
    cursor.execute(RETIRE)
    cursor.execute(INSERT, {"run": run.pk, "source_kind": source_kind})
    by_state = source_kind == SourceKind.STATE
    cursor.execute(CONFIRM, {"run": run.pk, "by_state": by_state, "of_state": STATE_INSTRUMENTS})


REMEMBER_CELLS = f"""
    CREATE TEMPORARY TABLE touched ON COMMIT DROP AS
    SELECT DISTINCT indicator_id, instrument, scope, coalesce(school_id, 0) AS school, fall_year, period,
        coalesce(as_of_date, '-infinity') AS as_of, dimension, "group"
    FROM {VALUES} WHERE run_id = %s
"""

# What is left of the touched cells, newest version first.
LEFT = f"""
    SELECT id, is_current, row_number() OVER (PARTITION BY {VALUE_CELL} ORDER BY version DESC) = 1 AS is_newest
    FROM {VALUES} WHERE ({VALUE_CELL}) IN (SELECT * FROM touched)
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
