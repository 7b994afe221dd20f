"""Tables that people brought: kept until they are looked at, logged once and whole, taken back whole.

Rows go from where they were checked to where they count by an INSERT … SELECT for some thousands and one more for each
kind of link, all in one transaction; triggers write the history of each and mark the figures as they do for a form.
"""

import hashlib
import json
import uuid

import pghistory
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from district import jobs
from district.models import SchoolYear, User
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from indicators.tasks import ring
from partnerships.importing import checking
from partnerships.importing.kinds import kind_of
from partnerships.importing.known import Known
from partnerships.models import Upload, UploadRow
from partnerships.models.uploads import RowState, UploadSource, UploadState

CHECK, LOG, UNDO = "upload-check", "upload-log", "upload-undo"  # kinds of jobs
AT_ONCE_BYTES = 200_000  # a smaller table is checked while the person waits
AT_ONCE_ROWS = 1_000
BY_STATEMENT = 2_500  # rows that one statement logs or takes back; after each the job says how far it is


def unheard(done, total):
    """Where nobody waits for a bar."""


class NotNow(Exception):
    """What cannot be done with a table now; its text says why, in words for the page."""


# ------------------------------------------------------------------ bringing


def bring(*, kind, data, file_name="", by, key, source=UploadSource.FILE):
    """Keep a table that a person brought and have it checked: at once where it is small, by a worker otherwise.

    A form that comes again carries the same `key` and gets the table it made the first time.
    """
    with transaction.atomic():  # a table without its file, or without somebody who checks it, could never go on
        upload, is_new = made_once(key, data, by=by, kind=kind, file_name=file_name[:200], source=source)
        if is_new:
            upload.file.save("table", ContentFile(data))
        if is_new and len(data) > AT_ONCE_BYTES:
            upload.job = jobs.ask(CHECK, by=by, upload=upload.pk)
            upload.save(update_fields=["job"])
    if upload.job is None:
        check_at_once(upload)
    return upload


@transaction.atomic
def check_at_once(upload):
    """Check a small table, unless that is done: the request that began it may have ended in the middle."""
    waiting = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk, state=UploadState.CHECKING, job=None)
    if locked := waiting.first():
        checking.check(locked)
    upload.refresh_from_db()


def enter(*, kind, rows, by, key):
    """A table that was typed on a page, row by row: [(line, {column: text})]; checked at once."""
    with transaction.atomic():
        upload, is_new = made_once(key, json.dumps(rows).encode(), by=by, kind=kind, source=UploadSource.GRID)
        if is_new:
            checking.check_rows(upload, rows)
    return upload


def made_once(key, content, *, by, **values):
    """The upload of a form, and whether it is new.

    Who goes back to a form and sends something else brings another table: it is not taken for the first.
    """
    digest = hashlib.sha256(content).hexdigest()
    of_content = uuid.uuid5(key, f"{by.pk} {values['kind']} {digest}")
    return Upload.objects.get_or_create(key=of_content, defaults={"owner": by, **values})


# ------------------------------------------------------------------ logging


def wanted_states(with_asked):
    return [RowState.RIGHT, *([RowState.ASKED] if with_asked else [])]


