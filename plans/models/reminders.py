from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from district.history import tracked

FARTHEST = 60


@tracked()
class ReminderRule(models.Model):
    """When people are reminded of a day: `days` after it, or before it where negative (features, row 89)."""

    days = models.SmallIntegerField(
        _("days after the day that it is due"),
        unique=True,
        validators=[MinValueValidator(-FARTHEST), MaxValueValidator(FARTHEST)],
        error_messages={"unique": _("People are reminded at this distance already.")},
    )
    escalates = models.BooleanField(_("also tell whoever is one level up"), default=False)

    class Meta:
        ordering = ["days"]
        verbose_name = _("reminder")
        constraints = [
            models.CheckConstraint(
                name="reminder_within_two_months", condition=Q(days__gte=-FARTHEST) & Q(days__lte=FARTHEST)
            ),
            models.CheckConstraint(
                name="reminder_escalates_after_the_day_only",
                condition=Q(escalates=False) | Q(days__gt=0),
                violation_error_message=_("Others are told only once something is late."),
            ),
        ]

    def __str__(self):
        days = abs(self.days)
        if self.days < 0:
            return ngettext("%(days)s day before", "%(days)s days before", days) % {"days": days}
        if self.days > 0:
            return ngettext("%(days)s day after", "%(days)s days after", days) % {"days": days}
        return str(_("On the day"))
