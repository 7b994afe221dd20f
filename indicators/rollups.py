"""Keeps the cells equal to the rows: incrementally (`refresh`), or all at once (`rebuild`).

How a refresh stays right whoever else is writing, in one transaction and in this order:

1. It takes the rollup's advisory lock, shared; a rebuild takes it exclusively.
2. It claims marks by deleting them, passing over those another worker holds. If it dies, they are back.
3. It locks the school years of what it claimed, in order. Whoever refreshed one of them before has committed.
4. Only then a new statement, hence with a new snapshot (READ COMMITTED), counts the rows: everything the claimed marks
   speak of is in it, and no older result can overwrite a newer one. The same statement writes the differences on to
   the district's sums, whose rows it locks in order, so two workers never wait for each other in a circle.
"""

import time
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from indicators import rollup_sql
from indicators.measures import definition, source_named, sources
from indicators.models import RollupRun, StaleCell
from indicators.rollup_sql import CELLS, DISTRICT, FALL_YEAR, YEARS

MARKS_AT_ONCE = 500
REBUILD_MEMORY = "256MB"  # for each sort and hash of a rebuild; groups that do not fit go to disk, twice the time
LOCK = 0x46434520  # the rollup's own number among PostgreSQL's advisory locks

_STALE = StaleCell._meta.db_table


@dataclass(frozen=True)
class Refreshed:
    """What one pass did: marks taken from the queue, and cells that came out different."""

    claimed: int
    changed: int


def refresh(limit=MARKS_AT_ONCE):
    """Work out the oldest `limit` marks; return what was done, claimed 0 when nothing is left for us."""
    run = RollupRun(kind=RollupRun.Kind.REFRESH, started_at=timezone.now())
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
            claimed = _claim(cursor, limit)
            if not claimed:
                return Refreshed(0, 0)
            keys = _lock(cursor, claimed)
            run.claimed = len(claimed)
            run.cells_changed = sum(_recount(cursor, source_named(name), months) for name, months in keys.items())
            run.finished_at = timezone.now()
            run.save()
    except Exception as error:
        _record_failure(run, error)
        raise
    return Refreshed(run.claimed, run.cells_changed)


def _claim(cursor, limit):
    cursor.execute(
        f"""DELETE FROM {_STALE} WHERE id = ANY(ARRAY(
            SELECT id FROM {_STALE} ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
        )) RETURNING source, school_key, month""",
        [limit],
    )
    return cursor.fetchall()


def _lock(cursor, claimed):
    """Lock the school years of the claimed marks until commit; return {source: its distinct school-months}."""
    keys = {}
    for source, school_key, month in sorted(set(claimed)):
        keys.setdefault(source, []).append((school_key, month))
    keys = {name: months for name, months in keys.items() if source_named(name)}  # a source may have been retired
    for name, months in keys.items():
        cursor.execute(
            f"""SELECT pg_advisory_xact_lock(number) FROM (
                SELECT DISTINCT hashtextextended(
                    concat_ws(' ', %s::text, school_key, {FALL_YEAR}), 0
                ) AS number
                FROM unnest(%s::bigint[], %s::date[]) AS keys (school_key, month) ORDER BY number
            ) AS numbers""",
            [name, *map(list, zip(*months, strict=True))],
        )
    return keys


def _recount(cursor, source, months):
    """Bring the cells of these school-months, and the sums above them, up to date; return how many changed."""
    cursor.execute(*rollup_sql.recount(source, months))
    (changed,) = cursor.fetchone()
    if changed:
        for statement in rollup_sql.drop_emptied(months):
            cursor.execute(*statement)
    return changed


def refresh_all(seconds=600):
    """Refresh until nothing is left for us, or `seconds` have passed; return the sum of what was done."""
    until = time.monotonic() + seconds
    claimed = changed = 0
    while time.monotonic() < until and (done := refresh()).claimed:
        claimed, changed = claimed + done.claimed, changed + done.changed
    return Refreshed(claimed, changed)


def rebuild():
    """Work out every cell from all rows, in one transaction: readers see the old cells until the new ones are whole.

    Rows may be written meanwhile. The marks that this snapshot can see are cleared first; whatever is committed later
    comes with marks of its own, which stay.
    """
    run = RollupRun(kind=RollupRun.Kind.REBUILD, started_at=timezone.now(), definition=definition())
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            cursor.execute(f"DELETE FROM {_STALE}")
            run.claimed = cursor.rowcount
            run.cells_changed = _rebuild_tables(cursor)
            run.finished_at = timezone.now()
            run.save()
    except Exception as error:
        _record_failure(run, error)
        raise
    return run


def _rebuild_tables(cursor):
    cursor.execute("SELECT set_config('work_mem', %s, true)", [REBUILD_MEMORY])
    # No TRUNCATE: it would keep readers waiting until the end.
    for table in (CELLS, DISTRICT, YEARS):
        cursor.execute(f"DELETE FROM {table}")
    for source in sources():
        for statement in rollup_sql.rebuild(source):
            cursor.execute(*statement)
    cursor.execute(f"ANALYZE {CELLS}, {DISTRICT}, {YEARS}")  # a refresh must not plan by what they were
    cursor.execute(f"SELECT count(*) FROM {CELLS}")
    return cursor.fetchone()[0]


def _record_failure(run, error):
    run.finished_at = timezone.now()
    run.error = f"{type(error).__name__}: {error}"[:2000]
    with suppress(DatabaseError):  # the database itself may be what failed
        run.save(force_insert=True)


def rebuild_is_due():
    """Whether the declared measures are no longer those that the last rebuild worked by."""
    last = RollupRun.objects.filter(kind=RollupRun.Kind.REBUILD, error="").first()
    return last is not None and last.definition != definition()


def forget_old_runs():
    """Old runs are of no use, but for the last rebuild: `rebuild_is_due` asks for it. How old is a setting."""
    runs_before(moment_before(portal_settings().rollups_kept_days)).delete()


def runs_before(moment):
    return RollupRun.objects.filter(started_at__lt=moment).exclude(kind=RollupRun.Kind.REBUILD)
