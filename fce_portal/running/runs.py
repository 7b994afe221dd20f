"""What runs by itself: each task of the schedule, how it went last, when it comes next; and having it done now."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from district import runs
from district.jobs import kinds
from district.models import HandStart, TaskRun
from district.models.runs import RunState
from fce_portal.running.labels import label_of
from fce_portal.running.tabs import tabs

STARTS_SHOWN = 10
FAILURES_SHOWN = 10
KINDS = {RunState.DONE: "good", RunState.FAILED: "bad", RunState.RUNNING: "active", RunState.PAUSED: "paused"}


@dataclass(frozen=True)
class Line:
    """One task of the schedule as the page shows it."""

    name: str
    label: str
    newest: TaskRun | None
    kind: str
    is_late: bool
    next_at: object
    every_seconds: int | None

    @property
    def pace(self):
        """How often a task that runs all day runs, in whole minutes where it can be said so."""
        minutes, seconds = divmod(self.every_seconds, 60)
        if minutes and not seconds:
            return ngettext("every minute", "every %(counter)s minutes", minutes) % {"counter": minutes}
        return ngettext("every second", "every %(counter)s seconds", self.every_seconds) % {
            "counter": self.every_seconds
        }


@require_safe
def run_list(request):
    now = timezone.now()
    scheduled = sorted(runs.scheduled(), key=lambda one: not one.needs_somebody(now))  # what needs somebody first
    lines = [
        Line(
            one.name,
            label_of(one.name),
            one.newest,
            KINDS[one.newest.state] if one.newest else "neutral",
            one.is_late(now),
            one.next_at(now),
            one.every_seconds,
        )
        for one in scheduled
    ]
    failed = TaskRun.objects.filter(state=RunState.FAILED)[:FAILURES_SHOWN]
    starts = HandStart.objects.select_related("by")[:STARTS_SHOWN]
    context = {
        "tabs": tabs(request),
        "nightly": [line for line in lines if not line.every_seconds],
        "all_day": [line for line in lines if line.every_seconds],
        "troubles": sum(one.needs_somebody(now) for one in scheduled),
        "failed": [(run, label_of(run.name)) for run in failed],
        "starts": [(start, label_of_start(start)) for start in starts],
    }
    return render(request, "running/run_list.html", context)


def label_of_start(start):
    """What was started: a task of the schedule, or a kind of job."""
    kind = kinds().get(start.task)
    return kind.label if kind else label_of(start.task)


@require_POST
def run_start(request, name):
    """Have a task done now. A second press within seconds does nothing."""
    if name not in settings.CELERY_BEAT_SCHEDULE:
        raise Http404
    if runs.start(name, by=request.user):
        messages.success(request, _("Started: %(task)s.") % {"task": label_of(name)})
    else:
        messages.info(
            request, _("Not started: it was started a moment ago, or no worker can be reached. Try again in a minute.")
        )
    return redirect("run-list")
