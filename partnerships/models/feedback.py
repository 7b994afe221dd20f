"""What families say after an event: three questions on an activity, counted and forgotten as in surveys (decision 019).

The questions are an instrument of surveys, so that its texts are written and translated where all are. Nothing is told
while families can still answer: two evenings' difference would be one family's form.
"""

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import User
from district.sealing import stays_with
from partnerships.models.activities import Activity
from partnerships.models.instruments import InstrumentItem, InstrumentVersion
from partnerships.models.surveys import new_code

HIGHEST = 5  # of the scale on which all three questions are answered


class ActivityFeedbackQuerySet(models.QuerySet):
    def over(self, day):
        """Those to which nothing can be added any more."""
        return self.filter(closes_on__lt=day)


@tracked()
class ActivityFeedback(models.Model):
    """That families are asked about an activity: by which questions, at which short address, until when.

    Open from the day of the activity. `settled_on`: since when the counts stay and the activity has their sum, or bears
    what was typed by hand instead.
    """

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="feedback", verbose_name=_("activity"), editable=False
    )
    version = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="+", verbose_name=_("questions"), editable=False
    )
    code = models.CharField(_("short address"), max_length=12, unique=True, default=new_code, editable=False)
    closes_on = models.DateField(_("open until"))
    settled_on = models.DateField(_("closed and counted on"), null=True, blank=True, editable=False)
    began_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"), editable=False)

    objects = ActivityFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback on an activity")
        constraints = [
            models.CheckConstraint(
                name="feedback_in_these_centuries",
                condition=Q(closes_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="feedback_settled_after_its_last_day",
                condition=Q(settled_on=None) | Q(settled_on__gt=models.F("closes_on")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_feedback_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settled_on__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.activity)

    def get_absolute_url(self):
        return reverse("partnerships:feedback-answer", args=[self.code])

    def is_over(self, day=None):
        return self.closes_on < (day or timezone.localdate())

    def takes_answers(self, day=None):
        """Whether somebody can answer here today; not of an activity that was deleted."""
        day = day or timezone.localdate()
        return self.activity.deleted_at is None and self.activity.held_on <= day and not self.is_over(day)


class FeedbackCount(models.Model):
    """How many gave an answer; without an item, how many forms came. An answer is added and forgotten: no name,
    address, time or language, and no history, which would keep the moment."""

    feedback = models.ForeignKey(
        ActivityFeedback, models.CASCADE, related_name="counts", verbose_name=_("feedback on an activity")
    )
    item = models.ForeignKey(
        InstrumentItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("item")
    )
    value = models.PositiveSmallIntegerField(_("answer"), default=0, validators=[MaxValueValidator(HIGHEST)])
    total = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="feedback_count_once", fields=["feedback", "item", "value"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="feedback_count_on_the_scale",
                condition=Q(item=None, value=0) | Q(item__isnull=False, value__range=(1, HIGHEST)),
            ),
        ]
        triggers = [
            stays_with(
                "feedback_counts_stay_once_settled",
                whole="partnerships_activityfeedback",
                column="feedback_id",
                condition="whole.settled_on IS NOT NULL",
                words="families have answered: the counts stay",
            )
        ]

    def __str__(self):
        return f"{self.feedback_id} {self.item_id}"
