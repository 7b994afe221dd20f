"""Judging a compact by the quality guide (facts 5.3): yes or no for each item, by the council and by the district."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import User
from governance.models.compacts import CompactSection, CompactVersion


@tracked()
class QualityGuide(models.Model):
    """One version of the guide. What was judged by an earlier one stays as it was judged."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return str(_("Quality guide, version %(number)s") % {"number": self.number})


@tracked()
class QualityItem(models.Model):
    """One question of a version of the guide. `code` names the same question in each version."""

    guide = models.ForeignKey(QualityGuide, models.CASCADE, related_name="items", verbose_name=_("guide"))
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(_("position"))
    question = models.CharField(_("question"), max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="quality_item_once", fields=["guide", "code"])]

    def __str__(self):
        return self.question


@tracked()
class QualityReview(models.Model):
    """What the council, or the district, found when it read a version. The latest of a side counts; all stay, so that
    two people who judge at once lose nothing."""

    class Side(models.TextChoices):
        COUNCIL = "COUNCIL", _("Council")
        DISTRICT = "DISTRICT", _("District")

    version = models.ForeignKey(
        CompactVersion, models.PROTECT, related_name="quality_reviews", verbose_name=_("version")
    )
    guide = models.ForeignKey(QualityGuide, models.PROTECT, related_name="reviews", verbose_name=_("guide"))
    side = models.CharField(_("who judged"), max_length=10, choices=Side.choices)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return str(self.get_side_display())


@tracked()
class QualityAnswer(models.Model):
    """Yes or no to one question; with a no, what is to be put right."""

    review = models.ForeignKey(QualityReview, models.CASCADE, related_name="answers", verbose_name=_("review"))
    item = models.ForeignKey(QualityItem, models.PROTECT, related_name="answers", verbose_name=_("question"))
    is_met = models.BooleanField(_("yes"))
    fix = models.CharField(_("what to put right"), max_length=300, blank=True)

    class Meta:
        ordering = ["item__position"]
        constraints = [
            models.UniqueConstraint(name="quality_answer_once", fields=["review", "item"]),
            models.CheckConstraint(
                name="quality_no_says_what_to_put_right",
                condition=Q(is_met=True) | ~Q(fix=""),
                violation_error_message=_("Say what to put right."),
            ),
        ]

    def __str__(self):
        return self.fix or str(self.is_met)


@tracked()
class CompactBorrowing(models.Model):
    """That a commitment was taken over from another school's approved compact. The source stays beside the text."""

    section = models.ForeignKey(CompactSection, models.CASCADE, related_name="borrowings", verbose_name=_("section"))
    part = models.CharField(_("part"), max_length=10)
    source = models.ForeignKey(CompactSection, models.PROTECT, related_name="lent", verbose_name=_("source"))
    text = models.TextField(_("text"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="compact_borrowing_part", condition=Q(part__in=["school", "families", "students"])
            ),
            models.UniqueConstraint(name="compact_borrowed_once", fields=["section", "part", "source"]),
        ]

    def __str__(self):
        return self.text[:60]
