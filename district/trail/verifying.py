"""Verification: all sums are worked out again from the rows, and the chain from the sums. What differs is named.

Sound against whoever may write anything into the database, with one exception that no database can take away: who
rewrites the rows and then the whole chain. For that the sum of a seal is kept outside (`against`).
"""

import hashlib
from collections import defaultdict
from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from district.models import AuditVerification, ContextChange, Seal, SealBlock, SealShape
from district.trail import sealing, tables

LISTED = 200  # findings that are kept; all are counted
CONTEXTS_GROW_FOR = "1 day"  # a request or a job; the trigger of the table refuses later ones
CHUNK = 5000

ALTERED = gettext_noop("altered")
MISSING = gettext_noop("missing")
INSERTED = gettext_noop("inserted")
CONTEXT_ALTERED = gettext_noop("who, from where or why was altered")
CONTEXT_LATE = gettext_noop("who, from where or why was added to long afterwards")
BLOCK = gettext_noop("rows of this range do not give their sum")
GAP = gettext_noop("the range before this one is missing")
CHAIN = gettext_noop("the seal does not give its sum, or does not follow the one before")
TABLE_GONE = gettext_noop("the table is gone")
COLUMNS_GONE = gettext_noop("columns are gone: the rows cannot be checked until they are sealed anew")
NOT_OURS = gettext_noop("no seal has the sum that was kept outside: the chain was written anew")


@dataclass(frozen=True)
class Finding:
    """What is wrong, where: the table, the row's id (an event's, or the circumstances'), and the seal that shows it."""

    what: str
    table: str = ""
    row: str = ""
    seal: int | None = None

    def __str__(self):
        return " ".join(str(part) for part in (f"seal {self.seal}" if self.seal else "", self.table, self.row) if part)


@dataclass
class Verified:
    """What one verification read and found. `unsealed` counts rows younger than the last seal, by table."""

    seals: int = 0
    rows: int = 0
    last_hash: str = ""
    findings: list = field(default_factory=list)
    unsealed: dict = field(default_factory=dict)

    @property
    def is_good(self):
        return not self.findings


def verify(against=""):
    """Read everything, as of one moment. `against`: the sum of a seal that was kept outside."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:  # else somebody else's transaction, as in a test
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tables.as_ever(cursor)
        verified = Verified()
        sums = check_chain(verified)
        current = check_ranges(verified)
        check_tables(cursor, verified, current)
        check_circumstances(cursor, verified)
        verified.unsealed = unsealed()
        if against and against.lower() not in sums:
            verified.findings.append(Finding(NOT_OURS, row=against))
    return verified


def verify_and_record(against=""):
    """Verify, and keep what was found as a row that stays."""
    started = timezone.now()
    verified = verify(against)
    kept = AuditVerification.objects.create(
        started_at=started,
        finished_at=timezone.now(),
        seals=verified.seals,
        rows=verified.rows,
        unsealed=sum(verified.unsealed.values()),
        last_hash=verified.last_hash,
        found=len(verified.findings),
        findings=[asdict(finding) for finding in verified.findings[:LISTED]],
    )
    return verified, kept


# ---------------------------------------------------------------------- the chain


def check_chain(verified):
    """Each seal gives its sum and follows the one before. The sums of all seals."""
    blocks, shapes, sums = grouped_blocks(), {}, set()
    number, before = 0, ""
    following = next(blocks, None)
    for seal in Seal.objects.order_by("number").iterator(chunk_size=CHUNK):
        own = []
        while following and following[0] <= seal.number:
            of_seal, shape, *block = following
            if of_seal == seal.number:
                own.append((shapes.get(shape) or remember(shapes, shape), *block))
            following = next(blocks, None)
        follows = seal.number == number + 1 and seal.previous_hash == before
        if not follows or sealing.sum_of(seal, own) != seal.hash:
            verified.findings.append(Finding(CHAIN, seal=seal.number))
        number, before = seal.number, seal.hash
        sums.add(seal.hash)
        verified.seals += 1
    verified.last_hash = before
    return sums


def grouped_blocks():
    found = SealBlock.objects.order_by("seal_id", "pk").values_list(
        "seal_id", "shape_id", "after", "up_to", "rows", "hash"
    )
    return iter(found.iterator(chunk_size=CHUNK))


def remember(shapes, pk):
    shapes[pk] = sealing.sum_of_shape(SealShape.objects.get(pk=pk))
    return shapes[pk]


# ---------------------------------------------------------------------- the ranges


@dataclass(frozen=True)
class Span:
    """The ranges of a table that count: those of the last time it was sealed from its beginning, by shape."""

    first_seal: int
    shapes: tuple


def check_ranges(verified):
    """The ranges of each table follow each other without a gap. {table: its `Span`}.

    A table that was sealed anew begins again at its first id: what was sealed before that no longer counts.
    """
    reached, spans = {}, defaultdict(list)
    begins = {}
    rows = SealBlock.objects.order_by("seal_id", "pk").values_list(
        "seal_id", "shape__table", "shape_id", "after", "up_to"
    )
    for seal, table, shape, after, up_to in rows.iterator(chunk_size=CHUNK):
        if after == sealing.FIRST:
            begins[table], spans[table] = seal, []
        elif reached.get(table) != after:
            verified.findings.append(Finding(GAP, table, str(after), seal))
            begins.setdefault(table, seal)
        reached[table] = up_to
        if shape not in spans[table]:
            spans[table].append(shape)
    return {table: Span(begins[table], tuple(shapes)) for table, shapes in spans.items()}


# ---------------------------------------------------------------------- the rows


def check_tables(cursor, verified, current):
    """Each table's rows as they are now, with the columns they were sealed with."""
    there, known = tables.columns_there(), tables.sealed_tables()
    shapes = SealShape.objects.in_bulk([shape for span in current.values() for shape in span.shapes])
    for name, span in sorted(current.items()):
        for shape in (shapes[pk] for pk in span.shapes):
            if not shape.columns:  # sealed as gone, with a reason
                continue
            if name not in known or name not in there:
                verified.findings.append(Finding(TABLE_GONE, name, seal=span.first_seal))
            elif missing := set(shape.columns) - set(there[name]):
                verified.findings.append(Finding(COLUMNS_GONE, name, ", ".join(sorted(missing)), span.first_seal))
            else:
                check_blocks(cursor, verified, known[name], shape, span.first_seal)


