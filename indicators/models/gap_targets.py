"""How near to all students a group is to be: a target of the gap itself, beside those of figures (features, row 74)."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import User
from indicators.dimensions import Dimension, group_label
from indicators.models.reference import Indicator
from indicators.models.targets import YEAR

POINTS = [MinValueValidator(0), MaxValueValidator(100)]
IS_ADOPTED = pgtrigger.Q(old__adopted_on__isnull=False)


@tracked()
class GapTarget(models.Model):
    """By the end of a school year a group of the district is to be at most so many percentage points from all students.

    Started from the published gap of a year (`start_points`, without its sign, in the series `instrument`). It is the
    district's proposal until a decision adopts it; from then on triggers keep it.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="gap_targets", verbose_name=_("indicator"))
    dimension = models.CharField(_("breakdown"), max_length=12, choices=Dimension.choices)
    group = models.CharField(_("group"), max_length=30)
    fall_year = models.PositiveSmallIntegerField(_("by the end of school year"), validators=YEAR)
    points = models.DecimalField(_("at most, in percentage points"), max_digits=4, decimal_places=1, validators=POINTS)
    instrument = models.CharField(_("series"), max_length=40)
    start_fall_year = models.PositiveSmallIntegerField(_("measured from school year"), validators=YEAR)
    start_points = models.DecimalField(_("gap in that year"), max_digits=7, decimal_places=4, validators=POINTS)
    wording = models.CharField(_("why this target"), max_length=300, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set at"), auto_now_add=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(_("decision that adopts it"), max_length=200, blank=True)

    class Meta:
        ordering = ["indicator", "dimension", "group", "fall_year"]
        constraints = [
            models.UniqueConstraint(
                name="gap_target_once_for_a_group_and_year",
                fields=["indicator", "dimension", "group", "fall_year"],
                violation_error_message=_("The gap of this group has a target for this school year already."),
            ),
            models.CheckConstraint(name="gap_target_is_of_a_group", condition=~Q(dimension="ALL")),
            models.CheckConstraint(
                name="gap_target_comes_after_its_start",
                condition=Q(fall_year__gt=F("start_fall_year")),
                violation_error_message=_("The target has to be of a later school year than the gap it starts from."),
            ),
            models.CheckConstraint(
                name="gap_target_narrows_the_gap",
                condition=Q(points__gte=0, points__lt=F("start_points"), start_points__lte=100),
                violation_error_message=_("The target has to be narrower than the gap it starts from."),
            ),
            models.CheckConstraint(
                name="gap_target_adopted_by_a_decision",
                condition=Q(adopted_on=None, adopted_by=None, decision="")
                | (Q(adopted_on__isnull=False, adopted_by__isnull=False) & ~Q(decision="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="gap_target_adopted_stays", operation=pgtrigger.Update, condition=IS_ADOPTED),
            pgtrigger.Protect(name="gap_target_adopted_is_kept", operation=pgtrigger.Delete, condition=IS_ADOPTED),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.group} ≤ {self.points} ({self.fall_year})"

    def get_absolute_url(self):
        return f"{reverse('indicators:indicator-gaps', args=[self.indicator_id])}?groups={self.dimension}#gap-targets"

    @property
    def is_adopted(self):
        return self.adopted_on is not None

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def group_label(self):
        return group_label(self.dimension, self.group)
