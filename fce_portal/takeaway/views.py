"""For administrators: take everything along, in formats that other programs read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from district.models import DataArchive
from district.models.jobs import JobState
from fce_portal.takeaway import asked

PER_PAGE = 10
JOB_MARKS = {
    JobState.WAITING: "waiting",
    JobState.RUNNING: "active",
    JobState.DONE: "good",
    JobState.FAILED: "bad",
}


@require_safe
def archive_list(request):
    archives = DataArchive.objects.visible_to(request.user).of_everything().select_related("asked_by", "job")
    page = Paginator(archives.prefetch_related("downloads__person"), PER_PAGE).get_page(request.GET.get("page"))
    running = next((one for one in page if one.job and not one.made_at), None)
    context = {"page": page, "is_running": is_running(), **(progress(running) if running else {})}
    return render(request, "takeaway/archive_list.html", context)


def is_running():
    return DataArchive.objects.of_everything().filter(job__state__in=[JobState.WAITING, JobState.RUNNING]).exists()


def progress(archive):
    job = archive.job
    poll_url = "" if job.is_over else reverse("data-archive-progress", args=[archive.pk])
    return {"job": job, "mark": JOB_MARKS[job.state], "poll_url": poll_url}


@require_POST
def archive_make(request):
    if is_running():
        messages.info(request, _("An archive is being made already."))
    else:
        asked.ask(request.user)
        messages.success(request, _("The archive is being made. You can leave this page; it stays here for a week."))
    return redirect("data-archives")


@require_safe
def archive_progress(request, pk):
    """The progress alone, asked for every second; in the end the page is loaded again."""
    archive = get_object_or_404(DataArchive.objects.visible_to(request.user).select_related("job"), pk=pk)
    if archive.job and not archive.job.is_over:
        return render(request, "takeaway/_progress.html", progress(archive))
    response = HttpResponse(status=HTMX_STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


@require_safe
def archive_file(request, pk):
    """The file as it was made; who took it is noted before the first byte leaves."""
    archive = get_object_or_404(DataArchive.objects.visible_to(request.user).select_related("school"), pk=pk)
    if not archive.is_there or not archive.path.is_file():
        raise Http404(_("This archive is not there any more."))
    if request.method == "GET":
        asked.note_download(archive, request.user)
    answer = FileResponse(archive.path.open("rb"), as_attachment=True, filename=archive.name)
    answer["Content-Type"] = "application/zip"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
