"""Bulk entry: bring a table, look at what it holds, correct it, log it whole, take it back whole."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads
from district.access import Can, may, require
from district.models.jobs import JobState
from partnerships.forms.uploads import LogRowsForm, RowForm, UndoUploadForm, UploadForm
from partnerships.importing import checking, taking, template
from partnerships.importing.kinds import kind_of
from partnerships.importing.known import Known
from partnerships.models import Survey, Upload
from partnerships.models.surveys import SurveyState
from partnerships.models.uploads import RowState, UploadKind, UploadState

PER_PAGE = 50
LISTED = 25  # uploads on a page of the list
HTMX_STOP_POLLING = 286
STATE_KINDS = {
    UploadState.CHECKING: "active",
    UploadState.UNREADABLE: "bad",
    UploadState.READY: "waiting",
    UploadState.LOGGING: "active",
    UploadState.LOGGED: "good",
    UploadState.UNDOING: "active",
    UploadState.UNDONE: "stopped",
}
JOB_KINDS = {JobState.WAITING: "waiting", JobState.RUNNING: "active", JobState.DONE: "good", JobState.FAILED: "bad"}
SHOWN_STATES = (RowState.REFUSED, RowState.ASKED, RowState.RIGHT, RowState.LEFT_OUT)


@require_safe
def bulk_entry(request):
    """What can be entered many at a time, and what was."""
    uploads = Upload.objects.visible_to(request.user).select_related("owner")
    page = Paginator(uploads, LISTED).get_page(request.GET.get("page"))
    context = {
        "kinds": [(kind.value, kind.label) for kind in UploadKind if may(request.user, kind_of(kind).permission)],
        "may_log_activities": may(request.user, Can.LOG_ACTIVITY),
        "page": page,
        "uploads": [(upload, STATE_KINDS[upload.state]) for upload in page],
        "surveys": surveys_to_count(request.user),
    }
    return render(request, "partnerships/bulk_entry.html", context)


def surveys_to_count(user):
    """Surveys into which the person may bring sums from elsewhere; those have a page of their own."""
    if not may(user, Can.RUN_SURVEY):
        return []
    counting = Survey.objects.visible_to(user).filter(state__in=(SurveyState.OPEN, SurveyState.CLOSED))
    return list(counting.order_by("-pk")[:10])


def kind_or_404(key):
    try:
        return kind_of(key)
    except KeyError:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
def upload_add(request, kind):
    kind = kind_or_404(kind)
    require(request.user, kind.permission)
    if file_format := downloads.wanted_format(request):
        return template_response(file_format, kind, request.user)
    form = UploadForm(kind, request.POST or None, request.FILES or None)
    if form.is_valid():
        return redirect(form.save(by=request.user))
    context = {
        "form": form,
        "kind": kind,
        "label": UploadKind(kind.key).label,
        "most_rows": checking.MOST_ROWS,
    }
    return render(request, "partnerships/upload_add.html", context)


@require_safe
def activity_import(request):
    """Where tables of activities were brought before there were others: kept for bookmarks."""
    return redirect("partnerships:upload-add", UploadKind.ACTIVITIES.value, permanent=True)


def template_response(file_format, kind, user):
    name = f"{kind.key}-template"
    if file_format == "csv":
        return downloads.table_response("csv", name, *template.csv_rows(kind))
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx"
    stream = template.workbook(kind, user)
    return FileResponse(stream, content_type=downloads.XLSX, as_attachment=True, filename=file_name)


# ------------------------------------------------------------------ one table


def upload_or_404(request, pk):
    visible = Upload.objects.visible_to(request.user).select_related("owner", "job", "undone_by")
    return get_object_or_404(visible, pk=pk)


def own_upload_or_404(request, pk):
    """Rows are corrected and logged by the person who brought them, with the rights of that person."""
    upload = upload_or_404(request, pk)
    if upload.owner_id != request.user.pk:
        raise Http404
    return upload


@require_http_methods(["GET", "POST"])
def upload(request, pk):
    if request.method == "POST":
        return log_rows(request, upload_or_404(request, pk))
    found = upload_or_404(request, pk)
    if (file_format := downloads.wanted_format(request)) and not found.is_at_work:
        return downloads.table_response(file_format, _("rows-not-logged"), *checking.file_of_left(found))
    totals = checking.totals(found)
    return show_upload(request, found, totals, LogRowsForm(totals))


def log_rows(request, found):
    if found.owner_id != request.user.pk:
        messages.info(request, _("A table is logged by the person who brought it."))
        return redirect(found)
    totals = checking.totals(found)
    form = LogRowsForm(totals, request.POST)
    if not form.is_valid():
        return show_upload(request, found, totals, form)
    try:
        found = taking.start_logging(
            upload=found, by=request.user, without_the_rest=form.without_the_rest, with_asked=form.takes_asked
        )
    except taking.NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        if found.is_at_work:
            return redirect(found)
        found.refresh_from_db()
        saved = ngettext("%(total)s row was logged.", "%(total)s rows were logged.", found.logged_total)
        messages.success(request, saved % {"total": found.logged_total})
    return redirect(found)


def show_upload(request, found, totals, form):
    shown = shown_state(request, totals)
    rows = Paginator(found.rows.filter(state=shown), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "upload": found,
        "state_kind": STATE_KINDS[found.state],
        "is_mine": found.owner_id == request.user.pk,
        "may_log": found.owner_id == request.user.pk and found.state == UploadState.READY,
        "totals": totals,
        "total": sum(totals.values()),
        "tabs": tabs(found, totals, shown),
        "shown_label": RowState(shown).label,
        "page": rows,
        "rows": rows_told(found, rows),
        "refusal": checking.refusal_of(found),
        "form": form,
        "list_url": reverse(kind_of(found.kind).place_of_list),
        "may_undo": found.state == UploadState.LOGGED,
        "may_start_again": found.owner_id == request.user.pk and taking.can_start_again(found),
        **progress(found),
    }
    return render(request, "partnerships/upload.html", context)


def rows_told(found, rows):
    """(row, what it says of itself, reasons) of a page of rows; none while a worker has them."""
    if found.is_at_work:
        return []
    kind = kind_of(found.kind)
    return [
        (row, kind.in_one_line(row.cells), checking.reasons(kind, checked))
        for row, checked in checking.told(found, rows)
    ]


def shown_state(request, totals):
    """The rows that the address asks for, otherwise those with the most to do."""
    asked = request.GET.get("rows")
    if asked in totals and asked != RowState.LOGGED:
        return asked
    return next((state.value for state in SHOWN_STATES if totals[state]), RowState.REFUSED.value)


def tabs(found, totals, shown):
    return [
        (
            _("%(label)s: %(total)s") % {"label": state.label, "total": totals[state]},
            f"{found.get_absolute_url()}?rows={state.value}",
            state == shown,
        )
        for state in SHOWN_STATES
        if totals[state]
    ]


def progress(found):
    job = found.job
    if not found.is_at_work or job is None:
        return {"job": None}
    return {
        "job": job,
        "job_kind": JOB_KINDS[job.state],
        "poll_url": "" if job.is_over else reverse("partnerships:upload-progress", args=[found.pk]),
    }


@require_safe
def upload_progress(request, pk):
    """The progress bar alone, asked for every second; in the end the page is loaded again."""
    found = upload_or_404(request, pk)
    if found.job is None or found.job.is_over or not found.is_at_work:
        response = HttpResponse(status=HTMX_STOP_POLLING)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "partnerships/_upload_progress.html", {"upload": found, **progress(found)})


@require_POST
def upload_again(request, pk):
    """Go on after a worker was lost."""
    found = own_upload_or_404(request, pk)
    if not taking.start_again(found):
        messages.info(request, _("There is nothing to begin anew."))
    return redirect(found)


@require_safe
def upload_file(request, pk):
    """The file as it was brought, as long as it is kept."""
    found = own_upload_or_404(request, pk)
    if not found.file:
        raise Http404
    try:
        stream = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(stream, as_attachment=True, filename=found.file_name or "table.txt")
    answer["Content-Type"] = "application/octet-stream"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


# ------------------------------------------------------------------ rows and taking back


@require_http_methods(["GET", "POST"])
@transaction.atomic
def upload_row(request, pk, line):
    """Correct one row, or leave it out."""
    found = own_upload_or_404(request, pk)
    if request.method == "POST" and found.state == UploadState.READY:
        found = Upload.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    row = get_object_or_404(found.rows.exclude(state=RowState.LOGGED), line=min(line, 2**31 - 1))
    if found.state != UploadState.READY:
        messages.info(request, _("The rows of this table are not corrected any more."))
        return redirect(found)
    if "leave-out" in request.POST or "take-in" in request.POST:
        checking.leave_out(found, row) if "leave-out" in request.POST else checking.replace(found, row, row.cells)
        return redirect(found)
    kind = kind_of(found.kind)
    form = RowForm(kind, Known(request.user), row, request.POST or None)
    if form.is_valid():
        checking.replace(found, row, form.cells)
        messages.success(request, _("Line %(line)s is corrected.") % {"line": row.line})
        return redirect(found)
    [(_row, checked)] = checking.told(found, [row])
    context = {"upload": found, "row": row, "form": form, "reasons": checking.reasons(kind, checked)}
    return render(request, "partnerships/upload_row.html", context)


def link_to(record):
    """The page of a record; none where it was deleted."""
    return "" if getattr(record, "deleted_at", None) else record.get_absolute_url()


@require_http_methods(["GET", "POST"])
def upload_undo(request, pk):
    found = upload_or_404(request, pk)
    changed = taking.changed_since(found)
    sent = request.POST if request.method == "POST" else None
    form = UndoUploadForm(found.state == UploadState.LOGGED and changed.exists(), sent)
    if request.method == "POST" and form.is_valid():
        try:
            found = taking.start_undoing(upload=found, by=request.user, without_the_changed=form.takes_the_rest)
        except taking.NotNow as refusal:
            messages.warning(request, str(refusal))
        else:
            if not found.is_at_work:
                messages.success(request, _("The table was taken back."))
            return redirect(found)
        return redirect("partnerships:upload-undo", found.pk) if found.state == UploadState.LOGGED else redirect(found)
    if found.state != UploadState.LOGGED:
        return redirect(found)
    context = {
        "upload": found,
        "form": form,
        "changed": [(str(one), link_to(one)) for one in changed.order_by("pk")[:PER_PAGE]],
        "changed_total": changed.count(),
        "untouched_total": taking.untouched(found).count(),
    }
    return render(request, "partnerships/upload_undo.html", context)
