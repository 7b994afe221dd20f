"""What has been published when: the gate's decisions as they went out, for somebody may have kept them."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from district.models import School
from indicators.dimensions import Dimension
from indicators.models.reference import Indicator
from indicators.models.values import PeriodType, Scope, Shown, SuppressionReason


class Release(models.Model):
    """One publication that changed what is shown of the district's own figures; its key counts up with time."""

    at = models.DateTimeField(_("published at"), db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class ReleasedFigureQuerySet(models.QuerySet):
    def standing_in(self, release):
        """What was shown from a release on, until the next one."""
        return self.filter(Q(until=None) | Q(until__gt=release), first__lte=release)


class ReleasedFigure(models.Model):
    """One cell of the district's own figures as it was shown in the releases from `first` until before `until`.

    Written by the gate (`indicators.releases`) and never changed but for its end. `numerator`, `denominator` and
    `value` are what the verdict was about: they tell whether a cell of a later release is still the same one, and are
    behind no page. What the state published is not here: it stands in its files.
    """

    first = models.ForeignKey(Release, models.PROTECT, related_name="+")
    until = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    instrument = models.CharField(max_length=40)
    scope = models.CharField(max_length=8, choices=Scope.choices)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    fall_year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=8, choices=PeriodType.choices)
    as_of_date = models.DateField(null=True, blank=True)
    dimension = models.CharField(max_length=12, choices=Dimension.choices)
    group = models.CharField(max_length=30)
    is_computed = models.BooleanField(_("worked out by the portal"))
    numerator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown = models.CharField(max_length=14, choices=Shown.choices)
    shown_value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown_numerator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown_denominator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    suppression_reason = models.CharField(max_length=11, choices=SuppressionReason.choices, blank=True)

    objects = ReleasedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(name="released_by_group", fields=["indicator", "fall_year"])]
        constraints = [
            models.CheckConstraint(
                name="released_figure_ends_after_it_began", condition=Q(until=None) | Q(until__gt=F("first"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="released_figure_stays", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.indicator_id} {self.fall_year} {self.dimension}/{self.group}, release {self.first_id}"
