"""What targets hang on: the years for which a plan sets them, and the numbers from which they are measured."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import School, User
from indicators.dimensions import Dimension
from indicators.models.reference import Indicator

YEAR = [MinValueValidator(school_years.FIRST_FALL_YEAR), MaxValueValidator(school_years.LAST_FALL_YEAR)]


class IntRange(Func):
    function = "int4range"
    output_field = IntegerRangeField()


@tracked()
class TargetCycle(models.Model):
    """The school years of one plan and of the targets that close it.

    Until the Board has adopted the plan its targets are the district's proposal (`TargetKind.INTERIM`); adopting makes
    them adopted text, which stays. An older cycle's targets stay readable beside the newer ones.
    """

    first_fall_year = models.PositiveSmallIntegerField(_("first school year"), validators=YEAR)
    last_fall_year = models.PositiveSmallIntegerField(_("last school year"), validators=YEAR)
    is_adopted = models.BooleanField(_("adopted"), default=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    decision = models.CharField(_("decision that adopts it"), max_length=200, blank=True)
    note = models.CharField(_("what it is about"), max_length=300, blank=True)

    class Meta:
        ordering = ["first_fall_year"]
        constraints = [
            models.CheckConstraint(
                name="target_cycle_years_in_order",
                condition=Q(last_fall_year__gte=F("first_fall_year")),
                violation_error_message=_("The last school year comes before the first."),
            ),
            models.CheckConstraint(
                name="target_cycle_adopted_by_a_decision",
                condition=Q(is_adopted=False, adopted_on=None) | (Q(is_adopted=True) & ~Q(decision="")),
                violation_error_message=_("Say which decision adopts it."),
            ),
            ExclusionConstraint(
                name="target_cycles_do_not_overlap",
                expressions=[(IntRange("first_fall_year", "last_fall_year", Value("[]")), RangeOperators.OVERLAPS)],
                violation_error_message=_("These school years belong to another plan cycle already."),
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("indicators:target-cycle", args=[self.pk])

    @property
    def code(self):
        """As targets carry it: the calendar years from its first autumn to its last summer."""
        return f"{self.first_fall_year}-{self.last_fall_year + 1}"

    @property
    def label(self):
        return f"{self.first_fall_year}–{self.last_fall_year + 1}"

    @property
    def standing_label(self):
        """Whether its targets bind or are proposed; stands wherever a target of it does."""
        return gettext("adopted") if self.is_adopted else gettext("the district's proposal")


class BaselineOrigin(models.TextChoices):
    PLAN = "PLAN", _("printed in the plan")
    FIGURE = "FIGURE", _("a published figure")
    RESTATED = "RESTATED", _("restated by the district")


@tracked()
class TargetBaseline(models.Model):
    """A number from which targets are measured, with where it comes from. It never changes.

    A restatement is a further row, which names the one before and says why; both stay readable (features, row 67).
    `fall_year` is empty for what the plan prints: it names no school year (facts 2.1). Figures are published ones, as
    the gate let them out, so that a target worked out from a baseline says nothing that is hidden.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="baselines", verbose_name=_("indicator"))
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    dimension = models.CharField(_("breakdown"), max_length=12, choices=Dimension.choices, default=Dimension.ALL)
    group = models.CharField(_("group"), max_length=30, default="ALL")
    cycle = models.CharField(_("plan cycle"), max_length=20, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=BaselineOrigin.choices)
    fall_year = models.PositiveSmallIntegerField(_("school year"), null=True, blank=True, validators=YEAR)
    instrument = models.CharField(_("series"), max_length=40, blank=True)
    value = models.DecimalField(_("baseline"), max_digits=12, decimal_places=4, validators=[MinValueValidator(0)])
    restates = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="restated_by", verbose_name=_("restates")
    )
    why = models.CharField(_("why it is restated"), max_length=300, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="target_baseline_of_a_figure_once",
                fields=["indicator", "school", "dimension", "group", "fall_year", "instrument", "value"],
                condition=Q(origin="FIGURE"),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="target_baseline_of_a_plan_once", fields=["indicator", "cycle"], condition=Q(origin="PLAN")
            ),
            models.CheckConstraint(name="target_baseline_is_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="target_baseline_figure_says_its_year",
                condition=~Q(origin="FIGURE") | (Q(fall_year__isnull=False) & ~Q(instrument="")),
            ),
            models.CheckConstraint(
                name="target_baseline_restated_says_what_and_why",
                condition=(Q(origin="RESTATED", restates__isnull=False) & ~Q(why=""))
                | (~Q(origin="RESTATED") & Q(restates=None)),
                violation_error_message=_("Say why the baseline is restated."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="target_baseline_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__origin="RESTATED"),
            )
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.origin} {self.value}"

    @property
    def name(self):
        """What it is called in a sentence: "the published figure of 2024–25"."""
        if self.origin == BaselineOrigin.PLAN:
            return gettext("the plan's baseline")
        words = {"year": school_years.label(self.fall_year) if self.fall_year else ""}
        if self.origin == BaselineOrigin.FIGURE:
            return gettext("the published figure of %(year)s") % words
        if self.fall_year:
            return gettext("the restated baseline of %(year)s") % words
        return gettext("the restated baseline")
