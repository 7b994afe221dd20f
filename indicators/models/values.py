import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import School
from indicators.dimensions import Dimension
from indicators.models.imports import ImportRun, SourceKind
from indicators.models.reference import Indicator


class Scope(models.TextChoices):
    STATE = "STATE", _("State")
    DISTRICT = "DISTRICT", _("District")
    SCHOOL = "SCHOOL", _("School")


class DisplayStatus(models.TextChoices):
    """What the source says of the value: four different things (facts 2.4)."""

    REPORTED = "REPORTED", _("reported")
    SUPPRESSED = "SUPPRESSED", _("suppressed")
    NOT_REPORTED = "NOT_REPORTED", _("not reported")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("not applicable")


class ValueStatus(models.TextChoices):
    PRELIMINARY = "PRELIMINARY", _("preliminary")
    FINAL = "FINAL", _("final")
    RESTATED = "RESTATED", _("restated")


class PeriodType(models.TextChoices):
    FINAL = "FINAL", _("school year")
    RUNNING = "RUNNING", _("year to date")


class Shown(models.TextChoices):
    """What the publication gate lets out (facts 3.5). PENDING: not judged yet, and so not shown."""

    PENDING = "PENDING", _("not published yet")
    VALUE = "VALUE", _("shown")
    BAND_LOW = "BAND_LOW", _("at or below a limit")
    BAND_HIGH = "BAND_HIGH", _("at or above a limit")
    SUPPRESSED = "SUPPRESSED", _("suppressed")
    NOT_REPORTED = "NOT_REPORTED", _("not reported")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("not applicable")


class SuppressionReason(models.TextChoices):
    SOURCE = "SOURCE", _("hidden by the source")
    NUMERATOR = "NUMERATOR", _("too few students")
    DENOMINATOR = "DENOMINATOR", _("the group is too small")
    COMPLEMENT = "COMPLEMENT", _("hidden so that another cell cannot be worked out")


class IndicatorValueQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def published(self):
        """The newest published version of each cell: what the gate has judged and pages may show."""
        return self.filter(is_published=True)


# What tells a value from all others. The keys begin with how values are looked up and with what differs first, so that
# a row of a large import finds its place in them after a few comparisons.
CELL = ("indicator", "fall_year", "school", "group", "dimension", "instrument", "scope", "period", "as_of_date")


