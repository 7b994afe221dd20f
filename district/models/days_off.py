from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked


@tracked()
class DayOff(models.Model):
    """A holiday or recess of the district, from one day to another: nobody is reminded of anything then."""

    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("holiday")
        constraints = [
            models.CheckConstraint(
                name="day_off_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="day_off_in_these_centuries",
                condition=Q(first_day__range=school_years.all_days()) & Q(last_day__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return self.name
