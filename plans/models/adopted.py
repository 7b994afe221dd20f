"""The adopted plan, as reference data: what was promised, in the plan's own structure (facts 1).

Adopted text is fixed (design, principle 4): these rows come from `plans/reference/` and are not edited in the portal.
A further plan cycle is a further set of rows.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import User
from district.words import Words
from indicators.dimensions import Dimension, group_label
from indicators.models import Indicator
from indicators.models.reference import Direction

PRIORITY_ACTION_WORDS = Words("code", "title_en", "title_es")
INITIATIVE_WORDS = Words(
    "code",
    "title_en",
    "title_es",
    texts=[
        "intent_en",
        "intent_es",
        "named_measures_en",
        "named_measures_es",
        "named_partners_en",
        "named_partners_es",
    ],
)


class PlanCycle(models.Model):
    """One adopted plan with its years: vision, mission, definition and theory of action."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    first_fall_year = models.PositiveSmallIntegerField(_("first school year"))
    last_fall_year = models.PositiveSmallIntegerField(_("last school year"))
    vision = models.TextField(_("vision"))
    mission = models.TextField(_("mission"))
    fce_definition = models.TextField(_("definition of family and community engagement"))
    source = models.CharField(_("source"), max_length=400)

    class Meta:
        ordering = ["-first_fall_year"]
        constraints = [
            models.CheckConstraint(
                name="plan_cycle_years_in_order", condition=Q(last_fall_year__gte=F("first_fall_year"))
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:cycle-detail", args=[self.code])


class TheoryStatement(models.Model):
    """One line of a theory of action: the 5 E's (`EQUITY`) or the engagement plan's own IFs and THEN (`FCE`)."""

    class Theory(models.TextChoices):
        FIVE_ES = "FIVE_ES", _("The 5 E's")
        FCE = "FCE", _("Theory of action for engagement")

    cycle = models.ForeignKey(PlanCycle, models.CASCADE, related_name="theory_statements")
    theory = models.CharField(_("theory of action"), max_length=8, choices=Theory.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    text = models.TextField(_("text"))
    is_conclusion = models.BooleanField(_("the THEN of the theory"), default=False)

    class Meta:
        ordering = ["theory", "position"]
        constraints = [
            models.UniqueConstraint(name="theory_statement_once", fields=["cycle", "theory", "position"]),
        ]

    def __str__(self):
        return self.heading or self.text[:60]


class CrossCuttingAim(models.Model):
    """One of the four aims that apply to all Priority Actions (facts 1.5)."""

    cycle = models.ForeignKey(PlanCycle, models.CASCADE, related_name="aims")
    code = models.CharField(_("code"), max_length=24)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="aim_once_per_cycle", fields=["cycle", "code"])]

    def __str__(self):
        return self.text


class PriorityAction(models.Model):
    """One of the plan's three headings."""

    cycle = models.ForeignKey(PlanCycle, models.CASCADE, related_name="priority_actions")
    code = models.CharField(_("code"), max_length=4)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["code"]
        indexes = [PRIORITY_ACTION_WORDS.index("priority_action_words")]
        constraints = [models.UniqueConstraint(name="priority_action_once_per_cycle", fields=["cycle", "code"])]

    def __str__(self):
        return f"{self.code}. {self.title}"

    def get_absolute_url(self):
        return reverse("plans:priority-action-detail", args=[self.cycle.code, self.code])


class Initiative(models.Model):
    """One of the thirteen numbered lines, as adopted. What is done about it lives elsewhere, with a history."""

    priority_action = models.ForeignKey(PriorityAction, models.CASCADE, related_name="initiatives")
    code = models.CharField(_("code"), max_length=8)
    title = models.CharField(_("title"), max_length=200)
    intent = models.TextField(_("intent"))
    named_measures = models.TextField(_("measures named in the plan"), blank=True)
    named_partners = models.TextField(_("partners and bodies named in the plan"), blank=True)
    indicators = models.ManyToManyField(
        Indicator, related_name="initiatives", blank=True, verbose_name=_("indicators named in the plan")
    )

    class Meta:
        ordering = ["code"]
        indexes = [INITIATIVE_WORDS.index("initiative_words")]
        constraints = [
            models.UniqueConstraint(name="initiative_once_per_action", fields=["priority_action", "code"]),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("plans:initiative-detail", args=[self.priority_action.cycle.code, self.code])


@tracked()
class InitiativeAim(models.Model):
    """An indicator, and the students, that an initiative is expected to move: the district's entry, not the plan's."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="aims", verbose_name=_("initiative"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="aims", verbose_name=_("equity indicator"))
    dimension = models.CharField(_("breakdown"), max_length=12, choices=Dimension.choices, default=Dimension.ALL)
    group = models.CharField(_("group"), max_length=30, default="ALL")
    note = models.CharField(_("why it should move"), max_length=200, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set at"), auto_now_add=True)

    class Meta:
        ordering = ["indicator__position", "dimension", "group"]
        constraints = [
            models.UniqueConstraint(
                name="initiative_aim_once",
                fields=["initiative", "indicator", "dimension", "group"],
                violation_error_message=_("This indicator and these students are listed already."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id}: {self.indicator_id} {self.dimension}/{self.group}"

    @property
    def students(self):
        return group_label(self.dimension, self.group)

    @property
    def is_to_rise(self):
        return self.indicator.direction == Direction.HIGHER
