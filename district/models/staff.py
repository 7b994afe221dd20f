import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.people import User


def random_path(upload, filename):
    """A name that cannot be guessed; the name people gave is kept in `file_name`."""
    return f"staff/{secrets.token_hex(16)}"


@tracked()
class StaffUpload(models.Model):
    """A file of the district's staff that somebody brought: looked at first, then taken in once.

    `report` keeps what taking it in did: names, roles, schools, and the rows that were not taken with reason codes.
    The file itself goes when it was taken in: it names more people than the portal needs to know.
    """

    file = models.FileField(_("file"), upload_to=random_path, blank=True)
    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought by"))
    uploaded_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken in by")
    )
    applied_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("staff file")
        constraints = [
            models.CheckConstraint(
                name="staff_applied_at_and_by_together",
                condition=Q(applied_at=None, applied_by=None) | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("district:staff-file", args=[self.pk])
