"""The district's frame for the school action plans of a year, and the reminders it sends."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import School, User

DAYS = ("opens_on", "submit_by", "review_by", "mid_year_by", "reflect_by")


def guidance(label):
    return models.TextField(label, max_length=1000, blank=True)


@tracked()
class PlanYear(models.Model):
    """From when a year's plans are written, by when each step is due, and what the district wants schools to think of.

    No law sets these days; they are the district's own (facts 1.11). What is left empty is not asked for.
    """

    fall_year = models.PositiveSmallIntegerField(_("school year"), unique=True)
    opens_on = models.DateField(_("planning opens"), null=True, blank=True)
    submit_by = models.DateField(_("plans are submitted by"), null=True, blank=True)
    review_by = models.DateField(_("plans are approved by"), null=True, blank=True)
    mid_year_by = models.DateField(_("mid-year check-in by"), null=True, blank=True)
    reflect_by = models.DateField(_("schools look back by"), null=True, blank=True)
    guidance_needs = guidance(_("guidance on the school's own figures"))
    guidance_voice = guidance(_("guidance on family voice"))
    guidance_goals = guidance(_("guidance on goals and steps"))
    guidance_services = guidance(_("guidance on services"))
    guidance_advice = guidance(_("guidance on the council's advice"))

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"plan_year_{later}_after_{earlier}",
                    condition=Q(**{earlier: None}) | Q(**{later: None}) | Q(**{f"{later}__gte": F(earlier)}),
                    violation_error_message=_("These days must be in the order in which they stand here."),
                )
                for place, earlier in enumerate(DAYS)
                for later in DAYS[place + 1 :]
            ),
            *(
                models.CheckConstraint(
                    name=f"plan_year_{day}_in_these_centuries",
                    condition=Q(**{day: None}) | Q(**{f"{day}__range": school_years.all_days()}),
                    violation_error_message=_("No school year holds this date."),
                )
                for day in DAYS
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)

    def get_absolute_url(self):
        return reverse("plans:plan-year", args=[self.fall_year])


class PlanReminder(models.Model):
    """Central office reminded a school of its action plan. Never changed."""

    school = models.ForeignKey(School, models.PROTECT, related_name="plan_reminders", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    note = models.CharField(_("in a sentence"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "fall_year"], name="plan_reminder_of_school")]

    def __str__(self):
        return f"{self.school_id} {self.fall_year}"
