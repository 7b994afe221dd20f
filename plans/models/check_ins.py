from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import User
from plans.models.action_plans import SchoolActionPlan


@tracked()
class CheckIn(models.Model):
    """A look at an approved plan during its year: what the portal counted since the last one, and what the school says.

    `counted` keeps what stood there when it was written: {"steps_done", "steps_total", "steps_late",
    "measures": {measure code: count}}.
    """

    class Kind(models.TextChoices):
        MID_YEAR = "MID_YEAR", _("Mid-year check-in")
        OTHER = "OTHER", _("Check-in")

    plan = models.ForeignKey(SchoolActionPlan, models.CASCADE, related_name="check_ins", verbose_name=_("action plan"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.MID_YEAR)
    since = models.DateField(_("looks back to"))
    on = models.DateField(_("date"), default=timezone.localdate)
    counted = models.JSONField(_("what was counted"))
    working = models.TextField(_("what works"), max_length=2000)
    stuck = models.TextField(_("what does not"), max_length=2000, blank=True)
    changing = models.TextField(_("what the school changes because of it"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="check_in_mid_year_once",
                fields=["plan"],
                condition=Q(kind="MID_YEAR"),
                violation_error_message=_("The mid-year check-in of this plan is there already."),
            ),
            models.CheckConstraint(
                name="check_in_looks_back",
                condition=Q(on__gte=F("since")) & Q(on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())