class IndicatorValue(models.Model):
    """One reported value (an observation), at the grain of facts B.3, in one of its versions.

    `value` is in the indicator's unit: percent 0-100, or a count. `numerator` and `denominator` are there where the
    source prints them. `display_status` is what the source says; `shown…` is what the gate (`indicators.suppression`)
    lets out, worked out for a whole table at once and stored, so that every page, chart and file shows the same.
    """

    # No index of their own: a value is looked up by indicator and year, then school, where the unique keys begin.
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator"), db_index=False
    )
    instrument = models.CharField(_("instrument"), max_length=40)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope.choices)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="indicator_values", db_index=False
    )
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    period = models.CharField(_("period"), max_length=8, choices=PeriodType.choices, default=PeriodType.FINAL)
    as_of_date = models.DateField(_("as of"), null=True, blank=True)
    dimension = models.CharField(_("breakdown"), max_length=12, choices=Dimension.choices, default=Dimension.ALL)
    group = models.CharField(_("group"), max_length=30, default="ALL")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("in force"), default=True)
    is_published = models.BooleanField(
        _("published"),
        default=False,
        db_default=False,
        help_text=_("The newest version that was published; kept by `indicators.publication`."),
    )
    numerator = models.DecimalField(_("numerator"), max_digits=12, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=12, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    display_status = models.CharField(_("reported as"), max_length=14, choices=DisplayStatus.choices)
    status = models.CharField(_("status"), max_length=11, choices=ValueStatus.choices, default=ValueStatus.FINAL)
    source_kind = models.CharField(_("source"), max_length=8, choices=SourceKind.choices)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="values")
    source_line = models.PositiveIntegerField(_("line"))
    shown = models.CharField(_("published as"), max_length=14, choices=Shown.choices, default=Shown.PENDING)
    shown_value = models.DecimalField(
        _("published value"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The value, or the limit of the band."),
    )
    shown_numerator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown_denominator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    suppression_reason = models.CharField(max_length=11, choices=SuppressionReason.choices, blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="value_version_once",
                fields=[*CELL, "version"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="value_one_version_in_force",
                fields=CELL,
                condition=Q(is_current=True),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="value_one_version_published",
                fields=[
                    "indicator",
                    "instrument",
                    "scope",
                    "school",
                    "fall_year",
                    "period",
                    "as_of_date",
                    "dimension",
                    "group",
                ],
                condition=Q(is_published=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="value_school_scope_names_a_school",
                condition=Q(scope="SCHOOL", school__isnull=False) | (~Q(scope="SCHOOL") & Q(school=None)),
            ),
            models.CheckConstraint(
                name="value_reported_means_a_value",
                condition=(Q(display_status="REPORTED") & Q(value__isnull=False))
                | (~Q(display_status="REPORTED") & Q(value=None)),
            ),
            models.CheckConstraint(
                name="value_counts_are_not_negative",
                condition=(Q(numerator=None) | Q(numerator__gte=0))
                & (Q(denominator=None) | Q(denominator__gte=0))
                & (Q(value=None) | Q(value__gte=0)),
            ),
            models.CheckConstraint(
                name="value_shown_has_a_figure",
                condition=Q(shown__in=["VALUE", "BAND_LOW", "BAND_HIGH"], shown_value__isnull=False)
                | (~Q(shown__in=["VALUE", "BAND_LOW", "BAND_HIGH"]) & Q(shown_value=None)),
            ),
        ]
        indexes = [
            models.Index(
                name="value_for_dashboards",
                fields=["scope", "school", "indicator", "fall_year"],
                condition=Q(is_published=True),
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.fall_year} {self.dimension}/{self.group}: {self.value}"


class ComputedFigure(models.Model):
    """A district figure that nobody reported: Σ numerators ÷ Σ denominators of the schools' own figures (facts 2.5).

    Worked out and judged together with the schools it is made of, whenever those are published; an official district
    row replaces it. `schools_total` schools are asked for the indicator in that year, `schools_counted` have figures.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=40)
    fall_year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=8, choices=PeriodType.choices)
    as_of_date = models.DateField(null=True, blank=True)
    dimension = models.CharField(max_length=12, choices=Dimension.choices)
    group = models.CharField(max_length=30)
    numerator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=4)
    schools_counted = models.PositiveIntegerField()
    schools_total = models.PositiveIntegerField()
    shown = models.CharField(max_length=14, choices=Shown.choices, default=Shown.PENDING)
    shown_value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown_numerator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shown_denominator = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    suppression_reason = models.CharField(max_length=11, choices=SuppressionReason.choices, blank=True)
    computed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="computed_figure_once",
                fields=["indicator", "instrument", "fall_year", "period", "as_of_date", "dimension", "group"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.fall_year} {self.dimension}/{self.group}, computed"


class Confirmation(models.Model):
    """Another file in force says the same as a stored value.

    When the import that brought the value is undone, the value passes to the earliest file that confirmed it.
    """

    value = models.ForeignKey(IndicatorValue, models.CASCADE, related_name="confirmations")
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="confirmations")
    source_line = models.PositiveIntegerField(_("line"))

    class Meta:
        constraints = [models.UniqueConstraint(name="confirmation_once_per_run", fields=["run", "value"])]

    def __str__(self):
        return f"{self.run_id} confirms {self.value_id}"


# Two people stand behind each change of the rule, also where somebody writes to the table.
AS_APPROVED = """
    IF NOT COALESCE((
        SELECT (min_numerator, min_complement, min_denominator, band_300, band_100, band_40, band_20, complementary)
            = (NEW.min_numerator, NEW.min_complement, NEW.min_denominator, NEW.band_300, NEW.band_100, NEW.band_40,
               NEW.band_20, NEW.complementary)
        FROM indicators_rulechange WHERE approved_at IS NOT NULL ORDER BY approved_at DESC, id DESC LIMIT 1
    ), false) THEN
        RAISE EXCEPTION 'pgtrigger: The publication rule changes only to what was approved last';
    END IF;
    RETURN NEW;
"""


@tracked()
class SuppressionRule(models.Model):
    """The district's publication rule, one row (facts 3.5). Percent points and counts of students."""

    min_numerator = models.PositiveSmallIntegerField(_("smallest numerator shown"), default=6)
    min_complement = models.PositiveSmallIntegerField(_("smallest complement shown"), default=6)
    min_denominator = models.PositiveSmallIntegerField(_("smallest group shown"), default=20)
    band_300 = models.DecimalField(_("band for 300 students and more"), max_digits=4, decimal_places=1, default=1)
    band_100 = models.DecimalField(_("band for 100 to 299 students"), max_digits=4, decimal_places=1, default=2)
    band_40 = models.DecimalField(_("band for 40 to 99 students"), max_digits=4, decimal_places=1, default=5)
    band_20 = models.DecimalField(_("band for fewer than 40 students"), max_digits=4, decimal_places=1, default=10)
    complementary = models.BooleanField(_("hide a second cell where one could be worked out"), default=True)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="suppression_rule_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="suppression_rule_is_as_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"),
                func=AS_APPROVED,
            ),
        ]

    def __str__(self):
        return "suppression rule"

    @classmethod
    def in_force(cls):
        """The district's rule; the defaults until somebody sets one."""
        return cls.objects.order_by("pk").first() or cls()
