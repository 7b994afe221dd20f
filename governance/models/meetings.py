"""Meetings of School Governance Councils. They are public meetings (facts 4.6): when and where, and how far each is."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import User
from governance.models.councils import Council
from indicators.marks import stale_marks

NIGHT = 22  # a meeting whose end nobody noted is over by then


class MeetingKind(models.TextChoices):
    REGULAR = "REGULAR", _("Regular meeting")
    SPECIAL = "SPECIAL", _("Special meeting")
    EMERGENCY = "EMERGENCY", _("Emergency meeting")


class MeetingMode(models.TextChoices):
    IN_PERSON = "IN_PERSON", _("In person")
    REMOTE = "REMOTE", _("Remote")
    HYBRID = "HYBRID", _("In person and remote")


class MeetingState(models.TextChoices):
    SCHEDULED = "SCHEDULED", _("Scheduled")
    NOTICED = "NOTICED", _("Announced")
    HELD = "HELD", _("Held")
    DRAFTED = "DRAFTED", _("Minutes drafted")
    POSTED = "POSTED", _("Minutes posted")
    CANCELLED = "CANCELLED", _("Cancelled")


HELD_STATES = (MeetingState.HELD, MeetingState.DRAFTED, MeetingState.POSTED)
COMING_STATES = (MeetingState.SCHEDULED, MeetingState.NOTICED)
# What of a meeting no measure counts.
UNCOUNTED = (
    "kind", "mode", "starts_at", "ends_at", "place", "link", "joining", "emergency_reason", "interpretation",
    "guests_total", "recording", "cancelled_reason", "key", "recorded_by", "recorded_at",
)  # fmt: skip


def under_the_law(prefix=""):
    """The condition of being a meeting at all, unlike a committee that interviews candidates (facts 4.6). `prefix`: the
    way to the meetings, with its underscores; so in those below."""
    return Q(**{f"{prefix}exempt_reason": ""})


def is_held(prefix=""):
    """That it took place, with a quorum or without."""
    return under_the_law(prefix) & Q(**{f"{prefix}state__in": HELD_STATES})


def is_coming(prefix=""):
    """That it is still to be held or to be recorded."""
    return under_the_law(prefix) & Q(**{f"{prefix}state__in": COMING_STATES})


def is_quorate(prefix=""):
    """That it took place with a quorum."""
    return is_held(prefix) & Q(**{f"{prefix}voting_present__gte": F(f"{prefix}quorum_required")})


class CouncilMeetingQuerySet(models.QuerySet):
    def under_the_law(self):
        return self.filter(under_the_law())

    def held(self):
        """Meetings that took place, with a quorum or without."""
        return self.filter(is_held())

    def published(self):
        """Councils meet in public (facts 4.6): that they met, and with how many, is for everyone."""
        return self.held().order_by("-held_on", "-pk")

    def coming(self):
        """Meetings that are still to be held or to be recorded, the next one first."""
        return self.filter(is_coming()).order_by("held_on", "starts_at", "pk")

    def visible_to(self, user):
        return self.filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))

    def with_place(self):
        return self.select_related("council__school", "council__model")


@tracked()
class CouncilMeeting(models.Model):
    """A meeting of a council: planned, announced, held, or cancelled.

    `voting_present` and `quorum_required` are written when the attendance is settled: the most voting members who were
    there at one time, and how many it took on that day. A meeting with fewer was held without a quorum. Meetings of
    which only these counts are known have no start, no agenda and no attendance.

    With an `exempt_reason` it is no meeting under the law: no clock runs, nothing is decided, the public is not told.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings", verbose_name=_("council"))
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ended at"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.REGULAR)
    mode = models.CharField(_("how"), max_length=10, choices=MeetingMode.choices, default=MeetingMode.IN_PERSON)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.HELD)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part"), blank=True)
    joining = models.TextField(_("how the public takes part"), max_length=1000, blank=True)
    interpretation = models.CharField(_("interpretation"), max_length=200, blank=True)
    emergency_reason = models.TextField(_("what the emergency is"), max_length=1000, blank=True)
    exempt_reason = models.CharField(_("why it is no meeting under the law"), max_length=300, blank=True)
    cancelled_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    guests_total = models.PositiveSmallIntegerField(_("guests"), null=True, blank=True)
    recording = models.URLField(_("recording or transcript"), blank=True)
    voting_present = models.PositiveSmallIntegerField(_("voting members present"), null=True)
    quorum_required = models.PositiveSmallIntegerField(_("quorum"), editable=False, null=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)
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
                name="council_meeting_one_a_day",
                fields=["council", "held_on"],
                condition=~Q(state="CANCELLED"),
                violation_error_message=_("A meeting of this council on this day is recorded already."),
            ),
            models.CheckConstraint(
                name="council_meeting_counted_once_held",
                condition=Q(state__in=HELD_STATES, voting_present__isnull=False, quorum_required__isnull=False)
                | (~Q(state__in=HELD_STATES) & Q(voting_present=None, quorum_required=None)),
                violation_error_message=_("A meeting that was held says how many were there, and no other does."),
            ),
            models.CheckConstraint(
                name="council_meeting_cancelled_with_a_reason",
                condition=~Q(state="CANCELLED") | ~Q(cancelled_reason=""),
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
            models.CheckConstraint(
                name="council_meeting_emergency_says_why",
                condition=~Q(kind="EMERGENCY") | ~Q(emergency_reason=""),
                violation_error_message=_("Say what the emergency is: the law wants it in the minutes."),
            ),
        ]
        triggers = stale_marks(
            "council_meetings",
            """SELECT council.school_id, rows.held_on FROM {rows} AS rows
            JOIN governance_council AS council ON council.id = rows.council_id
            ORDER BY council.id FOR NO KEY UPDATE OF council""",
            leave_out=UNCOUNTED,
            is_half=True,
        )

    def __str__(self):
        words = {"kind": self.get_kind_display(), "day": date_format(self.held_on, "DATE_FORMAT")}
        return str(_("%(kind)s, %(day)s") % words)

    def get_absolute_url(self):
        return reverse("governance:meeting", args=[self.pk])

    @property
    def was_held(self):
        return self.state in HELD_STATES

    @property
    def is_coming(self):
        return self.state in COMING_STATES

    @property
    def had_quorum(self):
        return self.was_held and self.voting_present >= self.quorum_required

    @property
    def is_exempt(self):
        return bool(self.exempt_reason)

    @property
    def is_counts_only(self):
        """Whether nothing but date and counts is known of it, as of meetings recorded afterwards."""
        return self.was_held and self.starts_at is None

    @property
    def is_remote(self):
        return self.mode != MeetingMode.IN_PERSON

    @property
    def begins(self):
        """The moment at which it begins; None where only the day is known."""
        return self.starts_at and timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def over_at(self):
        """The moment after which the clocks of minutes and votes run."""
        if self.ends_at:
            return timezone.make_aware(datetime.combine(self.held_on, self.ends_at))
        late = timezone.make_aware(datetime.combine(self.held_on, datetime.min.time().replace(hour=NIGHT)))
        return max(late, self.begins) if self.begins else late


