"""A changed publication rule: one person proposes it, another reads what it would do and approves."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.access import Can, may_district_wide
from district.history import tracked
from district.models import User
from indicators.models.releases import Release
from indicators.models.values import SuppressionRule

COUNTS = ("min_numerator", "min_complement", "min_denominator")
BANDS = ("band_300", "band_100", "band_40", "band_20")
THRESHOLDS = (*COUNTS, *BANDS, "complementary")
FEWEST, MOST = 3, 1000  # students; below three a figure would name people, and nobody may set the rule so loose
WIDEST = 50  # percentage points of a band
OPEN = Q(approved_at=None, declined_at=None)
IS_OVER = pgtrigger.Q(old__approved_at__isnull=False) | pgtrigger.Q(old__declined_at__isnull=False)


def students(label):
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)])


def points(label):
    return models.DecimalField(
        label, max_digits=4, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(WIDEST)]
    )


class RuleChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who publish figures, and so decide on the rule; nobody else."""
        found = self.select_related("proposed_by", "approved_by", "declined_by")
        return found if may_district_wide(user, Can.PUBLISH_VALUES) else found.none()

    def approved(self):
        return self.filter(approved_at__isnull=False)

    def open(self):
        return self.filter(OPEN)


@tracked()
class RuleChange(models.Model):
    """Other thresholds for the publication rule (facts 3.5). They hold once somebody else has approved them.

    Whoever wrote a proposal last is its proposer. Once it is decided, triggers keep it; and the rule itself changes
    only to what was approved last (`SuppressionRule`).
    """

    history_labels = {"approved_by": pgettext_lazy("person", "approved by")}

    min_numerator = students(_("smallest numerator shown"))
    min_complement = students(_("smallest complement shown"))
    min_denominator = students(_("smallest group shown"))
    band_300 = points(_("band for 300 students and more"))
    band_100 = points(_("band for 100 to 299 students"))
    band_40 = points(_("band for 40 to 99 students"))
    band_20 = points(_("band for fewer than 40 students"))
    complementary = models.BooleanField(_("hide a second cell where one could be worked out"), default=True)
    reason = models.CharField(_("why the rule is to change"), max_length=300)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    declined_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("declined by")
    )
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    declined_reason = models.CharField(_("why it was declined"), max_length=300, blank=True)

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="rule_change_proposed_one_at_a_time",
                condition=OPEN,
                violation_error_message=_("A change of the rule is proposed already."),
            ),
            models.CheckConstraint(
                name="rule_change_approved_by_another",
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))),
                violation_error_message=_("Whoever proposed a change cannot approve it: ask a colleague."),
            ),
            models.CheckConstraint(
                name="rule_change_declined_with_reason",
                condition=Q(declined_by=None, declined_at=None, declined_reason="")
                | (Q(declined_by__isnull=False, declined_at__isnull=False, approved_at=None) & ~Q(declined_reason="")),
            ),
            models.CheckConstraint(name="rule_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="rule_change_protects_people",
                condition=Q(**{f"{name}__range": (FEWEST, MOST) for name in COUNTS})
                & Q(**{f"{name}__range": (0, WIDEST) for name in BANDS}),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="rule_change_is_kept", operation=pgtrigger.Delete, condition=IS_OVER),
            pgtrigger.Protect(
                name="rule_change_that_is_decided_stays", operation=pgtrigger.Update, condition=IS_OVER
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.proposed_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("indicators:rule-change", args=[self.pk])

    @property
    def is_open(self):
        return self.approved_at is None and self.declined_at is None

    def differences(self):
        """[(name of a threshold, what holds now, what is proposed)] where the two are not the same."""
        now = SuppressionRule.in_force()
        pairs = [(name, getattr(now, name), getattr(self, name)) for name in THRESHOLDS]
        return [(name, before, after) for name, before, after in pairs if before != after]


class RulePreview(models.Model):
    """What a proposed rule would do to the figures that are out, counted by a worker; one for each proposal.

    `proposed_at` and `release` say of which wording and after which publication: it says nothing about later ones.
    `lines`: for each indicator and school year with figures of the district's own {"indicator", "fall_year", "cells",
    "hidden_before", "hidden_after", "newly_hidden", "coming_out", "blurred", "sharpened"}, numbers of figures.
    """

    change = models.OneToOneField(RuleChange, models.CASCADE, primary_key=True, related_name="preview")
    proposed_at = models.DateTimeField()
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now=True)
    lines = models.JSONField(default=list)

    def __str__(self):
        return f"preview of {self.change_id}"
