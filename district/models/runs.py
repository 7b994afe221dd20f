"""What the portal does by itself: each run of a task on the schedule, and each time a person had one done by hand."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.jobs import Job
from district.models.people import User


class RunState(models.TextChoices):
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")
    PAUSED = "PAUSED", _("Put off")


class TaskRun(models.Model):
    """One run of a task on the schedule; of tasks that run all day, the last one of each hour.

    `name` is the task's name in the schedule. `error` is the class of the exception and the place in the code; its
    words could quote what people typed, and stand in the log under `request_id`.
    """

    name = models.CharField(_("task"), max_length=80)
    slot = models.CharField(max_length=64)  # the message's id, or the hour: a run that is repeated is no second one
    state = models.CharField(_("result"), max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=400, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(name="task_run_newest_of_a_task", fields=["name", "-started_at"])]
        constraints = [
            models.UniqueConstraint(name="task_run_once_for_each_slot", fields=["name", "slot"]),
            models.CheckConstraint(
                name="task_run_ends_after_it_started",
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="task_run_is_over_when_it_ended",
                condition=Q(state="RUNNING", finished_at=None) | (~Q(state="RUNNING") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_run_fails_for_a_reason",
                condition=Q(state="FAILED") & ~Q(error="") | (~Q(state="FAILED") & Q(error="")),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def seconds(self):
        """How long it took; None while it runs."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


@tracked()
class HandStart(models.Model):
    """Somebody had a job or a task done (again) by hand: who and when, for the audit trail."""

    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="hand_starts")
    task = models.CharField(_("task"), max_length=80)  # of a job: its kind
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("start by hand")
        indexes = [models.Index(name="hand_start_of_a_task", fields=["task", "-at"])]
        constraints = [models.CheckConstraint(name="hand_start_names_its_task", condition=~Q(task=""))]

    def __str__(self):
        return self.task
