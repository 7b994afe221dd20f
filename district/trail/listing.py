"""The entries of the audit trail as a list: a page at a time by id, and as a file."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.downloads import Head

PER_PAGE = 25
FILE_ROWS = 50_000
CHUNK = 2000


@dataclass(frozen=True)
class EntryRow:
    """One entry in words."""

    at: datetime
    kind: str
    who: str
    school: str
    about: str
    page: str
    note: str
    address: str
    request: str


def page_of(entries, before=None):
    """Rows of one page, and the id to ask for as `before` to go further back (None at the end). Two queries."""
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries.select_related("user", "school").order_by("-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return [row_of(entry) for entry in shown], shown[-1].pk if len(found) > PER_PAGE else None


def row_of(entry):
    return EntryRow(
        at=entry.at,
        kind=entry.get_kind_display(),
        who=who(entry),
        school=str(entry.school) if entry.school_id and entry.school else "",
        about=entry.about,
        page=entry.page,
        note=entry.note,
        address=entry.address,
        request=entry.request,
    )


def who(entry):
    if not entry.user_id:
        return _("Nobody who was signed in")
    return str(entry.user) if entry.user else _("A removed account")


def headers():
    return [
        Head(_("When"), "at"),
        Head(_("What"), "kind"),
        Head(_("Who"), "who"),
        Head(_("School"), "school"),
        Head(_("About"), "about"),
        Head(_("Page"), "page"),
        Head(_("Note"), "note"),
        Head(_("From where"), "address"),
        Head(_("Request"), "request"),
    ]


def file_rows(entries):
    """Rows for a file, newest first, as they are read: a bounded number of them."""
    found = entries.select_related("user", "school").order_by("-pk")[:FILE_ROWS]
    for entry in found.iterator(chunk_size=CHUNK):
        row = row_of(entry)
        yield row.at, row.kind, row.who, row.school, row.about, row.page, row.note, row.address, row.request


def limit_note():
    words = ngettext(
        "The newest %(count)s row at most. For older ones choose days.",
        "The newest %(count)s rows at most. For older ones choose days.",
        FILE_ROWS,
    )
    return words % {"count": FILE_ROWS}
