"""Backups that were made, for whoever has to answer for them: the folder itself proves what it holds."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can, may_district_wide
from district.models.people import User


class BackupState(models.TextChoices):
    RUNNING = "RUNNING", _("Being made")
    DONE = "DONE", _("In order")
    FAILED = "FAILED", _("Failed")


class BackupCause(models.TextChoices):
    SCHEDULE = "SCHEDULE", _("Every night")
    PERSON = "PERSON", _("Asked for on the page")
    COMMAND = "COMMAND", _("Command on the server")


class BackupProof(models.TextChoices):
    """How a backup was checked after it was written."""

    NONE = "NONE", _("Not checked")
    SUMS = "SUMS", _("Read again: every sum is right")
    RESTORED = "RESTORED", _("Restored for a trial: every table is the same")


class BackupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them, for those who answer for the data."""
        return self if may_district_wide(user, Can.TEND_BACKUPS) else self.none()

    def good(self):
        """Whole, checked, and still there."""
        return self.filter(state=BackupState.DONE, removed_at=None).exclude(proof=BackupProof.NONE)


class Backup(models.Model):
    """One backup. `size` is all of it and `dump_size` the database's part, in bytes; `rows` are of all tables.

    `reason` says why it failed, as the system said it. `lost_files` counts files that records name and the store has
    lost: the backup is whole, the store is not.
    """

    name = models.CharField(_("name"), max_length=40, unique=True)
    folder = models.CharField(_("folder"), max_length=500)
    cause = models.CharField(_("made"), max_length=8, choices=BackupCause.choices)
    asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    state = models.CharField(_("state"), max_length=7, choices=BackupState.choices, default=BackupState.RUNNING)
    proof = models.CharField(_("checked"), max_length=8, choices=BackupProof.choices, default=BackupProof.NONE)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    dump_size = models.PositiveBigIntegerField(_("size of the database's part in bytes"), default=0)
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    lost_files = models.PositiveIntegerField(_("files that are missing"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        constraints = [
            models.CheckConstraint(
                name="backup_ends_when_it_is_over",
                condition=Q(state="RUNNING", finished_at=None)
                | (~Q(state="RUNNING") & Q(finished_at__isnull=False, finished_at__gte=F("started_at"))),
            ),
            models.CheckConstraint(name="backup_fails_for_a_reason", condition=Q(state="FAILED") ^ Q(reason="")),
            models.CheckConstraint(
                name="backup_is_checked_only_when_it_is_whole", condition=Q(state="DONE") | Q(proof="NONE")
            ),
            models.UniqueConstraint(name="backup_one_at_a_time", fields=["state"], condition=Q(state="RUNNING")),
        ]

    def __str__(self):
        return self.name

    @property
    def seconds(self):
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None

    @property
    def path(self):
        return f"{self.folder}/{self.name}"
