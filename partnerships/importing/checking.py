"""A whole table against the portal as it is now: what can be logged, what is asked about, what cannot be logged.

Rows are read and judged in batches and written by COPY, so neither memory nor the number of statements for a row grows
with the file. What repeats another row or a record is found by the database for all rows at once.
"""

import io
import json
import uuid
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from indicators.importing.observations import Issue, Refused
from partnerships.importing import sheets
from partnerships.importing.kinds import kind_of, refusal_labels
from partnerships.importing.known import Known
from partnerships.models import UploadRow
from partnerships.models.uploads import RowState, UploadSource, UploadState

MOST_ROWS = 50_000
AT_ONCE = 2000  # rows in memory
STAGED = "upload_id, line, entry_key, state, cells, values, place, day, same, is_questioned"


def check(upload, report=lambda done, total: None):
    """Read the file of an upload and judge each row; afterwards it is READY, or UNREADABLE with the refusal.

    `report(rows so far, rows)` is called after each batch; how many rows there are is known from the size of the file,
    not from reading it, so it is about right. Rows of an attempt that ended in the middle go first.
    """
    kind, known = kind_of(upload.kind), Known(upload.owner)
    upload.rows.all().delete()
    done = 0
    try:
        data = content_of(upload)
        about = sheets.about_how_many(data)
        for batch in sheets.batches(rows_of(upload, kind, data), AT_ONCE):
            done += len(batch)
            if done > MOST_ROWS:
                raise Refused("TOO_MANY_ROWS", limit=MOST_ROWS)
            add(upload, judged(kind, known, batch))
            report(done, max(done, about))
    except Refused as refusal:
        upload.rows.all().delete()
        upload.refusal = as_json(refusal.issue)
        upload.state = UploadState.UNREADABLE
    else:
        settle(upload)
        upload.state = UploadState.READY
    upload.save(update_fields=["state", "refusal"])


def check_rows(upload, rows):
    """The same for rows that are read already: [(line, {column: text})]."""
    add(upload, judged(kind_of(upload.kind), Known(upload.owner), rows))
    settle(upload)
    upload.state = UploadState.READY
    upload.save(update_fields=["state"])


def check_again(upload):
    """Judge the rows as they stand against the portal as it is now; those that were left out stay so."""
    kind, known = kind_of(upload.kind), Known(upload.owner)
    kept = upload.rows.exclude(state=RowState.LEFT_OUT)
    lines = list(kept.values_list("line", flat=True))
    for start in range(0, len(lines), AT_ONCE):
        chosen = kept.filter(line__in=lines[start : start + AT_ONCE])
        batch = list(chosen.values_list("line", "cells"))
        with transaction.atomic():
            chosen.delete()
            add(upload, judged(kind, known, batch))
    settle(upload)


def content_of(upload):
    with upload.file.open("rb") as file:
        return file.read()


def rows_of(upload, kind, data):
    table = sheets.lines_of_grid(data.decode()) if upload.source == UploadSource.PASTE else sheets.lines_of_file(data)
    return sheets.rows_of(table, kind)


def as_json(issue):
    return {"line": issue.line, "code": issue.code, "details": issue.details}


def refusal_of(upload):
    """Why a file cannot be read, in the reader's language; empty where it can."""
    if not upload.refusal:
        return ""
    issue = Issue(upload.refusal["line"], upload.refusal["code"], details=upload.refusal["details"])
    return sheets.sentence(issue)


# ------------------------------------------------------------------ rows


def judged(kind, known, batch):
    kind.prepare(known, [cells for _line, cells in batch])
    return [kind.check(known, cells, line) for line, cells in batch]


def add(upload, rows):
    kind = kind_of(upload.kind)
    lines = io.StringIO("".join(staged_line(upload, kind, row) for row in rows))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {UploadRow._meta.db_table} ({STAGED}) FROM STDIN", lines, size=1 << 18)


def staged_line(upload, kind, row):
    fields = [upload.pk, row.line, uuid.uuid5(upload.key, str(row.line))]
    cells = escaped(json.dumps(row.cells, ensure_ascii=False))
    if row.problems:
        fields += [RowState.REFUSED.value, cells, r"\N", r"\N", r"\N", "", "f"]
    else:
        place, day, same = kind.identity(row.values)
        state = RowState.ASKED.value if row.questions else RowState.RIGHT.value
        values = escaped(json.dumps(row.values, default=in_json, ensure_ascii=False))
        fields += [state, cells, values, place, day, escaped(same[:200]), "t" if row.questions else "f"]
    return "\t".join(map(str, fields)) + "\n"


