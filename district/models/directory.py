import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.people import User


def random_path(upload, filename):
    """A name that cannot be guessed; the name people gave is kept in `file_name`."""
    return f"directory/{secrets.token_hex(16)}"


@tracked()
class DirectoryUpload(models.Model):
    """A state education directory that somebody brought: looked at first, then taken in once.

    `report` keeps what taking it in did: counts, the rows that were not taken with their reason codes.
    """

    file = models.FileField(_("file"), upload_to=random_path)
    file_name = models.CharField(_("file name"), max_length=200)
    as_of = models.DateField(_("describes the schools on"), help_text=_("Changes count from this day on."))
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought by"))
    uploaded_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken in by")
    )
    applied_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("education directory file")
        constraints = [
            models.CheckConstraint(
                name="directory_applied_at_and_by_together",
                condition=Q(applied_at=None, applied_by=None) | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("district:directory-detail", args=[self.pk])
