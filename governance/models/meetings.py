from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import User
from governance.models.councils import Council
from indicators.marks import stale_marks


class CouncilMeetingQuerySet(models.QuerySet):
    def published(self):
        """Councils meet in public (facts 4.6): that they met, and with how many, is for everyone."""
        return self.order_by("-held_on")

    def visible_to(self, user):
        return self.filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))


@tracked()
class CouncilMeeting(models.Model):
    """A meeting of a council that was held: when, and how many voting members were there."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings", verbose_name=_("council"))
    held_on = models.DateField(_("date"))
    voting_present = models.PositiveSmallIntegerField(_("voting members present"))
    quorum_required = models.PositiveSmallIntegerField(_("quorum"), editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = CouncilMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="council_meeting_held_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.UniqueConstraint(
                name="council_meeting_once_a_day",
                fields=["council", "held_on"],
                violation_error_message=_("A meeting of this council on this day is recorded already."),
            ),
        ]
        triggers = stale_marks(
            "council_meetings",
            """SELECT council.school_id, rows.held_on FROM {rows} AS rows
            JOIN governance_council AS council ON council.id = rows.council_id
            ORDER BY council.id FOR NO KEY UPDATE OF council""",
            leave_out=("recorded_by", "recorded_at"),
            is_half=True,
        )

    def __str__(self):
        return f"{self.council_id} {self.held_on}"

    @property
    def had_quorum(self):
        return self.voting_present >= self.quorum_required