def start_logging(*, upload, by, without_the_rest, with_asked):
    """Log the rows of a checked table, at once where they are few. Raises NotNow.

    `with_asked`: rows with a question too. Where rows would be left, `without_the_rest` has to be chosen.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if upload.state != UploadState.READY:
            raise NotNow(_("This table was logged before, or is at work. Nothing was logged twice."))
        found = checking.totals(upload)
        wanted = sum(found[state] for state in wanted_states(with_asked))
        left = found[RowState.REFUSED] + (0 if with_asked else found[RowState.ASKED])
        if not wanted or (left and not without_the_rest):
            raise NotNow(_("Nothing was logged. Correct the rows first, or choose to leave them out."))
        is_small = wanted <= AT_ONCE_ROWS
        upload.state = UploadState.LOGGING
        upload.job = None if is_small else jobs.ask(LOG, by=by, upload=upload.pk, with_asked=with_asked)
        upload.save(update_fields=["state", "job"])
    if not is_small:
        return upload
    log(upload=upload, by=by, with_asked=with_asked)
    return upload


def log(*, upload, by, with_asked, report=unheard):
    """Log the rows of a table in LOGGING; `report(rows so far, rows)` is called on the way.

    If something stands in the way nothing is logged, the table is READY again with its rows judged anew, and NotNow
    says what it was.
    """
    try:
        with transaction.atomic():
            locked = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk, state=UploadState.LOGGING)
            states = wanted_states(with_asked)
            refuse_what_changed(locked, states, by)
            refuse_new_twins(locked, states)
            with pghistory.context(note=_("From a table: %(name)s") % {"name": locked.name()}):
                total = insert(locked, states, by, report)
            locked.rows.filter(state__in=states).update(state=RowState.LOGGED)
            locked.state, locked.logged_total, locked.logged_at = UploadState.LOGGED, total, timezone.now()
            locked.said = ""
            locked.save(update_fields=["state", "logged_total", "logged_at", "said"])
            ring()
    except (NotNow, DatabaseError) as error:
        changed = _("Something has changed since the rows were checked. They were checked again.")
        said = str(error) if isinstance(error, NotNow) else changed
        give_back(upload, said, UploadState.READY)
        raise NotNow(said) from error
    upload.refresh_from_db()
    return total


def give_back(upload, said, state):
    """Put a table back into a state that its owner can act in; `said` is what stood in the way."""
    upload.refresh_from_db()
    if state == UploadState.READY:
        checking.check_again(upload)
    Upload.objects.filter(pk=upload.pk).update(state=state, said=said[:300])
    upload.refresh_from_db()


def refuse_what_changed(upload, states, by):
    """Raise NotNow where the person may not log for a school any more, or a school year was closed meanwhile.

    The open years are held until the transaction ends: none is closed while rows are written into it, and tables are
    logged one after the other.
    """
    fresh = User.objects.get(pk=by.pk)  # whose roles are read now
    known, rows = Known(fresh), upload.rows.filter(state__in=states)
    if not kind_of(upload.kind).may_still(known, rows):
        raise NotNow(_("You may not log for all schools of this table any more. Nothing was changed."))
    years = SchoolYear.objects.select_for_update(no_key=True).order_by("pk")
    refuse_closed_years(rows, list(years))


def refuse_new_twins(upload, states):
    """Raise NotNow where rows that could be logged without a question repeat what was logged since they were checked,
    such as the same file brought by two people."""
    right = upload.rows.filter(state=RowState.RIGHT)
    before = right.count()
    checking.settle(upload)
    if RowState.ASKED not in states and right.count() < before:
        raise NotNow(
            _("Some of these rows were logged meanwhile, perhaps from another table. Nothing was logged twice.")
        )


def refuse_closed_years(rows, years):
    for year in years:
        if year.is_locked and rows.filter(day__range=(year.starts_on, year.ends_on)).exists():
            message = _("The school year %(year)s was closed meanwhile. Nothing was changed.")
            raise NotNow(message % {"year": year})


def insert(upload, states, by, report):
    """Write the records of rows and their links; returns how many records."""
    kind, lines = kind_of(upload.kind), lines_of(upload, states)
    statements = [insert_statement(kind), *link_statements(kind)]
    chosen = {
        "upload": upload.pk,
        "states": states,
        "by": by.pk,
        "defaults": json.dumps(defaults_of(kind), default=str),
    }
    total = 0
    with connection.cursor() as cursor:
        for start in range(0, len(lines), BY_STATEMENT):
            some = lines[start : start + BY_STATEMENT]
            written = [rows_written(cursor, one, chosen | {"from": some[0], "to": some[-1]}) for one in statements]
            total += written[0]
            report(total, len(lines))
    return total


def lines_of(upload, states):
    return list(upload.rows.filter(state__in=states).order_by("line").values_list("line", flat=True))


def rows_written(cursor, statement, chosen):
    cursor.execute(statement, chosen)
    return cursor.rowcount


def written_fields(kind):
    fields = kind.model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and not field.generated]


def defaults_of(kind):
    return {field.column: value for field in written_fields(kind) if (value := field.get_default()) is not None}


def insert_statement(kind):
    fields = written_fields(kind)
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(expression_of(field) for field in fields)
    return INSERT.format(table=kind.model._meta.db_table, names=names, values=values)


def link_statements(kind):
    for name, (through, own, other) in kind.links.items():
        column_type = through._meta.get_field(other.removesuffix("_id")).db_type(connection)
        words = {"links": through._meta.db_table, "own": own, "other": other, "name": name, "type": column_type}
        yield LINK.format(table=kind.model._meta.db_table, **words)


INSERT = """
INSERT INTO {table} ({names})
SELECT {values} FROM partnerships_uploadrow AS staged
CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, %(defaults)s::jsonb || staged.values) AS given
WHERE staged.upload_id = %(upload)s AND staged.state = ANY(%(states)s)
    AND staged.line BETWEEN %(from)s AND %(to)s
ORDER BY staged.line
"""
LINK = """
INSERT INTO {links} ({own}, {other})
SELECT record.id, linked.key::{type} FROM partnerships_uploadrow AS staged
JOIN {table} AS record ON record.entry_key = staged.entry_key
CROSS JOIN LATERAL jsonb_array_elements_text(staged.values -> '{name}') AS linked(key)
WHERE staged.upload_id = %(upload)s AND staged.state = ANY(%(states)s)
    AND staged.line BETWEEN %(from)s AND %(to)s AND staged.values ? '{name}'
