import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models import User
from partnerships.models.partners import Partner

UNDO_DAYS = 30


class PartnerMerge(models.Model):
    """That one partner's record was merged into another's: what moved, and how to move it back.

    `moves`: one entry for each table that pointed to the loser (see `partnerships.merging`); `before` and `chosen`: the
    winner's fields as they were and as they became; `winner_event`, `loser_event`: the records' events right after, to
    tell whether anybody has changed them since.
    """

    winner = models.ForeignKey(Partner, models.PROTECT, related_name="merges_won", verbose_name=_("kept"))
    loser = models.ForeignKey(Partner, models.PROTECT, related_name="merges_lost", verbose_name=_("merged"))
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moves = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    loser_was_active = models.BooleanField(default=True)
    winner_event = models.BigIntegerField(default=0)
    loser_event = models.BigIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="partner_merge_of_two", condition=~Q(winner=F("loser"))),
            models.UniqueConstraint(
                name="partner_merged_once_at_a_time", fields=["loser"], condition=Q(undone_at=None)
            ),
            models.CheckConstraint(
                name="partner_merge_undone_at_and_by_together",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.loser} → {self.winner}"

    def get_absolute_url(self):
        return reverse("partnerships:partner-merged", args=[self.pk])

    @property
    def undo_until(self):
        return self.merged_at + datetime.timedelta(days=UNDO_DAYS)


class PartnersApart(models.Model):
    """That somebody looked at two records and said: these are two organizations."""

    first = models.ForeignKey(Partner, models.CASCADE, related_name="apart_first")
    second = models.ForeignKey(Partner, models.CASCADE, related_name="apart_second")
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="partners_apart_once", fields=["first", "second"]),
            models.CheckConstraint(name="partners_apart_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"
