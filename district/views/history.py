from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads
from district.access import may_open
from district.forms.history import HistoryFilter
from district.trail import changes, listing
from district.trail.kinds import reader


@require_safe
def history_list(request):
    """Who changed what: all kinds of records or one, a page of events at a time, and as a file."""
    who_reads = reader(request.user)
    filters = HistoryFilter(request.GET, reader=who_reads)
    chosen = filters.chosen()
    file_format = downloads.wanted_format(request)
    if file_format:
        rows = changes.file_rows(filters.asked(), who_reads)
        notes = [(_("Rows"), listing.limit_note())]
        return downloads.table_response(file_format, "changes", changes.headers(who_reads), rows, notes)
    rows, older = changes.page(filters.asked(), who_reads, request.GET.get("before", ""))
    context = {
        "form": HistoryFilter(initial=chosen, reader=who_reads),
        "active": len(chosen),
        "rows": rows,
        "older": older,
        "is_older_page": "before" in request.GET,
        "tabs": tabs(request),
        "shows_addresses": who_reads.is_administrator,
    }
    return render(request, "district/history_list.html", context)


def tabs(request):
    """The parts of the audit trail that the reader may open, for `components/tabs.html`; none where it is only one."""
    parts = (
        ("district:history", _("Who changed what")),
        ("district:audit-entries", _("Sign-ins, files and looks")),
        ("district:audit-seals", _("Seals")),
    )
    opened = [(label, reverse(name)) for name, label in parts if may_open(request.user, name)]
    return [(label, url, url == request.path) for label, url in opened] if len(opened) > 1 else []


def whole_number(text):
    """A positive whole number that an event id can be, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