ORDER BY staged.line
"""


def expression_of(field):
    """What stands in a column of a new record: what the row gives, but for what the portal itself says."""
    if field.name == "logged_by":
        return "%(by)s"
    if field.name == "entry_key":
        return "staged.entry_key"
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "statement_timestamp()"
    return f'given."{field.column}"'


# ------------------------------------------------------------------ taking back


def records_of(upload):
    """What was logged from a table, as it is now."""
    staged = upload.rows.filter(state=RowState.LOGGED, entry_key=OuterRef("entry_key"))
    return kind_of(upload.kind).model.objects.filter(Exists(staged))


def untouched(upload):
    return records_of(upload).filter(**kind_of(upload.kind).untouched)


def still_untouched(kind, keys):
    return kind.model.objects.filter(entry_key__in=keys, **kind.untouched)


def keys_of(upload):
    return list(upload.rows.filter(state=RowState.LOGGED).values_list("entry_key", flat=True))


def changed_since(upload):
    """What somebody has changed or deleted since: it stays as it is when the table is taken back."""
    return records_of(upload).exclude(**kind_of(upload.kind).untouched)


def start_undoing(*, upload, by, without_the_changed):
    """Take back what was logged from a table. Raises NotNow.

    Where something was changed since, `without_the_changed` has to be chosen: it stays then.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if upload.state != UploadState.LOGGED:
            raise NotNow(_("This table was taken back before, or is at work."))
        if changed_since(upload).exists() and not without_the_changed:
            raise NotNow(_("Some of it was changed since. Say first whether the rest is to be taken back."))
        if not untouched(upload).exists():
            raise NotNow(_("Everything was changed or deleted since. There is nothing left to take back."))
        is_small = upload.logged_total <= AT_ONCE_ROWS
        upload.state = UploadState.UNDOING
        upload.job = None if is_small else jobs.ask(UNDO, by=by, upload=upload.pk)
        upload.save(update_fields=["state", "job"])
    if not is_small:
        return upload
    undo(upload=upload, by=by)
    return upload


def undo(*, upload, by, report=unheard):
    """Take the records of a table in UNDOING out of lists and figures; they stay, with who and why. Raises NotNow.

    `report(rows so far, rows)` is called on the way.
    """
    try:
        with transaction.atomic():
            locked = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk, state=UploadState.UNDOING)
            refuse_what_changed(locked, [RowState.LOGGED], by)
            now, reason = timezone.now(), _("The whole table was taken back: %(name)s") % {"name": locked.name()}
            kind = kind_of(locked.kind)
            total = take_out(kind, keys_of(locked), kind.gone(now, by, reason[:200]), report)
            locked.state, locked.undone_at, locked.undone_by, locked.undone_total = UploadState.UNDONE, now, by, total
            locked.save(update_fields=["state", "undone_at", "undone_by", "undone_total"])
            ring()
    except NotNow as refusal:
        give_back(upload, str(refusal), UploadState.LOGGED)
        raise
    upload.refresh_from_db()
    return total


def take_out(kind, keys, gone, report):
    """Returns how many records were still untouched."""
    total = 0
    for start in range(0, len(keys), BY_STATEMENT):
        some = keys[start : start + BY_STATEMENT]
        total += still_untouched(kind, some).update(**gone)
        report(start + len(some), len(keys))
    return total


BACK = {UploadState.LOGGING: UploadState.READY, UploadState.UNDOING: UploadState.LOGGED}


def can_start_again(upload):
    """Whether a table is at work and no worker has it: the worker was lost, or the request that did it ended."""
    if upload.job is None:
        return upload.is_at_work
    return upload.is_at_work and upload.job.is_over


def start_again(upload):
    """Go on where work ended in its middle: the check begins anew; logging and taking back wait for the person's word.

    Where a request is still at it, this waits for its end and changes nothing.
    """
    if not can_start_again(upload):
        return False
    if upload.state == UploadState.CHECKING and upload.job is None:
        check_at_once(upload)
        return True
    if upload.state == UploadState.CHECKING:
        return jobs.run_again(upload.job)
    moved = Upload.objects.filter(pk=upload.pk, state=upload.state)
    return bool(moved.update(state=BACK[upload.state]))


# ------------------------------------------------------------------ not kept for ever


def to_sweep(moment):
    """Tables brought before a moment that still have a file or cells."""
    with_cells = Exists(UploadRow.objects.filter(upload=OuterRef("pk"), values__isnull=False))
    return Upload.objects.filter(~Q(file="") | Q(logged_at=None) | with_cells, uploaded_at__lt=moment)


def sweep():
    """Remove files and cells after the days that are set; what was logged stays in the list, with its records' keys.

    Returns how many tables were emptied.
    """
    emptied = 0
    for upload in to_sweep(moment_before(portal_settings().uploads_kept_days)):
        if upload.is_at_work and upload.job and not upload.job.is_over:
            continue
        if upload.file:
            upload.file.delete(save=False)
        if upload.is_logged:
            upload.rows.exclude(state=RowState.LOGGED).delete()
            upload.rows.update(cells={}, values=None)
            upload.save(update_fields=["file"])
        else:
            upload.delete()
        emptied += 1
    return emptied
