"""Changes of records in words, for the screen and for files, as far as the reader may be told."""

from collections import defaultdict

from django.utils.translation import gettext as _

from district import audit
from district.downloads import Head
from district.trail import reading
from district.trail.listing import FILE_ROWS

PER_PAGE = 25
FILE_STEP = 500


def page(asked, reader, text):
    """(rows of one page, what to ask for as `before` to go on or "")."""
    codes = sorted(asked.kinds)
    cursor = reading.cursor_from(text, codes)
    rows, on = reading.page(reading.narrowed(asked, reader), cursor, PER_PAGE, lambda found: in_words(found, reader))
    return rows, on.as_text(codes) if on else ""


def in_words(found, reader):
    """`audit.Row`s of these events, in their order, without those of records that the reader may not see."""
    by_kind = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    rows = {}
    for code, events in by_kind.items():
        model = audit.kinds()[code].pgh_tracked_model
        keys = {model._meta.pk.to_python(event.record) for event in events}
        seen = {str(key) for key in reader.visible(model, keys)}
        told = audit.rows_of(code, [event.pk for event in events if event.record in seen])
        rows |= {(code, pk): row for pk, row in told.items()}
    return [rows[one.kind, one.pk] for one in found if (one.kind, one.pk) in rows]


def headers(reader):
    from_where = [Head(_("From where"), "address"), Head(_("Request"), "request")] if reader.is_administrator else []
    return [
        Head(_("When"), "at"),
        Head(_("Who"), "who"),
        Head(_("Kind of record"), "kind"),
        Head(_("Number"), "number"),
        Head(_("Record"), "record"),
        Head(_("What"), "what"),
        Head(_("Field"), "field"),
        Head(_("Before"), "before"),
        Head(_("After"), "after"),
        Head(_("Note"), "note"),
        *from_where,
    ]


def file_rows(asked, reader):
    """A line for each field that was changed, newest first, as they are read; at most `FILE_ROWS` of them."""
    narrowed, cursor, left = reading.narrowed(asked, reader), None, FILE_ROWS
    while left > 0:
        rows, cursor = reading.page(narrowed, cursor, FILE_STEP, lambda found: in_words(found, reader))
        for line in (line for row in rows for line in lines_of(row, reader)):
            if left > 0:
                yield line
            left -= 1
        if cursor is None:
            return


def lines_of(row, reader):
    entry = row.entry
    head = (entry.at, entry.who, row.kind_label, row.number, row.record, entry.kind)
    foot = (entry.note, *((entry.address, entry.request) if reader.is_administrator else ()))
    fields = [(change.field, change.before, change.after) for change in entry.changes] or [("", "", "")]
    return [(*head, *field, *foot) for field in fields]
