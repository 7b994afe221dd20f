import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.people import User


def random_path(evidence, filename):
    """A name that cannot be guessed and says nothing; the name people gave is kept in `original_name`."""
    return f"evidence/{secrets.token_hex(16)}"


@tracked()
class EvidenceFile(models.Model):
    """A flyer, photo or report kept as evidence. Never a sheet with children's names."""

    file = models.FileField(_("file"), upload_to=random_path)
    original_name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    def __str__(self):
        return self.original_name
