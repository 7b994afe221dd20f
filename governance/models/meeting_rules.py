"""What the district sets for all council meetings: the clocks, and the items that stand on every agenda."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked

LONGEST_HOURS = 24 * 14


def hours(label, default):
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_HOURS)]
    )


@tracked()
class MeetingRules(models.Model):
    """The clocks, as the law has them (facts 4.6) unless the district is told otherwise. One row."""

    agenda_hours = hours(_("agenda before a meeting, hours"), 24)
    special_hours = hours(_("notice of a special meeting, hours"), 24)
    remote_hours = hours(_("notice that a meeting is remote, hours"), 48)
    votes_hours = hours(_("votes in writing after a meeting, hours"), 48)
    no_quorum_hours = hours(_("notice of an adjournment for want of a quorum, hours"), 24)
    emergency_hours = hours(_("minutes of an emergency meeting, hours"), 72)
    minutes_days = models.PositiveSmallIntegerField(
        _("minutes after a meeting, days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    recording_days = models.PositiveSmallIntegerField(
        _("recording of a remote meeting, days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    filing_month = models.PositiveSmallIntegerField(
        _("yearly schedule filed by: month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    filing_day = models.PositiveSmallIntegerField(
        _("yearly schedule filed by: day"), default=31, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    days_after_filing = models.PositiveSmallIntegerField(
        _("first regular meeting after filing, days"), default=30, validators=[MaxValueValidator(120)]
    )
    special_skips_closed_days = models.BooleanField(
        _("for special and emergency meetings, weekends and closed days do not count"), default=True
    )
    regular_skips_closed_days = models.BooleanField(
        _("for regular meetings, weekends and closed days do not count"), default=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="meeting_rules_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="meeting_rules_filed_on_a_day",
                condition=Q(filing_month__range=(1, 12)) & Q(filing_day__range=(1, 31)),
            ),
        ]

    def __str__(self):
        return str(_("Rules of council meetings"))

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


class ItemKind(models.TextChoices):
    REPORT = "REPORT", _("Report")
    DISCUSSION = "DISCUSSION", _("Discussion")
    DECISION = "DECISION", _("Decision")
    PUBLIC_COMMENT = "COMMENT", _("Public comment")
    FORMAL = "FORMAL", _("Formal matter")


@tracked()
class StandingItem(models.Model):
    """An item that the district wants on the agenda of every regular meeting."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.REPORT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, validators=[MaxValueValidator(240)])
    position = models.PositiveSmallIntegerField(_("place in the order"), default=10)
    is_closing = models.BooleanField(_("comes after the council's own items"), default=False)
    is_used = models.BooleanField(_("goes onto new agendas"), default=True)

    class Meta:
        ordering = ["is_closing", "position", "pk"]

    def __str__(self):
        return self.title
