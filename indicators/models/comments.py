"""What the central office says about an indicator: what it sees in the figures, and what it does about it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import User
from indicators.models.reference import Indicator

LONGEST = 2000  # characters of one text: a comment is read beside a chart


def whole_or_empty(language):
    """A language has both texts or none."""
    seen, done = f"seen_{language}", f"done_{language}"
    return Q(**{seen: "", done: ""}) | (~Q(**{seen: ""}) & ~Q(**{done: ""}))


class IndicatorCommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, for anybody: what the district says of its figures is public, and so is that it took something back."""
        return self.select_related("written_by", "changed_by", "withdrawn_by")

    def standing(self):
        return self.filter(withdrawn_at=None)

    def up_to(self, fall_year):
        """Those on this school year or an earlier one."""
        return self.filter(fall_year__lte=fall_year)


@tracked()
class IndicatorComment(models.Model):
    """A comment on one school year of an indicator, signed and dated, public from the moment it is saved.

    Each language is a text of its own, not one translated by a machine; where one is missing the page says so. The
    signature is what everybody reads; who wrote it in the portal stays inside. A comment is never deleted: it is
    withdrawn with a reason, and what was said stays in the history.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="comments", verbose_name=_("indicator"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    seen_en = models.TextField(_("What we see, in English"), max_length=LONGEST, blank=True)
    done_en = models.TextField(_("What we do, in English"), max_length=LONGEST, blank=True)
    seen_es = models.TextField(_("What we see, in Spanish"), max_length=LONGEST, blank=True)
    done_es = models.TextField(_("What we do, in Spanish"), max_length=LONGEST, blank=True)
    signature = models.CharField(_("signature"), max_length=120)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = IndicatorCommentQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "-written_at", "-pk"]
        indexes = [models.Index(fields=["indicator", "fall_year"], name="comment_of_indicator_and_year")]
        constraints = [
            models.CheckConstraint(
                name="comment_in_a_language_is_whole",
                condition=whole_or_empty("en") & whole_or_empty("es"),
                violation_error_message=_("In each language say both what you see and what you do."),
            ),
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(seen_en="") | ~Q(seen_es=""),
                violation_error_message=_("Write it in English or in Spanish, better in both."),
            ),
            models.CheckConstraint(name="comment_is_signed", condition=~Q(signature="")),
            models.CheckConstraint(
                name="comment_change_has_its_person",
                condition=Q(changed_at=None, changed_by=None) | Q(changed_at__isnull=False, changed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="comment_stays_with_its_indicator_and_author", fields=["indicator", "written_by", "written_at"]
            ),
            pgtrigger.Protect(name="comment_is_withdrawn_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="comment_that_is_withdrawn_stays_so",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.fall_year}: {self.signature}"

    def get_absolute_url(self):
        return reverse("indicators:indicator-comments", args=[self.indicator_id]) + f"#comment-{self.pk}"

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None
