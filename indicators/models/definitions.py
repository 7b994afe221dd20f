"""What an indicator counts from a school year on, where that was changed: one person proposes, another approves."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide
from district.history import tracked
from district.models import User
from indicators.models.reference import Indicator
from indicators.models.targets import YEAR

LONGEST = 1500  # characters of one text
TEXTS = ("definition", "counted", "of_whom", "source", "reason")
LANGUAGES = ("en", "es")
IN_ALL_LANGUAGES = [f"{name}_{language}" for name in TEXTS for language in LANGUAGES]
OPEN = Q(approved_at=None, declined_at=None)
IS_OVER = pgtrigger.Q(old__approved_at__isnull=False) | pgtrigger.Q(old__declined_at__isnull=False)

# Every indicator carries the years in which its series breaks, so that no reader of figures has to ask for them.
MARKS_ITS_INDICATOR = """
    UPDATE indicators_indicator SET breaks = ARRAY(
        SELECT fall_year FROM indicators_definitionchange
        WHERE indicator_id = NEW.indicator_id AND approved_at IS NOT NULL ORDER BY fall_year
    ) WHERE code = NEW.indicator_id;
    RETURN NULL;
"""


class DefinitionChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Approved ones for anybody; proposals for those who decide on them."""
        found = self.select_related("indicator", "proposed_by", "approved_by", "declined_by")
        return found if may_district_wide(user, Can.DEFINE_INDICATOR) else found.approved()

    def approved(self):
        return self.filter(approved_at__isnull=False)

    def open(self):
        return self.filter(OPEN)


@tracked()
class DefinitionChange(models.Model):
    """Another definition of an indicator, counted by from a school year on.

    Figures of earlier years keep the definition before, and nothing is compared across (`series_breaks`). Each text is
    written in both languages. Whoever wrote a proposal last is its proposer and may not approve it. Once it is decided,
    triggers keep it; a further change is a further row.
    """

    history_labels = {"approved_by": pgettext_lazy("person", "approved by")}

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="definition_changes", verbose_name=_("indicator")
    )
    fall_year = models.PositiveSmallIntegerField(_("counts from school year"), validators=YEAR)
    definition_en = models.TextField(_("definition, in English"), max_length=LONGEST)
    definition_es = models.TextField(_("definition, in Spanish"), max_length=LONGEST)
    counted_en = models.TextField(_("what is counted, in English"), max_length=LONGEST)
    counted_es = models.TextField(_("what is counted, in Spanish"), max_length=LONGEST)
    of_whom_en = models.TextField(_("out of whom, in English"), max_length=LONGEST)
    of_whom_es = models.TextField(_("out of whom, in Spanish"), max_length=LONGEST)
    source_en = models.CharField(_("source, in English"), max_length=300)
    source_es = models.CharField(_("source, in Spanish"), max_length=300)
    reason_en = models.CharField(_("what changes and why, in English"), max_length=300)
    reason_es = models.CharField(_("what changes and why, in Spanish"), max_length=300)
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

    objects = DefinitionChangeQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "-fall_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="definition_change_approved_once_a_year",
                fields=["indicator", "fall_year"],
                condition=Q(approved_at__isnull=False),
                violation_error_message=_("A change from this school year on is approved already."),
            ),
            models.UniqueConstraint(
                name="definition_change_proposed_one_at_a_time",
                fields=["indicator"],
                condition=OPEN,
                violation_error_message=_("A change of this definition is proposed already."),
            ),
            models.CheckConstraint(
                name="definition_change_approved_by_another",
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))),
                violation_error_message=_("Whoever proposed a change cannot approve it: ask a colleague."),
            ),
            models.CheckConstraint(
                name="definition_change_declined_with_reason",
                condition=Q(declined_by=None, declined_at=None, declined_reason="")
                | (Q(declined_by__isnull=False, declined_at__isnull=False, approved_at=None) & ~Q(declined_reason="")),
            ),
            models.CheckConstraint(
                name="definition_change_in_these_centuries",
                condition=Q(
                    fall_year__gte=school_years.FIRST_FALL_YEAR, fall_year__lte=school_years.LAST_FALL_YEAR
                ),
            ),
            models.CheckConstraint(
                name="definition_change_says_all_in_both_languages",
                condition=~Q(definition_en="") & ~Q(definition_es="") & ~Q(counted_en="") & ~Q(counted_es="")
                & ~Q(of_whom_en="") & ~Q(of_whom_es="") & ~Q(source_en="") & ~Q(source_es="") & ~Q(reason_en="")
                & ~Q(reason_es=""),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.ReadOnly(name="definition_change_stays_with_its_indicator", fields=["indicator"]),
            pgtrigger.Protect(name="definition_change_is_kept", operation=pgtrigger.Delete, condition=IS_OVER),
            pgtrigger.Protect(
                name="definition_change_that_is_decided_stays", operation=pgtrigger.Update, condition=IS_OVER
            ),
            pgtrigger.Trigger(
                name="definition_change_marks_its_indicator",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__approved_at__isnull=False),
                func=MARKS_ITS_INDICATOR,
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.fall_year}"

    def get_absolute_url(self):
        return reverse("indicators:definitions", args=[self.indicator_id])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def is_open(self):
        return self.approved_at is None and self.declined_at is None

    def text(self, name):
        """One of `TEXTS` in the language in force."""
        language = (get_language() or "en")[:2]
        return getattr(self, f"{name}_{language if language in LANGUAGES else 'en'}")
