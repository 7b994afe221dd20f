from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.people import User


@tracked()
class MaintenancePeriod(models.Model):
    """The record of one maintenance: why, who, from when to when. What holds is the file (`district.maintenance`).

    `by` is empty where it was begun at the server's command line.
    """

    why = models.CharField(_("why"), max_length=200)
    until = models.DateTimeField(_("expected to end"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("begun by"))
    started_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("maintenance")
        constraints = [
            models.UniqueConstraint(
                name="maintenance_one_at_a_time", fields=["ended_at"], condition=Q(ended_at=None), nulls_distinct=False
            ),
            models.CheckConstraint(
                name="maintenance_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(name="maintenance_says_why", condition=~Q(why="")),
        ]

    def __str__(self):
        return self.why
