import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.brought_files import BroughtFile, applied_by_somebody
from district.models.people import User
from district.staff.reasons import StaffFileRefused


def random_path(upload, filename):
    """A name that cannot be guessed; the name people gave is kept in `file_name`."""
    return f"staff/{secrets.token_hex(16)}"


@tracked()
class StaffUpload(BroughtFile):
    """A file of the district's staff that somebody brought, or that came by night (`district.staff.nightly`): looked at
    first, then taken in once. One that came by night and cannot be read says why in `refusal`, and holds no file.

    `report` keeps what taking it in did: names, roles, schools, and the rows that were not taken with reason codes.
    The file itself goes when it was taken in: it names more people than the portal needs to know.
    """

    file = models.FileField(_("file"), upload_to=random_path, blank=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("brought by")
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    refusal = models.JSONField(null=True, blank=True, editable=False)  # {"reason", "details"} of `staff.reasons`
    effects = models.JSONField(default=dict, blank=True, editable=False)  # `district.staff.undoing` says what is in it
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undo_report = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(BroughtFile.Meta):
        verbose_name = _("staff file")
        constraints = [
            applied_by_somebody("staff_applied_at_and_by_together"),
            models.CheckConstraint(
                name="staff_file_came_by_somebody_or_has_its_sum",
                condition=Q(uploaded_by__isnull=False, sha256="") | Q(uploaded_by=None) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="staff_file_that_cannot_be_read_is_not_taken_in",
                condition=Q(refusal__isnull=True) | Q(uploaded_by=None, applied_at=None, file=""),
            ),
            models.CheckConstraint(
                name="staff_file_is_taken_back_once_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, applied_at__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return reverse("district:staff-file", args=[self.pk])

    @property
    def why_refused(self):
        """The sentence for the reader, where it cannot be read."""
        return str(StaffFileRefused(self.refusal["reason"], **self.refusal["details"])) if self.refusal else ""
