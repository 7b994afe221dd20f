from django.db import models
from django.utils.translation import gettext_lazy as _

from district.access import Can, may_district_wide
from district.models.people import User
from district.tracing import current_id


class JobState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own jobs; all of them for those who keep the portal running."""
        return self if may_district_wide(user, Can.VIEW_OPERATIONS) else self.filter(owner=user.pk)


class Job(models.Model):
    """Long work that a person started and can leave: what it is, how far it got, how it ended.

    `done` and `total` count the units the kind works in (rows for an import). `heartbeat_at` moves while a worker
    holds it; a running job without a heartbeat has lost its worker and is done anew: `lost_total` times so far.
    """

    kind = models.CharField(_("kind"), max_length=40)
    owner = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="jobs")
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    arguments = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    lost_total = models.PositiveSmallIntegerField(default=0, editable=False)
    request_id = models.CharField(max_length=64, blank=True, default=current_id, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self):
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def percent(self):
        """Whole percent done, 0-100; a job that is done is at 100 whatever it counted."""
        if self.state == JobState.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def reason(self):
        """Why it failed, in the reader's words; empty while it has not."""
        if self.state != JobState.FAILED:
            return ""
        if not self.message:
            return _("The worker that had it stopped. Nothing is half-done; run it again.")
        return _("Something went wrong in the portal. Nothing is half-done; run it again.")
