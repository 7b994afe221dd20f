"""The passage of the whole portal into a school year: what was carried over, so that it can be undone."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models.people import User
from district.models.schools import SchoolYear


@tracked()
class YearPassage(models.Model):
    """What was carried into a school year at one time, all or nothing; at most one that stands for each year.

    `done`: {code of a part: what that part needs to take it back}; plain data, ids and values of the rows it made.
    """

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="passages", verbose_name=_("into the school year")
    )
    done = models.JSONField(_("what was done"), default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("done at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="year_passage_stands_once", fields=["year"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(
                name="year_passage_undone_at_and_by_together",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="year_passage_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="year_passage_says_what_was_done", fields=["year", "done", "by", "at"]),
        ]

    def __str__(self):
        return str(_("Into the school year %(year)s") % {"year": school_years.label(self.year_id)})
