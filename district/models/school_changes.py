"""Schools that close or become part of another, planned before and kept after."""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models.people import User
from district.models.schools import School

ONE_DAY = timedelta(days=1)
STANDS = Q(undone_at__isnull=True)

# The school that carries on has to be there on the first day, and two schools cannot each become part of the other.
INTO_IS_OPEN = """
    IF NEW.into_id IS NOT NULL AND NEW.undone_at IS NULL AND NOT EXISTS (
        SELECT FROM district_school WHERE id = NEW.into_id
            AND (opened_on IS NULL OR opened_on <= NEW.last_day + 1)
            AND (closed_on IS NULL OR closed_on > NEW.last_day)
    ) THEN
        RAISE EXCEPTION 'pgtrigger: The school that carries on is not open on the day after';
    END IF;
    RETURN NEW;
"""


class SchoolChangeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(STANDS)

    def for_people(self):
        return self.select_related("school", "into", "planned_by", "undone_by")


@tracked()
class SchoolChange(models.Model):
    """A school closes after a day, or becomes part of another (`into`) from the next day on.

    Of a merger of several schools into one each has its row. `done`: {code of a part: what it ended}, plain data, so
    that a change that has not come yet can be undone (`district.school_changes`).
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="changes", verbose_name=_("school"))
    last_day = models.DateField(_("last day it is open"))
    into = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="takes_in", verbose_name=_("becomes part of")
    )
    reason = models.CharField(_("why"), max_length=300)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("planned by"))
    planned_at = models.DateTimeField(_("planned at"), default=timezone.now)
    done = models.JSONField(default=dict, editable=False)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = SchoolChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "school__name", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="school_change_stands_once",
                fields=["school"],
                condition=STANDS,
                violation_error_message=_("A change of this school is planned already."),
            ),
            models.CheckConstraint(
                name="school_change_into_another",
                condition=Q(into=None) | ~Q(into=F("school")),
                violation_error_message=_("A school cannot become part of itself."),
            ),
            models.CheckConstraint(name="school_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="school_change_in_these_centuries",
                condition=Q(last_day__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="school_change_undone_at_and_by_together",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="school_change_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="school_change_stays", fields=["school", "last_day", "into", "planned_by"]),
            pgtrigger.Trigger(
                name="school_change_into_an_open_school",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=INTO_IS_OPEN,
            ),
        ]

    def __str__(self):
        return f"{self.school}, {self.last_day:%Y-%m-%d}"

    @property
    def first_day_after(self):
        return self.last_day + ONE_DAY

    @property
    def is_to_come(self):
        return self.undone_at is None and self.last_day >= timezone.localdate()
