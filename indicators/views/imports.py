"""Importing indicator values: bring files, see what they hold, confirm, look back, approve, publish, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import jobs
from district.access import Can, may
from district.downloads import table_response, wanted_format
from district.history import history_of
from district.loading import HARTFORD
from district.models import District, Job
from district.models.jobs import JobState
from indicators import import_pages
from indicators.import_forms import ConfirmForm, ListFilter, UndoForm, UploadForm
from indicators.importing import batches, runs, template
from indicators.importing.families import LABELS
from indicators.models import ImportRun
from indicators.models.imports import RunState

PER_PAGE = 25
ISSUES_PER_PAGE = 50
HTMX_STOP_POLLING = 286


@require_safe
def import_list(request):
    found = ImportRun.objects.select_related("started_by")
    form = ListFilter(request.GET or None)
    form.is_valid()
    filters = {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}
    if state := filters.get("state"):
        found = found.filter(state=state)
    if words := filters.get("q"):
        found = found.filter(file_name__icontains=words)
    if file_format := wanted_format(request):
        return list_download(file_format, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for run in page:
        run.format_label, run.mark = import_pages.format_label(run), import_pages.STATE_MARKS[run.state]
    context = {"page": page, "form": form, "active": len(filters)}
    return render(request, "indicators/import_list.html", context)


def list_download(file_format, found):
    headers = [_("File"), _("Recognized as"), _("State"), _("Rows read"), _("Rows of other districts")]
    headers += [_("Rows not taken"), _("New values"), _("Restated values"), _("Unchanged values"), _("Brought on")]
    rows = (
        [
            run.file_name,
            str(import_pages.format_label(run)),
            run.get_state_display(),
            run.rows_read,
            run.rows_other_districts,
            run.rows_refused,
            run.values_new,
            run.values_restated,
            run.values_same,
            run.started_at,
        ]
        for run in found
    )
    return table_response(file_format, "imports", headers, rows)


@require_http_methods(["GET", "POST"])
def import_upload(request):
    is_sent = request.method == "POST"  # an empty form is sent too
    form = UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        job = batches.bring(
            uploads=form.cleaned_data["files"],
            district_code=District.objects.values_list("code", flat=True).first() or HARTFORD[0],
            fall_year=form.cleaned_data["fall_year"],
            by=request.user,
        )
        return redirect("indicators:import-preview", job.pk)
    return render(request, "indicators/import_upload.html", {"form": form, "formats": LABELS.values()})


@require_safe
def import_template(request):
    """An empty table for the district's own figures, with the codes that may stand in it."""
    return template.response()


def job_of(request, pk):
    return get_object_or_404(
        Job.objects.visible_to(request.user).filter(kind__in=[batches.CHECK, batches.STORE]), pk=pk
    )


@require_safe
def import_preview(request, pk):
    """One upload: how far its check is, what was found, and in the end what became of it."""
    job = job_of(request, pk)
    if later := Job.objects.visible_to(request.user).filter(arguments__checked_in=job.pk).first():
        return redirect("indicators:import-preview", later.pk)
    context = {
        "job": job,
        "mark": import_pages.JOB_MARKS[job.state],
        "poll_url": "" if job.is_over else reverse("indicators:import-progress", args=[job.pk]),
        "batch": import_pages.batch_of(job) if job.state == JobState.DONE else None,
        "form": ConfirmForm(),
        "is_check": job.kind == batches.CHECK,
    }
    return render(request, "indicators/import_preview.html", context)


@require_safe
def import_progress(request, pk):
    """The progress bar alone, asked for every second; in the end the page is loaded again."""
    job = job_of(request, pk)
    if job.is_over:
        response = HttpResponse(status=HTMX_STOP_POLLING)
        response["HX-Refresh"] = "true"
        return response
    poll_url = reverse("indicators:import-progress", args=[job.pk])
    context = {"job": job, "mark": import_pages.JOB_MARKS[job.state], "poll_url": poll_url}
    return render(request, "indicators/_import_progress.html", context)


@require_POST
def import_confirm(request, pk):
    """Store what was checked; a check that is still running or failed cannot be confirmed."""
    job = job_of(request, pk)
    if job.kind != batches.CHECK or job.state != JobState.DONE:
        return redirect("indicators:import-preview", job.pk)
    form = ConfirmForm(request.POST)
    creates = form.is_valid() and form.cleaned_data["create_schools"]
    second = batches.confirm(job=job, by=request.user, create_schools=creates)
    if second is None:
        messages.info(request, _("There was nothing to store."))
        return redirect("indicators:import-list")
    return redirect("indicators:import-preview", second.pk)


@require_POST
def import_discard(request, pk):
    job = job_of(request, pk)
    if job.is_over:
        batches.discard(job=job)
        messages.success(request, _("The files were discarded. Nothing was stored."))
    return redirect("indicators:import-list")


@require_POST
def import_rerun(request, pk):
    job = job_of(request, pk)
    if not jobs.run_again(job):
        messages.info(request, _("This did not fail, so it was not run again."))
    return redirect("indicators:import-preview", job.pk)


@require_safe
def import_detail(request, pk):
    people = ("started_by", "approved_by", "published_by", "undone_by")
    run = get_object_or_404(ImportRun.objects.select_related(*people), pk=pk)
    if file_format := wanted_format(request):
        return issues_download(file_format, run)
    issues = Paginator(run.issues.filter(line__gt=0), ISSUES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "finding": import_pages.finding(run),
        "page": issues,
        "issues": [import_pages.told(issue) for issue in issues],
        "history": history_of(run),
        "by_command": _("by a command on the server"),
        "may_publish": may(request.user, Can.PUBLISH_VALUES),
        "may_undo": run.state in (RunState.ENTERED, RunState.APPROVED, RunState.PUBLISHED),
    }
    return render(request, "indicators/import_detail.html", context)


def issues_download(file_format, run):
    headers = [_("Line"), _("Column"), _("Reason"), _("Row")]
    rows = ([one.line, one.column, one.reason, one.text] for one in map(import_pages.told, run.issues.all()))
    return table_response(file_format, f"import-{run.pk}-rows-not-taken", headers, rows)


@require_http_methods(["GET", "POST"])
def import_undo(request, pk):
    run = get_object_or_404(ImportRun, pk=pk)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            runs.undo(run=run, by=request.user, reason=form.cleaned_data["reason"])
        except runs.WrongState:
            messages.info(request, _("This import is not in force, so there was nothing to undo."))
        else:
            messages.success(request, _("The import was undone. What it had restated is in force again."))
        return redirect(run)
    return render(request, "indicators/import_undo.html", {"run": run, "form": form})


@require_POST
def import_approve(request, pk):
    run = get_object_or_404(ImportRun, pk=pk)
    try:
        runs.approve(run=run, by=request.user)
    except runs.WrongState:
        messages.info(request, _("This import does not wait for approval."))
    else:
        messages.success(request, _("The figures are approved. They are not public until they are published."))
    return redirect(run)


@require_POST
def import_publish(request, pk):
    run = get_object_or_404(ImportRun, pk=pk)
    try:
        outcome = runs.publish(run=run, by=request.user)
    except runs.WrongState:
        messages.info(request, _("This import is not approved, so it was not published."))
        return redirect(run)
    hidden = ngettext(
        "The figures are published; %(count)s cell is hidden to protect students.",
        "The figures are published; %(count)s cells are hidden to protect students.",
        outcome.hidden,
    )
    messages.success(request, hidden % {"count": outcome.hidden})
    return redirect(run)
