from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models.people import User


class JobState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")


class Job(models.Model):
    """Long work that a person started and can leave: what it is, how far it got, how it ended.

    `done` and `total` count the units the kind works in (rows for an import). `heartbeat_at` moves while a worker
    holds it; a running job without a heartbeat has lost its worker and is marked failed.
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

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.kind} {self.pk}"
