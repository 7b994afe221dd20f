"""For whoever keeps the portal running: is the rollup fresh, what did it do, which jobs failed (features, row 111)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district import jobs
from district.models import HandStart, Job, School
from district.models.jobs import JobState
from indicators import engagement, rollups, tasks
from indicators.measures import source_named
from indicators.models import RollupRun, StaleCell

RUNS_SHOWN = 30
WAITING_SHOWN = 20
JOBS_SHOWN = 30

# What the buttons start: the name under which the audit trail has it, and the task.
TASKS = {
    "refresh": ("refresh-stale-cells", tasks.refresh_stale_cells),
    "verify": ("verify-rollups", tasks.verify_rollups),
    "rebuild": ("rebuild-rollups", tasks.rebuild_rollups),
}


@require_safe
def operations(request):
    return render(
        request,
        "indicators/operations.html",
        {
            "freshness": engagement.freshness(),
            "rebuild_is_due": rollups.rebuild_is_due(),
            "waiting": waiting_cells(),
            "runs": RollupRun.objects.all()[:RUNS_SHOWN],
            "jobs": shown_jobs(),
        },
    )


@require_POST
def operations_start(request):
    """Start one of the rollup's own tasks; anything else in the request is ignored."""
    name, task = TASKS.get(request.POST.get("task"), ("", None))
    if task:
        if tasks.sent(task):
            HandStart.objects.create(task=name, by=request.user)
            messages.success(request, _("Started. What it does appears in the list of runs."))
        else:
            messages.error(request, _("The broker cannot be reached, so no worker hears of it. Try again later."))
    return redirect("indicators:operations")


@require_POST
def job_run_again(request, pk):
    job = get_object_or_404(Job, pk=pk)
    if job.kind not in jobs.kinds():
        messages.error(request, _("This kind of job is no longer known and cannot run again."))
    elif jobs.run_again(job, by=request.user):
        messages.success(request, _("The job runs again."))
    else:
        messages.info(request, _("This job has not failed, or somebody has started it again already."))
    return redirect("indicators:operations")


def waiting_cells():
    """The oldest marks of the queue, with the school's name where there is one."""
    marks = list(StaleCell.objects.order_by("marked_at")[:WAITING_SHOWN])
    schools = School.objects.in_bulk({mark.school_key for mark in marks})
    for mark in marks:
        mark.school = schools.get(mark.school_key)
        mark.label = source_named(mark.source).label if source_named(mark.source) else mark.source
    return marks


def shown_jobs():
    """Jobs that failed or are not done yet, newest first; each with its label and whether it can run again."""
    found = Job.objects.exclude(state=JobState.DONE).select_related("owner")[:JOBS_SHOWN]
    for job in found:
        kind = jobs.kinds().get(job.kind)
        job.label = kind.label if kind else job.kind
        job.can_run_again = bool(kind) and job.state == JobState.FAILED
    return found