def check_blocks(cursor, verified, table, shape, first_seal):
    key = f"event.{tables.quoted(table.key)}"
    statement = f"""
        SELECT block.id, block.rows, now.rows, block.rows = now.rows AND block.hash = now.hash
        FROM {SealBlock._meta.db_table} block CROSS JOIN LATERAL (
            SELECT count(*) AS rows,
                encode(sha256(coalesce(string_agg(own || circumstances, ''::bytea ORDER BY id), '')), 'hex')
                AS hash
            FROM (
                SELECT {key} AS id, {tables.row_sum(shape.columns, "event")} AS own,
                    {tables.context_sum(table)} AS circumstances
                FROM {tables.joined(table)}
                WHERE {key} > block.after AND {key} <= block.up_to
            ) rows
        ) now
        WHERE block.shape_id = %s AND block.seal_id >= %s
        """
    cursor.execute(statement, [shape.pk, first_seal])
    different = []
    for pk, _sealed, rows, is_same in cursor.fetchall():
        verified.rows += rows
        if not is_same:
            different.append(pk)
    for block in SealBlock.objects.filter(pk__in=different).order_by("pk").iterator(chunk_size=50):
        name_rows(cursor, verified, table, shape, block)


def name_rows(cursor, verified, table, shape, block):
    """Which rows of a range do not give their sums; none where circumstances were only added to, as they may be."""
    now = {
        pk: (own, circumstances, context) for pk, own, circumstances, context in rows_now(cursor, table, shape, block)
    }
    sealed = dict(zip(block.ids, zip(block.prints, block.context_prints, strict=True), strict=True))
    found = [Finding(MISSING, table.name, str(pk), block.seal_id) for pk in sorted(sealed.keys() - now.keys())]
    found += [Finding(INSERTED, table.name, str(pk), block.seal_id) for pk in sorted(now.keys() - sealed.keys())]
    earlier = earlier_circumstances(cursor, {context for _own, _sum, context in now.values() if context})
    total = hashlib.sha256()
    for pk in sorted(now.keys() & sealed.keys()):
        own, circumstances, context = now[pk]
        if beginning(own) != sealed[pk][0]:
            found.append(Finding(ALTERED, table.name, str(pk), block.seal_id))
        if beginning(circumstances) != sealed[pk][1]:
            as_sealed = [old for old in earlier.get(context, ()) if beginning(old) == sealed[pk][1]]
            if not as_sealed:
                found.append(Finding(CONTEXT_ALTERED, tables.CONTEXTS, str(context), block.seal_id))
            circumstances = as_sealed[0] if as_sealed else circumstances
        total.update(own + circumstances)
    if not found and (total.hexdigest() != block.hash or len(now) != block.rows):
        found.append(Finding(BLOCK, table.name, f"{block.after}–{block.up_to}", block.seal_id))
    known = set(verified.findings) if any(one.what == CONTEXT_ALTERED for one in found) else set()
    verified.findings += [one for one in dict.fromkeys(found) if one not in known]


