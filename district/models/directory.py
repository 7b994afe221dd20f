import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.brought_files import BroughtFile, applied_by_somebody


def random_path(upload, filename):
    """A name that cannot be guessed; the name people gave is kept in `file_name`."""
    return f"directory/{secrets.token_hex(16)}"


@tracked()
class DirectoryUpload(BroughtFile):
    """A state education directory that somebody brought: looked at first, then taken in once.

    `report` keeps what taking it in did: counts, the rows that were not taken with their reason codes.
    """

    file = models.FileField(_("file"), upload_to=random_path)
    as_of = models.DateField(_("describes the schools on"), help_text=_("Changes count from this day on."))

    class Meta(BroughtFile.Meta):
        verbose_name = _("education directory file")
        constraints = [applied_by_somebody("directory_applied_at_and_by_together")]

    def get_absolute_url(self):
        return reverse("district:directory-detail", args=[self.pk])
