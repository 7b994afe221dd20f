from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import School, User
from district.models.schools import Grade
from district.words import Words
from indicators.dimensions import Dimension

INDICATOR_WORDS = Words(
    "name_en", "name_es", "short_name_en", "short_name_es", "code", texts=["definition_en", "definition_es"]
)


class Direction(models.TextChoices):
    HIGHER = "HIGHER", _("higher is better")
    LOWER = "LOWER", _("lower is better")


class Unit(models.TextChoices):
    PERCENT = "PERCENT", _("percent")
    COUNT = "COUNT", _("count")


class MonitoringElement(models.TextChoices):
    """The four elements of the plan's monitoring framework (facts 1.10)."""

    OUTCOMES = "OUTCOMES", _("Student outcomes")
    LEADERSHIP = "LEADERSHIP", _("Leadership")
    PERCEPTIONS = "PERCEPTIONS", _("Perceptions")
    IMPLEMENTATION = "IMPLEMENTATION", _("Implementation")


class IndicatorQuerySet(models.QuerySet):
    def equity(self):
        """The eight equity indicators of the plan, in its order."""
        return self.filter(is_equity=True).order_by("position")


class Indicator(models.Model):
    """An outcome that is followed: one of the eight equity indicators, or a published context figure.

    Adopted reference data: loaded with the plan, never edited in the portal.
    """

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    definition = models.TextField(_("definition"))
    is_equity = models.BooleanField(_("equity indicator"), default=True)
    unit = models.CharField(_("unit"), max_length=7, choices=Unit.choices)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices)
    low_grade = models.SmallIntegerField(
        _("applies from grade"),
        choices=Grade.choices,
        help_text=_("The indicator applies to a school whose grade span meets these grades."),
    )
    high_grade = models.SmallIntegerField(_("applies to grade"), choices=Grade.choices)
    primary_instrument = models.CharField(
        _("main instrument"), max_length=40, help_text=_("The series that is held against baseline and target.")
    )
    zero_may_show = models.BooleanField(
        _("zero may be shown"), default=False, help_text=_("True only where a zero harms nobody.")
    )
    source = models.CharField(_("source"), max_length=300)
    breaks = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text=_("School years from which a changed definition counts; a trigger keeps them (DefinitionChange)."),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [INDICATOR_WORDS.index("indicator_words")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicators:indicator-detail", args=[self.code])

    def applies_to(self, low_grade, high_grade):
        """Whether a school with this grade span is asked for the indicator; unknown spans are asked."""
        if low_grade is None or high_grade is None:
            return True
        return low_grade <= self.high_grade and high_grade >= self.low_grade


class Comparator(models.TextChoices):
    """How a value is held against its target (facts 2.2: chronic absence is "less than", graduation "at least")."""

    AT_LEAST = ">=", _("at least")
    AT_MOST = "<=", _("at most")
    BELOW = "<", _("less than")


class TargetKind(models.TextChoices):
    ADOPTED = "ADOPTED", _("adopted with the plan")
    INTERIM = "INTERIM", _("interim target set by the district")
    PROPOSED = "PROPOSED", _("proposed by the school")


class TargetRule(models.TextChoices):
    """How a target was worked out. The rule is kept with its number, so that neither has to be guessed from the other:
    "90 % fewer than 4,835" stays that, also where it says 483 (features, rows 69 and 72)."""

    NUMBER = "NUMBER", _("a number")
    REDUCTION = "REDUCTION", _("a reduction of the baseline by a share")
    GAP = "GAP", _("a share of the gap is closed")


class GapTo(models.TextChoices):
    """What the gap is measured to."""

    EVERYBODY = "EVERYBODY", _("all students of the district")
    GOAL = "GOAL", _("the district's target")


def near(value, field):
    """A condition: the column is what the rule gives, but for the rounding to a whole number or a decimal."""
    return Q(**{f"{field}__gt": value - 1, f"{field}__lt": value + 1})


SHARE = F("share") / Value(100, models.DecimalField())
WITH_A_SHARE = {"share__isnull": False, "share__gt": 0, "share__lte": 100, "baseline_value__isnull": False}
REDUCED = F("baseline_value") * (1 - SHARE)
GAP_CLOSED = F("baseline_value") + (F("gap_to_value") - F("baseline_value")) * SHARE


@tracked()
class IndicatorTarget(models.Model):
    """Where an indicator started and where it is to be by a school year, for all students or one group.

    A plan adopts one target per indicator for its last year; interim targets, targets for a group or a school are
    district entries and are labelled so, and what a principal proposes is a school's own until central office sets it.
    The plan of 2015 prints no school year for its baselines (facts 2.1), hence only a label. `rule` and `share` say how
    the number came about; the database holds the two together.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name=_("indicator"))
    kind = models.CharField(_("kind"), max_length=8, choices=TargetKind.choices)
    cycle = models.CharField(_("plan cycle"), max_length=20)
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    dimension = models.CharField(_("breakdown"), max_length=12, choices=Dimension.choices, default=Dimension.ALL)
    group = models.CharField(_("group"), max_length=30, default="ALL")
    baseline_value = models.DecimalField(_("baseline"), max_digits=12, decimal_places=4, null=True, blank=True)
    baseline_label = models.CharField(_("baseline label"), max_length=120, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=12, decimal_places=4)
    comparator = models.CharField(_("comparator"), max_length=2, choices=Comparator.choices)
    target_fall_year = models.PositiveSmallIntegerField(_("by school year"))
    rule = models.CharField(_("rule"), max_length=9, choices=TargetRule.choices, default=TargetRule.NUMBER)
    share = models.DecimalField(_("share in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    baseline = models.ForeignKey(
        "indicators.TargetBaseline",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("measured from"),
    )  # `baseline_value` is what it said when the target was set; a restatement moves only this
    gap_to = models.CharField(_("gap to"), max_length=9, choices=GapTo.choices, blank=True)
    gap_to_value = models.DecimalField(_("value at its end"), max_digits=12, decimal_places=4, null=True, blank=True)
    wording = models.CharField(_("wording"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    answer = models.CharField(_("answer of central office"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["indicator", "target_fall_year"]
        constraints = [
            models.UniqueConstraint(
                name="target_once_per_scope_and_year",
                fields=["indicator", "kind", "school", "dimension", "group", "target_fall_year"],
                nulls_distinct=False,
                violation_error_message=_("There is a target for this indicator, group and year already."),
            ),
            models.CheckConstraint(name="target_percent_or_count_is_not_negative", condition=Q(target_value__gte=0)),
            models.CheckConstraint(
                name="target_rule_has_what_it_needs",
                condition=Q(rule="NUMBER", share=None, gap_to="", gap_to_value=None)
                | Q(rule="REDUCTION", gap_to="", **WITH_A_SHARE)
                | (Q(rule="GAP", gap_to_value__isnull=False, **WITH_A_SHARE) & ~Q(gap_to="")),
            ),
            models.CheckConstraint(
                name="target_reduction_gives_its_number",
                condition=~Q(rule="REDUCTION") | near(REDUCED, "target_value"),
                violation_error_message=_("The number is not what the reduction gives."),
            ),
            models.CheckConstraint(
                name="target_gap_gives_its_number",
                condition=~Q(rule="GAP") | near(GAP_CLOSED, "target_value"),
                violation_error_message=_("The number is not what closing the gap gives."),
            ),
            models.CheckConstraint(
                name="target_proposed_is_a_schools",
                condition=~Q(kind="PROPOSED") | Q(school__isnull=False, proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="target_answer_is_somebodys", condition=Q(answer="") | Q(answered_by__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.comparator} {self.target_value} ({self.target_fall_year})"

    @property
    def school_year_label(self):
        return school_years.label(self.target_fall_year)

    @property
    def measured_from(self):
        """The baseline in force: as restated, else as it was when the target was set. Ask with `baseline` selected."""
        return self.baseline.value if self.baseline else self.baseline_value

    def progress(self, current):
        """Share of the way from baseline to target, for either direction: 0 at the baseline, 1 at the target.

        Not clamped: below 0 the indicator moved away. None where there is no baseline or no way to go.
        """
        start = self.measured_from
        if current is None or start is None or self.target_value == start:
            return None
        return (current - start) / (self.target_value - start)

    def is_met_by(self, current):
        if current is None:
            return None
        if self.comparator == Comparator.AT_LEAST:
            return current >= self.target_value
        if self.comparator == Comparator.AT_MOST:
            return current <= self.target_value
        return current < self.target_value
