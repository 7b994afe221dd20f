from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import audit
from district.access import may_open
from district.forms.history import HistoryFilter


@require_safe
def history_list(request):
    """Who changed what: one kind of record at a time, a page of events at a time."""
    filters = HistoryFilter(request.GET)
    chosen = filters.chosen()
    rows, older = audit.page_of(
        audit.kinds()[filters.kind_code()],
        people=filters.people(),
        first=chosen.get("first"),
        last=chosen.get("last"),
        before=whole_number(request.GET.get("before")),
    )
    context = {
        "form": HistoryFilter(initial={"kind": filters.kind_code(), **chosen}),
        "active": len(chosen),
        "rows": rows,
        "older": older,
        "is_older_page": "before" in request.GET,
        "tabs": tabs(request),
    }
    return render(request, "district/history_list.html", context)


def tabs(request):
    """The parts of the audit trail that the reader may open, for `components/tabs.html`; none where it is only one."""
    parts = (
        ("district:history", _("Who changed what")),
        ("district:audit-entries", _("Sign-ins, files and looks")),
        ("district:audit-seals", _("Seals")),
    )
    found = [(label, reverse(name), reverse(name) == request.path) for name, label in parts if may_open(request.user, name)]
    return found if len(found) > 1 else []


def whole_number(text):
    """A positive whole number that an event id can be, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
