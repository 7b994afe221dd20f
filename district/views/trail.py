"""For administrators: sign-ins, files and looks at small counts; and whether the audit trail is as it was sealed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from district import downloads, tasks
from district.forms.trail import EntryFilter
from district.models import AuditVerification, Seal
from district.trail import listing, sealing_state
from district.views.history import tabs, whole_number

VERIFICATIONS_SHOWN = 10


@require_safe
def audit_entries(request):
    """What happened and changed no record, a page at a time, and as a file."""
    filters = EntryFilter(request.GET)
    chosen = filters.chosen()
    file_format = downloads.wanted_format(request)
    if file_format:
        rows = listing.file_rows(filters.apply())
        notes = [(_("Rows"), listing.limit_note())]
        return downloads.table_response(file_format, "audit-entries", listing.headers(), rows, notes)
    rows, older = listing.page_of(filters.apply(), whole_number(request.GET.get("before")))
    context = {
        "form": EntryFilter(initial=chosen),
        "active": len(chosen),
        "rows": rows,
        "older": older,
        "is_older_page": "before" in request.GET,
        "tabs": tabs(request),
    }
    return render(request, "district/audit_entries.html", context)


@require_safe
def audit_seals(request):
    """The state of the seals, what the last verifications found, and the newest seals with their sums."""
    page = Paginator(Seal.objects.order_by("-number"), listing.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": sealing_state.read(),
        "verifications": AuditVerification.objects.all()[:VERIFICATIONS_SHOWN],
        "page": page,
        "tabs": tabs(request),
    }
    return render(request, "district/audit_seals.html", context)


@require_POST
def audit_verify(request):
    """Have a worker verify everything now."""
    try:
        tasks.verify_audit.apply_async(retry=False)
    except (OperationalError, OSError):
        messages.error(request, _("The broker cannot be reached, so no worker hears of it. Try again later."))
    else:
        messages.success(request, _("The verification has begun. What it finds appears here in a moment."))
    return redirect("district:audit-seals")