class PostingKind(models.TextChoices):
    NOTICE = "NOTICE", _("Notice")
    AGENDA = "AGENDA", _("Agenda")
    NO_QUORUM = "NO_QUORUM", _("Notice of adjournment")
    VOTES = "VOTES", _("Votes")
    RECORDING = "RECORDING", _("Recording or transcript")
    MINUTES = "MINUTES", _("Minutes")


@tracked()
class Posting(models.Model):
    """When something about a meeting was made public, and where. `recorded_at` says when the portal learned of it."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="postings", verbose_name=_("meeting"))
    kind = models.CharField(_("what"), max_length=10, choices=PostingKind.choices)
    posted_at = models.DateTimeField(_("posted at"))
    where = models.CharField(_("where"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["posted_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="meeting_posting_once", fields=["meeting", "kind"]),
            models.CheckConstraint(
                name="meeting_posting_in_these_centuries",
                condition=Q(posted_at__date__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def is_stated_later(self):
        """Whether the portal was told on a later day: then pages say both days."""
        return timezone.localdate(self.recorded_at) > timezone.localdate(self.posted_at)


@tracked()
class ScheduleFiling(models.Model):
    """That the schedule of a year's regular meetings was filed with the city clerk (facts 4.6); a calendar year."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="filings", verbose_name=_("council"))
    year = models.PositiveSmallIntegerField(_("calendar year"))
    filed_on = models.DateField(_("filed on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                name="schedule_filed_once_a_year",
                fields=["council", "year"],
                violation_error_message=_("The filing for this year is recorded already."),
            ),
            models.CheckConstraint(
                name="schedule_filed_in_these_centuries",
                condition=Q(filed_on__range=school_years.all_days()) & Q(year__range=(2000, 2100)),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(self.year)
