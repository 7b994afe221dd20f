import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.brought_files import BroughtFile, applied_by_somebody


def random_path(upload, filename):
    """A name that cannot be guessed; the name people gave is kept in `file_name`."""
    return f"staff/{secrets.token_hex(16)}"


@tracked()
class StaffUpload(BroughtFile):
    """A file of the district's staff that somebody brought: looked at first, then taken in once.

    `report` keeps what taking it in did: names, roles, schools, and the rows that were not taken with reason codes.
    The file itself goes when it was taken in: it names more people than the portal needs to know.
    """

    file = models.FileField(_("file"), upload_to=random_path, blank=True)

    class Meta(BroughtFile.Meta):
        verbose_name = _("staff file")
        constraints = [applied_by_somebody("staff_applied_at_and_by_together")]

    def get_absolute_url(self):
        return reverse("district:staff-file", args=[self.pk])