def rows_now(cursor, table, shape, block):
    key = f"event.{tables.quoted(table.key)}"
    context = "event.pgh_context_id" if table.has_context else "NULL"
    cursor.execute(
        f"SELECT {key}, {tables.row_sum(shape.columns, 'event')}, {tables.context_sum(table)}, {context} "
        f"FROM {tables.joined(table)} WHERE {key} > %s AND {key} <= %s ORDER BY 1",
        [block.after, block.up_to],
    )
    return [(pk, bytes(own), bytes(circumstances), of) for pk, own, circumstances, of in cursor.fetchall()]


def earlier_circumstances(cursor, contexts):
    """{circumstances: their sums as they were before something was added}."""
    if not contexts:
        return {}
    cursor.execute(
        f"""
        SELECT context.id, sha256(convert_to(ROW(context.id, context.created_at, change.before)::text, 'UTF8'))
        FROM {ContextChange._meta.db_table} change JOIN {tables.CONTEXTS} context ON context.id = change.context_id
        WHERE change.context_id = ANY(%s::uuid[])
        """,
        [[str(context) for context in contexts]],
    )
    found = defaultdict(list)
    for context, digest in cursor.fetchall():
        found[context].append(bytes(digest))
    return found


def beginning(digest):
    """The first eight bytes of a sum as the number that a block keeps."""
    return int.from_bytes(digest[:8], "big", signed=True)


# ---------------------------------------------------------------------- circumstances, and what waits


def check_circumstances(cursor, verified):
    """What was added to circumstances leads from what they said to what they say, and was added in their time.

    That it was in their time is not believed because the row says so: it is among what was sealed in that time.
    """
    cursor.execute(CHANGED_CONTEXTS)
    found = [Finding(what, tables.CONTEXTS, str(context)) for what, context in cursor.fetchall()]
    verified.findings += [one for one in found if one not in verified.findings]


_CHANGES = ContextChange._meta.db_table
CHANGED_CONTEXTS = f"""
    WITH steps AS (
        SELECT change.*, lead(before) OVER own AS next_before, lead(id) OVER own AS next_id, (
            SELECT min(block.seal_id) FROM {SealBlock._meta.db_table} block
            JOIN {SealShape._meta.db_table} shape ON shape.id = block.shape_id
            WHERE shape.table = '{_CHANGES}' AND change.id > block.after AND change.id <= block.up_to
        ) AS seal_id
        FROM {_CHANGES} change WINDOW own AS (PARTITION BY context_id ORDER BY id)
    ), judged AS (
        SELECT steps.context_id,
            context.id IS NULL OR context.created_at <> steps.context_made_at
                OR steps.after <> coalesce(steps.next_before, context.metadata) AS is_altered,
            greatest(steps.at, earlier.made_at) > steps.context_made_at + interval '{CONTEXTS_GROW_FOR}' * 2 AS is_late
        FROM steps
        LEFT JOIN {tables.CONTEXTS} context ON context.id = steps.context_id
        LEFT JOIN {Seal._meta.db_table} earlier ON earlier.number = steps.seal_id - 1
    )
    SELECT DISTINCT CASE WHEN is_altered THEN '{CONTEXT_ALTERED}' ELSE '{CONTEXT_LATE}' END, context_id
    FROM judged WHERE is_altered OR is_late ORDER BY 2, 1
"""


def unsealed():
    """{table: rows that no seal covers yet}, of tables that have such rows."""
    sealed, there = sealing.sealed_up_to(), tables.columns_there()
    arms = [
        f"SELECT '{name}', count(*) FROM {tables.quoted(name)} "
        f"WHERE {tables.quoted(table.key)} > {sealed.get(name, sealing.FIRST)}"
        for name, table in tables.sealed_tables().items()
        if name in there
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms))
        return {name: total for name, total in cursor.fetchall() if total}


def last_seal():
    return Seal.objects.order_by(F("number").desc()).first()
