import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.people import User


def random_path(evidence, filename):
    """A name that cannot be guessed and says nothing; the name people gave is kept in `original_name`."""
    return f"evidence/{secrets.token_hex(16)}"


class Scan(models.TextChoices):
    """What the virus scanner says of a file. A file that waits is in quarantine: nobody gets it."""

    NONE = "NONE", _("Not scanned: no virus scanner is set up")
    WAITING = "WAITING", _("Waits for the virus check")
    CLEAN = "CLEAN", _("Clean")
    INFECTED = "INFECTED", _("Taken away: a virus was found")


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
    scan = models.CharField(_("virus check"), max_length=8, choices=Scan.choices, default=Scan.NONE)
    scanned_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    found = models.CharField(_("what was found"), max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_scanned_where_it_says_so",
                condition=Q(scan__in=["NONE", "WAITING"], scanned_at=None)
                | Q(scan__in=["CLEAN", "INFECTED"], scanned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="evidence_found_where_infected",
                condition=Q(scan="INFECTED") & ~Q(found="") | ~Q(scan="INFECTED") & Q(found=""),
            ),
        ]
        indexes = [models.Index(name="evidence_waiting", fields=["id"], condition=Q(scan="WAITING"))]

    def __str__(self):
        return self.shown_name

    @property
    def is_held(self):
        """In quarantine, or taken away: it cannot be opened."""
        return self.scan in (Scan.WAITING, Scan.INFECTED)

    @property
    def shown_name(self):
        """The name for people; it says why a file cannot be opened."""
        if not self.is_held:
            return self.original_name
        return f"{self.original_name} ({self.get_scan_display()})"
