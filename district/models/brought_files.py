from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models.people import User


class TakenInAlready(Exception):
    """Somebody else was first."""


class BroughtFile(models.Model):
    """A file that somebody brought: looked at first, then taken in once. Each kind has its own `file` and `report`."""

    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought by"))
    uploaded_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken in by")
    )
    applied_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def content(self):
        with self.file.open("rb") as stored:
            return stored.read()

    def claim(self, by):
        """Be the one who takes it in; raises TakenInAlready the second time, also when two press at once. Within a
        transaction, which a failure takes back."""
        unclaimed = type(self).objects.filter(pk=self.pk, applied_at=None)
        if not unclaimed.update(applied_at=timezone.now(), applied_by=by):
            raise TakenInAlready


def applied_by_somebody(name):
    """The constraint of each kind: who took it in and when stand together."""
    together = Q(applied_at=None, applied_by=None) | Q(applied_at__isnull=False, applied_by__isnull=False)
    return models.CheckConstraint(name=name, condition=together)
