from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked


@tracked()
class SchoolCalendar(models.Model):
    """From when to when schools teach in a school year, as the board adopted it. What lies between two is the summer.

    Holidays and recesses within are `DayOff`. In years without a row the months of the settings are the summer.
    """

    fall_year = models.PositiveSmallIntegerField(_("school year"), primary_key=True)
    first_day = models.DateField(_("first day of school"))
    last_day = models.DateField(_("last day of school"))

    class Meta:
        ordering = ["-fall_year"]
        verbose_name = _("school calendar")
        constraints = [
            models.CheckConstraint(
                name="school_calendar_in_these_centuries",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR)),
            ),
            models.CheckConstraint(
                name="school_calendar_ends_after_it_starts",
                condition=Q(last_day__gt=F("first_day")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="school_calendar_starts_in_its_autumn",
                condition=Q(first_day__year=F("fall_year"), first_day__month__gte=7),
                violation_error_message=_("The first day is not in the summer or autumn of that school year."),
            ),
            models.CheckConstraint(
                name="school_calendar_ends_in_its_spring",
                condition=Q(last_day__year=F("fall_year") + 1, last_day__month__lte=6),
                violation_error_message=_("The last day is not in the spring or June of that school year."),
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)
