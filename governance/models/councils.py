from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import School, User
from indicators.marks import stale_marks


class CouncilModel(models.Model):
    """A way to compose a council: the state's 7-5-2, or Hartford's twelve (facts 4.2, 4.9). Reference data."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    voting_seats = models.PositiveSmallIntegerField(_("voting seats"))
    source = models.CharField(_("source"), max_length=300)

    def __str__(self):
        return self.name


@tracked()
class Council(models.Model):
    """The School Governance Council of one school. Hartford has one at every school, by board policy."""

    school = models.OneToOneField(School, models.CASCADE, related_name="council", verbose_name=_("school"))
    model = models.ForeignKey(CouncilModel, models.PROTECT, related_name="councils", verbose_name=_("council model"))

    class Meta:
        ordering = ["school__name"]
        triggers = stale_marks(
            "council_meetings",
            """SELECT rows.school_id, meeting.held_on FROM {rows} AS rows
            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id""",
            leave_out=("model",),
            is_half=True,
        )

    def __str__(self):
        return str(_("School Governance Council, %(school)s") % {"school": self.school})

    def get_absolute_url(self):
        return reverse("governance:council-detail", args=[self.school.code])

    def quorum(self):
        """Voting members needed to act: a majority of all voting seats (bylaws may differ; facts 4.7)."""
        return self.model.voting_seats // 2 + 1


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
