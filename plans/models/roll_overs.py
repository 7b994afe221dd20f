from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import User


@tracked()
class RollOver(models.Model):
    """One passage of the implementation plans into a new school year, with what it did, so that it can be undone.

    `done`: {"carried": [[milestone, old day, new day]], "dropped": [milestone], "budget": [new budget line],
    "plan_year": new frame or None}; milestones, lines and the frame by their ids, days as ISO text.
    """

    to_fall_year = models.PositiveSmallIntegerField(_("into the school year"))
    done = models.JSONField(_("what was done"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("done at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="roll_over_undone_at_and_by_together",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return str(_("Into the school year %(year)s") % {"year": school_years.label(self.to_fall_year)})
