"""Sealing: every minute all rows of the audit trail that were committed since are put under one sum, upon the last.

Nothing is done when a row is written, so writers neither wait nor pay. What has to hold is that no row arrives later in
a range that is sealed already, though ids are handed out before they are committed: see `settled`.
"""

import hashlib
import json
import time

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from district.models import Seal, SealBlock, SealShape
from district.trail import tables

BLOCK_ROWS = 1000
TABLE_ROWS = 100_000  # of one table in one seal: a first seal over millions of rows is many seals
ONLY_ONE_SEALS = 0x5EA1  # the key of an advisory lock
WRITERS_TAKE_SECONDS = 2.0
LOOK_AGAIN_SECONDS = 0.02
FIRST = -(2**63)


def seal_all(seconds=45.0):
    """Seal what there is, seal after seal, for about `seconds`. The seals that were made."""
    made, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        seal = seal_once()
        if seal is None:
            break
        made.append(seal)
    return made


@transaction.atomic
def seal_once(wait=WRITERS_TAKE_SECONDS):
    """One seal over all settled rows; None where there are none, or somebody else is sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONLY_ONE_SEALS])
        if not cursor.fetchone()[0]:
            return None
        sealed, there = sealed_up_to(), tables.columns_there()
        known = {name: table for name, table in tables.sealed_tables().items() if name in there}
        newest = newest_ids(cursor, known, sealed)
        ready = settled(cursor, newest, wait)
        if not ready:
            return None
        return write_seal(cursor, [(known[name], there[name], sealed.get(name, FIRST), ready[name]) for name in ready])


def sealed_up_to():
    """{table: the highest id that is sealed}; tables of which nothing is sealed are missing."""
    found = SealBlock.objects.order_by().values_list("shape__table").annotate(last=Max("up_to"))
    return dict(found)


def newest_ids(cursor, known, sealed):
    """{table: the highest id that can be seen}, of those tables that have rows after what is sealed."""
    arms = " UNION ALL ".join(
        f"SELECT '{name}', max({tables.quoted(table.key)}) FROM {tables.quoted(name)}" for name, table in known.items()
    )
    cursor.execute(arms)
    return {name: last for name, last in cursor.fetchall() if last is not None and last > sealed.get(name, FIRST)}


def settled(cursor, newest, wait):
    """Those tables (and ids) up to which no row can arrive any more.

    Whoever has been given an id but has not committed holds a lock on the table until the end of the transaction, and
    took it before the id. So: first the highest id was read, now who holds the lock; once all of these are gone, every
    row up to that id is there to be seen, or will never be. Who comes later is given higher ids and is no matter. A
    long transaction keeps back only the tables into which it has written.
    """
    until = time.monotonic() + wait
    waiting = writers(cursor, newest)
    while any(waiting.values()) and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
        now = writers(cursor, [name for name, who in waiting.items() if who])
        waiting = {name: who & now.get(name, set()) for name, who in waiting.items()}
    return {name: last for name, last in newest.items() if not waiting.get(name)}


def writers(cursor, names):
    """{table: the transactions of others that have written into it, or may have}."""
    cursor.execute(WRITERS, [list(names)])
    found = {}
    for name, transaction_id in cursor.fetchall():
        found.setdefault(name, set()).add(transaction_id)
    return found


WRITERS = """
    SELECT c.relname, l.virtualtransaction
    FROM pg_class c JOIN pg_locks l ON l.relation = c.oid
    WHERE c.relname = ANY(%s) AND l.locktype = 'relation' AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
        AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""


def write_seal(cursor, ranges, reason=""):
    """A seal over these (table, columns, after, up to), and its blocks."""
    tables.as_ever(cursor)
    last = Seal.objects.order_by("-number").first()
    drafts = []
    for table, columns, after, up_to in ranges:
        shape, _made = SealShape.objects.get_or_create(table=table.name, columns=list(columns))
        drafts += [(shape, *block) for block in blocks_of(cursor, table, columns, after, up_to)]
    seal = Seal(
        number=last.number + 1 if last else 1,
        made_at=timezone.now(),
        previous_hash=last.hash if last else "",
        rows=sum(draft[3] for draft in drafts),
        reason=reason,
    )
    seal.hash = sum_of(seal, [(sum_of_shape(draft[0]), *draft[1:5]) for draft in drafts])
    seal.save(force_insert=True)
    names = ("shape", "after", "up_to", "rows", "hash", "ids", "prints", "context_prints")
    SealBlock.objects.bulk_create(
        [SealBlock(seal=seal, **dict(zip(names, draft, strict=True))) for draft in drafts], batch_size=50
    )
    return seal


def blocks_of(cursor, table, columns, after, up_to):
    """[(after, up_to, rows, hash, ids, prints, context prints)] of a range, without gaps between them.

    A range without rows is one block of none: what turns up there later was inserted. A table that is gone has no
    columns.
    """
    if not columns:
        return [(after, up_to, 0, EMPTY, [], [], [])]
    end = range_end(cursor, table, after, up_to)
    cursor.execute(blocks_sql(table, columns), {"after": after, "up_to": end, "size": BLOCK_ROWS})
    found, begin = [], after
    rows = cursor.fetchall()
    for number, (last, total, digest, *marks) in enumerate(rows, start=1):
        reaches = end if number == len(rows) else last
        found.append((begin, reaches, total, digest, *marks))
        begin = reaches
    return found or [(after, end, 0, EMPTY, [], [], [])]


EMPTY = hashlib.sha256(b"").hexdigest()


def range_end(cursor, table, after, up_to):
    """The id at which a seal stops, so that none takes more than `TABLE_ROWS` rows of a table."""
    key = tables.quoted(table.key)
    cursor.execute(
        f"SELECT {key} FROM {tables.quoted(table.name)} WHERE {key} > %s AND {key} <= %s ORDER BY {key} "
        f"OFFSET {TABLE_ROWS - 1} LIMIT 1",
        [after, up_to],
    )
    found = cursor.fetchone()
    return found[0] if found else up_to


def blocks_sql(table, columns):
    key = f"event.{tables.quoted(table.key)}"
    return f"""
        SELECT max(id), count(*), encode(sha256(string_agg(own || circumstances, ''::bytea ORDER BY id)), 'hex'),
            array_agg(id ORDER BY id), array_agg({tables.beginning("own")} ORDER BY id),
            array_agg({tables.beginning("circumstances")} ORDER BY id)
        FROM (
            SELECT {key} AS id, {tables.row_sum(columns, "event")} AS own,
                {tables.context_sum(table)} AS circumstances,
                (row_number() OVER (ORDER BY {key}) - 1) / %(size)s AS part
            FROM {tables.joined(table)}
            WHERE {key} > %(after)s AND {key} <= %(up_to)s
        ) rows
        GROUP BY part ORDER BY part
    """


def sum_of_shape(shape):
    return _sha256([shape.table, shape.columns])


def sum_of(seal, blocks):
    """The sum of a seal over the one before; `blocks`: (sum of the shape, after, up to, rows, hash) of each."""
    told = [seal.number, seal.previous_hash, seal.made_at.timestamp(), seal.rows, seal.reason]
    return _sha256([*told, sorted(blocks)])


def _sha256(value):
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()
