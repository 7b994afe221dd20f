"""For administrators: whether the district's data is safe, and a backup at once."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district import jobs
from district.models import Backup, Job
from district.models.backups import BackupState
from district.models.jobs import JobState
from fce_portal.backup import runs

PER_PAGE = 25
STATE_KINDS = {BackupState.RUNNING: "active", BackupState.DONE: "good", BackupState.FAILED: "bad"}
JOB = "backup"


@require_safe
def backup_list(request):
    page = Paginator(Backup.objects.visible_to(request.user).select_related("asked_by"), PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    good = runs.last_good()
    context = {
        "page": page,
        "rows": [(one, STATE_KINDS[one.state]) for one in page],
        "good": good,
        "is_late": runs.is_late(good),
        "next_at": runs.next_at(),
        "folder": settings.BACKUP_FOLDER,
        "keep": {
            "daily": settings.BACKUP_KEEP_DAILY,
            "weekly": settings.BACKUP_KEEP_WEEKLY,
            "monthly": settings.BACKUP_KEEP_MONTHLY,
        },
        "is_asked_for": is_asked_for(),
    }
    return render(request, "backups/backup_list.html", context)


def is_asked_for():
    """Whether a backup waits for a worker or is being made."""
    waiting = Job.objects.filter(kind=JOB, state__in=[JobState.WAITING, JobState.RUNNING])
    return waiting.exists() or Backup.objects.filter(state=BackupState.RUNNING).exists()


@require_POST
def backup_make(request):
    if not settings.BACKUP_FOLDER:
        messages.error(request, _("No folder for backups is set. The operations manual says how."))
    elif is_asked_for():
        messages.info(request, _("A backup is being made already."))
    else:
        jobs.ask(JOB, by=request.user)
        messages.success(request, _("A backup is made now. It appears in the list within moments."))
    return redirect("backups")
