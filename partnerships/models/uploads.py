import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district.models import User


class ActivityUpload(models.Model):
    """A table of activities that a person brought: looked at first, then logged once.

    `rows` are [line, {column: text}] as they were written; after logging only those that were left out. Nobody but
    its owner sees it.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="activity_uploads", verbose_name=_("brought by"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    rows = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    logged_at = models.DateTimeField(_("logged at"), null=True, blank=True)
    logged_total = models.PositiveIntegerField(_("activities logged"), default=0)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("table of activities")
        constraints = [
            models.CheckConstraint(
                name="activity_upload_logged_at_and_total_together",
                condition=Q(logged_at=None, logged_total=0) | Q(logged_at__isnull=False, logged_total__gt=0),
            ),
        ]

    def __str__(self):
        return self.name()

    def get_absolute_url(self):
        return reverse("partnerships:activity-import-check", args=[self.pk])

    def name(self):
        return self.file_name or _now("a pasted table")