def in_json(value):
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(value)


ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": None})


def escaped(text):
    return text.translate(ESCAPES)


# ------------------------------------------------------------------ what is there twice

# MATERIALIZED: of rows that were written a moment ago the planner thinks that there is one, and would look for the
# records of all rows again for each.
SETTLE = """
WITH sound AS MATERIALIZED (
    SELECT id, line, place, day, same, is_questioned,
        first_value(line) OVER (PARTITION BY place, day, same ORDER BY line) AS first_line
    FROM partnerships_uploadrow WHERE upload_id = %(upload)s AND state IN ('RIGHT', 'ASKED')
), logged AS MATERIALIZED (
    SELECT sound.id, min(record.id) AS record
    FROM sound JOIN {table} AS record ON {matches}
    GROUP BY sound.id
)
UPDATE partnerships_uploadrow AS target
SET repeats_line = nullif(sound.first_line, sound.line), repeats_record = logged.record,
    state = CASE WHEN sound.is_questioned OR sound.first_line <> sound.line OR logged.record IS NOT NULL
        THEN 'ASKED' ELSE 'RIGHT' END
FROM sound LEFT JOIN logged ON logged.id = sound.id
WHERE target.id = sound.id AND (
    target.repeats_line IS DISTINCT FROM nullif(sound.first_line, sound.line)
    OR target.repeats_record IS DISTINCT FROM logged.record
    OR (target.state = 'ASKED') IS DISTINCT FROM
        (sound.is_questioned OR sound.first_line <> sound.line OR logged.record IS NOT NULL)
)
"""


def settle(upload):
    """Say of each sound row which row above and which record says the same, and with that whether to ask about it."""
    kind = kind_of(upload.kind)
    with connection.cursor() as cursor:
        statement = SETTLE.format(table=kind.model._meta.db_table, matches=kind.matches)
        cursor.execute("ANALYZE partnerships_uploadrow" if upload.rows.count() > AT_ONCE else "SELECT 1")
        cursor.execute(statement, {"upload": upload.pk})


# ------------------------------------------------------------------ reading what was found


def told(upload, rows):
    """Rows of the page with their reasons in the reader's language: [(UploadRow, kinds.Row)].

    Judged once more for that; what repeats another is known from `settle`.
    """
    kind, known, rows = kind_of(upload.kind), Known(upload.owner), list(rows)
    found = judged(kind, known, [(row.line, row.cells) for row in rows])
    records = kind.model.objects.in_bulk([row.repeats_record for row in rows if row.repeats_record])
    for row, checked in zip(rows, found, strict=True):
        if row.repeats_line:
            checked.ask(kind.twin_column, _("Line %(line)s says the same.") % {"line": row.repeats_line})
        if record := records.get(row.repeats_record):
            message = _("“%(activity)s” is logged for the same day already.") % {"activity": record}
            checked.ask(kind.twin_column, message, record.get_absolute_url())
    return list(zip(rows, found, strict=True))


def reasons(kind, checked):
    """(heading of the column, sentence, address) of each mistake of a row, or of each question where it has none."""
    return [(kind.column_words(one.column), one.text, one.url) for one in checked.problems or checked.questions]


def file_of_left(upload):
    """Headings and rows of a file that can be corrected and brought again: the same columns, line and reason first."""
    kind, added = kind_of(upload.kind), refusal_labels()
    names = list(kind.by_name)
    states = [RowState.REFUSED, RowState.ASKED, *([RowState.RIGHT, RowState.LEFT_OUT] if upload.is_logged else [])]
    left = upload.rows.filter(state__in=states)

    def rows():
        for batch in sheets.batches(left.iterator(chunk_size=AT_ONCE), AT_ONCE):
            for row, checked in told(upload, batch):
                why = " ".join(f"{label}: {text}" for label, text, _url in reasons(kind, checked))
                yield [row.line, why, *(row.cells.get(name, "") for name in names)]

    return [added["line"], added["why"], *kind.headers()], rows()


def totals(upload):
    """{state: rows} of an upload, every state named."""
    counted = dict(upload.rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in RowState.values}


# ------------------------------------------------------------------ single rows


@transaction.atomic
def replace(upload, row, cells):
    """Put other cells into a row; what repeats it is looked for anew."""
    row.delete()
    add(upload, judged(kind_of(upload.kind), Known(upload.owner), [(row.line, cells)]))
    settle(upload)


@transaction.atomic
def leave_out(upload, row):
    row.state, row.repeats_line, row.repeats_record = RowState.LEFT_OUT, None, None
    row.save(update_fields=["state", "repeats_line", "repeats_record"])
    settle(upload)
